import {fullMonths, fullYears} from '../calendar/date.js';
import type {RoundingMode} from '../decimal/round.js';
import {pow10, roundDiv} from '../decimal/round.js';
import {BAD_SIGN, DIVIDE_BY_ZERO, RANGE} from '../table/status.js';
import type {NumVec} from './vectors.js';
import {align, bigs, isWide, MAX_SAFE, merge, wide} from './vectors.js';

export function addSub(left: NumVec, right: NumVec, subtract: boolean, n: number): NumVec {
  const [a, b] = align(left, right, n);
  const status = merge(a.status, b.status, n);
  const bound = a.bound + b.bound;
  if (a.f && b.f && bound <= MAX_SAFE) {
    const out = new Float64Array(n);
    const x = a.f;
    const y = b.f;
    if (subtract) for (let i = 0; i < n; ++i) out[i] = x[i]! - y[i]!;
    else for (let i = 0; i < n; ++i) out[i] = x[i]! + y[i]!;
    return {kind: 'num', scale: a.scale, f: out, b: null, bound, status};
  }
  const x = bigs(a, n);
  const y = bigs(b, n);
  const out = new Array<bigint>(n);
  for (let i = 0; i < n; ++i) out[i] = subtract ? x[i]! - y[i]! : x[i]! + y[i]!;
  return wide(out, a.scale, status, n);
}

export function multiply(a: NumVec, b: NumVec, n: number): NumVec {
  const status = merge(a.status, b.status, n);
  const bound = a.bound * b.bound;
  const scale = a.scale + b.scale;
  if (a.f && b.f && bound <= MAX_SAFE) {
    const out = new Float64Array(n);
    const x = a.f;
    const y = b.f;
    for (let i = 0; i < n; ++i) out[i] = x[i]! * y[i]! + 0;
    return {kind: 'num', scale, f: out, b: null, bound, status};
  }
  const x = bigs(a, n);
  const y = bigs(b, n);
  const out = new Array<bigint>(n);
  for (let i = 0; i < n; ++i) out[i] = x[i]! * y[i]!;
  return wide(out, scale, status, n);
}

/** MIN or MAX. */
export function extreme(left: NumVec, right: NumVec, largest: boolean, n: number): NumVec {
  const [a, b] = align(left, right, n);
  const status = merge(a.status, b.status, n);
  if (a.f && b.f) {
    const out = new Float64Array(n);
    const x = a.f;
    const y = b.f;
    for (let i = 0; i < n; ++i) out[i] = x[i]! > y[i]! === largest ? x[i]! : y[i]!;
    return {kind: 'num', scale: a.scale, f: out, b: null, bound: Math.max(a.bound, b.bound), status};
  }
  const x = bigs(a, n);
  const y = bigs(b, n);
  const out = new Array<bigint>(n);
  for (let i = 0; i < n; ++i) out[i] = x[i]! > y[i]! === largest ? x[i]! : y[i]!;
  return {kind: 'num', scale: a.scale, f: null, b: out, bound: Infinity, status};
}

export function absolute(a: NumVec): NumVec {
  if (a.f) return {...a, f: a.f.map(Math.abs)};
  return {...a, b: a.b!.map((x) => (x < 0n ? -x : x))};
}

/** Full units from a to b. */
export function tenure(unit: 'days' | 'months' | 'years', a: NumVec, b: NumVec, n: number): NumVec {
  const f = new Float64Array(n);
  let status = merge(a.status, b.status, n);
  for (let i = 0; i < n; ++i) {
    if (status && status[i] !== 0) continue;
    const from = a.f![i]!;
    const to = b.f![i]!;
    if (from > to) (status ??= new Uint8Array(n))[i] = BAD_SIGN;
    else f[i] = unit === 'days' ? to - from : unit === 'months' ? fullMonths(from, to) : fullYears(from, to);
  }
  return {kind: 'num', scale: 0, f, b: null, bound: 4_000_000, status};
}

