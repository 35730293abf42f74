import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {pow10} from '../decimal/round.js';
import type {ColumnBuilder} from './column-builder.js';
import {reserve, setMissing, setNumber} from './column-builder.js';
import type {Draft} from './draft.js';
import {addFault} from './draft.js';
import {matchHeader} from './header.js';
import {storeText} from './load-csv.js';

/** A value of a table given as objects or arrays. Decimals are text; a number is taken by its shortest text and must be a safe integer if it is whole. */
export type CellValue = string | number | bigint | boolean | null | undefined;

/** Reads rows given as objects. A key that a row lacks is a missing cell. */
export function loadRows(draft: Draft, rows: readonly Readonly<Record<string, CellValue>>[]): Diagnostic[] {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  const header = [...keys];
  const {columns, diagnostics} = matchHeader(draft.name, draft.table, header, true);
  if (diagnostics.some(({severity}) => severity === 'error')) return [...diagnostics];
  draft.count = rows.length;
  for (const [field, builder] of draft.builders) {
    const index = columns.get(field);
    const key = index === undefined ? undefined : header[index];
    reserve(builder, rows.length);
    for (const [row, record] of rows.entries()) {
      storeValue(draft, builder, row, key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined);
    }
  }
  return [...diagnostics];
}

/** Reads columns given as arrays of one length. */
export function loadColumns(draft: Draft, given: Readonly<Record<string, ArrayLike<CellValue>>>): Diagnostic[] {
  const header = Object.keys(given);
  const {columns, diagnostics} = matchHeader(draft.name, draft.table, header);
  const lengths = Object.values(given).map(({length}) => length);
  const count = lengths[0] ?? 0;
  const uneven = header.filter((_, i) => lengths[i] !== count);
  const all = [
    ...diagnostics,
    ...uneven.map((column) =>
      problem('data/uneven-columns', {
        table: draft.name,
        column,
        length: given[column]?.length ?? 0,
        expected: count,
      }),
    ),
  ];
  if (all.some(({severity}) => severity === 'error')) return all;
  draft.count = count;
  for (const [field, builder] of draft.builders) {
    const values = given[header[columns.get(field) ?? -1] ?? ''];
    reserve(builder, count);
    for (let row = 0; row < count; ++row) storeValue(draft, builder, row, values?.[row]);
  }
  return all;
}

function storeValue(draft: Draft, builder: ColumnBuilder, row: number, value: CellValue): void {
  const {reader} = builder;
  if (typeof value === 'string') storeText(draft, builder, row, value);
  else if (value === undefined || value === null) storeText(draft, builder, row, '');
  else if (typeof value === 'number' && reader.form === 'decimal' && fits(value, reader.scale)) {
    setNumber(builder, row, value * 10 ** reader.scale + 0);
  } else {
    const text = valueText(value);
    if (text !== undefined) storeText(draft, builder, row, text);
    else {
      addFault(draft, row, 'data/bad-value', reader.name, String(value));
      setMissing(builder, row);
    }
  }
}

/** Whether a number is an integer that stays one below 2^53 at a scale. */
function fits(value: number, scale: number): boolean {
  return Number.isInteger(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER / 10 ** scale;
}

/** Exact text of a value; undefined if it has none: NaN, infinities, integers that a double may have changed, objects. */
function valueText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value)) return undefined;
      return plainText(value + 0);
    default:
      return undefined;
  }
}

/** Shortest decimal text of a number without an exponent: 1e-7 is 0.0000001. */
function plainText(value: number): string {
  const text = String(value);
  const parts = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text);
  if (!parts) return text;
  const [, sign = '', first = '', rest = '', exponent = ''] = parts;
  return `${sign}0.${pow10(Number(exponent) - 1)
    .toString()
    .slice(1)}${first}${rest}`;
}
