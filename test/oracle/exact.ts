// Exact values of the oracle: decimals as BigInt with a scale, and a status in place of a value that cannot be had (SEM-1…SEM-10, R-1…R-9).

/** In the order of SEM-10: of two statuses the one that comes first wins. */
const STATUSES = ['missing', 'divide-by-zero', 'range', 'duplicate-key', 'bad-sign', 'no-tier', 'fx-missing'] as const;
export type Status = (typeof STATUSES)[number];
export type Mode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceil';

/** The number n ÷ 10^scale. */
export interface Decimal {
  readonly is: 'decimal';
  readonly n: bigint;
  readonly scale: number;
}
export interface Text {
  readonly is: 'text';
  readonly text: string;
}
/** Days since 1970-01-01. */
export interface DateDay {
  readonly is: 'date';
  readonly day: number;
}
export interface Flag {
  readonly is: 'flag';
  readonly flag: boolean;
}
export interface Bad {
  readonly is: 'bad';
  readonly status: Status;
}
export type Value = Decimal | Text | DateDay | Flag | Bad;

/** An exact quotient that has not been rounded yet. */
export interface Quotient {
  readonly num: Value;
  readonly den: Value;
}

const STORED = 10n ** 18n;
const INTERMEDIATE = 10n ** 36n;

const powers: bigint[] = [];
export function pow10(exponent: number): bigint {
  return (powers[exponent] ??= 10n ** BigInt(exponent));
}

const bads = new Map<Status, Bad>(STATUSES.map((status) => [status, {is: 'bad', status}]));
export function bad(status: Status): Bad {
  return bads.get(status)!;
}
export const text = (value: string): Text => ({is: 'text', text: value});
export const dateOf = (day: number): DateDay => ({is: 'date', day});
export const flag = (value: boolean): Flag => ({is: 'flag', flag: value});
/** A decimal, or the status range when it leaves the domain of intermediates. */
export function decimal(n: bigint, scale: number): Decimal | Bad {
  return abs(n) < INTERMEDIATE ? {is: 'decimal', n, scale} : bad('range');
}
export const ZERO: Decimal = {is: 'decimal', n: 0n, scale: 0};
export const ONE: Decimal = {is: 'decimal', n: 1n, scale: 0};
export const whole = (value: Value): Quotient => ({num: value, den: ONE});

/** The first status of SEM-10's list among the values, if any has one. */
export function statusOf(...values: readonly Value[]): Status | undefined {
  let first = Infinity;
  for (const value of values) if (value.is === 'bad') first = Math.min(first, STATUSES.indexOf(value.status));
  return first === Infinity ? undefined : STATUSES[first];
}

/** Text of plain digits such as -12.50; undefined if it is anything else. Scale as written, trailing zeros dropped. */
export function parseDecimal(source: string): Decimal | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(source);
  if (match === null) return undefined;
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  const n = BigInt(match[2]! + fraction);
  return {is: 'decimal', n: match[1] === '-' ? -n : n, scale: fraction.length};
}

/** n ÷ d, rounded to a whole number. */
export function divide(numerator: bigint, denominator: bigint, mode: Mode): bigint {
  const n = denominator < 0n ? -numerator : numerator;
  const d = abs(denominator);
  const towardsZero = n / d;
  const rest = abs(n % d);
  if (rest === 0n) return towardsZero;
  const away = towardsZero + (n < 0n ? -1n : 1n);
  switch (mode) {
    case 'down':
      return towardsZero;
    case 'up':
      return away;
    case 'floor':
      return n < 0n ? away : towardsZero;
    case 'ceil':
      return n < 0n ? towardsZero : away;
    case 'half-up':
      return rest * 2n >= d ? away : towardsZero;
    case 'half-even':
      if (rest * 2n === d) return towardsZero % 2n === 0n ? towardsZero : away;
      return rest * 2n > d ? away : towardsZero;
  }
}

/** The quotient rounded at `scale` (negative: tens, hundreds …); R-2 says which intermediates count. */
export function round({num, den}: Quotient, scale: number, mode: Mode): Decimal | Bad {
  const status = statusOf(num, den);
  if (status !== undefined) return bad(status);
  const [n, d] = [asDecimal(num), asDecimal(den)];
  if (d.n === 0n) return bad('divide-by-zero');
  const shift = scale + d.scale - n.scale;
  const numerator = shift >= 0 ? n.n * pow10(shift) : n.n;
  const denominator = shift >= 0 ? d.n : d.n * pow10(-shift);
  if (abs(numerator) >= INTERMEDIATE || abs(denominator) >= INTERMEDIATE) return bad('range');
  const rounded = divide(numerator, denominator, mode);
  return scale >= 0 ? decimal(rounded, scale) : decimal(rounded * pow10(-scale), 0);
}

/** The value as it is stored at the scale of its type; it must fit there exactly (R-2, SEM-3). */
export function store(value: Value, scale: number): Value {
  if (value.is !== 'decimal') return value;
  const n = at(value, scale);
  return abs(n) < STORED ? {is: 'decimal', n, scale} : bad('range');
}

