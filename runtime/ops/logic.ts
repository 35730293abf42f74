import {MISSING} from '../table/status.js';
import type {CompareOp} from './expr.js';
import type {NumVec, Vec} from './vectors.js';
import {align, bigs, merge, numeric, widen} from './vectors.js';

/** A comparison is a flag, 1 or 0; a status on either side is its status (SEM-16). */
export function compare(op: CompareOp, left: Vec, right: Vec, n: number): NumVec {
  const f = new Float64Array(n);
  const status = merge(left.status, right.status, n);
  if (left.kind === 'text' || right.kind === 'text') {
    if (left.kind === 'text' && right.kind === 'text') {
      const x = left.codes;
      const y = right.codes;
      const equal = op === 'eq' ? 1 : 0;
      for (let i = 0; i < n; ++i) f[i] = x[i] === y[i] ? equal : 1 - equal;
    } // else one side is a bare status
    return {kind: 'num', scale: 0, f, b: null, bound: 1, status};
  }
  const [a, b] = align(left, right, n);
  const low = op === 'lt' || op === 'lte' || op === 'ne' ? 1 : 0;
  const same = op === 'eq' || op === 'lte' || op === 'gte' ? 1 : 0;
  const high = op === 'gt' || op === 'gte' || op === 'ne' ? 1 : 0;
  if (a.f && b.f) {
    const x = a.f;
    const y = b.f;
    for (let i = 0; i < n; ++i) f[i] = x[i]! < y[i]! ? low : x[i]! === y[i]! ? same : high;
  } else {
    const x = bigs(a, n);
    const y = bigs(b, n);
    for (let i = 0; i < n; ++i) f[i] = x[i]! < y[i]! ? low : x[i]! === y[i]! ? same : high;
  }
  return {kind: 'num', scale: 0, f, b: null, bound: 1, status: merge(status, merge(a.status, b.status, n), n)};
}

/** AND, OR: left to right; the first operand that decides, or has a status, is the result (SEM-16). */
export function connect(parts: readonly NumVec[], all: boolean, n: number): NumVec {
  const f = new Float64Array(n).fill(all ? 1 : 0);
  let status: Uint8Array | null = null;
  const done = new Uint8Array(n);
  for (const x of parts) {
    for (let i = 0; i < n; ++i) {
      if (done[i] === 1) continue;
      const s = x.status ? x.status[i]! : 0;
      if (s !== 0) {
        (status ??= new Uint8Array(n))[i] = s;
        f[i] = 0;
        done[i] = 1;
      } else if ((x.f![i] !== 0) !== all) {
        f[i] = all ? 0 : 1;
        done[i] = 1;
      }
    }
  }
  return {kind: 'num', scale: 0, f, b: null, bound: 1, status};
}

/** NOT. */
export function negate(a: NumVec): NumVec {
  return {...a, f: a.f!.map((x) => (x === 0 ? 1 : 0)), bound: 1};
}

/** Catches the status missing; any other passes through. */
export function isMissing(a: Vec, n: number): NumVec {
  const f = new Float64Array(n);
  if (!a.status) return {kind: 'num', scale: 0, f, b: null, bound: 1, status: null};
  const status = a.status.slice();
  for (let i = 0; i < n; ++i) {
    if (status[i] === MISSING) {
      f[i] = 1;
      status[i] = 0;
    }
  }
  return {kind: 'num', scale: 0, f, b: null, bound: 1, status};
}

/** Per row the value of the first true test; a test with a status gives that status. */
export function select(cases: readonly {test: NumVec; value: Vec}[], otherwise: Vec, n: number): Vec {
  const pick = new Int32Array(n).fill(cases.length);
  const done = new Uint8Array(n);
  let status: Uint8Array | null = null;
  cases.forEach(({test}, k) => {
    for (let i = 0; i < n; ++i) {
      if (done[i] === 1) continue;
      const s = test.status ? test.status[i]! : 0;
      if (s !== 0) {
        (status ??= new Uint8Array(n))[i] = s;
        pick[i] = -1;
        done[i] = 1;
      } else if (test.f![i] !== 0) {
        pick[i] = k;
        done[i] = 1;
      }
    }
  });
  const values = [...cases.map(({value}) => value), otherwise];
  for (let k = 0; k < values.length; ++k) {
    const s = values[k]!.status;
    if (!s) continue;
    for (let i = 0; i < n; ++i) if (pick[i] === k && s[i] !== 0) (status ??= new Uint8Array(n))[i] = s[i]!;
  }
  if (values.some((value) => value.kind === 'text')) {
    const codes = new Int32Array(n).fill(-1);
    values.forEach((value, k) => {
      if (value.kind === 'text') for (let i = 0; i < n; ++i) if (pick[i] === k) codes[i] = value.codes[i]!;
    });
    return {kind: 'text', codes, status};
  }
  const scale = Math.max(...values.map((value) => numeric(value).scale));
  const wides = values.map((value) => widen(numeric(value), scale, n));
  wides.forEach((value, k) => {
    const s = value.status;
    if (s) for (let i = 0; i < n; ++i) if (pick[i] === k && s[i] !== 0) (status ??= new Uint8Array(n))[i] = s[i]!;
  });
  if (wides.every((value) => value.f)) {
    const f = new Float64Array(n);
    let bound = 0;
    wides.forEach((value, k) => {
      bound = Math.max(bound, value.bound);
      const x = value.f!;
      for (let i = 0; i < n; ++i) if (pick[i] === k) f[i] = x[i]!;
    });
    return {kind: 'num', scale, f, b: null, bound, status};
  }
  const b = new Array<bigint>(n).fill(0n);
  wides.forEach((value, k) => {
    const x = bigs(value, n);
    for (let i = 0; i < n; ++i) if (pick[i] === k) b[i] = x[i]!;
  });
  return {kind: 'num', scale, f: null, b, bound: Infinity, status};
}
