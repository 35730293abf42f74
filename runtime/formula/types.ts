/** Value type of a wire, field or parameter. `currency` is an ISO code, or `mixed` where it differs from row to row. */
export type ValueType = {readonly kind: 'money'; readonly currency: string} | {readonly kind: PlainKind};

/** Value types that have no unit of their own. */
export type PlainKind = 'ratio' | 'score' | 'count' | 'days' | 'number' | 'points' | 'flag' | 'text' | 'date';

/** Type of a part of a formula. A numeral (`literal`) takes the type of what it meets; a quoted text may stand for a date. */
export type FormulaType = ValueType | {readonly kind: 'literal'} | {readonly kind: 'text-literal'};

/** The same type: the same kind and, for money, the same currency. */
export function sameType(a: FormulaType, b: FormulaType): boolean {
  return a.kind === 'money' && b.kind === 'money' ? a.currency === b.currency : a.kind === b.kind;
}

/** Ratio, score, count, number or a numeral: has no unit and mixes freely with the others. */
export function isDimensionless({kind}: FormulaType): boolean {
  return kind === 'ratio' || kind === 'score' || kind === 'count' || kind === 'number' || kind === 'literal';
}

/** Anything that can be calculated with. */
export function isNumeric(type: FormulaType): boolean {
  return isDimensionless(type) || type.kind === 'money' || type.kind === 'days' || type.kind === 'points';
}

/** Numbers and dates have an order; text and flags only equality. */
export function isOrdered(type: FormulaType): boolean {
  return isNumeric(type) || type.kind === 'date';
}

/** Common type of two branches of IF, MIN … ; undefined if they cannot meet. Different dimensionless types give number. */
export function unify(a: FormulaType, b: FormulaType): FormulaType | undefined {
  if (sameType(a, b)) return a;
  if (a.kind === 'literal') return isNumeric(b) ? b : undefined;
  if (b.kind === 'literal') return isNumeric(a) ? a : undefined;
  if (isDimensionless(a) && isDimensionless(b)) return {kind: 'number'};
  if (a.kind === 'text-literal') return isTextual(b) ? b : undefined;
  if (b.kind === 'text-literal') return isTextual(a) ? a : undefined;
  return undefined;
}

/** Whether a formula of this type may be declared to give that one. Never converts: only kinds without a unit stand in for each other. */
export function assignable(type: FormulaType, gives: ValueType): boolean {
  if (type.kind === 'literal') return isNumeric(gives);
  if (type.kind === 'text-literal') return isTextual(gives);
  if (sameType(type, gives)) return true;
  return isDimensionless(type) && (isDimensionless(gives) || gives.kind === 'points' || gives.kind === 'days');
}

/** Name of a type in messages: `money CNY`, `ratio`; for literals `number` and `text`. */
export function typeName(type: FormulaType): string {
  if (type.kind === 'money') return `money ${type.currency}`;
  if (type.kind === 'literal') return 'number';
  return type.kind === 'text-literal' ? 'text' : type.kind;
}

function isTextual({kind}: FormulaType): boolean {
  return kind === 'text' || kind === 'date';
}
