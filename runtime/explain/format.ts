import type {Language} from '@planwright/schemas';
import {say} from '@planwright/schemas';
import {minorScaleOf} from '../decimal/currency.js';
import type {Unit} from '../nodes/terms.js';

/** A number for people: thousands separators, ratios in percent, money with at least its minor digits; no digit that was used is hidden. */
export function formatNumber(value: bigint, scale: number, unit: Unit | null, language: Language): string {
  if (unit?.kind === 'ratio') {
    const digits = group(value * 100n, scale, unit.literal ? 0 : 2);
    return say(language, 'words/percent', {number: digits});
  }
  return group(value, scale, unit?.kind === 'money' ? minorScaleOf(unit.currency ?? '') : 0);
}

/** Minimal decimals, but at least `least` of them. */
function group(value: bigint, scale: number, least: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const decimals = digits
    .slice(digits.length - scale)
    .replace(/0+$/, '')
    .padEnd(least, '0');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '−' : ''}${grouped}${decimals === '' ? '' : `.${decimals}`}`;
}
