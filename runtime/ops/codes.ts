import type {Column} from '../table/column.js';

/**
 * Numbers the distinct values of one column in order of first appearance. Values that lie close together (codes of a dictionary,
 * days, periods, flags) are found in an array, others in a map.
 */
export class Codes {
  readonly codes: Int32Array;
  readonly count: number;
  /** Code + 1 of the value `low + i`, 0 if it does not appear; null where values lie far apart. */
  readonly #table: Int32Array | null;
  readonly #low: number;
  /** Values that are not in the table, and statuses as `!code`: no value is a string, so they meet none. */
  readonly #others = new Map<number | bigint | string, number>();

  constructor(column: Column, rows: number) {
    const {low, size} = spread(column, rows);
    this.#low = low;
    this.#table = size <= 4 * rows + 1024 ? new Int32Array(size) : null;
    this.codes = new Int32Array(rows);
    this.count = this.#number(column, rows);
  }

  #number(column: Column, rows: number): number {
    const codes = this.codes;
    const table = this.#table;
    const others = this.#others;
    const low = this.#low;
    const values = smallIntegers(column);
    const {status} = column;
    let count = 0;
    for (let i = 0; i < rows; ++i) {
      if (table && values && (!status || status[i] === 0)) {
        const at = values[i]! - low;
        if (table[at] === 0) table[at] = ++count;
        codes[i] = table[at]! - 1;
        continue;
      }
      const value = valueOf(column, i);
      let code = others.get(value);
      if (code === undefined) {
        code = count++;
        others.set(value, code);
      }
      codes[i] = code;
    }
    return count;
  }

  /** Code of the value of each row of another column, −1 if it does not appear here or has a status. */
  find(column: Column, rows: number): Int32Array {
    const codes = new Int32Array(rows);
    const table = this.#table;
    const low = this.#low;
    const values = smallIntegers(column);
    const {status} = column;
    if (table && values && !status) {
      const size = table.length;
      for (let i = 0; i < rows; ++i) {
        const at = values[i]! - low;
        codes[i] = at >= 0 && at < size ? table[at]! - 1 : -1;
      }
      return codes;
    }
    for (let i = 0; i < rows; ++i) {
      const value = valueOf(column, i);
      if (typeof value === 'string') codes[i] = -1;
      else if (table && typeof value === 'number') codes[i] = (table[value - low] ?? 0) - 1;
      else codes[i] = this.#others.get(value) ?? -1;
    }
    return codes;
  }
}

/** Numbers the distinct pairs of two codes in order of first appearance: in a table where few are possible, else by hashing. */
export class PairCodes {
  readonly codes: Int32Array;
  readonly count: number;
  readonly #width: number;
  readonly #table: Int32Array | null;
  /** Open addressing, at most half full: pair, and its code + 1 (0: free). */
  readonly #pairs: Float64Array;
  readonly #ids: Int32Array;

  constructor(a: Int32Array, countOfA: number, b: Int32Array, countOfB: number) {
    const rows = a.length;
    const isDense = countOfA * countOfB <= 4 * rows + 4096;
    const slots = isDense ? 0 : 2 ** Math.ceil(Math.log2(2 * rows + 1));
    this.#width = countOfB;
    this.#table = isDense ? new Int32Array(countOfA * countOfB) : null;
    this.#pairs = new Float64Array(slots);
    this.#ids = new Int32Array(slots);
    this.codes = new Int32Array(rows);
    this.count = this.#table ? this.#numberDense(this.#table, a, b) : this.#numberHashed(a, b);
  }

  #numberDense(table: Int32Array, a: Int32Array, b: Int32Array): number {
    const {codes} = this;
    const width = this.#width;
    let count = 0;
    for (let i = 0; i < a.length; ++i) {
      const at = a[i]! * width + b[i]!;
      if (table[at] === 0) table[at] = ++count;
      codes[i] = table[at]! - 1;
    }
    return count;
  }

  #numberHashed(a: Int32Array, b: Int32Array): number {
    const {codes} = this;
    let count = 0;
    for (let i = 0; i < a.length; ++i) {
      const slot = this.#slotOf(a[i]!, b[i]!);
      if (this.#ids[slot] === 0) {
        this.#pairs[slot] = a[i]! * this.#width + b[i]!;
        this.#ids[slot] = ++count;
      }
      codes[i] = this.#ids[slot]! - 1;
    }
    return count;
  }

  /** Code of each pair, −1 if it does not appear; a code of −1 is in no pair. */
  find(a: Int32Array, b: Int32Array): Int32Array {
    const out = new Int32Array(a.length);
    const table = this.#table;
    const width = this.#width;
    for (let i = 0; i < a.length; ++i) {
      const x = a[i]!;
      const y = b[i]!;
      if (x < 0 || y < 0) out[i] = -1;
      else out[i] = (table ? table[x * width + y]! : this.#ids[this.#slotOf(x, y)]!) - 1;
    }
    return out;
  }

  /** Where a pair is, or would be put. */
  #slotOf(x: number, y: number): number {
    const pair = x * this.#width + y;
    const mask = this.#ids.length - 1;
    let slot = mix(Math.imul(x, 0x01000193) ^ y) & mask;
    while (this.#ids[slot] !== 0 && this.#pairs[slot] !== pair) slot = (slot + 1) & mask;
    return slot;
  }
}

/** Data that are doubles or codes, so that a value is a number; null for wide columns. */
function smallIntegers(column: Column): Float64Array | Int32Array | null {
  if (column.kind === 'text') return column.codes;
  return column.data instanceof Float64Array ? column.data : null;
}

/** Least value of the first rows and how many integers there are from it to the greatest; infinite for wide columns. */
function spread(column: Column, rows: number): {low: number; size: number} {
  const values = smallIntegers(column);
  if (!values) return {low: 0, size: Infinity};
  const {status} = column;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < rows; ++i) {
    if (status && status[i] !== 0) continue;
    const value = values[i]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high < low ? {low: 0, size: 0} : {low, size: high - low + 1};
}

/** A status is a string, so it meets no value. A large integer that fits a double is given as one. */
function valueOf(column: Column, i: number): number | bigint | string {
  if (column.status && column.status[i] !== 0) return `!${column.status[i]}`;
  if (column.kind === 'text') return column.codes[i]!;
  const value = column.data[i]!;
  if (typeof value === 'number') return value;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

function mix(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return half ^ (half >>> 15);
}
