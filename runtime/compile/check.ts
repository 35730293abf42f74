import type {Diagnostic, DiagnosticCode, DiagnosticParams, NodeKind, NodeMap, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {closest} from '../formula/suggest.js';
import type {CheckContext, InputPort, NameScope, NodeDef, Num, Predicate} from '../nodes/definition.js';
import {nodeKinds} from '../nodes/index.js';
import type {PortType, ValueKind} from '../nodes/types.js';
import {isDirected, isNumeric, scaleOf} from '../nodes/types.js';
import {fieldType, fieldWithRole, PERIODS_PER_YEAR} from './fields.js';
import {splitRef} from './graph.js';
import {isLiteral, parameterConstant, readConstant} from './literals.js';
import type {Lineage, NameSpace, Resolved} from './names.js';
import {knownNames, meanings, shorter} from './names.js';
import {checkPredicate} from './predicates.js';

/** Types of all ports so far, and the rows they belong to. */
export interface Checked {
  readonly types: Map<string, Readonly<Record<string, PortType>>>;
  readonly lineages: Map<string, Lineage>;
  /** Names of parameters that something reads. */
  readonly usedParameters: Set<string>;
  /** Nodes whose shape is wrong; what reads them is not checked further. */
  readonly holes: ReadonlySet<string>;
}

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

type Report = <C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], at?: string) => void;

/** Path of a port in the document. */
export function portPath(port: string): string {
  return `/in/${port.replace('.', '/')}`;
}

