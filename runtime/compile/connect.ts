import type {Diagnostic, DiagnosticCode, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {closest} from '../formula/suggest.js';
import type {Checked} from './checked.js';
import {checkNode} from './check.js';
import {portPath, wiresOf} from './wires.js';
import {checkPlan, cycleProblem} from './compile.js';
import {splitRef} from './graph.js';
import {lacksOnlyWires, openPlan, shapeOfNode} from './open.js';
import {inOrder, phaseOf} from './phases.js';
import {wired} from './rewire.js';

/** A wire's two ends: `node.port` (or `node`) and the input `node` + `port` (`rows`, `amount`, `values.<name>`). */
export interface Connection {
  readonly from: string;
  readonly to: {readonly node: string; readonly port: string};
}

/** What may happen to a wire that is already there. */
export interface ConnectOptions {
  /** Takes the place of the wire that is there; without it an occupied port is `plan/port-occupied`. */
  readonly replace?: boolean;
}

/** Answers for one plan; cheap enough for every move of the pointer. */
export type Connector = (connection: Connection, options?: ConnectOptions) => Diagnostic | undefined;

/**
 * Whether a wire may be drawn: undefined if so, else the problem in the way, with its code and parameters (type, grain, currency,
 * cycle; of severity info: occupied, already there). It asks the compiler's own checks about the node with that wire, so the mouse,
 * the keyboard, paste and the compiler never disagree. For many questions about one plan, ask a `connector`.
 */
export function checkConnection(
  plan: Plan,
  connection: Connection,
  options: ConnectOptions = {},
): Diagnostic | undefined {
  return connector(plan)(connection, options);
}

/** The same for many wires of one plan, which is checked once. */
export function connector(plan: Plan): Connector {
  const base = openBase(plan);
  return ({from, to}, {replace = false} = {}) => {
    const source = splitRef(from);
    const at = {node: to.node, path: `/nodes/${to.node}${portPath(to.port)}`};
    const lost = [to.node, source.node].find((id) => !Object.hasOwn(plan.nodes, id));
    if (lost !== undefined) {
      const suggestion = closest(lost, Object.keys(plan.nodes)) ?? '';
      return problem('plan/unknown-node', {name: lost, suggestion}, at);
    }
    if (plan.nodes[source.node]?.kind === 'reward') return problem('plan/no-output', {node: source.node}, at);
    const node = base?.nodes[to.node];
    if (!base || !node) return undefined;
    if (base.holes.has(to.node)) return problemOf(base, to, from, undefined);
    const ports = wiresOf(node);
    if (!isPort(ports, node.kind, to.port)) {
      const known = ports.map(({port}) => port).join(', ');
      return problem('plan/unknown-input', {node: to.node, port: to.port, ports: known}, at);
    }
    const existing = ports.find(({port}) => port === to.port)?.ref;
    if (existing === from) return problem('plan/already-connected', {port: to.port}, at);
    const found = problemOf(base, to, from, existing);
    if (found || existing === undefined || replace) return found;
    return problem('plan/port-occupied', {port: to.port, existing}, at);
  };
}

/** Input ports of a node as the canvas shows them. */
export function inputPorts(plan: Plan, id: string): {port: string; ref: string | undefined; required: boolean}[] {
  const node = openPlan(plan).plan?.nodes[id];
  return node ? wiresOf(node).map(({port, ref, required}) => ({port, ref, required})) : [];
}

/** What is known of a plan before a wire is drawn. */
interface Base {
  readonly plan: Plan;
  readonly holes: ReadonlySet<string>;
  /** All nodes, also those left out of `plan`. */
  readonly nodes: Plan['nodes'];
  readonly checked: Checked;
  readonly inputs: ReadonlyMap<string, readonly string[]>;
  /** Problems by node, as far as they were asked for. */
  readonly problems: Map<string, ReadonlySet<string>>;
}

function openBase(json: Plan): Base | undefined {
  const {plan, holes} = openPlan(json);
  if (!plan) return undefined;
  const {checked, inputs} = checkPlan(plan, [], holes);
  return {plan, holes, nodes: {...json.nodes, ...plan.nodes}, checked, inputs, problems: new Map()};
}

function problemOf(
  base: Base,
  {node: id, port}: Connection['to'],
  from: string,
  existing: string | undefined,
): Diagnostic | undefined {
  const node = base.nodes[id];
  if (!node) return undefined;
  const changed = wired(node, port, from);
  const path = `/nodes/${id}${portPath(port)}`;
  // what was wrong before is not the wire's doing; a port that is wired anew is judged by its new wire
  const known = problemsOf(base, id);
  const isWhole = ![...known].some((one) => one.startsWith('plan/missing-input'));
  const after = errorsOf(base, id, changed);
  const fresh = after.filter((one) => !known.has(keyOf(one)) || (existing !== undefined && one.path === path));
  // a node that was not whole was not checked; what only comes to light now can wait
  if (lacksOnlyWires(changed)) {
    const cycle = findCycle(base, id, splitRef(from).node, changed);
    if (cycle) return cycle;
  }
  return inOrder(fresh).find((one) => isWhole || one.path?.startsWith(`/nodes/${id}/in`) || isAboutWires(one.code));
}

const isAboutWires = (code: DiagnosticCode): boolean => phaseOf(code) === 'grain';

function problemsOf(base: Base, id: string): ReadonlySet<string> {
  const known = base.problems.get(id);
  if (known) return known;
  const node = base.nodes[id];
  const found = new Set(node ? errorsOf(base, id, node).map(keyOf) : []);
  base.problems.set(id, found);
  return found;
}

/** Errors at one node: of its shape, else of its checks, with all other nodes as they are. */
function errorsOf({plan, checked}: Base, id: string, node: Plan['nodes'][string]): Diagnostic[] {
  if (!lacksOnlyWires(node)) {
    return shapeOfNode(node).map((one) => {
      return {...one, node: id, path: one.path?.replace('/nodes/n', `/nodes/${id}`) ?? ''};
    });
  }
  const found: Diagnostic[] = [];
  const scratch = {
    ...checked,
    types: new Map(checked.types),
    lineages: new Map(checked.lineages),
    usedParameters: new Set<string>(),
  };
  checkNode({...plan, nodes: {...plan.nodes, [id]: node}}, id, scratch, found);
  return found.filter(({severity}) => severity === 'error');
}

const keyOf = ({code, path, params}: Diagnostic): string => `${code} ${path ?? ''} ${JSON.stringify(params)}`;

/** The shortest way round, if the wire closes one. */
function findCycle(
  {plan, inputs}: Base,
  id: string,
  source: string,
  changed: Plan['nodes'][string],
): Diagnostic | undefined {
  const next = new Map<string, string>([[source, '']]);
  const queue = [source];
  for (const one of queue) {
    if (one === id) break;
    for (const input of inputs.get(one) ?? []) {
      if (next.has(input)) continue;
      next.set(input, one);
      queue.push(input);
    }
  }
  if (!next.has(id)) return undefined;
  const round: string[] = [];
  for (let one = id; one !== ''; one = next.get(one) ?? '') round.push(one);
  const smallest = round.indexOf([...round].sort()[0] ?? '');
  const nodes = [...round.slice(smallest), ...round.slice(0, smallest)];
  const wires = nodes.map((one) => {
    const node = one === id ? changed : plan.nodes[one];
    return [one, node ? wiresOf(node) : []] as const;
  });
  return cycleProblem(nodes, new Map(wires));
}

/** Ports that a node has, or would have with this wire: named ones come into being with it. */
function isPort(ports: readonly {readonly port: string}[], kind: string, port: string): boolean {
  if (ports.some((one) => one.port === port)) return true;
  const {node: group, port: name} = splitRef(port);
  return name !== undefined && NAMED[group]?.includes(kind) === true;
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  values: ['formula', 'condition', 'lookup', 'weight'],
  amounts: ['reward'],
  tiebreak: ['rank'],
};
