import {isResult} from './ast.js';
import type {Formula, Place} from './ast.js';
import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import {isOrdered, typeName, unify} from './types.js';
import type {FormulaType} from './types.js';

/** A part of a formula with its type. */
export interface Typed {
  readonly node: Formula;
  readonly type: FormulaType;
}

/** Why two values cannot be compared, or undefined. Equality needs one type, order also numbers or dates. `operator` is named in the message. */
export function compareProblem(
  {node, a, b}: {readonly node: Place; readonly a: Typed; readonly b: Typed},
  operator: string,
  need: 'equality' | 'order',
): FormulaError | undefined {
  const common = unify(a.type, b.type);
  if (!common)
    return formulaError('formula/type-mismatch', node, {left: typeName(a.type), right: typeName(b.type), operator});
  if (need === 'order' && !isOrdered(common))
    return formulaError('formula/not-ordered', node, {operator, type: typeName(common)});
  return common.kind === 'date' ? (dateErrors(a.node)[0] ?? dateErrors(b.node)[0]) : undefined;
}

/** Quoted texts a formula can result in that are no ISO date such as `"2026-03-31"`. To be asked where a text literal stands for a date. */
export function dateErrors(formula: Formula): readonly FormulaError[] {
  return resultsOf(formula).flatMap((node) =>
    node.kind === 'text' && !isIsoDate(node.text) ? [formulaError('formula/not-a-date', node, {text: node.text})] : [],
  );
}

/** The parts one of which is the result, through IF, IFS, SWITCH, IFMISSING, MIN, MAX and CLAMP. */
function resultsOf(formula: Formula): readonly Formula[] {
  if (formula.kind !== 'call') return [formula];
  const results = formula.args.filter((_, i) => isResult(formula, i));
  return results.length === 0 ? [formula] : results.flatMap(resultsOf);
}

/** Whether a text is a day of the Gregorian calendar, written year-month-day. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number);
  if (year === undefined || month === undefined || day === undefined || month < 1 || month > 12) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= length;
}