/** Type that arrives at an input, or why none does. The one check behind every way of connecting. */
function wireType(plan: Plan, wire: InputPort, checked: Checked, report: Report): PortType | undefined {
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

/** What names mean in a node; two sets of rows meeting is reported. */
function spaceOf(
  plan: Plan,
  wires: readonly InputPort[],
  inputs: ReadonlyMap<string, PortType>,
  checked: Checked,
  report: Report,
): NameSpace {
  const named: Record<string, PortType> = {};
  let lineage: Lineage | undefined;
  for (const wire of wires) {
    const type = inputs.get(wire.port);
    if (!type) continue;
    if (wire.port.startsWith('values.')) named[wire.port.slice(7)] = type;
    if (type.lineage === undefined) continue;
    if (lineage && lineage.id !== type.lineage)
      report('plan/two-row-sets', {a: lineage.id, b: type.lineage}, portPath(wire.port));
    lineage ??= checked.lineages.get(type.lineage);
  }
  const node = wires.length === 0 ? undefined : lineage;
  return {plan, wires: named, lineage: node, scope: 'node'};
}

interface Parts {
  readonly inputs: ReadonlyMap<string, PortType>;
  readonly space: NameSpace;
  readonly checked: Checked;
  readonly report: Report;
  /** Names of wires that something reads. */
  readonly usedWires: Set<string>;
}

function makeContext(plan: Plan, id: string, {inputs, space, checked, report, usedWires}: Parts): CheckContext {
  const used: PortType[] = [];
  const node = plan.nodes[id];
  const sourceLineage: Lineage | undefined =
    node?.kind === 'source' && Object.hasOwn(plan.tables, node.table)
      ? {
          id,
          table: node.table,
          credited:
            fieldWithRole(plan, node.table, 'participant') !== undefined &&
            fieldWithRole(plan, node.table, 'date') !== undefined,
          isReports: false,
          whole: new Set(),
          by: undefined,
        }
      : undefined;
  const full: NameSpace = sourceLineage ? {...space, lineage: sourceLineage} : space;
  const find = (path: string, scope: NameScope, at: string | undefined): Resolved | undefined => {
    const at_: NameSpace = {...full, scope};
    const found = meanings(path, at_);
    if (found.length === 1 && found[0]) {
      if (found[0].source === 'parameter') checked.usedParameters.add(path);
      if (found[0].source === 'wire') usedWires.add(path);
      return found[0];
    }
    if (at !== undefined) {
      if (found.length > 1)
        report('plan/ambiguous-name', {name: path, meanings: found.map((one) => one.source).join(', ')}, at);
      else report('plan/unknown-name', {name: path, suggestion: closest(path, knownNames(at_)) ?? ''}, at);
    }
    return undefined;
  };
  const name = (path: string, at: string, scope: NameScope = 'node'): PortType | undefined => {
    const type = find(path, scope, at)?.type;
    if (type && scope === 'node') used.push(type);
    return type;
  };
  const context: CheckContext = {
    id,
    plan,
    currency: plan.currency,
    perYear: PERIODS_PER_YEAR[plan.calendar.period],
    input: (port) => inputs.get(port),
    name: (path, at) => name(path, at),
    nameScale(path) {
      const found = find(path, 'node', undefined);
      if (!found || found.type.value === 'rows') return 0;
      return found.source === 'wire' ? scaleOf(found.type.value) : found.scale;
    },
    useWire: (wire) => usedWires.add(wire),
    parameter(parameter, at) {
      const known =
        plan.parameters && Object.hasOwn(plan.parameters, parameter) ? plan.parameters[parameter] : undefined;
      if (!known) {
        const suggestion = closest(parameter, Object.keys(plan.parameters ?? {})) ?? '';
        report('plan/unknown-parameter', {name: parameter, suggestion}, at);
        return undefined;
      }
      checked.usedParameters.add(parameter);
      const money = known.type === 'money' ? {currency: plan.currency} : {};
      return {value: known.type, grain: 'plan', cover: 'any', ...money};
    },
    predicate(predicate, at, scope = 'node') {
      if (predicate)
        checkPredicate(predicate, at, {
          name: (path, where) => name(path, where, scope),
          report,
          plan,
          use: (p) => checked.usedParameters.add(p),
        });
    },
    num: (value, kinds, at) => {
      checkNum(plan, value, kinds, at, checked, report);
    },
    constant: (value) => readConstant(plan, value),
    cell(cell, kind, at, type, named = '') {
      if (typeof cell === 'string') {
        if (!context.literal(cell, kind, at)) return;
        context.oneOf(cell, type, named, at);
      } else
        checkNum(
          plan,
          cell,
          [
            kind,
            ...(kind === 'money' || kind === 'text' || kind === 'date' || kind === 'flag'
              ? []
              : (['number', 'count', 'ratio'] as const)),
          ],
          at,
          checked,
          report,
        );
    },
    literal(text, kind, at) {
      if (isLiteral(text, kind)) return true;
      report('plan/bad-literal', {text: text.slice(0, 40), kind}, at);
      return false;
    },
    oneOf(text, type, named, at) {
      if (!type?.values || type.values.includes(text)) return;
      report('plan/unknown-enum-value', {value: text.slice(0, 40), name: named, values: type.values.join(', ')}, at);
    },
    fieldOf(table, field, kinds, at) {
      if (!context.hasField(table, field, at)) return;
      const type = fieldType(plan, table, field);
      if (type && type.value !== 'rows' && !kinds.includes(type.value))
        report('plan/wrong-type', {need: kinds.join(' / '), got: type.value, port: at.split('/').at(-1) ?? ''}, at);
    },
    report,
    reportFormula({code, params, start, end}) {
      report(code, {...params, start, end} as never, '/text');
    },
    grain: () => grainOf([...inputs.values(), ...used]),
    bucketLineage: () => bucketId(plan, id),
    hasTable(table, at) {
      if (Object.hasOwn(plan.tables, table)) return true;
      report('plan/unknown-table', {table, suggestion: closest(table, Object.keys(plan.tables)) ?? ''}, at);
      return false;
    },
    hasField(table, field, at) {
      const fields = plan.tables[table]?.fields ?? {};
      if (Object.hasOwn(fields, field)) return true;
      report('plan/unknown-column', {column: field, table, suggestion: closest(field, Object.keys(fields)) ?? ''}, at);
      return false;
    },
    hasAttribute(attribute, at) {
      const fields = plan.tables[plan.roster.table]?.fields ?? {};
      if (Object.hasOwn(fields, attribute)) return true;
      report('plan/unknown-attribute', {attribute, suggestion: closest(attribute, Object.keys(fields)) ?? ''}, at);
      return false;
    },
    fieldType: (table, field) => fieldType(plan, table, field),
  };
  return context;
}

/** The finest grain of what a node reads; coarser values are broadcast. */
function grainOf(types: readonly PortType[]): Pick<PortType, 'grain' | 'lineage' | 'attribute' | 'cover'> {
  let cover: PortType['cover'] = 'any';
  let row: PortType | undefined;
  let participant = false;
  const groups = new Set<string>();
  for (const type of types) {
    cover = shorter(cover, type.value === 'rows' ? 'period' : type.cover);
    if (type.lineage !== undefined) row ??= type;
    if (type.grain === 'participant') participant = true;
    if (type.grain === 'group' && type.attribute !== undefined) groups.add(type.attribute);
  }
  if (row?.lineage !== undefined) return {grain: 'row', lineage: row.lineage, cover: 'period'};
  if (participant || groups.size > 1) return {grain: 'participant', cover};
  const [attribute] = groups;
  return attribute === undefined ? {grain: 'plan', cover} : {grain: 'group', attribute, cover};
}

/** Buckets shared by metrics with the same rows wire and the same keys (plan model §4.2). */
export function bucketId(plan: Plan, id: string): string | undefined {
  const node = plan.nodes[id];
  if (node?.kind !== 'metric' || !node.by) return undefined;
  const rows = node.in?.rows ?? node.in?.value ?? '';
  return `buckets:${rows}:${node.by.join(',')}`;
}

function checkNum(
  plan: Plan,
  value: Num | undefined,
  kinds: readonly ValueKind[],
  at: string,
  checked: Checked,
  report: Report,
): void {
  if (value === undefined || typeof value === 'string') return;
  const parameter =
    plan.parameters && Object.hasOwn(plan.parameters, value.param) ? plan.parameters[value.param] : undefined;
  if (!parameter) {
    report(
      'plan/unknown-parameter',
      {name: value.param, suggestion: closest(value.param, Object.keys(plan.parameters ?? {})) ?? ''},
      at,
    );
    return;
  }
  checked.usedParameters.add(value.param);
  if (!kinds.includes(parameter.type))
    report('plan/parameter-type', {name: value.param, need: kinds.join(' / '), got: parameter.type}, at);
  else if (parameterConstant(parameter) === undefined && parameter.type !== 'text')
    report('plan/parameter-value', {name: value.param, value: parameter.value.slice(0, 40)}, at);
}

function addLineage(
  plan: Plan,
  id: string,
  inputs: ReadonlyMap<string, PortType>,
  outputs: Readonly<Record<string, PortType>>,
  {lineages}: Checked,
): void {
  const node = plan.nodes[id];
  if (!node) return;
  if (node.kind === 'source' && outputs['rows']) {
    lineages.set(id, {
      id,
      table: node.table,
      credited: outputs['rows'].grain === 'credited',
      isReports: false,
      whole: new Set(),
      by: undefined,
    });
    return;
  }
  const from = [...inputs.values()].find((type) => type.lineage !== undefined)?.lineage;
  const parent = from === undefined ? undefined : lineages.get(from);
  if (!parent) return;
  if (node.kind === 'credit') {
    const money = Object.entries(plan.tables[parent.table]?.fields ?? {}).filter(([, field]) => field.type === 'money');
    const made = node.by === 'split' || node.by === 'match' ? (node.splits ?? money.map(([name]) => name)) : [];
    lineages.set(id, {
      id,
      table: parent.table,
      credited: true,
      isReports: node.by === 'reports',
      whole: new Set([...parent.whole, ...made]),
      by: undefined,
    });
  }
  const bucket = bucketId(plan, id);
  if (bucket !== undefined && node.kind === 'metric' && node.by) {
    lineages.set(bucket, {
      id: bucket,
      table: parent.table,
      credited: true,
      isReports: false,
      whole: new Set(),
      by: node.by,
    });
  }
}

export type {Predicate};
