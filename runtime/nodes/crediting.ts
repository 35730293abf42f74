import {and, cmp, col, ifMissing, isTrue, not, num} from '../ops/expr.js';
import type {Reject} from '../ops/program.js';
import type {LowerContext} from './definition.js';

/** Columns of the calendar that rows and the spine carry. */
export const PERIOD_COLUMNS = [
  'name',
  'start',
  'end',
  'days',
  'index',
  'quarter',
  'half',
  'year',
  'inQuarter',
  'inHalf',
  'inYear',
  'quarterName',
  'halfName',
  'yearName',
  'quarterFirst',
  'halfFirst',
  'yearFirst',
  'isQuarterEnd',
  'isHalfEnd',
  'isYearEnd',
  'earliest',
  'started',
] as const;

export interface Crediting {
  /** Rows with `$person` and `$day`. */
  readonly rel: string;
  readonly out: string;
  /** Field that names the person, absent where he comes from somewhere else than the row. */
  readonly personField?: string;
  readonly dateField: string;
  /** Source whose rows are counted (SEM-15), absent for overlay. */
  readonly account?: string;
  /** Tests that come after crediting. Built late: they may add columns to `rel`. */
  readonly where?: () => readonly Reject[];
}

/** Gives each row to its person and period, or to the exceptions, in the order of R-14. Attributes are read on the row's date. */
export function creditRows(context: LowerContext, {rel, out, personField, dateField, account, where}: Crediting): void {
  const {frame, id} = context;
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: 'people',
    on: [{left: '$person', right: '$person'}],
    columns: [],
    hit: '$known',
  });
  lookupAttributes(context, rel, '$person', 'participant', [{name: '$eligible', from: '$eligible'}], '$onRoster');
  lookupPeriod(context, rel);
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: frame.spine,
    on: [
      {left: '$person', right: '$person'},
      {left: '$period', right: '$period'},
    ],
    columns: [{name: '$present', from: 'present'}],
  });
  const yes = (name: string) => isTrue(ifMissing(col(name), num(0)));
  const person = personField === undefined ? {value: '$person'} : {field: personField};
  const tests: Reject[] = [
    {unless: yes('$known'), as: 'exception', code: 'data/unknown-participant', ...person},
    {unless: not({e: 'isMissing', a: col('$day')}), as: 'exception', code: 'data/required', field: dateField},
    {unless: yes('$onRoster'), as: 'exception', code: 'data/participant-inactive', ...person},
    {unless: and(yes('$inCalendar'), yes('$computed')), as: 'outside'},
    {unless: and(yes('$eligible'), yes('$present')), as: 'ineligible'},
    ...(where?.() ?? []),
  ];
  context.emit({
    op: 'filter',
    node: id,
    out,
    input: rel,
    tests,
    ...(account === undefined ? {} : {account: {source: account, credited: true}}),
  });
}

/** Adds the period that the row's day lies in. */
export function lookupPeriod(context: LowerContext, rel: string): void {
  context.emit({
    op: 'lookup',
    node: context.id,
    rel,
    dim: context.frame.periods,
    on: [],
    range: {at: '$day', from: 'start', to: 'end'},
    columns: [
      ...PERIOD_COLUMNS.map((name) => ({name: `period.${name}`, from: name})),
      {name: '$period', from: 'index'},
      {name: '$computed', from: 'computed'},
    ],
    hit: '$inCalendar',
  });
}

/** Adds `prefix.x` for every attribute x of the roster as of the row's day, and optionally more columns. */
export function lookupAttributes(
  context: LowerContext,
  rel: string,
  person: string,
  prefix: string,
  more: readonly {readonly name: string; readonly from: string}[] = [],
  hit?: string,
): void {
  const {frame, plan} = context;
  const attributes = Object.keys(plan.tables[plan.roster.table]?.fields ?? {});
  context.emit({
    op: 'lookup',
    node: context.id,
    rel,
    dim: frame.roster,
    on: [{left: person, right: frame.idField}],
    range: {at: '$day', from: '$from', to: '$to'},
    columns: [...attributes.map((name) => ({name: `${prefix}.${name}`, from: name})), ...more],
    ...(hit === undefined ? {} : {hit}),
  });
}

export const present = cmp('eq', col('present'), num(1));
