import type {Place} from './ast.js';

/** What is wrong with a formula and where. Texts are in `schemas/diagnostics/formula.json`; all of them are errors. */
export interface FormulaError extends Place {
  readonly code: FormulaErrorCode;
  readonly params: FormulaErrorParams;
}

export type FormulaErrorParams = Readonly<Record<string, string | number>>;

/** Every code, stable: found while reading the text, then while checking types. */
export const formulaErrorCodes = [
  'formula/empty',
  'formula/too-long',
  'formula/too-deep',
  'formula/unexpected-character',
  'formula/unexpected-token',
  'formula/unexpected-end',
  'formula/missing-operator',
  'formula/unclosed',
  'formula/bad-name',
  'formula/bad-number',
  'formula/number-too-long',
  'formula/thousands-comma',
  'formula/misplaced-percent',
  'formula/chained-comparison',
  'formula/no-power',
  'formula/no-join',
  'formula/no-range',
  'formula/unknown-function',
  'formula/misspelt-function',
  'formula/use-metric',
  'formula/use-lookup',
  'formula/use-rank',
  'formula/use-rounding',
  'formula/no-iferror',
  'formula/no-clock',
  'formula/no-random',
  'formula/no-text-function',
  'formula/argument-count',
  'formula/otherwise-missing',
  'formula/integer-literal',
  'formula/integer-range',
  'formula/unknown-name',
  'formula/mixed-currency',
  'formula/type-mismatch',
  'formula/argument-type',
  'formula/not-ordered',
  'formula/not-a-date',
] as const;

export type FormulaErrorCode = (typeof formulaErrorCodes)[number];

/** An error at a place of the text. */
export function formulaError(code: FormulaErrorCode, place: Place, params: FormulaErrorParams = {}): FormulaError {
  return {code, params, start: place.start, end: place.end};
}
