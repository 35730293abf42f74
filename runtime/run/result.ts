import type {Diagnostic, Plan} from '@planwright/schemas';
import type {Program} from '../compile/program.js';
import type {TableInput} from '../table/read.js';
import type {ExceptionRow} from '../table/column.js';
import type {StatusName} from '../table/status.js';
import type {Evaluation} from './evaluation.js';

/** Which periods to pay, and how to go about it. */
export interface RunOptions {
  /** First and last period, inclusive, by name: `2026-01`, `2026-Q1`, `2026-H1`, `2026`. A range that cuts a period is refused. */
  readonly from: string;
  readonly to: string;
  /** First day (ISO) from which each table is complete; a span that begins before it is `missing`. */
  readonly coverage?: Readonly<Record<string, string>>;
  /** Rows evaluated at a time, 4,096 by default; the result does not depend on it. */
  readonly batchRows?: number;
  /** Called between batches of work; returning false cancels. */
  readonly onProgress?: (progress: Progress) => boolean | undefined;
  /** What-if: amounts added to a node's value of one person and period before anything reads it. */
  readonly adjust?: readonly Adjustment[];
}

/** How far a run is. */
export interface Progress {
  /** Operations done and in all. */
  readonly done: number;
  readonly of: number;
}

/** What if a value were higher or lower by so much? */
export interface Adjustment {
  readonly node: string;
  readonly participant: string;
  readonly period: string;
  /** Scaled integer added at the column's scale. */
  readonly amount: bigint;
  readonly scale: number;
}

/** Data of each table, by the table's id in the plan. */
export type Tables = Readonly<Record<string, TableInput>>;

/** Payouts as columns, sorted by period, order of the reward, participant. `amount` is exact text with the unit's minor digits, '' where blocked. */
export interface Payouts {
  readonly participant: string[];
  readonly period: string[];
  readonly reward: string[];
  readonly unit: string[];
  readonly amount: string[];
  readonly status: StatusName[];
  /** Why a payout is what it is where that is not its amount: `when` (the gate is closed), '' otherwise. */
  readonly reason: string[];
  /** ISO day on which it is to be paid, '' where the plan does not say. */
  readonly payDate: string[];
}

/** Lines that add up to each payout: amounts with 6 decimals, then `rounding`. `row` names a transaction where the reward is paid per row. */
export interface Components {
  readonly participant: string[];
  readonly period: string[];
  readonly reward: string[];
  readonly component: string[];
  readonly row: string[];
  readonly amount: string[];
}

/** Payouts that are neither paid nor zero (SEM-11): the node where the status arose, and the status. */
export interface Blocked {
  readonly participant: string[];
  readonly period: string[];
  readonly reward: string[];
  readonly node: string[];
  readonly status: StatusName[];
}

/** Sums as columns, a row per period, reward and unit. `amount` sums what is not blocked; `paid` and `blocked` count payouts. */
export interface Totals {
  readonly period: string[];
  readonly reward: string[];
  readonly unit: string[];
  readonly amount: string[];
  readonly paid: number[];
  readonly blocked: number[];
}

/** Rows of a source's table (SEM-15): read = credited + exceptions + filtered + outside + ineligible. */
export interface Conservation {
  readonly node: string;
  readonly table: string;
  readonly read: number;
  readonly credited: number;
  readonly exceptions: number;
  readonly filtered: number;
  readonly outside: number;
  readonly ineligible: number;
}

/** Something a reader must know though it blocks nothing. */
export interface ResultNote {
  readonly code: 'run/prize-remainder' | 'run/paid-early' | 'run/forfeited';
  readonly node: string;
  readonly participant: string;
  readonly period: string;
  readonly amount: string;
}

/** What a run gives: columns to show or write, the account of rows, and every value behind them. */
export interface Result {
  readonly plan: Plan;
  readonly payouts: Payouts;
  readonly components: Components;
  readonly blocked: Blocked;
  readonly exceptions: readonly ExceptionRow[];
  readonly totals: Totals;
  readonly conservation: readonly Conservation[];
  readonly notes: readonly ResultNote[];
  readonly diagnostics: readonly Diagnostic[];
  /** `ok`, or `completed with blocks` when any payout is blocked. */
  readonly status: 'ok' | 'blocked';
  /** Value of a node's port for a person and period: minimal decimal, text, `true`/`false`, ISO date, `!status`; undefined off the spine. */
  value(port: string, participant: string, period: string): string | undefined;
  /** Values of a node that has one per row: id of the row, participant, value. */
  rowValues(port: string): {row: string; participant: string; period: string; value: string}[];
  /** One evaluation per plan version that was used, for explanations. */
  readonly evaluations: readonly Evaluation[];
  /** What-if: the same run for everybody with amounts added to values, on the data already read. */
  rerun(adjust: readonly Adjustment[]): Result;
}

export type {Program};
