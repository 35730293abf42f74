import {pow10} from '../decimal/round.js';
import type {Column} from '../table/column.js';
import {RANGE} from '../table/status.js';
import {WIDE} from './relation.js';

/** Values of one chunk of rows: integers · 10^−scale in `f` while |x| ≤ 2^53 − 1 is proved by `bound`, else in `b`. */
export interface NumVec {
  kind: 'num';
  scale: number;
  f: Float64Array | null;
  b: bigint[] | null;
  bound: number;
  status: Uint8Array | null;
}
/** Texts of one chunk of rows, as codes of the dictionary. */
export interface TextVec {
  kind: 'text';
  codes: Int32Array;
  status: Uint8Array | null;
}
/** What an expression gives for one chunk of rows. */
export type Vec = NumVec | TextVec;

/** Up to here integers are exact in a Float64Array. */
export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** Rows from..to of a column as a vector (no copy of small integers). */
export function load(column: Column, from: number, to: number): Vec {
  const status = column.status ? column.status.subarray(from, to) : null;
  if (column.kind === 'text') return {kind: 'text', codes: column.codes.subarray(from, to), status};
  if (column.data instanceof Float64Array) {
    const f = column.data.subarray(from, to);
    return {kind: 'num', scale: column.scale, f, b: null, bound: boundOf(f), status};
  }
  return {
    kind: 'num',
    scale: column.scale,
    f: null,
    b: Array.from(column.data.subarray(from, to)),
    bound: Infinity,
    status,
  };
}

export function numeric(vec: Vec): NumVec {
  if (vec.kind !== 'num') throw new Error('A number was expected, text came');
  return vec;
}

/** The integers of a vector as BigInt. */
export function bigs(vec: NumVec, n: number): bigint[] {
  if (vec.b) return vec.b;
  const out = new Array<bigint>(n);
  const f = vec.f!;
  for (let i = 0; i < n; ++i) out[i] = BigInt(f[i]!);
  return out;
}

/** The same number in every row. */
export function constant(value: bigint, scale: number, n: number): NumVec {
  const small = Number(value);
  if (Number.isSafeInteger(small)) {
    return {kind: 'num', scale, f: new Float64Array(n).fill(small), b: null, bound: Math.abs(small), status: null};
  }
  return {kind: 'num', scale, f: null, b: new Array<bigint>(n).fill(value), bound: Infinity, status: null};
}

/** Per row the status that comes first in SEM-10's list. */
export function merge(a: Uint8Array | null, b: Uint8Array | null, n: number): Uint8Array | null {
  if (!a && !b) return null;
  const out = new Uint8Array(n);
  for (let i = 0; i < n; ++i) {
    const x = a ? a[i]! : 0;
    const y = b ? b[i]! : 0;
    out[i] = x === 0 ? y : y === 0 || x < y ? x : y;
  }
  return out;
}

/** The value at a larger scale; exact. */
export function widen(a: NumVec, scale: number, n: number): NumVec {
  if (a.scale === scale) return a;
  const k = scale - a.scale;
  if (a.f && k <= 15 && a.bound * 10 ** k <= MAX_SAFE) {
    const out = new Float64Array(n);
    const m = 10 ** k;
    for (let i = 0; i < n; ++i) out[i] = a.f[i]! * m;
    return {kind: 'num', scale, f: out, b: null, bound: a.bound * m, status: a.status};
  }
  const m = pow10(k);
  return wide(
    bigs(a, n).map((x) => x * m),
    scale,
    a.status,
    n,
  );
}

/** Both at the larger of their scales. */
export function align(a: NumVec, b: NumVec, n: number): [NumVec, NumVec] {
  const scale = Math.max(a.scale, b.scale);
  return [widen(a, scale, n), widen(b, scale, n)];
}

/** A BigInt vector, each value checked against the domain of intermediates. */
export function wide(b: bigint[], scale: number, status: Uint8Array | null, n: number): NumVec {
  let out = status;
  for (let i = 0; i < n; ++i) {
    if (!isWide(b[i]!)) continue;
    b[i] = 0n;
    if (out === status) out = status ? status.slice() : new Uint8Array(n);
    if (out && out[i] === 0) out[i] = RANGE;
  }
  return {kind: 'num', scale, f: null, b, bound: Infinity, status: out};
}

/** Beyond the domain of intermediates (SEM-3). */
export function isWide(x: bigint): boolean {
  return x >= WIDE || x <= -WIDE;
}

function boundOf(f: Float64Array): number {
  let bound = 0;
  for (let i = 0; i < f.length; ++i) {
    const x = f[i]!;
    if (x > bound) bound = x;
    else if (-x > bound) bound = -x;
  }
  return bound;
}
