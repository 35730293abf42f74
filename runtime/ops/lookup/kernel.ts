import type {Column} from '../../table/column.js';
import {DUPLICATE_KEY, MISSING} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import type {Lookup} from '../program.js';
import {boundAt, Ranges, SEVERAL} from '../ranges.js';
import type {Relation} from '../relation.js';
import {gather, integers, statusAt} from '../relation.js';

/** Adds columns of the one row of the dim that matches; never changes the number of rows. */
export function lookup(op: Lookup, env: Environment): void {
  const input = relation(env, op.rel);
  const dim = relation(env, op.dim);
  const n = input.count;
  const rightKeys = op.on.length > 0 ? op.on.map(({right}) => dim.get(right)) : [noKey(dim.count)];
  const leftKeys = op.on.length > 0 ? op.on.map(({left}) => input.get(left)) : [noKey(n)];
  const index = new KeyIndex(rightKeys, dim.count);
  const groups = index.find(leftKeys, n);
  const at = op.range ? input.get(op.range.at) : null;
  const rows = op.range && at ? rowsInRange(op.range, at, dim, index, groups) : rowsOfKey(op, index, groups);
  const status = statuses(at ? [...leftKeys, at] : leftKeys, rows);
  const none = op.none === 'zero' ? null : (op.none ?? MISSING);
  for (const {name, from} of op.columns)
    input.define(name, () => withStatus(gather(dim.get(from), rows, none), status));
  if (op.hit !== undefined) input.set(op.hit, hits(rows, status));
  env.tick(n);
}

const UNKNOWN = -3;

function noKey(rows: number): Column {
  return integers(new Float64Array(rows));
}

/** The dim row of each group, −1 where there is none, SEVERAL where one alone was wanted. */
function rowsOfKey({several}: Lookup, index: KeyIndex, groups: Int32Array): Int32Array {
  const rows = new Int32Array(groups.length);
  const {first, groupOf, count} = index;
  const next = several === 'first' || count === groupOf.length ? null : index.next;
  for (let i = 0; i < groups.length; ++i) {
    const group = groups[i]!;
    if (group < 0) rows[i] = -1;
    else {
      const row = first[group]!;
      rows[i] = next && next[row] !== -1 ? SEVERAL : row;
    }
  }
  return rows;
}

/** The dim row of each group whose range holds the value: from ≤ at < to, or the latest from ≤ at. */
function rowsInRange(
  range: NonNullable<Lookup['range']>,
  at: Column,
  dim: Relation,
  index: KeyIndex,
  groups: Int32Array,
): Int32Array {
  const rows = new Int32Array(groups.length);
  const ranges = new Ranges(index, dim.get(range.from), range.to === undefined ? null : dim.get(range.to));
  const strict = range.strict === true;
  // one group, such as the calendar: the same days come again and again
  const known = index.count === 1 ? new Map<number | bigint, number>() : null;
  for (let i = 0; i < groups.length; ++i) {
    const group = groups[i]!;
    if (group < 0 || statusAt(at, i) !== 0) {
      rows[i] = -1;
      continue;
    }
    const value = boundAt(at, i);
    let row = known ? (known.get(value) ?? UNKNOWN) : UNKNOWN;
    if (row === UNKNOWN) {
      row = ranges.find(group, value, strict);
      known?.set(value, row);
    }
    rows[i] = row;
  }
  return rows;
}

/** Status of each row's keys, duplicate-key where several rows matched; null if all are ok. Rows with a status match none. */
function statuses(keys: readonly Column[], rows: Int32Array): Uint8Array | null {
  const withStatus = keys.filter(({status}) => status !== null);
  let out: Uint8Array | null = null;
  for (let i = 0; i < rows.length; ++i) {
    let s = rows[i] === SEVERAL ? DUPLICATE_KEY : 0;
    const fromKeys = withStatus.length > 0 ? firstStatus(withStatus, i) : 0;
    if (fromKeys !== 0) s = fromKeys;
    if (s === 0) continue;
    (out ??= new Uint8Array(rows.length))[i] = s;
    rows[i] = -1;
  }
  return out;
}

function firstStatus(keys: readonly Column[], i: number): number {
  let winner = 0;
  for (const key of keys) {
    const s = statusAt(key, i);
    if (s !== 0 && (winner === 0 || s < winner)) winner = s;
  }
  return winner;
}

function hits(rows: Int32Array, status: Uint8Array | null): Column {
  const flags = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; ++i) flags[i] = rows[i]! >= 0 ? 1 : 0;
  return integers(flags, status && status.map((s) => (s === DUPLICATE_KEY ? s : 0)));
}

/** A status found while matching replaces the gathered value. */
function withStatus(column: Column, status: Uint8Array | null): Column {
  if (!status) return column;
  const merged = column.status ? column.status.slice() : new Uint8Array(status.length);
  for (let i = 0; i < status.length; ++i) if (status[i] !== 0) merged[i] = status[i]!;
  return {...column, status: merged};
}
