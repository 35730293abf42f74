import type {NodeMap} from '@planwright/schemas';
import {col} from '../../ops/expr.js';
import {daysWhere} from '../days.js';
import type {LowerContext} from '../definition.js';
import {roundingOf, valueColumn} from '../lowering.js';

type Attribute = NodeMap['attribute'];

/** lookup at the day asked for, or days counted, then derive. */
export function lower(node: Attribute, context: LowerContext): void {
  const {frame} = context;
  const type = context.output('value');
  const rounded = roundingOf(node.rounding, type);
  const rel = frame.spine;
  if (node.what === 'days-share' && node.where) {
    const days = daysWhere(context, node.where, 'where');
    context.derive(rel, [{name: context.column(), expr: col(days), over: col('period.days'), ...rounded}]);
    return;
  }
  const {attribute: name = ''} = node;
  const {column, day} = attributeAsOf(context, name, node.asOf);
  if (node.what === 'tenure') {
    const expr = {e: 'tenure', unit: node.unit ?? 'months', a: col(column), b: col(day)} as const;
    context.derive(rel, [{name: context.column(), expr, ...rounded}]);
    return;
  }
  context.derive(rel, [valueColumn(context.column(), col(column), type, rounded)]);
}

/** Column of the spine with an attribute on the day asked for (absent: the roster's day), and the day. */
function attributeAsOf(context: LowerContext, name: string, asOf: Attribute['asOf']): {column: string; day: string} {
  const {frame, id, plan} = context;
  if (asOf === undefined || asOf === (plan.roster.asOf ?? 'last-day'))
    return {column: `participant.${name}`, day: '$asOf'};
  const column = context.temp(`asOf:${name}`);
  const day = context.temp('day');
  context.derive(frame.spine, [{name: day, expr: asOfDay(asOf), scale: 0}]);
  context.emit({
    op: 'lookup',
    node: id,
    rel: frame.spine,
    dim: frame.eligible,
    on: [{left: '$person', right: frame.idField}],
    range: {at: day, from: '$from', to: '$to'},
    columns: [{name: column, from: name}],
  });
  return {column, day};
}

/** The day on which attributes are read. */
export function asOfDay(asOf: string) {
  switch (asOf) {
    case 'first-day':
      return col('$first');
    case 'period-start':
      return col('period.start');
    case 'period-end':
      return {e: 'sub', a: col('period.end'), b: {e: 'num', value: 1n, scale: 0}} as const;
    default:
      return col('$last');
  }
}
