import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js';
import type {CanonicalPart} from './generated/canonical-table.js';
import {canonicalParts, canonicalRoot} from './generated/canonical-table.js';
import type {Plan} from './generated/plan.js';

/** SHA-256 of the canonical form, in hex: two plans with the same hash pay the same. */
export function planHash(plan: Plan): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalPlan(plan))));
}

/**
 * What a plan means, as one text: decimals minimal, defaults and empty objects dropped, keys in order (RFC 8785).
 * Outside it: `layout`, `tests`, `label`, `note`, `help`. A text that is compared, or a key of a lookup, stays as
 * written, because only the data say whether it is a number.
 */
export function canonicalPlan(plan: Plan): string {
  return canonicalJson(reduce(plan, canonicalRoot));
}

/** RFC 8785: keys by UTF-16 code units, no spaces, numbers and escapes as ECMAScript writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}

/** A decimal text without what does not count: "0.10" is "0.1", "5.0" is "5", "-0" is "0". Other texts stay. */
export function minimalDecimal(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) return text;
  const [whole, fraction = ''] = text.replace('-', '').split('.');
  const digits = trimEnd(fraction);
  const number = `${whole!.replace(/^0+(?=\d)/, '')}${digits === '' ? '' : `.${digits}`}`;
  return number === '0' || !text.startsWith('-') ? number : `-${number}`;
}

type JsonObject = Record<string, unknown>;

function reduce(value: unknown, at: CanonicalPart | string | undefined): unknown {
  const part = resolve(at);
  if (typeof value === 'string') return part?.s ? minimalDecimal(value) : value;
  if (Array.isArray(value)) return value.map((item) => reduce(item, part?.i));
  if (!isObject(value)) return value;
  const own = partOf(value, part);
  const source = withMinimalConstants(value, at, own !== part);
  const out: JsonObject = Object.create(null);
  for (const key of Object.keys(source)) {
    if (own?.x?.includes(key)) continue;
    const child = reduce(source[key], get(own?.p, key) ?? own?.m);
    if (isDefault(child, get(own?.d, key))) continue;
    const optional = own !== undefined && own.m === undefined && !own.r?.includes(key);
    if (optional && isObject(child) && Object.keys(child).length === 0) continue;
    out[key] = child;
  }
  return out;
}

/** A node's part by its kind, an alternative's by the key that tells it apart, else the part itself. */
function partOf(value: JsonObject, part: CanonicalPart | undefined): CanonicalPart | undefined {
  if (part?.k) return typeof value['kind'] === 'string' ? resolve(get(part.k, value['kind'])) : undefined;
  if (!part?.o) return part;
  const found = Object.entries(part.o).find(([key]) => Object.hasOwn(value, key));
  return found && resolve(found[1]);
}

/** Constants whose type only another property tells: parameters, results of a condition, values of a lookup. */
function withMinimalConstants(value: JsonObject, at: CanonicalPart | string | undefined, isNode: boolean): JsonObject {
  if (at === 'Parameter' && NUMERIC.includes(value['type'])) {
    return {...value, ...only(value, ['value', 'min', 'max'], minimal)};
  }
  if (!isNode || !NUMERIC.includes(value['gives'])) return value;
  if (value['kind'] === 'condition') {
    const result = (part: unknown): unknown => (isObject(part) ? {...part, ...only(part, ['value'], minimal)} : part);
    const cases = (list: unknown): unknown =>
      Array.isArray(list) ? list.map((one) => (isObject(one) ? {...one, ...only(one, ['then'], result)} : one)) : list;
    return {...value, ...only(value, ['cases'], cases), ...only(value, ['otherwise'], result)};
  }
  if (value['kind'] === 'lookup') {
    const row = (line: unknown): unknown => (Array.isArray(line) ? [...line.slice(0, -1), minimal(line.at(-1))] : line);
    const rows = (lines: unknown): unknown => (Array.isArray(lines) ? lines.map(row) : lines);
    const cells = (lines: unknown): unknown =>
      Array.isArray(lines) ? lines.map((line) => (Array.isArray(line) ? line.map(minimal) : line)) : lines;
    const grid = (part: unknown): unknown => (isObject(part) ? {...part, ...only(part, ['cells'], cells)} : part);
    return {
      ...value,
      ...only(value, ['otherwise'], minimal),
      ...only(value, ['rows'], rows),
      ...only(value, ['grid'], grid),
    };
  }
  return value;
}

const NUMERIC: readonly unknown[] = ['money', 'ratio', 'count', 'number', 'points', 'days'];

function only(value: JsonObject, keys: readonly string[], change: (part: unknown) => unknown): JsonObject {
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(value, key)).map((key) => [key, change(value[key])]));
}

function minimal(value: unknown): unknown {
  return typeof value === 'string' ? minimalDecimal(value) : value;
}

function isDefault(value: unknown, byDefault: unknown): boolean {
  return byDefault !== undefined && canonicalJson(value) === canonicalJson(byDefault);
}

function resolve(at: CanonicalPart | string | undefined): CanonicalPart | undefined {
  return typeof at === 'string' ? resolve(get(canonicalParts, at)) : at;
}

function get<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function trimEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') --end;
  return digits.slice(0, end);
}
