import type {Plan} from '@planwright/schemas';
import {formatDecimal} from '../decimal/text.js';
import {formatDate} from '../calendar/date.js';
import type {Column, Table} from '../table/column.js';
import {Dictionary} from '../table/dictionary.js';
import {fieldWithRole} from '../table/draft.js';
import type {TableInput} from '../table/read.js';
import {readTables} from '../table/read.js';

/** What another import of a table would change. */
export interface TableDiff {
  /** Ids of rows that are new; of a roster with validity, id and first day. */
  readonly added: readonly string[];
  readonly changed: readonly ChangedRow[];
  readonly gone: readonly string[];
  /** Rows that stay as they are. */
  readonly same: number;
}

/** A row that is there before and after, with the fields that differ. */
export interface ChangedRow {
  readonly id: string;
  readonly fields: readonly {readonly field: string; readonly before: string; readonly after: string}[];
}

/**
 * Compares a table with the one it would replace, row by row of the same id; in a roster with validity, of the same id and first day. Of a table
 * without an id a changed row is one gone and one added. Values are compared, not how they were written. Rows that cannot be used do not count.
 */
export function diffTables(
  plan: Pick<Plan, 'tables' | 'currency' | 'roster'>,
  table: string,
  before: TableInput,
  after: TableInput,
): TableDiff {
  const definition = plan.tables[table];
  if (!definition) throw new Error(`The plan has no table ${table}`);
  const fields = Object.keys(definition.fields);
  const id = fieldWithRole(definition, 'id');
  const from = table === plan.roster.table ? fieldWithRole(definition, 'valid-from') : undefined;
  const keys = id === undefined ? fields : from === undefined ? [id] : [id, from];
  const rowsOf = (input: TableInput): Map<string, string[]> => {
    // references are left out: rows are compared with rows, not with other tables
    const alone = {...plan, tables: {[table]: {fields: withoutReferences(definition.fields)}}};
    const read = readTables(alone, {[table]: input}, new Dictionary()).tables.get(table);
    return read ? indexRows(read, fields, keys, plan.tables[table]?.fields ?? {}) : new Map<string, string[]>();
  };
  const old = rowsOf(before);
  const now = rowsOf(after);
  const added: string[] = [];
  const changed: ChangedRow[] = [];
  let same = 0;
  for (const [key, row] of now) {
    const earlier = old.get(key);
    if (!earlier) {
      added.push(key);
      continue;
    }
    const differing = fields.flatMap((field, i) =>
      row[i] === earlier[i] ? [] : [{field, before: earlier[i] ?? '', after: row[i] ?? ''}],
    );
    if (differing.length === 0) ++same;
    else changed.push({id: key, fields: differing});
  }
  return {added, changed, gone: [...old.keys()].filter((key) => !now.has(key)), same};
}

/** Rows as texts of their fields, by what tells them apart; equal rows without an id are numbered. */
function indexRows(
  table: Table,
  fields: readonly string[],
  keys: readonly string[],
  definitions: Plan['tables'][string]['fields'],
): Map<string, string[]> {
  const shown = fields.map((field) => textOf(table.columns.get(field), definitions[field]?.type));
  const places = keys.map((key) => fields.indexOf(key));
  const rows = new Map<string, string[]>();
  for (let row = 0; row < table.count; ++row) {
    const texts = shown.map((show) => show(row));
    const key = places.map((place) => texts[place] ?? '').join(' ');
    let unique = key;
    for (let n = 2; rows.has(unique); ++n) unique = `${key} #${String(n)}`;
    rows.set(unique, texts);
  }
  return rows;
}

function textOf(column: Column | undefined, type: string | undefined): (row: number) => string {
  if (!column) return () => '';
  const {status} = column;
  return (row) => {
    if ((status?.[row] ?? 0) !== 0) return '';
    if (column.kind === 'text') return column.dictionary.text(column.codes[row]!);
    if (type === 'date') return formatDate(Number(column.data[row]));
    if (type === 'flag') return String(Number(column.data[row]) === 1);
    return formatDecimal(BigInt(column.data[row]!), column.scale, true);
  };
}

function withoutReferences(fields: Plan['tables'][string]['fields']): Plan['tables'][string]['fields'] {
  return Object.fromEntries(Object.entries(fields).map(([name, {references: _, ...field}]) => [name, field] as const));
}
