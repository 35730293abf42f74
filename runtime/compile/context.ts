import type {Plan} from '@planwright/schemas';
import {closest} from '../formula/suggest.js';
import type {CheckContext, NameScope, Num} from '../nodes/definition.js';
import type {PortType, ValueKind} from '../nodes/types.js';
import {scaleOf} from '../nodes/types.js';
import type {Checked, Report} from './checked.js';
import {fieldType, fieldWithRole, PERIODS_PER_YEAR} from './fields.js';
import {bucketId} from './lineage.js';
import {isLiteral, parameterConstant, readConstant} from './literals.js';
import type {Lineage, NameSpace, Resolved} from './names.js';
import {knownNames, meanings, shorter} from './names.js';
import {checkPredicate} from './predicates.js';

export interface Parts {
  readonly inputs: ReadonlyMap<string, PortType>;
  readonly space: NameSpace;
  readonly checked: Checked;
  readonly report: Report;
  /** Names of wires that something reads. */
  readonly usedWires: Set<string>;
}

/** What a kind's check looks names up with. */
export function makeContext(plan: Plan, id: string, {inputs, space, checked, report, usedWires}: Parts): CheckContext {
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
