import type {Column} from './column.js';
import type {Dictionary} from './dictionary.js';
import type {FieldReader} from './field-reader.js';
import {MISSING, OK} from './status.js';

/** A column while its table is read: rows good and bad, in file order. */
export interface ColumnBuilder {
  readonly reader: FieldReader;
  /** Scaled integers; empty for a text column. */
  numbers: Float64Array | BigInt64Array;
  /** Codes; empty for a column of numbers. */
  codes: Int32Array;
  status: Uint8Array | null;
}

export function createBuilder(reader: FieldReader): ColumnBuilder {
  return {reader, numbers: new Float64Array(0), codes: new Int32Array(0), status: null};
}

/** Makes room for rows; what is there is kept. */
export function reserve(builder: ColumnBuilder, rows: number): void {
  if (builder.reader.column === 'text') builder.codes = longer(builder.codes, new Int32Array(rows));
  else if (builder.numbers instanceof Float64Array) builder.numbers = longer(builder.numbers, new Float64Array(rows));
  else builder.numbers = longer(builder.numbers, new BigInt64Array(rows));
  if (builder.status) builder.status = longer(builder.status, new Uint8Array(rows));
}

/** Stores a scaled integer; the column turns wide at the first one that a double cannot hold. */
export function setNumber(builder: ColumnBuilder, row: number, value: number | bigint): void {
  const {numbers} = builder;
  if (numbers instanceof BigInt64Array) numbers[row] = BigInt(value);
  else if (typeof value === 'number' || isSafe(value)) numbers[row] = Number(value);
  else {
    const wide = BigInt64Array.from(numbers, BigInt);
    wide[row] = value;
    builder.numbers = wide;
  }
}

export function setMissing(builder: ColumnBuilder, row: number): void {
  builder.status ??= new Uint8Array(Math.max(builder.codes.length, builder.numbers.length));
  builder.status[row] = MISSING;
}

/** Whether a cell of a column being read holds a value. */
export function isOk({status}: ColumnBuilder, row: number): boolean {
  return status === null || status[row] === OK;
}

/** Value of a cell of a column of numbers. */
export function numberAt({numbers}: ColumnBuilder, row: number): number {
  return Number(numbers[row] ?? 0);
}

/** The column of the rows that are usable: `rows` names them, null means the first `count`. */
export function finishColumn(
  {reader, numbers, codes, status}: ColumnBuilder,
  count: number,
  rows: Int32Array | null,
  dictionary: Dictionary,
): Column {
  const kept = status && pick(status, count, rows, new Uint8Array(rows?.length ?? count));
  const statuses = kept?.some((code) => code !== 0) ? kept : null;
  const size = rows?.length ?? count;
  if (reader.column === 'text') {
    return {kind: 'text', dictionary, codes: pick(codes, count, rows, new Int32Array(size)), status: statuses};
  }
  const {scale} = reader;
  if (numbers instanceof Float64Array) {
    return {kind: 'num', scale, data: pick(numbers, count, rows, new Float64Array(size)), status: statuses};
  }
  const wide = pick(numbers, count, rows, new BigInt64Array(size));
  const data = wide.every(isSafe) ? Float64Array.from(wide, Number) : wide;
  return {kind: 'num', scale, data, status: statuses};
}

function pick<T extends Arrays>(from: T, count: number, rows: Int32Array | null, into: T): T {
  if (rows) for (let i = 0; i < rows.length; ++i) into[i] = from[rows[i]!]!;
  else if (from.length === count) return from;
  else for (let i = 0; i < count; ++i) into[i] = from[i]!;
  return into;
}

function longer<T extends Arrays>(old: T, into: T): T {
  for (let i = 0; i < old.length; ++i) into[i] = old[i]!;
  return into;
}

function isSafe(value: bigint): boolean {
  return value <= MAX_SAFE && value >= -MAX_SAFE;
}

type Arrays = Float64Array | BigInt64Array | Int32Array | Uint8Array;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);
