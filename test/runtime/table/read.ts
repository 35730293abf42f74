import type {Plan} from '../../../schemas/index.js';
import {bigAt} from '../../../runtime/ops/relation.js';
import {formatDecimal} from '../../../runtime/decimal/text.js';
import type {Column} from '../../../runtime/table/column.js';
import {Dictionary} from '../../../runtime/table/dictionary.js';
import type {TableInput, TablesRead} from '../../../runtime/table/read.js';
import {readTables} from '../../../runtime/table/read.js';
import {statusName} from '../../../runtime/table/status.js';

export type Fields = Plan['tables'][string]['fields'];

/** Reads the tables of a plan of which only the tables matter. */
export function read(
  tables: Readonly<Record<string, Fields>>,
  input: Readonly<Record<string, TableInput>>,
): TablesRead {
  const plan = {
    currency: 'CNY',
    roster: {table: 'people'},
    tables: Object.fromEntries(Object.entries(tables).map(([name, fields]) => [name, {fields}])),
  };
  return readTables(plan, input, new Dictionary());
}

/** Cells of a column as text, `!status` where there is none. */
export function cells({tables}: TablesRead, table: string, field: string): string[] {
  const found = tables.get(table);
  const column = found?.columns.get(field);
  if (!found || !column) throw new Error(`No column ${table}.${field}`);
  return Array.from({length: found.count}, (_, row) => show(column, row));
}

/** Exceptions as `table row field code`. */
export function exceptions({exceptions: list}: TablesRead): string[] {
  return list.map(({table, row, field, code}) => `${table} ${row} ${field} ${code.replace('data/', '')}`);
}

export function codes({diagnostics}: TablesRead): string[] {
  return diagnostics.map(({code}) => code.replace('data/', ''));
}

function show(column: Column, row: number): string {
  const status = column.status?.[row] ?? 0;
  if (status !== 0) return `!${statusName(status)}`;
  if (column.kind === 'text') return column.dictionary.text(column.codes[row]!);
  return formatDecimal(bigAt(column, row), column.scale, true);
}
