import {splitRef} from '../compile/graph.js';
import {wiresOf} from '../compile/wires.js';
import type {Program} from '../compile/program.js';
import type {Derived} from '../ops/program.js';

/** A node's port in the explanation of a reward. */
export interface LinedUp {
  readonly node: string;
  readonly port: string;
}

/** Every node upstream of a reward in calculation order, with the ports that something on the way reads; the reward is last. */
export function lineUp(program: Program, reward: string): LinedUp[] {
  const used = new Map<string, Set<string>>();
  const stack = [reward];
  const seen = new Set(stack);
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const node = program.plan.nodes[id];
    if (!node) continue;
    for (const {ref} of wiresOf(node)) {
      if (ref === undefined) continue;
      const {node: from, port} = splitRef(ref);
      const outputs = program.types.get(from) ?? {};
      const named = port ?? ('value' in outputs ? 'value' : 'rows');
      const ports = used.get(from) ?? new Set<string>();
      used.set(from, ports.add(named));
      if (named === 'applied') ports.add('value');
      if (seen.has(from)) continue;
      seen.add(from);
      stack.push(from);
    }
  }
  const lined = program.order.flatMap((node) => {
    const ports = used.get(node);
    if (node === reward || !ports) return [];
    return Object.keys(program.types.get(node) ?? {})
      .filter((port) => ports.has(port))
      .map((port) => ({node, port}));
  });
  return [...lined, {node: reward, port: 'value'}];
}

/** The derive of each column, by relation and name. */
export function derivedColumns(program: Program): ReadonlyMap<string, Derived> {
  let found = known.get(program);
  if (!found) {
    found = new Map();
    for (const op of program.ops)
      if (op.op === 'derive') for (const column of op.columns) found.set(`${op.rel}|${column.name}`, column);
    known.set(program, found);
  }
  return found;
}

const known = new WeakMap<Program, Map<string, Derived>>();
