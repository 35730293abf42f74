import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {add, and, cmp, col, isTrue, mul, not, num, status, sub, when} from '../../ops/expr.js';
import {present} from '../crediting.js';
import {daysWhere} from '../days.js';
import type {LowerContext} from '../definition.js';
import {roundingOf} from '../lowering.js';
import {isPlain, MISSING, spanColumns} from '../spans.js';
import {minorScale, scaleOf} from '../types.js';

type Target = NodeMap['target'];

/** lookup | CASE → the period's part (SEM-8) → × ramp × days, one rounding → sum over the span. */
export function lower(node: Target, context: LowerContext): void {
  const {frame, perYear} = context;
  const rel = frame.spine;
  const type = context.output('value');
  if (type.value === 'rows') return;
  const scale = scaleOf(type.value);
  const rounded = roundingOf(node.rounding, type);
  const stated = context.temp('stated');
  context.derive(rel, [
    {
      name: stated,
      expr: node.from === 'table' ? fromTable(node, context) : fromList(node, context),
      scale: statedScale(node, context),
    },
  ]);
  const periods = periodsIn(node.for ?? 'period', perYear);
  let part: Expr = col(stated);
  if (periods > 1)
    part = spread(node, context, stated, periods, Math.min(scale, minorScale(type.value, type.currency)));
  if (node.ramp) part = mul(part, ramp(node, context));
  let divisor: Expr | undefined;
  if (node.prorate === 'days') {
    const days = node.prorateWhere ? col(daysWhere(context, node.prorateWhere, 'prorate')) : col('$days');
    part = mul(part, days);
    divisor = col('period.days');
  }
  const plain = isPlain(node);
  const name = plain ? context.column() : context.temp('period');
  context.derive(rel, [{name, expr: part, ...(divisor === undefined ? {} : {over: divisor}), ...rounded}]);
  if (!plain) sumOverSpan(node, context, name);
}

/** Periods of the calendar in one span a target stands for; below 1 the span is shorter than the period. */
export function periodsIn(span: string, perYear: number): number {
  switch (span) {
    case 'quarter':
      return perYear / 4;
    case 'half':
      return perYear / 2;
    case 'year':
      return perYear;
    default:
      return 1;
  }
}

/** Decimals of the stated number: no more than it is written with, which would cost it digits before the point. */
function statedScale({table, list, otherwise}: Target, context: LowerContext): number {
  const constants = [...(list ?? []).map(({value}) => value), ...(otherwise === undefined ? [] : [otherwise])];
  return constants.reduce(
    (most, one) => Math.max(most, context.constant(one).scale),
    table ? context.fieldScale(table.table, table.value) : 0,
  );
}

const NAME: Readonly<Record<string, string>> = {
  quarter: 'period.quarterName',
  half: 'period.halfName',
  year: 'period.yearName',
};
const POSITION: Readonly<Record<string, string>> = {
  quarter: 'period.inQuarter',
  half: 'period.inHalf',
  year: 'period.inYear',
};

function fromTable(node: Target, context: LowerContext): Expr {
  const {id, frame} = context;
  const table = node.table;
  if (!table) return status(MISSING);
  const all = `${id}/all`;
  const rows = `${id}/rows`;
  context.emit({op: 'scan', node: id, out: all, table: table.table});
  context.emit({
    op: 'filter',
    node: id,
    out: rows,
    input: all,
    tests: table.where ? [{unless: context.predicate(table.where, `table:${table.table}`, all), as: 'drop'}] : [],
  });
  const hit = context.temp('hit');
  const found = context.temp('found');
  context.emit({
    op: 'lookup',
    node: id,
    rel: frame.spine,
    dim: rows,
    on: [
      {left: '$person', right: table.participant},
      {left: NAME[node.for ?? 'period'] ?? 'period.name', right: table.period},
    ],
    columns: [{name: found, from: table.value}],
    hit,
  });
  const otherwise: Expr = node.otherwise === undefined ? status(MISSING) : context.num(node.otherwise);
  return when(not(isTrue(col(hit))), otherwise, col(found));
}