/** N ÷ D (D may be absent) rounded once at `scale`. The result is at `scale`. */
export function quotient(a: NumVec, d: NumVec | null, scale: number, mode: RoundingMode, n: number): NumVec {
  if (!d) return rounded(a, scale, mode, n);
  const k = scale + d.scale - a.scale;
  let status = merge(a.status, d.status, n);
  const up = k > 0 ? 10 ** k : 1;
  const down = k < 0 ? 10 ** -k : 1;
  if (a.f && d.f && k < 16 && k > -16 && a.bound * up <= MAX_SAFE / 2 && d.bound * down <= MAX_SAFE / 2) {
    const out = new Float64Array(n);
    const x = a.f;
    const y = d.f;
    for (let i = 0; i < n; ++i) {
      const q = y[i]! * down;
      if (q === 0) {
        if (!status || status[i] === 0) (status ??= new Uint8Array(n))[i] = DIVIDE_BY_ZERO;
        continue;
      }
      out[i] = divideSmall(x[i]! * up, q, mode);
    }
    return {kind: 'num', scale, f: out, b: null, bound: a.bound * up, status};
  }
  const x = bigs(a, n);
  const y = bigs(d, n);
  const upBig = k > 0 ? pow10(k) : 1n;
  const downBig = k < 0 ? pow10(-k) : 1n;
  const out = new Array<bigint>(n);
  for (let i = 0; i < n; ++i) {
    out[i] = 0n;
    if (status && status[i] !== 0) continue;
    const numerator = x[i]! * upBig;
    const divisor = y[i]! * downBig;
    if (divisor === 0n) (status ??= new Uint8Array(n))[i] = DIVIDE_BY_ZERO;
    else if (isWide(numerator) || isWide(divisor)) (status ??= new Uint8Array(n))[i] = RANGE;
    else out[i] = roundDiv(numerator, divisor, mode);
  }
  return {kind: 'num', scale, f: null, b: out, bound: Infinity, status};
}

/** Rounded at `scale`; where the value has fewer digits it is kept. The result is at max(scale, 0). */
export function rounded(a: NumVec, scale: number, mode: RoundingMode, n: number): NumVec {
  if (a.scale <= scale) return a;
  const keep = Math.max(scale, 0);
  const drop = a.scale - scale;
  const back = keep - scale;
  if (a.f && drop <= 15 && a.bound <= MAX_SAFE / 2) {
    const out = new Float64Array(n);
    const d = 10 ** drop;
    const m = 10 ** back;
    const x = a.f;
    for (let i = 0; i < n; ++i) out[i] = divideSmall(x[i]!, d, mode) * m;
    const bound = Math.ceil(a.bound / d + 1) * m;
    if (bound <= MAX_SAFE) return {kind: 'num', scale: keep, f: out, b: null, bound, status: a.status};
  }
  const x = bigs(a, n);
  const d = pow10(drop);
  const m = pow10(back);
  return {
    kind: 'num',
    scale: keep,
    f: null,
    b: x.map((value) => roundDiv(value, d, mode) * m),
    bound: Infinity,
    status: a.status,
  };
}

/** Integers below 2^53: Math.floor(|x| / d) is exact. */
function divideSmall(x: number, d: number, mode: RoundingMode): number {
  const negative = x < 0 !== d < 0;
  const a = Math.abs(x);
  const b = Math.abs(d);
  let q = Math.floor(a / b);
  const r = a - q * b;
  if (r !== 0) {
    switch (mode) {
      case 'half-up':
        if (2 * r >= b) q += 1;
        break;
      case 'half-even':
        if (2 * r > b || (2 * r === b && q % 2 === 1)) q += 1;
        break;
      case 'down':
        break;
      case 'up':
        q += 1;
        break;
      case 'floor':
        if (negative) q += 1;
        break;
      case 'ceil':
        if (!negative) q += 1;
        break;
    }
  }
  return q === 0 ? 0 : negative ? -q : q;
}
