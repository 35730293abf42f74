import type {Plan} from '@planwright/schemas';
import {wiresOf} from '../compile/wires.js';
import {fieldType} from '../compile/fields.js';
import {splitRef} from '../compile/graph.js';
import type {PortType} from '../nodes/types.js';

/** Types of the output ports of every node. */
export type Types = ReadonlyMap<string, Readonly<Record<string, PortType>>>;

/** What a name in a node means. */
export type Meaning =
  | {readonly is: 'wire'; readonly ref: string}
  | {readonly is: 'parameter'; readonly name: string}
  | {readonly is: 'field'; readonly table: string; readonly field: string; readonly head: string}
  | {
      readonly is: 'own';
      readonly name: 'share' | 'level' | 'participant-id' | 'period-name' | 'period-index' | 'period-days';
    };

/** The wire at an input port. */
export function refAt(plan: Plan, id: string, port: string): string | undefined {
  const node = plan.nodes[id];
  return node && wiresOf(node).find((wire) => wire.port === port)?.ref;
}

export function typeOfRef(types: Types, ref: string | undefined): PortType | undefined {
  if (ref === undefined) return undefined;
  const {node, port} = splitRef(ref);
  const outputs = types.get(node);
  return port === undefined ? (outputs?.['value'] ?? outputs?.['rows']) : outputs?.[port];
}

/** Table of the rows that arrive at a node, or that a row value belongs to. */
export function tableOf(plan: Plan, id: string): string | undefined {
  const seen = new Set<string>();
  const stack = [id];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const node = plan.nodes[next];
    if (!node || seen.has(next)) continue;
    seen.add(next);
    if (node.kind === 'source') return node.table;
    const rows = wiresOf(node).filter(({port}) => port === 'rows');
    const wires = rows.length > 0 ? rows : wiresOf(node);
    stack.push(...wires.flatMap(({ref}) => (ref === undefined ? [] : [splitRef(ref).node])));
  }
  return undefined;
}

/** What a path means in a node, as the compiler reads it; undefined in a half-finished plan. */
export function meaningOf(plan: Plan, id: string, path: string): Meaning | undefined {
  const ref = refAt(plan, id, `values.${path}`);
  if (ref !== undefined) return {is: 'wire', ref};
  const own = OWN[path];
  if (own) return {is: 'own', name: own};
  const dot = path.indexOf('.');
  const roster = plan.roster.table;
  const table = tableOf(plan, id);
  const has = (one: string | undefined, field: string): boolean =>
    one !== undefined && Object.hasOwn(plan.tables[one]?.fields ?? {}, field);
  if (dot > 0) {
    const head = path.slice(0, dot);
    const field = path.slice(dot + 1);
    if (head === 'participant' || head === 'origin' || head === 'below')
      return {is: 'field', table: roster, field, head};
    if (head === 'whole') return table === undefined ? undefined : {is: 'field', table, field, head};
    const target = plan.tables[table ?? '']?.fields[head]?.references;
    return target === undefined ? undefined : {is: 'field', table: target, field, head};
  }
  if (table !== undefined && has(table, path)) return {is: 'field', table, field: path, head: ''};
  if (Object.hasOwn(plan.parameters ?? {}, path)) return {is: 'parameter', name: path};
  return has(roster, path) ? {is: 'field', table: roster, field: path, head: ''} : undefined;
}

export function typeOfMeaning(plan: Plan, types: Types, meaning: Meaning | undefined): PortType | undefined {
  const plain = (value: PortType['value']): PortType => ({value, grain: 'plan', cover: 'any'});
  switch (meaning?.is) {
    case 'wire':
      return typeOfRef(types, meaning.ref);
    case 'parameter': {
      const type = plan.parameters?.[meaning.name]?.type;
      return type && {...plain(type), ...(type === 'money' ? {currency: plan.currency} : {})};
    }
    case 'field':
      return fieldType(plan, meaning.table, meaning.field);
    case 'own':
      return plain(OWN_TYPES[meaning.name]);
    default:
      return undefined;
  }
}

const OWN: Readonly<Record<string, (Meaning & {is: 'own'})['name']>> = {
  share: 'share',
  level: 'level',
  'participant.id': 'participant-id',
  'period.name': 'period-name',
  'period.index': 'period-index',
  'period.days': 'period-days',
};
const OWN_TYPES = {
  share: 'ratio',
  level: 'count',
  'participant-id': 'text',
  'period-name': 'text',
  'period-index': 'count',
  'period-days': 'days',
} as const;
