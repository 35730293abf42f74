import type {NodeKind, NodeMap, Plan} from '@planwright/schemas';
import {closest} from '../formula/suggest.js';
import type {InputPort, NodeDef} from '../nodes/definition.js';
import {nodeKinds} from '../nodes/index.js';
import type {PortType} from '../nodes/types.js';
import {isNumeric} from '../nodes/types.js';
import type {Checked, Report} from './checked.js';
import {splitRef} from './graph.js';

/** Wires of one node, whatever its kind. */
export function wiresOf(node: Plan['nodes'][string]): readonly InputPort[] {
  return dispatch(node, (def, one) => def.inputs(one));
}

/** Calls a function with a node and the definition of its kind, the types joined. */
export function dispatch<R>(
  node: Plan['nodes'][string],
  use: <K extends NodeKind>(def: NodeDef<K>, node: NodeMap[K]) => R,
): R {
  const call = <K extends NodeKind>(kind: K, one: NodeMap[K]): R => use(nodeKinds[kind], one);
  return call(node.kind, node as never);
}

/** Path of a port in the document. */
export function portPath(port: string): string {
  return `/in/${port.replace('.', '/')}`;
}

/** Type that arrives at an input, or why none does. The one check behind every way of connecting. */
export function wireType(plan: Plan, wire: InputPort, checked: Checked, report: Report): PortType | undefined {
  const at = portPath(wire.port);
  if (wire.ref === undefined) {
    if (wire.required) report('plan/missing-input', {port: wire.port}, at);
    return undefined;
  }
  const {node, port} = splitRef(wire.ref);
  if (checked.holes.has(node)) return undefined;
  const from = Object.hasOwn(plan.nodes, node) ? plan.nodes[node] : undefined;
  if (!from) {
    report('plan/unknown-node', {name: node, suggestion: closest(node, Object.keys(plan.nodes)) ?? ''}, at);
    return undefined;
  }
  if (from.kind === 'reward') {
    report('plan/no-output', {node}, at);
    return undefined;
  }
  const outputs = checked.types.get(node);
  if (!outputs) return undefined;
  const type = port === undefined ? (outputs['value'] ?? outputs['rows']) : outputs[port];
  if (!type) {
    report('plan/unknown-port', {node, port: port ?? 'value', ports: Object.keys(outputs).join(', ')}, at);
    return undefined;
  }
  return accepts(wire, type, at, report) ? type : undefined;
}

function accepts(wire: InputPort, type: PortType, at: string, report: Report): boolean {
  const got = type.value === 'rows' ? (type.grain === 'credited' ? 'credited' : 'rows') : type.value;
  const wrong = (need: string): boolean => {
    report('plan/wrong-type', {need, got, port: wire.port}, at);
    return false;
  };
  switch (wire.accepts) {
    case 'rows':
      if (type.value !== 'rows') return wrong('rows');
      break;
    case 'credited':
      if (type.value !== 'rows') return wrong('rows');
      if (type.grain !== 'credited') {
        report('plan/not-credited', {port: wire.port}, at);
        return false;
      }
      break;
    case 'value':
      if (type.value === 'rows') return wrong('value');
      break;
    case 'numeric':
      if (!isNumeric(type.value)) return wrong('number');
      break;
    case 'amount':
      if (!isNumeric(type.value) && type.value !== 'flag') return wrong('number');
      break;
    default:
      if (type.value !== wire.accepts) return wrong(wire.accepts);
  }
  if (type.currency === 'mixed' && wire.accepts !== 'money' && wire.accepts !== 'value' && type.value !== 'rows') {
    report('plan/mixed-currency', {}, at);
    return false;
  }
  if (wire.grains && type.value !== 'rows' && !wire.grains.includes(type.grain)) {
    report('plan/wrong-grain', {need: wire.grains[0] ?? 'participant', got: type.grain, port: wire.port}, at);
    return false;
  }
  return true;
}
