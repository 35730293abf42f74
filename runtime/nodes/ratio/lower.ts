import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {cmp, isZero, mul, num, status, sub} from '../../ops/expr.js';
import {BAD_SIGN, DIVIDE_BY_ZERO} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import {appliedColumn, roundingOf, withStatusOf} from '../lowering.js';

/** One quotient, rounded once; `applied` multiplies before it divides (SEM-7). */
export function lower(node: NodeMap['ratio'], context: LowerContext): void {
  const of = context.input('of');
  const to = context.input('to');
  const [a, b] = node.form === 'swapped' ? [to, of] : [of, to];
  const exact: Expr = node.form === 'reflected' ? sub(mul(num(2), b), a) : a;
  const zero: Expr = node.whenZero === undefined ? status(DIVIDE_BY_ZERO) : context.num(node.whenZero);
  const both = withStatusOf(b, a);
  const numerator: Expr = {
    e: 'case',
    cases: [
      {when: isZero(both), then: zero},
      {when: cmp('lt', both, num(0)), then: status(BAD_SIGN)},
    ],
    otherwise: exact,
  };
  const divisor: Expr = {e: 'case', cases: [{when: cmp('lte', b, num(0)), then: num(1)}], otherwise: b};
  const type = context.output('value');
  context.derive(context.rel, [
    {name: context.column(), expr: numerator, over: divisor, ...roundingOf(node.rounding, type, 'floor')},
  ]);
  const applied = appliedColumn(context, numerator, divisor);
  if (applied) context.derive(context.rel, [applied]);
}
