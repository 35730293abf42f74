import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {Span} from '../nodes/types.js';
import {checkNode} from './check.js';
import {dispatch, portPath, wiresOf} from './wires.js';
import type {Checked} from './checked.js';
import {inputsOf, reachable, sortNodes, splitRef} from './graph.js';
import type {Wires} from './graph.js';
import {checkHead} from './head.js';
import {lowerPlan} from './lower.js';
import {openPlan} from './open.js';
import {inOrder} from './phases.js';
import type {Program} from './program.js';

/**
 * migrate → validate → names and wires → cycles → types → lower. Pure; never sees data. With any `error` there is no program:
 * half-finished plans are normal in a designer, so all problems that can be told apart are reported together.
 */
export function compile(json: unknown): {program?: Program; diagnostics: Diagnostic[]} {
  const {plan, holes, diagnostics: shape} = openPlan(json);
  if (!plan) return {diagnostics: [...shape]};
  const found: Diagnostic[] = [...shape];
  const {checked, order, inputs} = checkPlan(plan, found, holes);
  const diagnostics = inOrder(found);
  if (diagnostics.some(({severity}) => severity === 'error')) return {diagnostics};
  const lowered = lowerPlan(plan, order, checked);
  return {
    program: {
      plan,
      ops: lowered.ops,
      order,
      types: checked.types,
      inputs,
      sources: accountedSources(plan, checked, inputs),
      spans: spansOf(plan),
      constants: lowered.constants,
      homes: lowered.homes,
    },
    diagnostics,
  };
}

/** All checks after the shape. `holes` are nodes whose shape is wrong: what reads them is not checked further. */
export function checkPlan(
  plan: Plan,
  diagnostics: Diagnostic[],
  holes: ReadonlySet<string> = new Set(),
): {checked: Checked; order: string[]; inputs: Map<string, string[]>} {
  const wires = new Map(Object.entries(plan.nodes).map(([id, node]) => [id, wiresOf(node)]));
  const inputs = inputsOf(plan, wires);
  const {order, cycles} = sortNodes(inputs);
  const checked: Checked = {types: new Map(), lineages: new Map(), usedParameters: new Set(), holes};
  checkHead(plan, checked, diagnostics);
  for (const nodes of cycles) diagnostics.push(cycleProblem(nodes, wires));
  const sorted = new Set(order);
  const circular = Object.keys(plan.nodes).filter((id) => !sorted.has(id));
  for (const id of [...order, ...circular]) {
    if (diagnostics.length >= MAX_PROBLEMS) {
      diagnostics.push(problem('shape/too-many-problems', {limit: MAX_PROBLEMS}));
      break;
    }
    checkNode(plan, id, checked, diagnostics);
  }
  const hasErrors = diagnostics.some(({severity}) => severity === 'error');
  // what leads nowhere cannot be told while wires are broken or nodes are unreadable
  if (holes.size === 0 && !diagnostics.some(({code}) => BROKEN_WIRES.has(code)))
    checkUse(plan, order, inputs, diagnostics);
  for (const name of hasErrors ? [] : Object.keys(plan.parameters ?? {})) {
    if (!checked.usedParameters.has(name))
      diagnostics.push(problem('plan/unused-parameter', {name}, {path: `/parameters/${name}`}));
  }
  return {checked, order, inputs};
}

/** What a cycle is reported as, at its first node. */
export function cycleProblem(nodes: readonly string[], wires: Wires): Diagnostic {
  const [first = ''] = nodes;
  const into = wires.get(first)?.find(({ref}) => ref !== undefined && nodes.includes(splitRef(ref).node));
  const path = `/nodes/${first}${portPath(into?.port ?? '')}`;
  const named = nodes.length > 12 ? [...nodes.slice(0, 10), '…', ...nodes.slice(-1)] : nodes;
  return problem('plan/cycle', {nodes: [...named, first].join(' → ')}, {node: first, path});
}

/** Nodes are not checked any further after so many problems: nobody reads more, and each looks for what was meant. */
const MAX_PROBLEMS = 1000;

function checkUse(
  plan: Plan,
  order: readonly string[],
  inputs: ReadonlyMap<string, readonly string[]>,
  diagnostics: Diagnostic[],
): void {
  if (!Object.values(plan.nodes).some(({kind}) => kind === 'reward')) {
    diagnostics.push(problem('plan/no-reward', {}, {path: '/nodes'}));
    return;
  }
  const used = reachable(plan, inputs);
  for (const id of order)
    if (!used.has(id)) diagnostics.push(problem('plan/unused-node', {node: id}, {node: id, path: `/nodes/${id}`}));
}

const BROKEN_WIRES: ReadonlySet<string> = new Set(['plan/unknown-node', 'plan/missing-input', 'plan/cycle']);

/** Sources whose rows are counted: those credited by themselves or by a credit node behind them. */
function accountedSources(
  plan: Plan,
  {types}: Checked,
  inputs: ReadonlyMap<string, readonly string[]>,
): {node: string; table: string}[] {
  const credited = new Set<string>();
  for (const [id, node] of Object.entries(plan.nodes)) {
    if (node.kind === 'source' && types.get(id)?.['rows']?.grain === 'credited') credited.add(id);
    if (node.kind === 'credit' && node.by !== 'reports') for (const from of inputs.get(id) ?? []) credited.add(from);
  }
  return Object.entries(plan.nodes).flatMap(([id, node]) =>
    node.kind === 'source' && credited.has(id) ? [{node: id, table: node.table}] : [],
  );
}

/** How far back each node looks. */
function spansOf(plan: Plan): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const [id, node] of Object.entries(plan.nodes)) {
    const span = dispatch(node, (def, one) => def.span?.(one));
    if (span) spans.set(id, span);
  }
  return spans;
}
