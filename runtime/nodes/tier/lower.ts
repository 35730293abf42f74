import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {add, cmp, col, isZero, max, mul, num, status, sub, when} from '../../ops/expr.js';
import type {BandFigure, BracketColumn, Derived} from '../../ops/program.js';
import {NO_TIER} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import type {Rounded} from '../lowering.js';
import {changeOf, minorRounding, roundingOf, runningWindow, sumToDate, withStatusOf} from '../lowering.js';
import {scaleOf} from '../types.js';
import {lowerBands} from './bands.js';

type Tier = NodeMap['tier'];

/** window (running, to date) → bracket → derive → window (change). */
export function lower(node: Tier, context: LowerContext): void {
  const plan = prepare(node, context);
  const type = context.output('value');
  const toDate = node.scope === 'to-date';
  const rounded = toDate ? minorRounding(node.rounding, type) : roundingOf(node.rounding, type);
  const target = toDate ? context.temp('total') : context.column();
  if (node.reading === 'marginal') marginal(node, context, plan, target, rounded);
  else {
    const {numerator, divisor} = exactValue(node, context, plan);
    const over = divisor === undefined ? {} : {over: divisor};
    const columns: Derived[] = [{name: target, expr: numerator, ...over, ...rounded}];
    const amount = context.inputType('amount');
    if (amount && amount.value !== 'rows' && !toDate) {
      columns.push({
        name: context.column('applied'),
        expr: mul(context.input('amount'), numerator),
        ...over,
        scale: scaleOf(amount.value),
      });
    }
    context.derive(context.rel, columns);
  }
  if (toDate) {
    context.derive(context.rel, [
      {name: context.column(), expr: changeOf(context, target, node.over ?? 'period'), ...roundingOf(undefined, type)},
    ]);
  }
}

interface Prepared {
  /** Column of C: what was used up before this value, null where nothing was. */
  readonly before: string | null;
  /** Column of C + x, what the bands are read at. */
  readonly at: string;
  readonly base: string;
  readonly x: string;
  readonly figure: (name: BandFigure) => Expr;
  readonly k: Expr;
}

const FIGURES: readonly BandFigure[] = [
  'lo',
  'hi',
  'rate',
  'amount',
  'nextRate',
  'nextAmount',
  'next2Lo',
  'next2Rate',
  'next2Amount',
  'prevLo',
  'prevRate',
  'prevAmount',
  'sumAmounts',
  'sumBefore',
  'count',
  'first',
];

/** Columns the readings work on, and the band found. */
function prepare(node: Tier, context: LowerContext): Prepared {
  const {rel, id} = context;
  const over = node.over ?? 'period';
  const scale = scaleAt(context, 'input');
  let x = context.inputColumn('input');
  let base = node.in.base === undefined ? x : context.inputColumn('base');
  let before: string | null = null;
  const at = context.temp('at');
  switch (node.scope ?? 'each') {
    case 'each':
      if (node.in.already !== undefined) before = context.inputColumn('already');
      break;
    case 'running': {
      before = context.temp('before');
      runningWindow(context, over, [{name: before, fn: 'before', col: x}]);
      break;
    }
    case 'to-date': {
      sumToDate(context, x, over, context.temp('x'));
      if (base !== x) sumToDate(context, base, over, context.temp('base'));
      base = base === x ? context.temp('x') : context.temp('base');
      x = context.temp('x');
      break;
    }
  }
  context.derive(rel, [{name: at, expr: before === null ? col(x) : add(col(before), col(x)), scale}]);
  let find = at;
  if (node.rateAt === 'before' && before !== null) {
    find = context.temp('find');
    context.derive(rel, [{name: find, expr: withStatusOf(col(before), col(x)), scale}]);
  }
  const figure = (name: BandFigure): string => context.temp(`band:${name}`);
  const variant = node.in.variant === undefined ? {} : {variant: context.inputColumn('variant')};
  const target = node.in.target === undefined ? {} : {target: context.inputColumn('target')};
  const k = context.column('band');
  const columns: BracketColumn[] = [
    {fn: 'find', name: k, at: find, columns: Object.fromEntries(FIGURES.map((name) => [name, figure(name)]))},
  ];
  context.emit({op: 'bracket', node: id, rel, bands: lowerBands(node, context), ...variant, ...target, columns});
  return {before, at, base, x, figure: (name) => col(figure(name)), k: col(k)};
}

function scaleAt(context: LowerContext, port: string): number {
  const type = context.inputType(port);
  return type && type.value !== 'rows' ? scaleOf(type.value) : 0;
}

function marginal(
  node: Tier,
  context: LowerContext,
  {before, at, base, x, k}: Prepared,
  target: string,
  rounded: Rounded,
): void {
  const {rel, id} = context;
  const {below} = node;
  const extend = below === undefined ? 'auto' : below === 'extend';
  const toDate = node.scope === 'to-date';
  const spread = node.in.base === undefined ? {} : {times: base, over: x};
  const sum = (name: string, times: {times?: string; over?: string}, to: Rounded): BracketColumn => ({
    fn: 'sum',
    name,
    from: toDate ? null : before,
    to: at,
    extend,
    ...times,
    ...(node.roundEach === undefined
      ? {}
      : {roundEach: {scale: node.roundEach.scale, mode: node.roundEach.mode ?? 'half-up'}}),
    ...to,
  });
  const parts = below === 'no-tier' ? context.temp('parts') : target;
  const columns = [sum(parts, spread, rounded)];
  const amount = context.inputType('amount');
  const applied = amount && amount.value !== 'rows' && !toDate ? context.column('applied') : undefined;
  const appliedParts = applied !== undefined && below === 'no-tier' ? context.temp('appliedParts') : applied;
  if (amount && amount.value !== 'rows' && appliedParts !== undefined) {
    const scale = scaleOf(amount.value);
    columns.push(
      sum(appliedParts, {times: context.inputColumn('amount')}, {scale, roundScale: scale, mode: 'half-up'}),
    );
  }
  const variant = node.in.variant === undefined ? {} : {variant: context.inputColumn('variant')};
  const targetColumn = node.in.target === undefined ? {} : {target: context.inputColumn('target')};
  context.emit({op: 'bracket', node: id, rel, bands: lowerBands(node, context), ...variant, ...targetColumn, columns});
  if (below !== 'no-tier') return;
  const found = node.in.base === undefined ? k : withStatusOf(k, col(base));
  const guard = (column: string): Expr => when(isZero(found), status(NO_TIER), col(column));
  const {scale} = rounded;
  context.derive(rel, [{name: target, expr: guard(parts), scale}]);
  if (applied !== undefined && appliedParts !== undefined) {
    context.derive(rel, [{name: applied, expr: guard(appliedParts), scale: scaleAt(context, 'amount')}]);
  }
}

