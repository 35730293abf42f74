import {shown} from '../table/text.js';

/**
 * What a run is called with by a caller who is not checked by the compiler. A mistake of the caller is thrown, with a text that says what was
 * expected; what is wrong inside the data is left to the tables.
 */
export function checkArguments(programs: unknown, tables: unknown, options: unknown): void {
  if (!isObject(programs)) throw wrong('a program, or a list of them', programs);
  if (!isObject(tables)) throw wrong('tables by name', tables);
  if (!isObject(options)) throw wrong('options such as {from: "2026-01", to: "2026-12"}', options);
  for (const side of ['from', 'to'] as const) {
    if (typeof options[side] !== 'string') throw wrong(`the name of a period as ${side}`, options[side]);
  }
  const {batchRows, coverage} = options;
  if (batchRows !== undefined && !(typeof batchRows === 'number' && Number.isSafeInteger(batchRows) && batchRows > 0))
    throw wrong('a whole number above 0 as batchRows', batchRows);
  if (coverage !== undefined && !isObject(coverage)) throw wrong('days by table as coverage', coverage);
  for (const [name, table] of Object.entries(tables))
    if (table !== undefined && table !== null) checkTable(name, table);
}

function checkTable(name: string, table: unknown): void {
  const form = 'as {csv}, {rows} or {columns}';
  if (!isObject(table)) throw wrong(`the table ${name} ${form}`, table);
  if ('csv' in table) {
    const {csv} = table;
    if (typeof csv !== 'string' && !(csv instanceof Uint8Array))
      throw wrong(`the CSV of ${name} as text or Uint8Array`, csv);
  } else if ('rows' in table) {
    const {rows} = table;
    if (!Array.isArray(rows)) throw wrong(`the rows of ${name} as a list`, rows);
    const at = rows.findIndex((row) => !isObject(row));
    if (at >= 0) throw wrong(`row ${String(at + 1)} of ${name} as an object`, rows[at]);
  } else if ('columns' in table) {
    const {columns} = table;
    if (!isObject(columns)) throw wrong(`the columns of ${name} by field`, columns);
    for (const [field, values] of Object.entries(columns)) {
      if (!isObject(values) || !Number.isSafeInteger(values['length']))
        throw wrong(`the column ${field} of ${name} as a list`, values);
    }
  } else throw wrong(`the table ${name} ${form}`, table);
}

function wrong(expected: string, given: unknown): TypeError {
  return new TypeError(`run expects ${expected}; it was given ${shown(given).slice(0, 60)}`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
