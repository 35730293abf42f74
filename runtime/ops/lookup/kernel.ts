import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import {DUPLICATE_KEY, MISSING} from '../../table/status.js';
import type {Lookup} from '../program.js';
import type {Column} from '../../table/column.js';
import {gather, integers, intAt, statusAt} from '../relation.js';

/** Adds columns of the one row of the dim that matches; never changes the number of rows. */
export function lookup(op: Lookup, env: Environment): void {
  const input = relation(env, op.rel);
  const dim = relation(env, op.dim);
  const n = input.count;
  const index = new KeyIndex(
    op.on.length > 0 ? op.on.map(({right}) => dim.get(right)) : [integers(new Float64Array(dim.count))],
    dim.count,
  );
  const leftKeys = op.on.length > 0 ? op.on.map(({left}) => input.get(left)) : [integers(new Float64Array(n))];
  const groups = index.find(leftKeys, n);
  const rows = new Int32Array(n).fill(-1);
  const status = new Uint8Array(n);
  const none = op.none === 'zero' ? null : (op.none ?? MISSING);
  const pick = op.range
    ? ranged(op.range, input.get(op.range.at), dim.get(op.range.from), op.range.to ? dim.get(op.range.to) : null)
    : null;
  for (let i = 0; i < n; ++i) {
    const keyStatus = firstStatus(leftKeys, op.range ? input.get(op.range.at) : null, i);
    if (keyStatus !== 0) {
      status[i] = keyStatus;
      continue;
    }
    const g = groups[i]!;
    if (g < 0) continue;
    if (pick) {
      rows[i] = pick(index, g, i);
      if (rows[i] === SEVERAL) status[i] = DUPLICATE_KEY;
    } else {
      rows[i] = index.first[g]!;
      if (op.several !== 'first' && index.next[rows[i]!] !== -1) status[i] = DUPLICATE_KEY;
    }
  }
  const found = rows.map((row, i) => (status[i] === 0 && row >= 0 ? row : -1));
  for (const {name, from} of op.columns) {
    input.define(name, () => withStatus(gather(dim.get(from), found, none), status));
  }
  const {hit} = op;
  if (hit !== undefined) {
    const flags = new Float64Array(n);
    for (let i = 0; i < n; ++i) flags[i] = found[i]! >= 0 ? 1 : 0;
    input.set(
      hit,
      integers(flags, status.some((s) => s !== 0) ? status.map((s) => (s === DUPLICATE_KEY ? s : 0)) : null),
    );
  }
  env.tick(n);
}

const SEVERAL = -2;

function firstStatus(keys: readonly Column[], at: Column | null, i: number): number {
  let winner = 0;
  for (const key of keys) {
    const s = statusAt(key, i);
    if (s !== 0 && (winner === 0 || s < winner)) winner = s;
  }
  if (at) {
    const s = statusAt(at, i);
    if (s !== 0 && (winner === 0 || s < winner)) winner = s;
  }
  return winner;
}

/** A status found while matching replaces the gathered value. */
function withStatus(column: Column, status: Uint8Array): Column {
  if (!status.some((s) => s !== 0)) return column;
  const merged = column.status ? column.status.slice() : new Uint8Array(status.length);
  for (let i = 0; i < status.length; ++i) if (status[i] !== 0) merged[i] = status[i]!;
  return {...column, status: merged};
}

/** Row of the group whose range holds the value: from ≤ at < to, or the latest from ≤ at. */
function ranged(
  {strict}: {readonly strict?: boolean},
  at: Column,
  from: Column,
  to: Column | null,
): (index: KeyIndex, group: number, i: number) => number {
  return (index, group, i) => {
    const value = numberAt(at, i);
    let best = -1;
    let bestFrom: number | bigint = 0;
    let several = false;
    for (let row = index.first[group]!; row !== -1; row = index.next[row]!) {
      if (statusAt(from, row) !== 0) continue;
      const lower = numberAt(from, row);
      if (strict ? lower >= value : lower > value) continue;
      if (to && statusAt(to, row) === 0 && numberAt(to, row) <= value) continue;
      if (best === -1 || lower > bestFrom) {
        best = row;
        bestFrom = lower;
        several = false;
      } else if (lower === bestFrom || to) several = true;
    }
    return several ? SEVERAL : best;
  };
}

function numberAt(column: Column, i: number): number | bigint {
  return column.kind === 'num' && column.data instanceof BigInt64Array ? column.data[i]! : intAt(column, i);
}