/** Same number at a larger scale, for "the larger scale" of R-1. */
export function widen(value: Value, scale: number): Value {
  return value.is === 'decimal' && value.scale < scale ? decimal(at(value, scale), scale) : value;
}

export function add(a: Value, b: Value): Value {
  return combine(a, b, (x, y) => x + y);
}
export function subtract(a: Value, b: Value): Value {
  return combine(a, b, (x, y) => x - y);
}
export function multiply(a: Value, b: Value): Value {
  const status = statusOf(a, b);
  if (status !== undefined) return bad(status);
  const [x, y] = [asDecimal(a), asDecimal(b)];
  return decimal(x.n * y.n, x.scale + y.scale);
}
export function negate(a: Value): Value {
  return a.is === 'bad' ? a : subtract(ZERO, a);
}
export function smaller(a: Value, b: Value): Value {
  const order = compare(a, b);
  return order.is === 'bad' ? order : atScaleOfBoth(order.sign <= 0 ? a : b, a, b);
}
export function larger(a: Value, b: Value): Value {
  const order = compare(a, b);
  return order.is === 'bad' ? order : atScaleOfBoth(order.sign >= 0 ? a : b, a, b);
}

/** MIN and MAX have the larger scale of the two, as a sum has. */
function atScaleOfBoth(chosen: Value, a: Value, b: Value): Value {
  return a.is === 'decimal' && b.is === 'decimal' ? widen(chosen, Math.max(a.scale, b.scale)) : chosen;
}
/** The sum of any number of values; the first status wins. */
export function total(values: readonly Value[]): Value {
  const status = statusOf(...values);
  return status === undefined ? values.reduce(add, ZERO) : bad(status);
}

export interface Order {
  readonly is: 'order';
  readonly sign: number;
}
/** How a stands to b, for two values of one type; text by code points. */
export function compare(a: Value, b: Value): Order | Bad {
  const status = statusOf(a, b);
  if (status !== undefined) return bad(status);
  return {is: 'order', sign: signOf(a, b)};
}
export function isNegative(a: Value): boolean {
  return a.is === 'decimal' && a.n < 0n;
}
export function isZero(a: Value): boolean {
  return a.is === 'decimal' && a.n === 0n;
}

function signOf(a: Value, b: Value): number {
  if (a.is === 'decimal' && b.is === 'decimal') {
    const scale = Math.max(a.scale, b.scale);
    const difference = at(a, scale) - at(b, scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }
  if (a.is === 'date' && b.is === 'date') return Math.sign(a.day - b.day);
  if (a.is === 'text' && b.is === 'text') return codePointOrder(a.text, b.text);
  if (a.is === 'flag' && b.is === 'flag') return Number(a.flag) - Number(b.flag);
  throw new Error(`cannot compare ${a.is} with ${b.is}`);
}

/** Order by code points; JavaScript's own < compares UTF-16 units and differs above U+FFFF. */
export function codePointOrder(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < left.length && i < right.length; ++i) {
    const difference = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (difference !== 0) return Math.sign(difference);
  }
  return Math.sign(left.length - right.length);
}

/** Minimal decimal, text, true or false, ISO date, or !status. */
export function show(value: Value): string {
  switch (value.is) {
    case 'decimal':
      return showDecimal(value.n, value.scale, 0);
    case 'text':
      return value.text;
    case 'date':
      return new Date(value.day * 86_400_000).toISOString().slice(0, 10);
    case 'flag':
      return String(value.flag);
    case 'bad':
      return `!${value.status}`;
  }
}
/** With at least `digits` decimals. */
export function showWith(value: Decimal, digits: number): string {
  return showDecimal(value.n, value.scale, digits);
}

function showDecimal(n: bigint, scale: number, digits: number): string {
  const all = abs(n)
    .toString()
    .padStart(scale + 1, '0');
  const integer = all.slice(0, all.length - scale);
  const fraction = all
    .slice(all.length - scale)
    .replace(/0+$/, '')
    .padEnd(digits, '0');
  return (n < 0n ? '-' : '') + integer + (fraction === '' ? '' : `.${fraction}`);
}

function combine(a: Value, b: Value, operation: (x: bigint, y: bigint) => bigint): Value {
  const status = statusOf(a, b);
  if (status !== undefined) return bad(status);
  const [x, y] = [asDecimal(a), asDecimal(b)];
  const scale = Math.max(x.scale, y.scale);
  return decimal(operation(at(x, scale), at(y, scale)), scale);
}

function asDecimal(value: Value): Decimal {
  if (value.is === 'decimal') return value;
  throw new Error(`a number was expected, not ${value.is}`);
}

function at(value: Decimal, scale: number): bigint {
  if (scale >= value.scale) return value.n * pow10(scale - value.scale);
  const factor = pow10(value.scale - scale);
  if (value.n % factor !== 0n) throw new Error(`${show(value)} has more than ${scale} decimals`);
  return value.n / factor;
}

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}
