import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {col, isTrue, isZero, num, status, when} from '../../ops/expr.js';
import type {WindowColumn} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';
import {changeOf, roundingOf, valueColumn} from '../lowering.js';
import {MISSING, shiftPeriods} from '../spans.js';

/** window over the dense periods of a person, then derive. */
export function lower(node: NodeMap['history'], context: LowerContext): void {
  const {id, rel} = context;
  const {take} = node;
  const type = context.output('value');
  const rounded = roundingOf(node.rounding, type);
  const over = node.over ?? 'period';
  const input = context.inputColumn('value');
  const done = (expr: Expr, divisor?: Expr): void =>
    context.derive(rel, [valueColumn(context.column(), expr, type, rounded, divisor)]);
  const empty: Expr = node.onEmpty === 'zero' ? num(0) : status(MISSING);
  // before all-to-date starts there is nothing to look at
  const begun = (value: Expr): Expr =>
    over === 'all-to-date' ? when(isTrue(col('period.started')), value, empty) : value;
  if (take === 'change') return done(begun(changeOf(context, input, over)));
  const shift =
    take === 'previous'
      ? shiftPeriods({...node, shift: node.shift ?? 1}, context.perYear)
      : shiftPeriods(node, context.perYear);
  let current = input;
  if (take !== 'previous') {
    const running = context.running(over);
    const along = over === 'trailing' ? {...running, partition: ['$person']} : running;
    const rows = over === 'trailing' ? {rows: (node.trailing ?? 1) - 1} : {};
    const columns: WindowColumn[] = [
      {name: context.temp('count'), fn: 'count', col: input, okOnly: true, ...rows},
      take === 'balance'
        ? {name: context.temp('value'), fn: 'balance', col: input}
        : take === 'count'
          ? {name: context.temp('value'), fn: 'count', col: input, okOnly: true, ...rows}
          : {name: context.temp('value'), fn: take === 'average' ? 'sum' : take, col: input, ...rows},
    ];
    context.emit({op: 'window', node: id, rel, ...along, columns});
    current = context.temp('value');
  }
  const count = context.temp('count');
  const there = context.temp('there');
  if (shift > 0) {
    const started = over === 'all-to-date' ? when(isTrue(col('period.started')), num(1), status(MISSING)) : num(1);
    context.derive(rel, [{name: context.temp('one'), expr: started, scale: 0}]);
    const lagged = context.temp('lagged');
    const columns: WindowColumn[] = [
      {name: lagged, fn: 'lag', col: current, rows: shift},
      {name: there, fn: 'lag', col: context.temp('one'), rows: shift},
      ...(take === 'average' ? [{name: context.temp('laggedCount'), fn: 'lag' as const, col: count, rows: shift}] : []),
    ];
    context.emit({op: 'window', node: id, rel, ...context.running(over), partition: ['$person'], columns});
    current = lagged;
  }
  const value: Expr = shift > 0 ? when({e: 'isMissing', a: col(there)}, empty, col(current)) : begun(col(current));
  if (take !== 'average') return done(value);
  const n = shift > 0 ? when({e: 'isMissing', a: col(there)}, num(1), col(context.temp('laggedCount'))) : col(count);
  done(value, when(isZero(n), num(1), n));
}
