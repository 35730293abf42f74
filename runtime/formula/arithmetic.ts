import type {BinaryOperator} from './ast.js';
import {isDimensionless, isNumeric, sameType, unify} from './types.js';
import type {FormulaType} from './types.js';

/** Type of `left operator right`; undefined if the two cannot be combined so. */
export function arithmeticType(
  operator: BinaryOperator,
  left: FormulaType,
  right: FormulaType,
): FormulaType | undefined {
  if (!isNumeric(left) || !isNumeric(right)) return undefined;
  if (operator === '*') return product(left, right);
  return operator === '/' ? quotient(left, right) : sum(left, right);
}

/** Of one unit only; a numeral takes the other's unit. Ratio, score, count, number mix to number. */
function sum(left: FormulaType, right: FormulaType): FormulaType | undefined {
  const common = unify(left, right);
  return common?.kind === 'score' ? {kind: 'number'} : common;
}

function product(left: FormulaType, right: FormulaType): FormulaType | undefined {
  if (left.kind === 'literal') return isDimensionless(right) ? left : right;
  if (right.kind === 'literal') return isDimensionless(left) ? right : left;
  if (isDimensionless(left)) return isDimensionless(right) ? mixed(left, right) : scaled(right, left);
  return isDimensionless(right) ? scaled(left, right) : undefined;
}

function quotient(left: FormulaType, right: FormulaType): FormulaType | undefined {
  if (!isDimensionless(right)) return sameType(left, right) ? {kind: 'ratio'} : undefined;
  if (!isDimensionless(left)) return left.kind === 'days' && right.kind !== 'literal' ? {kind: 'number'} : left;
  if (left.kind === 'literal' || right.kind === 'literal') return {kind: 'literal'};
  return left.kind === 'count' && right.kind === 'count' ? {kind: 'ratio'} : {kind: 'number'};
}

/** ratio × ratio and count × count stay what they are. */
function mixed(left: FormulaType, right: FormulaType): FormulaType {
  return left.kind === right.kind && left.kind !== 'score' ? left : {kind: 'number'};
}

/** A quantity times a factor without unit: money and points keep theirs, days only times a count. */
function scaled(quantity: FormulaType, factor: FormulaType): FormulaType {
  return quantity.kind === 'days' && factor.kind !== 'count' ? {kind: 'number'} : quantity;
}
