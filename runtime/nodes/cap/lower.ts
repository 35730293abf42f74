import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {cmp, col, max, num, status, sub, when} from '../../ops/expr.js';
import {RANGE} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import {bounded, changeOf, minorRounding, roundingOf, runningWindow, sumToDate, withStatusOf} from '../lowering.js';
import {scaleOf} from '../types.js';

/** each: derive. to date: window sum → derive → window change. carry: window balance. */
export function lower(node: NodeMap['cap'], context: LowerContext): void {
  const {rel} = context;
  const type = context.output('value');
  const x = context.input('amount');
  const lo =
    node.in.min !== undefined ? context.input('min') : node.min === undefined ? undefined : context.num(node.min);
  const hi =
    node.in.max !== undefined ? context.input('max') : node.max === undefined ? undefined : context.num(node.max);
  const over = node.over ?? 'each';
  const rounded = roundingOf(node.rounding, type);
  const cut = (value: Expr): Expr => (hi ? max(sub(value, hi), num(0)) : sub(value, value));
  const clamp = (value: Expr): Expr => {
    const kept = bounded(value, lo, hi);
    return lo && hi ? when(cmp('gt', withStatusOf(lo, value), hi), status(RANGE), kept) : kept;
  };
  if (over === 'each') {
    context.derive(rel, [
      {name: context.column(), expr: clamp(x), ...rounded},
      {
        name: context.column('excess'),
        expr: cut(x),
        ...roundingOf(undefined, type),
      },
    ]);
    return;
  }
  if (node.excess === 'carry' && hi) {
    const spare = context.temp('over');
    const balance = context.temp('balance');
    context.derive(rel, [{name: spare, expr: sub(x, hi), scale: exactScale(node, context)}]);
    runningWindow(context, over, [{name: balance, fn: 'balance', col: spare}]);
    context.derive(rel, [
      {name: context.column(), expr: sub(x, changeOf(context, balance, over)), ...rounded},
      {name: context.column('excess'), expr: col(balance), ...roundingOf(undefined, type)},
    ]);
    return;
  }
  const total = context.temp('total');
  const due = context.temp('due');
  const lost = context.temp('lost');
  sumToDate(context, context.inputColumn('amount'), over, total);
  context.derive(rel, [
    {name: due, expr: clamp(col(total)), ...minorRounding(node.rounding, type)},
    {name: lost, expr: cut(col(total)), scale: exactScale(node, context)},
  ]);
  const plain = roundingOf(undefined, type);
  context.derive(rel, [
    {name: context.column(), expr: changeOf(context, due, over), ...plain},
    {name: context.column('excess'), expr: changeOf(context, lost, over), ...plain},
  ]);
}

/** Decimals that hold an amount and both bounds exactly, so that only the outputs round. */
function exactScale(node: NodeMap['cap'], context: LowerContext): number {
  const type = context.output('value');
  const own = type.value === 'rows' ? 0 : scaleOf(type.value);
  const bounds = [node.min, node.max].map((bound) => (bound === undefined ? 0 : context.constant(bound).scale));
  return Math.max(own, ...bounds);
}
