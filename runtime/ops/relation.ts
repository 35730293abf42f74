import type {Column} from '../table/column.js';

/** A named set of rows whose columns are made when first read, so a column nobody reads costs nothing. */
export class Relation {
  readonly count: number;
  readonly #columns = new Map<string, Column>();
  readonly #makers = new Map<string, () => Column>();

  constructor(count: number) {
    this.count = count;
  }

  has(name: string): boolean {
    return this.#columns.has(name) || this.#makers.has(name);
  }

  names(): string[] {
    return [...new Set([...this.#columns.keys(), ...this.#makers.keys()])];
  }

  set(name: string, column: Column): void {
    this.#columns.set(name, column);
    this.#makers.delete(name);
  }

  /** A column made on first use. */
  define(name: string, maker: () => Column): void {
    this.#columns.delete(name);
    this.#makers.set(name, maker);
  }

  get(name: string): Column {
    const known = this.#columns.get(name);
    if (known) return known;
    const maker = this.#makers.get(name);
    if (!maker) throw new Error(`No column ${name}; there are ${this.names().join(', ')}`);
    const made = maker();
    this.set(name, made);
    return made;
  }
}

/** Rows `rows` of a column; −1 gives status `none` (or 0 where `none` is null). */
export function gather(column: Column, rows: Int32Array, none: number | null): Column {
  const n = rows.length;
  let status: Uint8Array | null = column.status ? new Uint8Array(n) : null;
  const from = column.status;
  if (column.kind === 'text') {
    const codes = new Int32Array(n);
    for (let i = 0; i < n; ++i) {
      const r = rows[i]!;
      if (r < 0) {
        codes[i] = -1;
        (status ??= new Uint8Array(n))[i] = none ?? 1;
      } else {
        codes[i] = column.codes[r]!;
        if (from && status) status[i] = from[r]!;
      }
    }
    return {kind: 'text', dictionary: column.dictionary, codes, status};
  }
  if (column.data instanceof Float64Array) {
    const data = new Float64Array(n);
    const source = column.data;
    for (let i = 0; i < n; ++i) {
      const r = rows[i]!;
      if (r < 0) {
        if (none !== null) (status ??= new Uint8Array(n))[i] = none;
      } else {
        data[i] = source[r]!;
        if (from && status) status[i] = from[r]!;
      }
    }
    return {kind: 'num', scale: column.scale, data, status};
  }
  const data = new BigInt64Array(n);
  const source = column.data;
  for (let i = 0; i < n; ++i) {
    const r = rows[i]!;
    if (r < 0) {
      if (none !== null) (status ??= new Uint8Array(n))[i] = none;
    } else {
      data[i] = source[r]!;
      if (from && status) status[i] = from[r]!;
    }
  }
  return {kind: 'num', scale: column.scale, data, status};
}

/** An integer column at scale 0. */
export function integers(data: ArrayLike<number>, status: Uint8Array | null = null): Column {
  return {kind: 'num', scale: 0, data: data instanceof Float64Array ? data : Float64Array.from(data), status};
}

/** `$key`: the rows of a relation, numbered. */
export function rowKeys(count: number): Column {
  const keys = new Float64Array(count);
  for (let i = 0; i < count; ++i) keys[i] = i;
  return integers(keys);
}

/** Value of row i as a scaled BigInt; the caller has looked at the status. */
export function bigAt(column: Column, i: number): bigint {
  if (column.kind === 'text') throw new Error('A number was expected, the column is text');
  const value = column.data[i]!;
  return typeof value === 'bigint' ? value : BigInt(value);
}

/** Value of row i of a small-integer column (day, period, flag, place). */
export function intAt(column: Column, i: number): number {
  if (column.kind === 'text') return column.codes[i]!;
  return Number(column.data[i]!);
}

export function statusAt(column: Column, i: number): number {
  return column.status ? column.status[i]! : 0;
}

/** Builds a numeric column from BigInts, in a Float64Array when they fit. Values of 10^18 and more get status `range` (SEM-3). */
export class NumBuilder {
  readonly data: Float64Array;
  #big: BigInt64Array | null = null;
  #status: Uint8Array | null = null;
  readonly scale: number;

  constructor(count: number, scale: number) {
    this.data = new Float64Array(count);
    this.scale = scale;
  }

  setStatus(i: number, code: number): void {
    (this.#status ??= new Uint8Array(this.data.length))[i] = code;
  }

  set(i: number, value: bigint): void {
    if (value >= LIMIT || value <= -LIMIT) return this.setStatus(i, 3);
    if (this.#big) this.#big[i] = value;
    else if (value > SAFE || value < -SAFE) {
      this.#big = BigInt64Array.from(this.data, BigInt);
      this.#big[i] = value;
    } else this.data[i] = Number(value);
  }

  /** A safe integer. */
  setNumber(i: number, value: number): void {
    if (this.#big) this.#big[i] = BigInt(value);
    else this.data[i] = value;
  }

  column(): Column {
    return {kind: 'num', scale: this.scale, data: this.#big ?? this.data, status: this.#status};
  }
}

/** Stored values are smaller than this in absolute value (SEM-3). */
export const LIMIT = 10n ** 18n;
/** Intermediates are smaller than this (SEM-3). */
export const WIDE = 10n ** 36n;
const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
