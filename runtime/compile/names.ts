import type {Plan} from '@planwright/schemas';
import type {NameScope} from '../nodes/definition.js';
import type {Cover, PortType} from '../nodes/types.js';
import {fieldScale, fieldType} from './fields.js';

/** What is known of a set of rows or buckets. */
export interface Lineage {
  readonly id: string;
  /** Table the rows come from. */
  readonly table: string;
  readonly credited: boolean;
  /** Credited by `reports`: level, origin and below exist. */
  readonly isReports: boolean;
  /** Fields with an original under `whole`. */
  readonly whole: ReadonlySet<string>;
  /** Key paths of buckets. */
  readonly by: readonly string[] | undefined;
}

/** What a name means: its type, the column that holds it, and the decimals it is stored with. */
export interface Resolved {
  readonly source: 'wire' | 'field' | 'reference' | 'participant' | 'period' | 'row' | 'parameter';
  readonly type: PortType;
  readonly scale: number;
  readonly column: string;
}

export interface NameSpace {
  readonly plan: Plan;
  readonly wires: Readonly<Record<string, PortType | undefined>>;
  readonly lineage: Lineage | undefined;
  readonly scope: NameScope;
}

/** All meanings a path could have; more than one is an error, never a priority (plan model §2). */
export function meanings(path: string, space: NameSpace): Resolved[] {
  const dot = path.indexOf('.');
  return dot < 0 ? simple(path, space) : dotted(path.slice(0, dot), path.slice(dot + 1), space);
}

/** Names that could be meant, for "did you mean". */
export function knownNames({plan, wires, lineage, scope}: NameSpace): string[] {
  const attributes = Object.keys(plan.tables[plan.roster.table]?.fields ?? {});
  const parameters = Object.keys(plan.parameters ?? {});
  if (scope.startsWith('table:')) return [...Object.keys(plan.tables[scope.slice(6)]?.fields ?? {}), ...parameters];
  if (scope === 'roster') return [...attributes, ...parameters];
  const shared = [
    ...attributes.map((name) => `participant.${name}`),
    'participant.id',
    'period.name',
    'period.index',
    'period.days',
    ...parameters,
  ];
  if (scope === 'attributes') return shared;
  const fields = lineage ? (lineage.by ?? Object.keys(plan.tables[lineage.table]?.fields ?? {})) : [];
  return [...Object.keys(wires), ...fields, ...shared];
}

const NUMBERS: Readonly<Record<string, {readonly column: string; readonly type: PortType}>> = {
  index: {column: 'period.inYear', type: {value: 'count', grain: 'plan', cover: 'any'}},
  days: {column: 'period.days', type: {value: 'days', grain: 'plan', cover: 'any'}},
  name: {column: 'period.name', type: {value: 'text', grain: 'plan', cover: 'any'}},
};

function simple(name: string, {plan, wires, lineage, scope}: NameSpace): Resolved[] {
  const found: Resolved[] = [];
  if (scope === 'node') {
    const wire = Object.hasOwn(wires, name) ? wires[name] : undefined;
    if (wire) found.push({source: 'wire', type: wire, scale: -1, column: ''});
    if (lineage) found.push(...rowNames(name, lineage, plan));
  } else if (scope === 'roster') found.push(...field(name, plan, plan.roster.table, 'participant', name));
  else if (scope.startsWith('table:')) found.push(...field(name, plan, scope.slice(6), 'field', name));
  const parameter = plan.parameters && Object.hasOwn(plan.parameters, name) ? plan.parameters[name] : undefined;
  if (parameter) {
    const type: PortType = {
      value: parameter.type,
      grain: 'plan',
      cover: 'any',
      ...(parameter.type === 'money' ? {currency: plan.currency} : {}),
    };
    found.push({source: 'parameter', type, scale: decimals(parameter.value), column: ''});
  }
  return found;
}

function rowNames(name: string, lineage: Lineage, plan: Plan): Resolved[] {
  const row = (value: 'ratio' | 'count', scale: number): Resolved => ({
    source: 'row',
    type: {value, grain: 'row', lineage: lineage.id, cover: 'any'},
    scale,
    column: name,
  });
  if (name === 'share' && lineage.credited && !lineage.by) return [row('ratio', 12)];
  if (name === 'level' && lineage.isReports) return [row('count', 0)];
  if (lineage.by && !lineage.by.includes(name)) return [];
  return withLineage(field(name, plan, lineage.table, 'field', name), lineage);
}

function dotted(head: string, tail: string, space: NameSpace): Resolved[] {
  const {plan, lineage, scope} = space;
  if (scope.startsWith('table:')) return [];
  if (head === 'period') {
    const known = scope === 'roster' || !Object.hasOwn(NUMBERS, tail) ? undefined : NUMBERS[tail];
    return known ? [{source: 'period', type: known.type, scale: 0, column: known.column}] : [];
  }
  if (head === 'participant') return participant(tail, space);
  if (scope !== 'node' || !lineage) return [];
  const path = `${head}.${tail}`;
  if (lineage.by) {
    if (!lineage.by.includes(path)) return [];
    return withLineage(reference(head, tail, lineage, plan), lineage).map((one) => ({...one, column: path}));
  }
  switch (head) {
    case 'whole':
      return withLineage(field(tail, plan, lineage.table, 'field', lineage.whole.has(tail) ? path : tail), lineage);
    case 'origin':
    case 'below':
      return lineage.isReports ? withLineage(field(tail, plan, plan.roster.table, 'reference', path), lineage) : [];
    default:
      return withLineage(reference(head, tail, lineage, plan), lineage);
  }
}

function participant(tail: string, {plan, lineage, scope}: NameSpace): Resolved[] {
  const inRoster = scope === 'roster';
  const isRow = scope === 'node' && lineage !== undefined;
  if (isRow && !lineage.credited) return [];
  const place: PortType = isRow
    ? {value: 'text', grain: 'row', lineage: lineage.id, cover: 'any'}
    : {value: 'text', grain: 'participant', cover: 'any'};
  const column = inRoster ? tail : `participant.${tail}`;
  if (tail === 'id' && !inRoster) return [{source: 'participant', type: place, scale: 0, column: '$person'}];
  return field(tail, plan, plan.roster.table, 'participant', column).map((one) => ({
    ...one,
    type: {...one.type, ...place, value: one.type.value},
  }));
}

function reference(head: string, tail: string, lineage: Lineage, plan: Plan): Resolved[] {
  const fields = plan.tables[lineage.table]?.fields ?? {};
  const target = Object.hasOwn(fields, head) ? fields[head]?.references : undefined;
  return target === undefined ? [] : field(tail, plan, target, 'reference', `${head}.${tail}`);
}

function field(name: string, plan: Plan, table: string, source: Resolved['source'], column: string): Resolved[] {
  const type = fieldType(plan, table, name);
  return type ? [{source, type, scale: fieldScale(plan, table, name), column}] : [];
}

function withLineage(found: readonly Resolved[], lineage: Lineage): Resolved[] {
  return found.map((one) => ({...one, type: {...one.type, grain: 'row', lineage: lineage.id}}));
}

/** Decimals of a number as written, trailing zeros apart. */
export function decimals(text: string): number {
  const dot = text.indexOf('.');
  return dot < 0 ? 0 : text.slice(dot + 1).replace(/0+$/, '').length;
}

const RANK: Readonly<Record<Cover, number>> = {period: 0, quarter: 1, half: 2, year: 3, all: 4, any: 5};

/** What a value of two others covers: the shorter span. */
export function shorter(a: Cover, b: Cover): Cover {
  return RANK[a] <= RANK[b] ? a : b;
}
