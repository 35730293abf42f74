import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {add, and, cmp, col, ifMissing, isTrue, mul, num, round, sub, when} from '../../ops/expr.js';
import {present} from '../crediting.js';
import type {BandValue} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';
import {minorRounding, roundingOf} from '../lowering.js';
import {isShare} from './top.js';

/** rank → cumulative prizes P → (P(place+ties−1) − P(place−1)) ÷ ties, down. */
export function lower(node: NodeMap['rank'], context: LowerContext): void {
  const {id, frame} = context;
  const rel = frame.spine;
  const member = context.temp('member');
  const place = context.column('place');
  const ties = context.temp('ties');
  const ranked = context.temp('ranked');
  const who: Expr = node.who ? and(present, context.predicate(node.who, 'attributes')) : present;
  context.derive(rel, [{name: member, expr: who, scale: 0}]);
  const descending = (node.order ?? 'highest-first') === 'highest-first';
  const tiebreak = (node.in.tiebreak ?? []).map((_, k) => ({col: context.inputColumn(`tiebreak.${k}`), descending}));
  const keys = [{col: context.inputColumn('by'), descending}, ...tiebreak];
  if (node.ties === 'tiebreak') keys.push({col: '$person', descending: false});
  const within = node.within === undefined ? [] : [`participant.${node.within}`];
  context.emit({op: 'rank', node: id, rel, partition: ['$period', ...within], member, keys, place, ties, ranked});
  const order: Expr = col(place);
  const isRanked: Expr = ifMissing(cmp('gte', order, num(1)), num(0));
  if (node.prizes) prizes(node.prizes, node, context, {order, isRanked, ties: col(ties)});
  let selected: Expr;
  if (node.top === undefined) selected = node.prizes ? cmp('gt', col(context.column('prize')), num(0)) : num(0);
  else {
    const top = typeof node.top === 'number' ? num(node.top) : context.num(node.top);
    const places = isShare(node.top, context.plan) ? round(mul(top, col(ranked)), 0, 'ceil') : top;
    selected = cmp('lte', order, places);
  }
  context.derive(rel, [{name: context.column('selected'), expr: when(isTrue(isRanked), selected, num(0)), scale: 0}]);
}

interface Places {
  readonly order: Expr;
  readonly isRanked: Expr;
  readonly ties: Expr;
}

function prizes(
  list: NonNullable<NodeMap['rank']['prizes']>,
  node: NodeMap['rank'],
  context: LowerContext,
  at: Places,
): void {
  const {frame} = context;
  const type = context.output('prize');
  const values = list.map((prize) => context.constant(prize));
  const pooled = node.ties === undefined || node.ties === 'pool';
  // Only a pool has a part that cannot be shared; other prizes are what the plan states.
  const scale = pooled ? minorRounding(node.rounding, type) : roundingOf(node.rounding, type);
  const rounded = {...scale, mode: node.rounding?.mode ?? 'down'} as const;
  const column = context.column('prize');
  const upTo = (place: Expr): Expr => cumulative(values, place);
  const one = sub(upTo(at.order), upTo(sub(at.order, num(1))));
  const shared = sub(upTo(sub(add(at.order, at.ties), num(1))), upTo(sub(at.order, num(1))));
  const expr = when(isTrue(at.isRanked), pooled ? shared : one, num(0));
  const over = pooled ? when(isTrue(at.isRanked), at.ties, num(1)) : num(1);
  context.derive(frame.spine, [
    {name: column, expr, over, ...rounded},
    ...(pooled ? [{name: context.temp('remainder'), expr: sub(expr, mul(col(column), over)), scale: 6}] : []),
  ]);
}

/** P(n): the first n prizes together; places beyond the list add nothing. */
function cumulative(values: readonly BandValue[], place: Expr): Expr {
  const scale = Math.max(0, ...values.map((v) => v.scale));
  let sum = 0n;
  const cases = values.map((v, k) => {
    const before = sum;
    sum += v.value * 10n ** BigInt(scale - v.scale);
    return {when: cmp('lte', place, num(k)), then: num(before, scale)};
  });
  return {e: 'case', cases, otherwise: num(sum, scale)};
}
