import {col, isTrue, num, sub, when} from '../ops/expr.js';
import type {LowerContext, Predicate} from './definition.js';

/** Column of the spine: eligible days of the period on which a condition on the roster row holds. */
export function daysWhere(context: LowerContext, where: Predicate, name: string): string {
  const {frame, id} = context;
  const held = `${id}/${name}`;
  const days = `${id}/${name}/days`;
  context.emit({op: 'filter', node: id, out: held, input: frame.eligible, tests: []});
  context.derive(held, [{name: '$held', expr: context.predicate(where, 'roster', held), scale: 0}]);
  context.emit({
    op: 'join',
    node: id,
    out: days,
    left: held,
    right: frame.reached,
    on: [],
    overlap: {leftFrom: '$from', leftTo: '$to', rightFrom: 'start', rightTo: 'end'},
    columns: ['start', 'end', 'index'].map((column) => ({name: `period.${column}`, from: column})),
  });
  const overlap = sub(
    {e: 'min', a: col('$to'), b: col('period.end')},
    {e: 'max', a: col('$from'), b: col('period.start')},
  );
  context.derive(days, [
    {
      name: '$days',
      expr: when(isTrue(col('$held')), overlap, num(0)),
      scale: 0,
    },
  ]);
  context.emit({
    op: 'group',
    node: id,
    out: `${days}/sum`,
    input: days,
    by: [frame.idField, 'period.index'],
    aggregates: [{name: 'days', fn: 'sum', col: '$days'}],
  });
  const column = context.temp(`${name}:days`);
  context.emit({
    op: 'lookup',
    node: id,
    rel: frame.spine,
    dim: `${days}/sum`,
    on: [
      {left: '$person', right: frame.idField},
      {left: '$period', right: 'period.index'},
    ],
    columns: [{name: column, from: 'days'}],
    none: 'zero',
  });
  return column;
}
