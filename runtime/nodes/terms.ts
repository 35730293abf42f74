import type {RoundingMode} from '../decimal/round.js';
import {pow10, roundDiv} from '../decimal/round.js';
import type {ValueKind} from './types.js';

/** What a number counts, so that it can be typeset: money with its digits, ratios in percent. */
export interface Unit {
  readonly kind: ValueKind;
  readonly currency?: string | undefined;
  /** Written in the plan: shown with the digits it was written with. */
  readonly literal?: boolean;
}

/** Plain arithmetic with the numbers that were used: what a person types into a calculator. */
export type Term =
  | {readonly t: 'number'; readonly value: bigint; readonly scale: number; readonly unit: Unit | null}
  | {readonly t: '+' | '-' | '*' | '/'; readonly a: Term; readonly b: Term}
  | {readonly t: 'min' | 'max' | 'sum'; readonly of: readonly Term[]}
  | {readonly t: 'round'; readonly a: Term; readonly scale: number; readonly mode: RoundingMode};

/** A term, and the one rounding of its exact value. */
export interface Calculation {
  readonly term: Term;
  readonly rounding?: {readonly scale: number; readonly mode: RoundingMode} | undefined;
}

export const number = (value: bigint | number, scale = 0, unit: Unit | null = null): Term => ({
  t: 'number',
  value: BigInt(value),
  scale,
  unit,
});

export const plus = (a: Term, b: Term): Term => (isNumber(b, 0n) ? a : isNumber(a, 0n) ? b : {t: '+', a, b});
export const minus = (a: Term, b: Term): Term => (isNumber(b, 0n) ? a : {t: '-', a, b});
export const over = (a: Term, b: Term): Term => (isNumber(b, 1n) || isNumber(a, 0n) ? a : {t: '/', a, b});

export function times(a: Term, b: Term): Term {
  if (isNumber(b, 1n) || isNumber(a, 0n)) return a;
  return isNumber(a, 1n) || isNumber(b, 0n) ? b : {t: '*', a, b};
}

/** The terms added up; nothing is 0. */
export function sumOf(of: readonly Term[], unit: Unit | null = null): Term {
  const [first] = of;
  if (!first) return number(0, 0, unit);
  return of.length === 1 ? first : {t: 'sum', of};
}

/** Smallest or largest; one alone is itself. */
export function extreme(t: 'min' | 'max', of: readonly Term[]): Term {
  const [first] = of;
  return first && of.length === 1 ? first : {t, of};
}

/** Rounded where that changes the value. */
export function roundTerm(a: Term, scale: number, mode: RoundingMode): Term {
  const {n, d} = exactOf(a);
  return isExact(n, d, scale) ? a : {t: 'round', a, scale, mode};
}

export interface Fraction {
  readonly n: bigint;
  /** Positive. */
  readonly d: bigint;
}

/** The exact value of a term. */
export function exactOf(term: Term): Fraction {
  switch (term.t) {
    case 'number':
      return {n: term.value, d: pow10(term.scale)};
    case '+':
    case '-':
      return addFractions(exactOf(term.a), exactOf(term.b), term.t === '-' ? -1n : 1n);
    case '*': {
      const a = exactOf(term.a);
      const b = exactOf(term.b);
      return {n: a.n * b.n, d: a.d * b.d};
    }
    case '/': {
      const a = exactOf(term.a);
      const b = exactOf(term.b);
      return b.n < 0n ? {n: -a.n * b.d, d: -a.d * b.n} : {n: a.n * b.d, d: a.d * b.n};
    }
    case 'sum':
      return term.of.map(exactOf).reduce((a, b) => addFractions(a, b, 1n), {n: 0n, d: 1n});
    case 'min':
    case 'max':
      return term.of.map(exactOf).reduce((a, b) => (a.n * b.d < b.n * a.d === (term.t === 'min') ? a : b));
    case 'round':
      return roundFraction(exactOf(term.a), term.scale, term.mode);
  }
}

/** Rounded to 10^−scale; the scale may be negative. */
function roundFraction({n, d}: Fraction, scale: number, mode: RoundingMode): Fraction {
  if (scale >= 0) return {n: roundDiv(n * pow10(scale), d, mode), d: pow10(scale)};
  const unit = pow10(-scale);
  return {n: roundDiv(n, d * unit, mode) * unit, d: 1n};
}

/** Whether n ÷ d has no digits beyond a scale. */
export function isExact(n: bigint, d: bigint, scale: number): boolean {
  return scale >= 0 ? (n * pow10(scale)) % d === 0n : n % (d * pow10(-scale)) === 0n;
}

function addFractions(a: Fraction, b: Fraction, sign: bigint): Fraction {
  if (a.d === b.d) return {n: a.n + sign * b.n, d: a.d};
  return {n: a.n * b.d + sign * b.n * a.d, d: a.d * b.d};
}

/** A constant without a unit: 0 and 1 that change nothing are left out. A 0 that was somebody's value is shown. */
function isNumber(term: Term, value: bigint): boolean {
  return term.t === 'number' && !term.unit && term.value === value * pow10(term.scale);
}
