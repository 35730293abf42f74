import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {checkIds, checkReferences, checkValidity, hasValidity} from './checks.js';
import type {LostReference} from './checks.js';
import type {Column, ExceptionRow, Table} from './column.js';
import {finishColumn, setMissing} from './column-builder.js';
import type {Dictionary} from './dictionary.js';
import type {Draft} from './draft.js';
import {createDraft} from './draft.js';
import {loadCsv} from './load-csv.js';
import type {CellValue} from './load-values.js';
import {loadColumns, loadRows} from './load-values.js';

/** Data of one table: CSV in UTF-8 with a header, rows as objects, or columns as arrays. */
export type TableInput =
  | {readonly csv: string | Uint8Array}
  | {readonly rows: readonly Readonly<Record<string, CellValue>>[]}
  | {readonly columns: Readonly<Record<string, ArrayLike<CellValue>>>};

/** The tables of a plan, read and checked. */
export interface TablesRead {
  /** Usable rows only. A table that was not given, or cannot be read, is absent. */
  readonly tables: Map<string, Table>;
  /** Rows that are not used, by table in the plan's order and row; in the roster also cells that are not. One a row. */
  readonly exceptions: ExceptionRow[];
  /** An error means that the tables must not be run. */
  readonly diagnostics: Diagnostic[];
}

/**
 * Reads the data of a plan: cells, then repeated ids, validity of the roster, and references between tables. A bad row is an
 * exception and not used; a file or a column that is wrong as a whole is a diagnostic. Who is eligible is left to the run.
 */
export function readTables(
  plan: Pick<Plan, 'tables' | 'currency' | 'roster'>,
  input: Readonly<Record<string, TableInput>>,
  dictionary: Dictionary,
): TablesRead {
  const diagnostics: Diagnostic[] = [];
  const drafts = new Map<string, Draft>();
  for (const name of Object.keys(plan.tables)) {
    const data = Object.hasOwn(input, name) ? input[name] : undefined;
    if (!data) continue;
    const draft = createDraft(plan, name, dictionary);
    const found = load(draft, data, dictionary);
    for (const one of found) diagnostics.push(one);
    if (!found.some(({severity}) => severity === 'error')) drafts.set(name, draft);
  }
  for (const name of Object.keys(input)) {
    if (!Object.hasOwn(plan.tables, name)) diagnostics.push(problem('data/unknown-table', {table: name}));
  }
  diagnostics.push(...missingTables(plan, input));
  for (const draft of drafts.values()) {
    if (draft.name === plan.roster.table && hasValidity(draft)) checkValidity(draft);
    else checkIds(draft, dictionary);
  }
  const lost = checkReferences(plan, drafts, dictionary);
  const tables = new Map<string, Table>();
  const exceptions: ExceptionRow[] = [];
  for (const draft of drafts.values()) {
    const lostHere = draft.name === plan.roster.table ? lost : [];
    loseCells(draft, lostHere);
    tables.set(draft.name, finish(draft, dictionary));
    for (const exception of listExceptions(draft, lostHere)) exceptions.push(exception);
  }
  return {tables, exceptions, diagnostics};
}

function load(draft: Draft, data: TableInput, dictionary: Dictionary): Diagnostic[] {
  if ('csv' in data) return loadCsv(draft, data.csv, dictionary);
  return 'rows' in data ? loadRows(draft, data.rows) : loadColumns(draft, data.columns);
}

/** Tables that were not given although another one that was refers to them. */
function missingTables({tables}: Pick<Plan, 'tables'>, input: Readonly<Record<string, TableInput>>): Diagnostic[] {
  const missing = new Set<string>();
  for (const [name, {fields}] of Object.entries(tables)) {
    if (!Object.hasOwn(input, name)) continue;
    for (const {references} of Object.values(fields)) {
      if (references !== undefined && Object.hasOwn(tables, references) && !Object.hasOwn(input, references)) {
        missing.add(references);
      }
    }
  }
  return [...missing].map((table) => problem('data/missing-table', {table}));
}

function loseCells({builders}: Draft, lost: readonly LostReference[]): void {
  for (const {row, field} of lost) {
    const builder = builders.get(field);
    if (!builder) continue;
    builder.codes[row] = 0;
    setMissing(builder, row);
  }
}

function finish(draft: Draft, dictionary: Dictionary): Table {
  const {name, count, faults} = draft;
  const usable = faults.size === 0 ? null : usableRows(draft);
  const columns = new Map<string, Column>();
  for (const [field, builder] of draft.builders) columns.set(field, finishColumn(builder, count, usable, dictionary));
  const rowNumbers = new Int32Array(usable?.length ?? count);
  for (let i = 0; i < rowNumbers.length; ++i) rowNumbers[i] = (usable ? usable[i]! : i) + 1;
  return {name, count: rowNumbers.length, columns, rowNumbers, read: count};
}

function usableRows({count, faults}: Draft): Int32Array {
  const rows = new Int32Array(count - faults.size);
  let n = 0;
  for (let row = 0; row < count; ++row) if (!faults.has(row)) rows[n++] = row;
  return rows;
}

function listExceptions({name, faults}: Draft, lost: readonly LostReference[]): ExceptionRow[] {
  const list: ExceptionRow[] = [];
  for (const [row, fault] of faults) list.push({table: name, row: row + 1, ...fault, node: ''});
  for (const {row, ...cell} of lost) {
    list.push({table: name, row: row + 1, ...cell, code: 'data/unknown-reference', node: ''});
  }
  return list.sort((a, b) => a.row - b.row);
}
