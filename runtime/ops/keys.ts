import type {Column} from '../table/column.js';

/** Rows with equal keys, as groups numbered in order of first appearance. A key with a status groups by that status. */
export class KeyIndex {
  readonly count: number;
  /** Group of each row of the indexed relation. */
  readonly groupOf: Int32Array;
  /** First row of each group, and per row the next row of its group (−1: none), in row order. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly #parts: readonly Coder[];
  readonly #pairs: readonly Map<number, number>[];

  constructor(columns: readonly Column[], rows: number) {
    this.#parts = columns.map((column) => new Coder(column, rows));
    let ids: Int32Array = new Int32Array(rows);
    let count = rows > 0 ? 1 : 0;
    const pairs: Map<number, number>[] = [];
    this.#parts.forEach((part, k) => {
      if (k === 0) {
        ids = part.codes;
        count = part.count;
        return;
      }
      const pair = new Map<number, number>();
      const out = new Int32Array(rows);
      for (let i = 0; i < rows; ++i) {
        const key = ids[i]! * STRIDE + part.codes[i]!;
        let id = pair.get(key);
        if (id === undefined) {
          id = pair.size;
          pair.set(key, id);
        }
        out[i] = id;
      }
      ids = out;
      count = pair.size;
      pairs.push(pair);
    });
    this.#pairs = pairs;
    this.groupOf = ids;
    this.count = count;
    this.first = new Int32Array(count).fill(-1);
    this.next = new Int32Array(rows).fill(-1);
    const last = new Int32Array(count).fill(-1);
    for (let i = 0; i < rows; ++i) {
      const g = ids[i]!;
      if (last[g] === -1) this.first[g] = i;
      else this.next[last[g]!] = i;
      last[g] = i;
    }
  }

  /** Group each row of other columns belongs to, −1 if none (a key with a status belongs to none). */
  find(columns: readonly Column[], rows: number): Int32Array {
    let ids: Int32Array = new Int32Array(rows);
    if (this.count === 0) return ids.fill(-1);
    columns.forEach((column, k) => {
      const codes = this.#parts[k]!.find(column, rows);
      if (k === 0) {
        ids = codes;
        return;
      }
      const pair = this.#pairs[k - 1]!;
      for (let i = 0; i < rows; ++i) {
        const id = ids[i]!;
        const code = codes[i]!;
        ids[i] = id < 0 || code < 0 ? -1 : (pair.get(id * STRIDE + code) ?? -1);
      }
    });
    return ids;
  }
}

const STRIDE = 2 ** 26;

/** Numbers the distinct values of one column. */
class Coder {
  readonly codes: Int32Array;
  readonly count: number;
  readonly #known = new Map<number | bigint | string, number>();

  constructor(column: Column, rows: number) {
    this.codes = new Int32Array(rows);
    const known = this.#known;
    for (let i = 0; i < rows; ++i) {
      const value = valueOf(column, i);
      let code = known.get(value);
      if (code === undefined) {
        code = known.size;
        known.set(value, code);
      }
      this.codes[i] = code;
    }
    this.count = known.size;
  }

  find(column: Column, rows: number): Int32Array {
    const codes = new Int32Array(rows);
    for (let i = 0; i < rows; ++i) {
      const value = valueOf(column, i);
      codes[i] = typeof value === 'string' ? -1 : (this.#known.get(value) ?? -1);
    }
    return codes;
  }
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
