import type {Column} from '../table/column.js';
import {Codes, PairCodes} from './codes.js';

/** Rows with equal keys, as groups numbered in order of first appearance. A key with a status groups by that status. */
export class KeyIndex {
  readonly count: number;
  /** Group of each row of the indexed relation. */
  readonly groupOf: Int32Array;
  /** First row of each group. */
  readonly first: Int32Array;
  readonly #codes: readonly Codes[];
  readonly #pairs: readonly PairCodes[];
  #next: Int32Array | null = null;

  constructor(columns: readonly Column[], rows: number) {
    this.#codes = columns.map((column) => new Codes(column, rows));
    const pairs: PairCodes[] = [];
    let ids = this.#codes[0]?.codes ?? new Int32Array(rows);
    let count = this.#codes[0]?.count ?? Math.min(rows, 1);
    for (const {codes, count: more} of this.#codes.slice(1)) {
      const pair = new PairCodes(ids, count, codes, more);
      pairs.push(pair);
      ids = pair.codes;
      count = pair.count;
    }
    this.#pairs = pairs;
    this.groupOf = ids;
    this.count = count;
    this.first = firstRows(ids, count);
  }

  /** The next row of the same group for each row, −1 if there is none: row order within a group. */
  get next(): Int32Array {
    return (this.#next ??= nextRows(this.groupOf, this.count));
  }

  /** Group each row of other columns belongs to, −1 if none (a key with a status belongs to none). */
  find(columns: readonly Column[], rows: number): Int32Array {
    if (this.count === 0) return new Int32Array(rows).fill(-1);
    let ids: Int32Array = new Int32Array(rows);
    columns.forEach((column, k) => {
      const codes = this.#codes[k]!.find(column, rows);
      ids = k === 0 ? codes : this.#pairs[k - 1]!.find(ids, codes);
    });
    return ids;
  }
}

function firstRows(groupOf: Int32Array, count: number): Int32Array {
  const first = new Int32Array(count);
  // groups are numbered by first appearance, so the next new one is always the next number
  for (let i = 0, seen = 0; seen < count; ++i) if (groupOf[i] === seen) first[seen++] = i;
  return first;
}

function nextRows(groupOf: Int32Array, count: number): Int32Array {
  const next = new Int32Array(groupOf.length);
  const following = new Int32Array(count).fill(-1);
  for (let i = groupOf.length - 1; i >= 0; --i) {
    const group = groupOf[i]!;
    next[i] = following[group]!;
    following[group] = i;
  }
  return next;
}
