import type {Expr} from '../ops/expr.js';
import {add, cmp, col, num, status, sub, when} from '../ops/expr.js';
import {DUPLICATE_KEY, MISSING} from '../table/status.js';
import type {LowerContext} from './definition.js';
import type {Cover, Span} from './types.js';

export const isPlain = (span: Span): boolean => (span.over ?? 'period') === 'period' && !span.shift;

/** Periods back of a shift. */
export function shiftPeriods(span: Span, perYear: number): number {
  return (span.shift ?? 0) * (span.shiftBy === 'year' ? perYear : 1);
}

/** What a value over this span covers, for rewards paid at the end of a longer span (ruling 11). */
export function coverOf(span: Span, perYear: number): Cover {
  switch (span.over ?? 'period') {
    case 'quarter-to-date':
      return 'quarter';
    case 'half-to-date':
      return 'half';
    case 'year-to-date':
      return 'year';
    case 'all-to-date':
      return 'all';
    case 'trailing': {
      const n = span.trailing ?? 1;
      return n >= perYear ? 'year' : n * 2 >= perYear ? 'half' : n * 4 >= perYear ? 'quarter' : 'period';
    }
    default:
      return 'period';
  }
}

/** First column of the calendar that starts a to-date span. */
const FIRST: Readonly<Record<string, 'quarterFirst' | 'halfFirst' | 'yearFirst'>> = {
  'quarter-to-date': 'quarterFirst',
  'half-to-date': 'halfFirst',
  'year-to-date': 'yearFirst',
};

/**
 * Adds to the spine, for a span: `from` and `to` (period indices, `to` exclusive), `startDay` (first day of the span),
 * and `there` (1 where the person is on the spine in the span's last period; only for shifted spans).
 */
export function spanColumns(context: LowerContext, span: Span, perYear: number, prefix: string): SpanNames {
  const {frame, id} = context;
  const names: SpanNames = {
    from: `${prefix}from`,
    to: `${prefix}to`,
    startDay: `${prefix}start`,
    there: `${prefix}there`,
  };
  const shift = shiftPeriods(span, perYear);
  const at = `${prefix}at`;
  const rel = frame.spine;
  context.derive(rel, [{name: at, expr: sub(col('$period'), num(shift)), scale: 0}]);
  const over = span.over ?? 'period';
  const first = FIRST[over];
  let from: Expr = col(at);
  if (over === 'trailing') from = sub(col(at), num((span.trailing ?? 1) - 1));
  else if (over === 'all-to-date') from = col('period.earliest');
  else if (first) {
    context.emit({
      op: 'lookup',
      node: id,
      rel,
      dim: frame.periods,
      on: [{left: at, right: 'index'}],
      columns: [{name: `${prefix}first`, from: first}],
    });
    from = col(`${prefix}first`);
  }
  context.derive(rel, [
    {name: names.from, expr: from, scale: 0},
    {name: names.to, expr: add(col(at), num(1)), scale: 0},
  ]);
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: frame.periods,
    on: [{left: names.from, right: 'index'}],
    columns: [{name: names.startDay, from: 'start'}],
  });
  if (shift === 0) context.derive(rel, [{name: names.there, expr: num(1), scale: 0}]);
  else {
    context.emit({
      op: 'lookup',
      node: id,
      rel,
      dim: rel,
      on: [
        {left: '$person', right: '$person'},
        {left: at, right: '$period'},
      ],
      columns: [{name: names.there, from: 'present'}],
      none: 'zero',
    });
  }
  return names;
}

export interface SpanNames {
  readonly from: string;
  readonly to: string;
  readonly startDay: string;
  readonly there: string;
}

/** missing where a table is not complete from the span's first day on, or an all-to-date span ends before it starts. */
export function covered(value: Expr, span: Span, names: SpanNames, table: string | undefined): Expr {
  if (span.over === 'all-to-date') return when(cmp('lte', col(names.to), col(names.from)), status(MISSING), value);
  if (table === undefined) return value;
  return when(cmp('lt', col(names.startDay), {e: 'coverage', table}), status(MISSING), value);
}

export {DUPLICATE_KEY, MISSING};