/** The exact value of every reading but marginal, as a fraction. */
function exactValue(node: Tier, context: LowerContext, prepared: Prepared): {numerator: Expr; divisor?: Expr} {
  const {k, figure} = prepared;
  const v = col(prepared.at);
  const base = col(prepared.base);
  const nothing: Expr = node.below === 'no-tier' ? status(NO_TIER) : num(0);
  // A base that is not ok blocks the value even where no band is reached.
  const below = node.in.base === undefined ? nothing : withStatusOf(nothing, base);
  const none = isZero(node.in.base === undefined ? k : withStatusOf(k, base));
  switch (node.reading) {
    case 'whole':
      return {numerator: when(none, below, add(mul(figure('rate'), base), figure('amount')))};
    case 'step': {
      const amount = figure('amount');
      if (!node.grow) return {numerator: when(none, below, amount)};
      const steps: Expr = {e: 'div', a: sub(v, figure('lo')), b: context.num(node.grow.width), scale: 0, mode: 'floor'};
      const grown = add(amount, mul(steps, context.num(node.grow.amount)));
      return {
        numerator: chain(
          [
            [none, below],
            [cmp('eq', k, figure('count')), grown],
          ],
          amount,
        ),
      };
    }
    case 'step-sum':
      return {numerator: when(none, below, figure('sumAmounts'))};
    case 'overage': {
      const threshold =
        node.excessOver === undefined
          ? figure('first')
          : node.in.target === undefined
            ? context.num(node.excessOver)
            : ({
                e: 'round',
                a: mul(context.num(node.excessOver), context.input('target')),
                scale: 6,
                mode: 'half-up',
              } as const);
      return {numerator: when(none, below, mul(figure('rate'), max(num(0), sub(base, threshold))))};
    }
    case 'fill': {
      const last = cmp('eq', k, figure('count'));
      const width = sub(figure('hi'), figure('lo'));
      const partial = add(mul(figure('sumBefore'), width), mul(figure('amount'), sub(v, figure('lo'))));
      return {
        numerator: chain(
          [
            [none, below],
            // the last band only marks the end
            [last, figure('sumBefore')],
          ],
          partial,
        ),
        divisor: chain(
          [
            [none, num(1)],
            [last, num(1)],
          ],
          width,
        ),
      };
    }
    default:
      return curve(node, prepared);
  }
}

/** Straight lines between points; for rate-curve the rate on the line multiplies the base. */
function curve(node: Tier, {k, figure, at, base}: Prepared): {numerator: Expr; divisor: Expr} {
  const v = col(at);
  const isRate = node.reading === 'rate-curve';
  const y = (amount: BandFigure, rate: BandFigure): Expr => figure(isRate ? rate : amount);
  const line = (x0: Expr, y0: Expr, x1: Expr, y1: Expr): {numerator: Expr; divisor: Expr} => ({
    numerator: add(mul(y0, sub(x1, x0)), mul(sub(y1, y0), sub(v, x0))),
    divisor: sub(x1, x0),
  });
  const here = y('amount', 'rate');
  const next = y('nextAmount', 'nextRate');
  const inside = line(figure('lo'), here, figure('hi'), next);
  const start = line(figure('hi'), next, figure('next2Lo'), y('next2Amount', 'next2Rate'));
  const end = line(figure('prevLo'), y('prevAmount', 'prevRate'), figure('lo'), here);
  const none = isZero(k);
  const last = cmp('eq', k, figure('count'));
  const beyond = cmp('gt', v, figure('lo'));
  const one = num(1);
  const below = node.below ?? 'zero';
  const above = node.above ?? 'clamp';
  const before =
    below === 'extend'
      ? start
      : {numerator: below === 'clamp' ? next : below === 'no-tier' ? status(NO_TIER) : num(0), divisor: one};
  const after =
    above === 'extend'
      ? {numerator: when(beyond, end.numerator, here), divisor: when(beyond, end.divisor, one)}
      : {numerator: above === 'zero' ? when(beyond, num(0), here) : here, divisor: one};
  const numerator = chain(
    [
      [none, before.numerator],
      [last, after.numerator],
    ],
    inside.numerator,
  );
  return {
    numerator: isRate ? mul(numerator, col(base)) : numerator,
    divisor: chain(
      [
        [none, before.divisor],
        [last, after.divisor],
      ],
      inside.divisor,
    ),
  };
}

function chain(cases: readonly (readonly [Expr, Expr])[], otherwise: Expr): Expr {
  return {e: 'case', cases: cases.map(([test, then]) => ({when: test, then})), otherwise};
}
