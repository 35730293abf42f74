import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {cmp, col, mul, num, status, sub, text} from '../../ops/expr.js';
import {BAD_SIGN, FX_MISSING} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import {roundingOf, withStatusOf} from '../lowering.js';

/** lookup of the latest rate on the day, then one multiplication. */
export function lower(node: NodeMap['convert'], context: LowerContext): void {
  const {id, rel} = context;
  const {rates} = node;
  const amount = context.inputType('amount');
  const mixed = amount?.currency === 'mixed';
  const from = context.temp('currency');
  const to = context.temp('to');
  const day = context.temp('day');
  const currency: Expr = mixed ? context.currencyOf('amount') : text(amount?.currency ?? '');
  const at: Expr =
    node.at === 'row-date'
      ? col('$day')
      : node.at === 'period-start'
        ? col('period.start')
        : sub(col('period.end'), num(1));
  context.derive(rel, [
    {name: from, expr: currency},
    {name: to, expr: text(node.to)},
    {name: day, expr: at, scale: 0},
  ]);
  const all = `${id}/rates`;
  context.emit({op: 'scan', node: id, out: all, table: rates.table});
  const rate = context.temp('rate');
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: all,
    on: [
      {left: from, right: rates.from},
      {left: to, right: rates.to},
    ],
    range: {at: day, from: rates.date},
    columns: [{name: rate, from: rates.rate}],
    none: FX_MISSING,
  });
  const expr: Expr = {
    e: 'case',
    cases: [
      {when: cmp('eq', col(from), col(to)), then: context.input('amount')},
      {when: cmp('lte', withStatusOf(col(rate), context.input('amount')), num(0)), then: status(BAD_SIGN)},
    ],
    otherwise: mul(context.input('amount'), col(rate)),
  };
  context.derive(rel, [{name: context.column(), expr, ...roundingOf(node.rounding, context.output('value'))}]);
}
