import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {pow10} from '../decimal/round.js';
import type {ColumnBuilder} from './column-builder.js';
import {isOk, reserve, setMissing, setNumber} from './column-builder.js';
import type {Draft} from './draft.js';
import {addFault} from './draft.js';
import {matchHeader} from './header.js';
import {storeText} from './load-csv.js';
import {shown} from './text.js';

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
    const store = valueStore(draft, builder);
    reserve(builder, rows.length);
    for (const [row, record] of rows.entries()) {
      store(row, key !== undefined && Object.hasOwn(record, key) ? record[key] : undefined);
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
    const store = valueStore(draft, builder);
    reserve(builder, count);
    for (let row = 0; row < count; ++row) store(row, values?.[row]);
  }
  return all;
}

/** Stores values of a field: numbers without a detour over text, and a text that was read before as it was read then. */
function valueStore(draft: Draft, builder: ColumnBuilder): (row: number, value: CellValue) => void {
  const {reader} = builder;
  const isDecimal = reader.form === 'decimal';
  const power = 10 ** reader.scale;
  const seen = reader.distinct || isDecimal ? null : new Map<string, number>();
  return (row, value) => {
    if (isDecimal && typeof value === 'number') {
      const scaled = scaledExactly(value, power);
      if (scaled !== undefined) {
        setNumber(builder, row, scaled);
        return;
      }
    }
    const text = typeof value === 'string' ? value : value === undefined || value === null ? '' : valueText(value);
    if (text === undefined) {
      addFault(draft, row, 'data/bad-value', reader.name, shown(value));
      setMissing(builder, row);
      return;
    }
    const known = seen?.get(text);
    if (known === undefined) {
      storeText(draft, builder, row, text);
      if (seen && seen.size < MAX_SEEN && isOk(builder, row)) seen.set(text, storedAt(builder, row));
    } else if (reader.column === 'num') setNumber(builder, row, known);
    else builder.codes[row] = known;
  };
}

/**
 * A number times a power of ten, if that is an integer of at most 15 digits whose quotient is the number again: then it is what the
 * shortest text of the number says, as no two decimals of 15 digits are the same double.
 */
function scaledExactly(value: number, power: number): number | undefined {
  const scaled = Math.round(value * power);
  return scaled < 1e15 && scaled > -1e15 && scaled / power === value ? scaled + 0 : undefined;
}

/** Code or scaled integer of a cell that was just read. */
function storedAt({reader, numbers, codes}: ColumnBuilder, row: number): number {
  return reader.column === 'num' ? Number(numbers[row]) : codes[row]!;
}

/** Texts remembered per column. */
const MAX_SEEN = 65536;

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
