import {col, sub} from '../ops/expr.js';
import type {LowerContext, Predicate} from './definition.js';

/** Column of the spine: eligible days of the period on which a condition on the roster row holds. */
export function daysWhere(context: LowerContext, where: Predicate, name: string): string {
  const {frame, id, plan} = context;
  const held = `${id}/${name}`;
  const days = `${id}/${name}/days`;
  context.emit({
    op: 'filter',
    node: id,
    out: held,
    input: frame.eligible,
    tests: [{unless: context.predicate(where, 'roster', frame.eligible), as: 'drop'}],
    table: plan.roster.table,
  });
  context.emit({
    op: 'join',
    node: id,
    out: days,
    left: held,
    right: frame.periods,
    on: [],
    overlap: {leftFrom: '$from', leftTo: '$to', rightFrom: 'start', rightTo: 'end'},
    columns: ['start', 'end', 'index'].map((column) => ({name: `period.${column}`, from: column})),
  });
  context.derive(days, [
    {
      name: '$days',
      expr: sub({e: 'min', a: col('$to'), b: col('period.end')}, {e: 'max', a: col('$from'), b: col('period.start')}),
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
