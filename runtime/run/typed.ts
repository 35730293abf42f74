import type {Components, Payouts, Result} from './result.js';

/** What `planwright types` writes of one plan: rows of its tables, and the names its results use. */
export interface PlanTypes {
  /** Fields of a row, by table. */
  readonly tables: object;
  readonly period: string;
  readonly reward: string;
  readonly component: string;
  readonly unit: string;
  readonly node: string;
}

/** Tables whose columns the compiler checks: `run<MyPlan>(program, tables, options)`. */
export type TypedTables<P extends PlanTypes> = {readonly [T in keyof P['tables']]: TypedTable<P['tables'][T]>};

/** Data of one table of which the fields of a row are known. What is in a CSV file is checked when it is read. */
export type TypedTable<Row> =
  | {readonly csv: string | Uint8Array}
  | {readonly rows: readonly Readonly<Row>[]}
  | {readonly columns: {readonly [F in keyof Row]: ArrayLike<Row[F]>}};

/** A result whose rewards, periods, units and nodes are those of one plan. */
export interface TypedResult<P extends PlanTypes> extends Result {
  readonly payouts: TypedPayouts<P>;
  readonly components: TypedComponents<P>;
  value(port: P['node'] | `${P['node']}.${string}`, participant: string, period: string): string | undefined;
}

/** Payouts whose periods, rewards and units are those of one plan. */
export interface TypedPayouts<P extends PlanTypes> extends Payouts {
  readonly period: P['period'][];
  readonly reward: P['reward'][];
  readonly unit: P['unit'][];
}

/** Components whose names are those of one plan. */
export interface TypedComponents<P extends PlanTypes> extends Components {
  readonly period: P['period'][];
  readonly reward: P['reward'][];
  readonly component: P['component'][];
}