function fromList(node: Target, context: LowerContext): Expr {
  const otherwise: Expr = node.otherwise === undefined ? status(MISSING) : context.num(node.otherwise);
  return {
    e: 'case',
    cases: (node.list ?? []).map((one) => ({
      when: context.predicate(one.when, 'attributes'),
      then: context.num(one.value),
    })),
    otherwise,
  };
}

/** R(A·W_k/W) − R(A·W_{k−1}/W): the parts add up to the stated number. */
function spread(node: Target, context: LowerContext, stated: string, periods: number, scale: number): Expr {
  const {frame} = context;
  const position = col(POSITION[node.for ?? 'period'] ?? 'period.inYear');
  const weights =
    node.weights?.map((w) => context.constant(w)) ?? Array.from({length: periods}, () => ({value: 1n, scale: 0}));
  const most = Math.max(...weights.map((w) => w.scale));
  const whole = weights.map((w) => w.value * 10n ** BigInt(most - w.scale));
  const total = whole.reduce((sum, w) => sum + w, 0n);
  const upTo = (last: boolean): Expr => {
    let sum = 0n;
    const cases = whole.map((w, k) => {
      const before = sum;
      sum += w;
      return {when: cmp('eq', position, num(k + 1)), then: num(last ? sum : before)};
    });
    return {e: 'case', cases, otherwise: num(total)};
  };
  const parts = {after: context.temp('after'), before: context.temp('before')};
  context.derive(frame.spine, [
    {name: parts.after, expr: mul(col(stated), upTo(true)), over: num(total), scale, mode: 'half-up'},
    {name: parts.before, expr: mul(col(stated), upTo(false)), over: num(total), scale, mode: 'half-up'},
  ]);
  return sub(col(parts.after), col(parts.before));
}

/** Factor of the month since the date; 1 after the last. */
function ramp(node: Target, context: LowerContext): Expr {
  if (!node.ramp) return num(1);
  const {since, factors} = node.ramp;
  const months: Expr = {e: 'tenure', unit: 'months', a: col(`participant.${since}`), b: col('$asOf')};
  const column = context.temp('months');
  context.derive(context.frame.spine, [{name: column, expr: months, scale: 0}]);
  return {
    e: 'case',
    cases: factors.map((factor, k) => ({when: cmp('eq', col(column), num(k)), then: context.num(factor)})),
    otherwise: num(1),
  };
}

function sumOverSpan(node: Target, context: LowerContext, column: string): void {
  const {id, frame} = context;
  const rel = frame.spine;
  const names = spanColumns(context, node, context.perYear, context.temp('span:'));
  const on = `${id}/on`;
  context.emit({op: 'filter', node: id, out: on, input: rel, tests: [{unless: present, as: 'drop'}]});
  context.derive(on, [{name: '$next', expr: add(col('$period'), num(1)), scale: 0}]);
  const pairs = `${id}/pairs`;
  context.emit({
    op: 'join',
    node: id,
    out: pairs,
    left: rel,
    right: on,
    on: [{left: '$person', right: '$person'}],
    overlap: {leftFrom: names.from, leftTo: names.to, rightFrom: '$period', rightTo: '$next'},
    columns: [{name: '$value', from: column}],
  });
  const sums = `${id}/sums`;
  context.emit({
    op: 'group',
    node: id,
    out: sums,
    input: pairs,
    by: ['$person', '$period'],
    aggregates: [{name: 'sum', fn: 'sum', col: '$value'}],
  });
  const sum = context.temp('sum');
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: sums,
    on: [
      {left: '$person', right: '$person'},
      {left: '$period', right: '$period'},
    ],
    columns: [{name: sum, from: 'sum'}],
  });
  const expr = when(and(isTrue(col(names.there))), col(sum), status(MISSING));
  context.derive(rel, [{name: context.column(), expr, ...roundingOf(undefined, context.output('value'))}]);
}
