import type {Column} from '../table/column.js';
import type {KeyIndex} from './keys.js';
import {statusAt} from './relation.js';

/** The least and the greatest a bound can be: a range without an end never ends. */
export type Bound = number | bigint;

/** What a search found where more than one row fits. */
export const SEVERAL = -2;

/**
 * Rows with a range from ≤ x < to, by group, ordered by `from` when a group is first asked for: finding one takes as many steps as the
 * group has digits, not as it has rows. A missing `to` is open; a row whose `from` has a status is in no range.
 */
export class Ranges {
  readonly #index: KeyIndex;
  readonly #from: Column;
  readonly #to: Column | null;
  readonly #groups: (Group | undefined)[] = [];

  constructor(index: KeyIndex, from: Column, to: Column | null) {
    this.#index = index;
    this.#from = from;
    this.#to = to;
  }

  /** The row whose range holds a value, −1 if none, SEVERAL if more than one; without `to` the latest that begins at it, or before it. */
  find(group: number, value: Bound, strict: boolean): number {
    const only = this.#index.first[group]!;
    if (this.#index.next[only] === -1) return this.#holds(only, value, strict) ? only : -1;
    const {rows, from, to, isDisjoint} = this.#group(group);
    const end = firstAfter(from, value, strict);
    if (end === 0) return -1;
    if (!to) return end > 1 && from[end - 1] === from[end - 2] ? SEVERAL : rows[end - 1]!;
    if (isDisjoint) return to[end - 1]! > value ? rows[end - 1]! : -1;
    let found = -1;
    for (let k = 0; k < end; ++k) {
      if (to[k]! <= value) continue;
      if (found !== -1) return SEVERAL;
      found = rows[k]!;
    }
    return found;
  }

  /** Adds to `into` the rows whose range overlaps from … to, in order of the relation. */
  overlapping(group: number, from: Bound, to: Bound, into: number[]): void {
    const {rows, from: starts, to: ends, isDisjoint} = this.#group(group);
    const at = into.length;
    const end = firstAfter(starts, to, true);
    const start = isDisjoint && ends ? firstAfter(ends, from, false) : 0;
    for (let k = start; k < end; ++k) if (!ends || ends[k]! > from) into.push(rows[k]!);
    for (let k = at + 1; k < into.length; ++k) {
      if (into[k]! > into[k - 1]!) continue;
      const sorted = into.splice(at).sort((a, b) => a - b);
      for (const row of sorted) into.push(row);
      return;
    }
  }

  #holds(row: number, value: Bound, strict: boolean): boolean {
    if (statusAt(this.#from, row) !== 0) return false;
    const from = boundAt(this.#from, row);
    if (strict ? from >= value : from > value) return false;
    return !this.#to || statusAt(this.#to, row) !== 0 || boundAt(this.#to, row) > value;
  }

  #group(group: number): Group {
    return (this.#groups[group] ??= this.#sorted(group));
  }

  #sorted(group: number): Group {
    const {first, next} = this.#index;
    const rows: number[] = [];
    for (let row = first[group]!; row !== -1; row = next[row]!) if (statusAt(this.#from, row) === 0) rows.push(row);
    const start = (row: number): Bound => boundAt(this.#from, row);
    rows.sort((a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : a - b));
    const from = rows.map(start);
    const ends = this.#to;
    const to = ends && rows.map((row) => (statusAt(ends, row) === 0 ? boundAt(ends, row) : Infinity));
    const isDisjoint = to?.every((bound, k) => bound > from[k]! && (k === 0 || to[k - 1]! <= from[k]!)) ?? false;
    return {rows, from, to, isDisjoint};
  }
}

interface Group {
  readonly rows: readonly number[];
  readonly from: readonly Bound[];
  readonly to: readonly Bound[] | null;
  /** No two ranges share a value and none is empty, so that `to` rises too. */
  readonly isDisjoint: boolean;
}

/** How many of rising bounds are ≤ a value (`strict`: <). */
function firstAfter(bounds: readonly Bound[], value: Bound, strict: boolean): number {
  let low = 0;
  let high = bounds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const bound = bounds[middle]!;
    if (strict ? bound < value : bound <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Value of a bound; a wide column gives BigInts, which compare with numbers. */
export function boundAt(column: Column, row: number): Bound {
  return column.kind === 'num' ? column.data[row]! : column.codes[row]!;
}
