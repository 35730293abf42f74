import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import type {LowerContext, Result} from '../definition.js';
import {roundingOf, valueColumn} from '../lowering.js';

/** derive (CASE). */
export function lower(node: NodeMap['condition'], context: LowerContext): void {
  const type = context.output('value');
  const result = (one: Result): Expr => {
    if ('use' in one) return context.input(`values.${one.use}`);
    if ('field' in one) return context.name(one.field);
    if ('param' in one) return context.parameter(one.param);
    return context.literal(one.value, node.gives);
  };
  const expr: Expr = {
    e: 'case',
    cases: node.cases.map(({when, then}) => ({when: context.predicate(when), then: result(then)})),
    otherwise: result(node.otherwise),
  };
  context.derive(context.rel, [valueColumn(context.column(), expr, type, roundingOf(node.rounding, type))]);
}
