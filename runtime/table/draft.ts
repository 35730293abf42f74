import type {Plan, PlanTable} from '@planwright/schemas';
import type {ColumnBuilder} from './column-builder.js';
import {createBuilder} from './column-builder.js';
import type {Dictionary} from './dictionary.js';
import {fieldReader} from './field-reader.js';
import {shortValue} from './text.js';

/** A table while it is read and checked. */
export interface Draft {
  readonly name: string;
  readonly table: PlanTable;
  readonly builders: ReadonlyMap<string, ColumnBuilder>;
  /** Rows read, good and bad. */
  count: number;
  /** The first problem of each bad row, by row from 0. */
  readonly faults: Map<number, Fault>;
}

/** Why a row is not used. */
export interface Fault {
  readonly code: FaultCode;
  readonly field: string;
  readonly value: string;
}

/** In the order in which a row is checked. */
export type FaultCode =
  | 'data/ragged-row'
  | 'data/required'
  | 'data/bad-value'
  | 'data/scale'
  | 'data/range'
  | 'data/duplicate-key'
  | 'data/unknown-participant'
  | 'data/unknown-reference'
  | 'data/empty-validity'
  | 'data/roster-overlap';

export function createDraft(plan: Pick<Plan, 'tables' | 'currency'>, name: string, dictionary: Dictionary): Draft {
  const table = plan.tables[name] ?? {fields: {}};
  const builders = new Map<string, ColumnBuilder>();
  for (const [field, definition] of Object.entries(table.fields)) {
    builders.set(field, createBuilder(fieldReader(field, definition, plan.currency, dictionary)));
  }
  return {name, table, builders, count: 0, faults: new Map()};
}

/** Notes why a row is bad. The first fault of a row stands; of bad cells the first in the order of the plan's fields. */
export function addFault({faults, builders}: Draft, row: number, code: FaultCode, field: string, value: string): void {
  const known = faults.get(row);
  if (
    known !== undefined &&
    !(cellFaults.has(code) && cellFaults.has(known.code) && isBefore(builders, field, known.field))
  )
    return;
  faults.set(row, {code, field, value: shortValue(value)});
}

/** Name of the field with a role. */
export function fieldWithRole(table: PlanTable, role: string): string | undefined {
  return Object.keys(table.fields).find((name) => table.fields[name]?.role === role);
}

/** Whether a field stands before another in the plan. */
function isBefore(fields: ReadonlyMap<string, unknown>, a: string, b: string): boolean {
  for (const name of fields.keys()) {
    if (name === b) return false;
    if (name === a) return true;
  }
  return false;
}

const cellFaults: ReadonlySet<FaultCode> = new Set(['data/required', 'data/bad-value', 'data/scale', 'data/range']);
