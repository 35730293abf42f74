import type {Plan} from '@planwright/schemas';
import type {InputPort} from '../nodes/definition.js';

/** Wires of every node, whatever its kind. */
export type Wires = ReadonlyMap<string, readonly InputPort[]>;

/** `node` or `node.port`: the node and the port, `value` or `rows` when none is named. */
export function splitRef(ref: string): {node: string; port: string | undefined} {
  const dot = ref.indexOf('.');
  return dot < 0 ? {node: ref, port: undefined} : {node: ref.slice(0, dot), port: ref.slice(dot + 1)};
}

/** Nodes each node is wired to, known ones only, each once. */
export function inputsOf(plan: Plan, wires: Wires): Map<string, string[]> {
  const inputs = new Map<string, string[]>();
  for (const id of Object.keys(plan.nodes)) {
    const from = new Set<string>();
    for (const {ref} of wires.get(id) ?? []) {
      if (ref === undefined) continue;
      const {node} = splitRef(ref);
      if (Object.hasOwn(plan.nodes, node)) from.add(node);
    }
    inputs.set(id, [...from]);
  }
  return inputs;
}

/** Every node after its inputs, ties by id; `cycles` names the nodes of each cycle in order. */
export function sortNodes(inputs: ReadonlyMap<string, readonly string[]>): {order: string[]; cycles: string[][]} {
  const waiting = new Map<string, number>();
  const outputs = new Map<string, string[]>();
  for (const [id, from] of inputs) {
    waiting.set(id, from.length);
    for (const one of from) outputs.set(one, [...(outputs.get(one) ?? []), id]);
  }
  const ready = [...waiting]
    .filter(([, n]) => n === 0)
    .map(([id]) => id)
    .sort();
  const order: string[] = [];
  while (ready.length > 0) {
    const id = ready.shift() ?? '';
    order.push(id);
    for (const next of outputs.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) insertSorted(ready, next);
    }
  }
  const done = new Set(order);
  const rest = [...inputs.keys()].filter((id) => !done.has(id));
  return {order, cycles: findCycles(rest, inputs)};
}

function insertSorted(list: string[], id: string): void {
  let at = list.length;
  while (at > 0 && (list[at - 1] ?? '') > id) at -= 1;
  list.splice(at, 0, id);
}

/** One cycle per strongly connected set of the nodes left over, each starting at its smallest id. */
function findCycles(rest: readonly string[], inputs: ReadonlyMap<string, readonly string[]>): string[][] {
  const left = new Set(rest);
  const cycles: string[][] = [];
  const seen = new Set<string>();
  for (const start of [...rest].sort()) {
    if (seen.has(start)) continue;
    const path: string[] = [];
    const onPath = new Map<string, number>();
    let node: string | undefined = start;
    while (node !== undefined && !seen.has(node)) {
      const from = onPath.get(node);
      if (from !== undefined) {
        const cycle = path.slice(from).reverse();
        const smallest = cycle.indexOf([...cycle].sort()[0] ?? '');
        cycles.push([...cycle.slice(smallest), ...cycle.slice(0, smallest)]);
        break;
      }
      onPath.set(node, path.length);
      path.push(node);
      node = (inputs.get(node) ?? []).filter((id) => left.has(id)).sort()[0];
    }
    for (const id of path) seen.add(id);
  }
  return cycles;
}

/** Nodes from which a reward can be reached. */
export function reachable(plan: Plan, inputs: ReadonlyMap<string, readonly string[]>): Set<string> {
  const used = new Set<string>();
  const visit = (id: string): void => {
    const stack = [id];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (used.has(next)) continue;
      used.add(next);
      stack.push(...(inputs.get(next) ?? []));
    }
  };
  for (const [id, node] of Object.entries(plan.nodes)) if (node.kind === 'reward') visit(id);
  return used;
}
