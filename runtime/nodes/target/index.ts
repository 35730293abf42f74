import type {NodeDef} from '../definition.js';
import {coverOf} from '../spans.js';
import type {ValueKind} from '../types.js';
import {isNumeric} from '../types.js';
import {explain, sentence} from './explain.js';
import {shadowed} from '../shadow.js';
import {lower, periodsIn} from './lower.js';

/** 目标: what a metric is measured against, per person and period. */
export const target: NodeDef<'target'> = {
  inputs: () => [],
  check(node, context) {
    const {gives} = node;
    const {table} = node;
    let currency: string | undefined = context.currency;
    if (node.from === 'table') {
      if (table && context.hasTable(table.table, '/table/table')) {
        for (const key of ['participant', 'period'] as const)
          context.fieldOf(table.table, table[key], ['text'], `/table/${key}`);
        context.hasField(table.table, table.value, '/table/value');
        context.predicate(table.where, '/table/where', `table:${table.table}`);
        const type = context.fieldType(table.table, table.value);
        if (type && type.value !== 'rows') {
          if (!fits(type.value, gives))
            context.report('plan/wrong-type', {need: gives, got: type.value, port: 'value'}, '/table/value');
          if (type.currency === 'mixed') context.report('plan/mixed-currency', {}, '/table/value');
          currency = type.currency ?? currency;
        }
      }
    } else {
      node.list?.forEach((one, k) => {
        context.predicate(one.when, `/list/${k}/when`, 'attributes');
        context.num(one.value, [gives, 'number', 'count', 'ratio'], `/list/${k}/value`);
      });
    }
    for (const {row, by} of shadowed((node.list ?? []).map(({when}) => when)))
      context.report('plan/unreachable-case', {row: row + 1, by: by + 1}, `/list/${row}`);
    context.num(node.otherwise, [gives, 'number', 'count', 'ratio'], '/otherwise');
    const periods = periodsIn(node.for ?? 'period', context.perYear);
    if (periods < 1) context.report('plan/target-shorter-than-period', {for: node.for ?? 'period'}, '/for');
    if (node.spread === 'weights' && node.weights?.length !== periods) {
      context.report('plan/target-weights', {need: periods, got: node.weights?.length ?? 0}, '/weights');
    }
    if (
      node.spread === 'weights' &&
      node.weights?.length === periods &&
      !node.weights.some((w) => (context.constant(w)?.value ?? 0n) > 0n)
    ) {
      context.report('plan/target-weights', {need: periods, got: 0}, '/weights');
    }
    for (const [k, factor] of (node.ramp?.factors ?? []).entries())
      context.num(factor, ['ratio', 'number', 'count'], `/ramp/factors/${k}`);
    if (node.ramp && context.hasAttribute(node.ramp.since, '/ramp/since')) {
      const since = context.fieldType(context.plan.roster.table, node.ramp.since);
      if (since && since.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: since.value, port: 'since'}, '/ramp/since');
    }
    context.predicate(node.prorateWhere, '/prorateWhere', 'roster');
    const money = gives === 'money' ? {currency} : {};
    return {value: {value: gives, ...money, grain: 'participant', cover: coverOf(node, context.perYear)}};
  },
  lower,
  span: (node) => node,
  sentence,
  explain,
};

function fits(kind: ValueKind, gives: ValueKind): boolean {
  if (kind === gives) return true;
  return isNumeric(kind) && kind !== 'money' && gives !== 'money';
}
