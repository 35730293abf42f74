import type {NodeMap} from '@planwright/schemas';
import {isRootQuotient} from '../../formula/ast.js';
import {parseFormula} from '../../formula/parser.js';
import type {LowerContext} from '../definition.js';
import {isText, roundingOf, valueColumn} from '../lowering.js';
import {prorateParts, toExpr} from './expr.js';

/** derive: the tree as an expression; a quotient at the root rounds with the node. */
export function lower(node: NodeMap['formula'], context: LowerContext): void {
  const {formula} = parseFormula(node.text);
  if (!formula) return;
  const type = context.output('value');
  const rounded = roundingOf(node.rounding, type);
  const asDate = type.value === 'date';
  if (!isText(type) && isRootQuotient(formula)) {
    const {numerator, divisor} = prorateParts(formula, context);
    context.derive(context.rel, [{name: context.column(), expr: numerator, over: divisor, ...rounded}]);
    return;
  }
  context.derive(context.rel, [valueColumn(context.column(), toExpr(formula, context, asDate), type, rounded)]);
}
