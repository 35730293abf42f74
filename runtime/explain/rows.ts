import {formatDate} from '../calendar/date.js';
import type {RowSet} from '../nodes/explaining.js';
import {intAt, statusAt} from '../ops/relation.js';
import type {Relation} from '../ops/relation.js';
import {rowName} from '../run/emit.js';
import {showValue} from '../run/evaluation.js';
import type {NodeContext} from './context.js';
import type {StepRow, StepRows} from './explanation.js';
import {tableOf} from './names.js';

/** Rows of a relation as a table for people, at most `maxRows` of them. */
export function rowTable(
  {rel: name, rows, value, unit}: RowSet,
  context: NodeContext,
  {maxRows}: {maxRows: number},
): StepRows {
  const rel = context.relation(name);
  const isPeople = name === 'spine' || !rel?.has('$day');
  const table = isPeople ? '' : (tableOf(context.plan, context.id) ?? '');
  if (!rel) return {table, count: 0, rows: []};
  const fields = Object.keys(context.plan.tables[table]?.fields ?? {}).filter((field) => rel.has(field));
  const isCredit = context.plan.nodes[context.id]?.kind === 'credit';
  const more = isCredit ? rel.names().filter((name) => name.startsWith('whole.') || name === 'level') : [];
  const keys = rel.has('$by0') ? rel.names().filter((key) => !/[@$.]/.test(key)) : [...fields, ...more];
  return {
    table,
    count: rows.length,
    rows: rows.slice(0, maxRows).map((row) => rowOf(rel, row, keys, {value, unit}, context)),
  };
}

function rowOf(
  rel: Relation,
  row: number,
  fields: readonly string[],
  {value, unit}: Pick<RowSet, 'value' | 'unit'>,
  context: NodeContext,
): StepRow {
  const text = (name: string): string => {
    if (!rel.has(name)) return '';
    const column = rel.get(name);
    return statusAt(column, row) !== 0 || column.kind !== 'text' ? '' : column.dictionary.text(column.codes[row] ?? 0);
  };
  const day = rel.has('$day') && statusAt(rel.get('$day'), row) === 0 ? formatDate(intAt(rel.get('$day'), row)) : '';
  const shown: Record<string, string> = {};
  for (const name of fields) {
    const column = rel.get(name);
    if (statusAt(column, row) === 0) shown[name] = showValue(column, row, context.typeOfColumn(name));
  }
  const has = value !== '' && rel.has(value);
  return {
    row: rel.has('$day') && rel.has('$row') ? intAt(rel.get('$row'), row) : 0,
    id: rel.has('$day') || rel.has('$by0') ? rowName(rel, row) : '',
    participant: text('$person'),
    period: rel.has('$period') ? context.periodName(intAt(rel.get('$period'), row)) : '',
    date: day,
    fields: shown,
    ...(has ? {value: showValue(rel.get(value), row, context.typeOfColumn(value))} : {}),
    ...(has ? {valueShown: context.showIn(rel, value, row, unit)} : {}),
  };
}
