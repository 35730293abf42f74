import {pow10, rescale} from './round.js';
import type {RoundingMode} from './round.js';

/** An exact decimal: value · 10^−scale. */
export interface Decimal {
  readonly value: bigint;
  readonly scale: number;
}

/** Longest text that is read as a number. */
export const MAX_NUMBER_LENGTH = 64;

/** Stored values are smaller than this (SEM-3). */
const DOMAIN = 10n ** 18n;

/**
 * A plain decimal such as `1234.56`, `-5` or `+0.10`, with as few decimals as its value needs; undefined if the text is anything else.
 * There is a digit on both sides of a point; separators, exponents, signs of currency and % are not plain.
 */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_NUMBER_LENGTH) return undefined;
  const parts = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign, whole = '', decimals = ''] = parts;
  const kept = decimals.replace(/0+$/, '');
  const digits = BigInt(whole + kept);
  return {value: sign === '-' ? -digits : digits, scale: kept.length};
}

/**
 * A decimal as a scaled integer. `scale`: it has more decimals than that, zeros at the end not counted; with `rounding` they are
 * rounded instead. `range`: it is not smaller than 10^18 after scaling.
 */
export function fitDecimal(decimal: Decimal, scale: number, rounding?: RoundingMode): bigint | 'scale' | 'range' {
  const {value, scale: from} = minimalDecimal(decimal);
  if (from > scale && rounding === undefined) return 'scale';
  const scaled = rescale(value, from, scale, rounding ?? 'down');
  return scaled < DOMAIN && scaled > -DOMAIN ? scaled : 'range';
}

/** The same value with as few decimals as it needs. */
export function minimalDecimal(decimal: Decimal): Decimal {
  let {value, scale} = decimal;
  while (scale > 0 && value % 10n === 0n) {
    value /= 10n;
    --scale;
  }
  return {value, scale};
}

/** Decimal text of value · 10^−scale: all `scale` decimals, or with `minimal` only those that are needed. */
export function formatDecimal(value: bigint, scale: number, minimal: boolean): string {
  if (scale <= 0) return (value * pow10(-scale)).toString();
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  const all = digits.slice(-scale);
  const decimals = minimal ? all.replace(/0+$/, '') : all;
  return `${negative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}
