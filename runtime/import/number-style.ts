import type {Decimal} from '../decimal/text.js';
import {MAX_NUMBER_LENGTH} from '../decimal/text.js';

/** How the numbers of a column are written: which mark stands before the decimals. The other mark, spaces and apostrophes may separate thousands. */
export const numberStyles = ['1,234.56', '1.234,56'] as const;
/** One of `numberStyles`. */
export type NumberStyle = (typeof numberStyles)[number];

/** A cell with all that does not depend on the style taken off: sign, currency, unit, %. */
export interface NumberCell {
  /** Digits with their marks. */
  readonly digits: string;
  readonly negative: boolean;
  /** Power of ten of a unit in the cell: 4 for 万, −2 for %. */
  readonly power: number;
  /** The cell says its own unit, so that of the heading does not apply. */
  readonly hasUnit: boolean;
  readonly isPercent: boolean;
  /** Currencies its sign may stand for; undefined if it has none. */
  readonly currencies: readonly string[] | undefined;
}

/** Takes a cell apart; undefined if no style can make it a number. `scientific`: 1.2E+17, whose digits may be lost. */
export function readNumberCell(text: string): NumberCell | 'scientific' | undefined {
  if (text.length > MAX_NUMBER_LENGTH) return undefined;
  let rest = NOT_ASCII.test(text)
    ? text
        .normalize('NFKC')
        .replace(/[\u2212\u2013]/g, '-')
        .trim()
    : text;
  if (isScientific(rest)) return 'scientific';
  let signs = 0;
  let negative = false;
  const sign = (minus: boolean): void => {
    ++signs;
    negative ||= minus;
  };
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest);
    if (!found) return undefined;
    rest = (found.index === 0 ? rest.slice(found[0].length) : rest.slice(0, found.index)).trim();
    return (found[1] ?? found[0]).trim();
  };
  if (rest.startsWith('(') && rest.endsWith(')')) {
    rest = rest.slice(1, -1).trim();
    sign(true);
  }
  const leading = (): void => {
    const mark = take(/^[+-]/);
    if (mark !== undefined) sign(mark === '-');
  };
  leading();
  const before = take(PREFIX);
  leading();
  if (take(/-$/) !== undefined) sign(true);
  const after = take(SUFFIX);
  const percent = take(/[%\u2030]$/);
  const unit = percent === undefined ? take(UNIT) : undefined;
  if (signs > 1 || (before !== undefined && after !== undefined && before.toUpperCase() !== after.toUpperCase()))
    return undefined;
  if (!/^[.,]?\d(?:[\d.,' \u00a0\u202f\u2019]*\d)?$/.test(rest)) return undefined;
  const currency = before ?? after;
  const currencies = currency === undefined ? undefined : currenciesOf(currency);
  if (currency !== undefined && !currencies) return undefined;
  return {
    digits: rest.replaceAll('\u2019', "'").replace(/[\u00a0\u202f]/g, ' '),
    negative,
    power: percent === undefined ? (unit === undefined ? 0 : (unitPowers.get(unit) ?? 0)) : percent === '%' ? -2 : -3,
    hasUnit: percent !== undefined || unit !== undefined,
    isPercent: percent !== undefined,
    currencies,
  };
}

/** The number of a cell under a style, its own unit applied; undefined if the style does not write it so. */
export function numberOf(cell: NumberCell, style: NumberStyle): Decimal | undefined {
  const mark = style === '1,234.56' ? '.' : ',';
  const group = mark === '.' ? ',' : '.';
  const at = cell.digits.indexOf(mark);
  const whole = at < 0 ? cell.digits : cell.digits.slice(0, at);
  const decimals = at < 0 ? '' : cell.digits.slice(at + 1);
  if (at >= 0 && !/^\d+$/.test(decimals)) return undefined;
  const plain = whole === '' ? '0' : ungrouped(whole, group);
  if (plain === undefined) return undefined;
  return shiftDecimal({value: BigInt(plain + decimals), scale: decimals.length}, cell.power, cell.negative);
}

/** A decimal times a power of ten. */
export function shiftDecimal({value, scale}: Decimal, power: number, negative = false): Decimal {
  const signed = negative ? -value : value;
  const shifted = scale - power;
  return shifted >= 0 ? {value: signed, scale: shifted} : {value: signed * 10n ** BigInt(-shifted), scale: 0};
}

/** 1.2E+17 and the like. */
export function isScientific(text: string): boolean {
  return /^[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+$/.test(text);
}

/** A number of JSON with its exponent worked out; undefined if it is none or has more than 40 digits on one side. */
export function exponentNumber(text: string): Decimal | undefined {
  const parts = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?[eE]([+-]?\d{1,2})$/.exec(text);
  if (!parts) return undefined;
  const [, minus, whole = '', decimals = '', exponent = ''] = parts;
  const power = Number(exponent);
  return Math.abs(power) > 40
    ? undefined
    : shiftDecimal({value: BigInt(whole + decimals), scale: decimals.length}, power, minus === '-');
}

/** Power of ten, currency and whether it is %, that a unit such as 万元, USD or % stands for; undefined if it is no unit. */
export function readUnit(
  text: string,
): {power: number; currencies?: readonly string[]; isPercent: boolean} | undefined {
  const unit = text.normalize('NFKC').trim();
  if (unit === '%') return {power: -2, isPercent: true};
  const worded = words.get(unit.toLowerCase());
  if (worded !== undefined) return {power: worded, isPercent: false};
  const found = /^(万亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?(.*)$/.exec(unit);
  const power = unitPowers.get(found?.[1] ?? '') ?? 0;
  const rest = found?.[2] ?? '';
  if (rest === '') return power === 0 ? undefined : {power, isPercent: false};
  const currencies = currenciesOf(rest);
  return currencies && {power, currencies, isPercent: false};
}

/** Digits without the separators between thousands, if these stand where they must. */
function ungrouped(whole: string, group: string): string | undefined {
  if (/^\d+$/.test(whole)) return whole;
  const separator = /[^\d]/.exec(whole)?.[0] ?? '';
  if (separator !== group && separator !== ' ' && separator !== "'") return undefined;
  const [first = '', ...others] = whole.split(separator);
  const fits = /^[1-9]\d{0,2}$/.test(first) && others.every((part) => /^\d{3}$/.test(part));
  return fits ? first + others.join('') : undefined;
}

function currenciesOf(sign: string): readonly string[] | undefined {
  const known = signs.get(sign.toUpperCase());
  return known ?? (/^[A-Za-z]{3}$/.test(sign) ? [sign.toUpperCase()] : undefined);
}

const NOT_ASCII = /[^\x20-\x7e]/;
const PREFIX = /^(?:US\$|HK\$|NT\$|[¥$€£₩₹]|(?:RMB|[A-Z]{3})(?=[\s\d.+-]))\s*/i;
const SUFFIX = /\s*(人民币|美元|港元|港币|欧元|英镑|日元|元|円|[¥$€£₩₹]|\b[A-Z]{3}|(?<=\d)[A-Z]{3})$/i;
const UNIT = /\s*(万亿|百亿|十亿|亿|千万|百万|十万|万|千|百)$/;
const unitPowers: ReadonlyMap<string, number> = new Map(
  Object.entries({百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 万亿: 12}),
);
const words: ReadonlyMap<string, number> = new Map([
  ['k', 3],
  ['thousand', 3],
  ['thousands', 3],
  ['in thousands', 3],
  ['000s', 3],
  ['million', 6],
  ['millions', 6],
  ['in millions', 6],
]);
/** What a sign may stand for. */
const signs: ReadonlyMap<string, readonly string[]> = new Map([
  ['¥', ['CNY', 'JPY']],
  ['元', ['CNY']],
  ['人民币', ['CNY']],
  ['RMB', ['CNY']],
  ['$', ['USD', 'HKD', 'SGD', 'AUD', 'CAD', 'NZD', 'TWD', 'MXN']],
  ['US$', ['USD']],
  ['美元', ['USD']],
  ['HK$', ['HKD']],
  ['港元', ['HKD']],
  ['港币', ['HKD']],
  ['NT$', ['TWD']],
  ['€', ['EUR']],
  ['欧元', ['EUR']],
  ['£', ['GBP']],
  ['英镑', ['GBP']],
  ['日元', ['JPY']],
  ['円', ['JPY']],
  ['₩', ['KRW']],
  ['₹', ['INR']],
]);
