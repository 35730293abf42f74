import type {Diagnostic, NodeKind, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {PortType} from '../nodes/types.js';
import {isDirected, isNumeric, scaleOf} from '../nodes/types.js';
import type {Checked, Report} from './checked.js';
import {makeContext} from './context.js';
import {addLineage, spaceOf} from './lineage.js';
import {dispatch, wiresOf, wireType} from './wires.js';

/** Types of a node's ports, its problems reported. Ports of nodes before it in order are known. */
export function checkNode(plan: Plan, id: string, checked: Checked, diagnostics: Diagnostic[]): void {
  const node = plan.nodes[id];
  if (!node) return;
  let reliable = true;
  let hasErrors = false;
  const report: Report = (code, params, at = '') => {
    const found = problem(code, params, {node: id, path: `/nodes/${id}${at}`});
    if (found.severity === 'error') hasErrors = true;
    if (code.startsWith('formula/') || GRAIN_UNKNOWN.has(code)) reliable = false;
    diagnostics.push(found);
  };
  const wires = wiresOf(node);
  const inputs = new Map<string, PortType>();
  let complete = true;
  for (const wire of wires) {
    const type = wireType(plan, wire, checked, report);
    if (type) inputs.set(wire.port, type);
    else if (wire.ref !== undefined || wire.required) complete = false;
  }
  if (!complete) return;
  const space = spaceOf(plan, wires, inputs, checked, report);
  const usedWires = new Set<string>();
  const context = makeContext(plan, id, {inputs, space, checked, report, usedWires});
  const outputs = dispatch(node, (def, one) => def.check(one, context));
  checkRounding(node, outputs, report);
  if (!hasErrors && NAMED_WIRES.has(node.kind)) {
    for (const name of Object.keys(space.wires))
      if (!usedWires.has(name)) report('plan/unused-wire', {name}, `/in/values/${name}`);
  }
  // without its types, what reads the node is not blamed for what is wrong here
  if (!reliable || (Object.keys(outputs).length === 0 && node.kind !== 'reward')) return;
  checked.types.set(id, outputs);
  addLineage(plan, id, inputs, outputs, checked);
}

/** Mistakes after which the grain of a node is not known. */
const GRAIN_UNKNOWN: ReadonlySet<string> = new Set(['plan/unknown-name', 'plan/ambiguous-name', 'plan/two-row-sets']);

/** Kinds that name their wires in a text, a condition or a key. A weight tells its own. */
const NAMED_WIRES: ReadonlySet<NodeKind> = new Set<NodeKind>(['formula', 'condition', 'lookup']);

/** A node's own rounding: within the decimals of its type, and not downward on a rounded product (SEM-7). A reward tells its own. */
function checkRounding(node: Plan['nodes'][string], {value}: Readonly<Record<string, PortType>>, report: Report): void {
  if (node.kind === 'reward' || !('rounding' in node) || !node.rounding || !value || value.value === 'rows') return;
  const {scale, mode} = node.rounding;
  if (!isNumeric(value.value)) {
    report('plan/property-not-used', {property: 'rounding', by: value.value}, '/rounding');
    return;
  }
  const most = scaleOf(value.value);
  if (scale > most) report('plan/rounding-too-fine', {scale, minor: most}, '/rounding/scale');
  const isExact = node.kind === 'ratio' || node.kind === 'weight';
  if (value.rounded && !isExact && mode !== undefined && isDirected(mode))
    report('plan/directed-rounding', {mode}, '/rounding');
}
