import type {NodeMap} from '@planwright/schemas';
import {minorScaleOf} from '../../decimal/currency.js';
import type {Expr} from '../../ops/expr.js';
import {add, and, cmp, col, isTrue, mul, num, when} from '../../ops/expr.js';
import type {Derived} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';

type Reward = NodeMap['reward'];

/** What a non-cash reward is counted in unless it says so (SEM-34). */
const UNITS = {points: 'points', leave: 'days', training: 'seats', honour: 'honours'} as const;

/** Decimals of a reward's unit. */
export function rewardMinor(node: Reward, currency: string): number {
  if (node.type === 'cash') return minorScaleOf(currency);
  return node.type === 'leave' ? 1 : 0;
}

/** group (rows) → derive, one rounding → emit. */
export function lower(node: Reward, context: LowerContext): void {
  const {id, frame} = context;
  const rel = frame.spine;
  const names = node.in.amounts === undefined ? ['amount'] : Object.keys(node.in.amounts);
  const port = (name: string): string => (node.in.amounts === undefined ? 'amount' : `amounts.${name}`);
  const type = context.inputType(port(names[0] ?? 'amount'));
  const currency = type?.currency ?? context.plan.currency;
  const minor = rewardMinor(node, currency);
  const perRow = node.in.amounts === undefined && type?.grain === 'row';
  const rows = perRow ? sumRows(context, type.lineage ?? '') : null;
  const parts = names.map((name) => ({name, col: rows ? context.temp('sum') : context.inputColumn(port(name), rel)}));
  const total = parts.map((part): Expr => col(part.col)).reduce(add);
  const amount = context.temp('amount');
  const rounding = {
    scale: minor,
    roundScale: Math.min(node.rounding?.scale ?? minor, minor),
    mode: node.rounding?.mode ?? 'half-up',
  } as const;
  context.derive(rel, roundedTo(node, context, amount, total, rounding));
  const who = node.who ? context.temp('who') : null;
  if (who !== null && node.who)
    context.derive(rel, [{name: who, expr: context.predicate(node.who, 'attributes', rel), scale: 0}]);
  if (rows) rowParts(node, context, rows, rounding);
  context.emit({
    op: 'emit',
    node: id,
    rel,
    reward: {
      unit: node.type === 'cash' ? currency : (node.unit ?? UNITS[node.type]),
      minorScale: minor,
      order: node.order ?? Number.MAX_SAFE_INTEGER,
      due: due(node, context),
      who,
      when: node.in.when === undefined ? null : context.inputColumn('when', rel),
      amount,
      components: parts,
      rows: rows ? {rel: `${id}/rows`, part: '$paid'} : null,
      payDate: node.payDate ?? null,
    },
  });
}

function roundedTo(
  node: Reward,
  context: LowerContext,
  name: string,
  total: Expr,
  rounding: {readonly scale: number; readonly roundScale: number; readonly mode: NonNullable<Derived['mode']>},
): Derived[] {
  if (node.multipleOf === undefined) return [{name, expr: total, ...rounding}];
  const times = `${name}:times`;
  const multiple = context.num(node.multipleOf);
  return [
    {name: times, expr: total, over: multiple, scale: 0, mode: rounding.mode},
    {name, expr: mul(col(times), multiple), scale: rounding.scale},
  ];
}

interface Rows {
  readonly rel: string;
  readonly col: string;
}

/** Σ of the rows per person and period; no rows is 0. */
function sumRows(context: LowerContext, lineage: string): Rows {
  const {id, frame} = context;
  const rel = context.relationOf(lineage);
  const column = context.inputColumn('amount', rel);
  const sums = `${id}/sums`;
  context.emit({
    op: 'group',
    node: id,
    out: sums,
    input: rel,
    by: ['$person', '$period'],
    aggregates: [{name: 'sum', fn: 'sum', col: column}],
  });
  context.emit({
    op: 'lookup',
    node: id,
    rel: frame.spine,
    dim: sums,
    on: [
      {left: '$person', right: '$person'},
      {left: '$period', right: '$period'},
    ],
    columns: [{name: context.temp('sum'), from: 'sum'}],
    none: 'zero',
  });
  return {rel, col: column};
}

/** Cents of each row: R(sum so far) − R(sum before), in sequence (SEM-8). */
function rowParts(node: Reward, context: LowerContext, rows: Rows, rounding: Parameters<typeof roundedTo>[4]): void {
  const {id} = context;
  const rel = `${id}/rows`;
  context.emit({op: 'filter', node: id, out: rel, input: rows.rel, tests: []});
  const {partition, order} = context.rowOrder(rows.rel);
  context.emit({
    op: 'window',
    node: id,
    rel,
    partition,
    order,
    columns: [
      {name: '$after', fn: 'sum', col: rows.col},
      {name: '$before', fn: 'before', col: rows.col},
    ],
  });
  context.derive(rel, [
    ...roundedTo(node, context, '$afterPaid', col('$after'), rounding),
    ...roundedTo(node, context, '$beforePaid', col('$before'), rounding),
    {name: '$paid', expr: {e: 'sub', a: col('$afterPaid'), b: col('$beforePaid')}, scale: rounding.scale},
  ]);
}

/** 1 due, 2 brought forward for a leaver, 3 forfeited, 0 not due. */
function due(node: Reward, context: LowerContext): string {
  const {id, frame} = context;
  const name = context.temp('due');
  const pays = node.pays ?? 'period';
  if (pays === 'period') {
    context.derive(frame.spine, [{name, expr: num(1), scale: 0}]);
    return name;
  }
  const span = pays === 'quarter-end' ? 'quarter' : pays === 'half-end' ? 'half' : 'year';
  const isEnd = col({quarter: 'period.isQuarterEnd', half: 'period.isHalfEnd', year: 'period.isYearEnd'}[span]);
  const last = `${id}/last`;
  context.emit({
    op: 'group',
    node: id,
    out: last,
    input: frame.presence,
    by: ['$person', `period.${span}`],
    aggregates: [{name: 'last', fn: 'max', col: 'period.index'}],
  });
  const lastPeriod = context.temp('lastPeriod');
  context.emit({
    op: 'lookup',
    node: id,
    rel: frame.spine,
    dim: last,
    on: [
      {left: '$person', right: '$person'},
      {left: `period.${span}`, right: `period.${span}`},
    ],
    columns: [{name: lastPeriod, from: 'last'}],
    none: 'zero',
  });
  const leaves = and(cmp('eq', col(lastPeriod), col('$period')));
  context.derive(frame.spine, [
    {name, expr: when(isTrue(isEnd), num(1), when(leaves, num(node.ifAbsent === 'forfeit' ? 3 : 2), num(0))), scale: 0},
  ]);
  return name;
}
