import {fullMonths, fullYears} from '../calendar/date.js';
import type {RoundingMode} from '../decimal/round.js';
import {pow10, roundDiv} from '../decimal/round.js';
import type {Column} from '../table/column.js';
import type {Dictionary} from '../table/dictionary.js';
import {BAD_SIGN, DIVIDE_BY_ZERO, MISSING, RANGE} from '../table/status.js';
import type {CompareOp, Expr} from './expr.js';
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
export interface TextVec {
  kind: 'text';
  codes: Int32Array;
  status: Uint8Array | null;
}
export type Vec = NumVec | TextVec;

export interface EvalContext {
  /** Number of rows in this chunk. */
  readonly n: number;
  readonly dictionary: Dictionary;
  column(name: string): Vec;
  coverage(table: string): number;
}

const MAX_SAFE = Number.MAX_SAFE_INTEGER;

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

/** Evaluates an expression over a chunk. Never throws on data; a breach of the domain is status `range`. */
export function evaluate(expr: Expr, at: EvalContext): Vec {
  switch (expr.e) {
    case 'num':
      return literal(expr, at.n);
    case 'text':
      return {kind: 'text', codes: new Int32Array(at.n).fill(at.dictionary.code(expr.text)), status: null};
    case 'status':
      return {
        kind: 'num',
        scale: 0,
        f: new Float64Array(at.n),
        b: null,
        bound: 0,
        status: new Uint8Array(at.n).fill(expr.code),
      };
    case 'coverage':
      return constant(BigInt(at.coverage(expr.table)), 0, at.n);
    case 'col':
      return at.column(expr.name);
    case 'add':
    case 'sub':
      return addSub(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.e === 'sub', at.n);
    case 'mul':
      return multiply(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), at.n);
    case 'min':
    case 'max':
      return extreme(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.e === 'max', at.n);
    case 'neg':
      return addSub(constant(0n, 0, at.n), numeric(evaluate(expr.a, at)), true, at.n);
    case 'abs':
      return absolute(numeric(evaluate(expr.a, at)));
    case 'not':
      return negate(numeric(evaluate(expr.a, at)));
    case 'isMissing':
      return isMissing(evaluate(expr.a, at), at.n);
    case 'div':
      return quotient(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.scale, expr.mode, at.n);
    case 'tenure':
      return tenure(expr.unit, numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), at.n);
    case 'round':
      return rounded(numeric(evaluate(expr.a, at)), expr.scale, expr.mode, at.n);
    case 'cmp':
      return compare(expr.op, evaluate(expr.a, at), evaluate(expr.b, at), at.n);
    case 'and':
    case 'or':
      return logic(expr.of, expr.e === 'and', at);
    case 'case':
      return choose(expr.cases, expr.otherwise, at);
    case 'ifMissing': {
      const a = evaluate(expr.a, at);
      if (!a.status) return a;
      const test: NumVec = numeric(isMissing(a, at.n));
      return select([{test, value: evaluate(expr.b, at)}], a, at.n);
    }
  }
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

export function numeric(vec: Vec): NumVec {
  if (vec.kind !== 'num') throw new Error('A number was expected, text came');
  return vec;
}

export function bigs(vec: NumVec, n: number): bigint[] {
  if (vec.b) return vec.b;
  const out = new Array<bigint>(n);
  const f = vec.f!;
  for (let i = 0; i < n; ++i) out[i] = BigInt(f[i]!);
  return out;
}

export function isWide(x: bigint): boolean {
  return x >= WIDE || x <= -WIDE;
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

function boundOf(f: Float64Array): number {
  let bound = 0;
  for (let i = 0; i < f.length; ++i) {
    const x = f[i]!;
    if (x > bound) bound = x;
    else if (-x > bound) bound = -x;
  }
  return bound;
}

/** A literal as a vector, made once for all chunks: nothing writes into the vectors it is given. */
function literal(expr: Expr & {e: 'num'}, n: number): NumVec {
  const known = literals.get(expr);
  if (known?.f && known.f.length >= n) return known.f.length === n ? known : {...known, f: known.f.subarray(0, n)};
  const made = constant(expr.value, expr.scale, n);
  literals.set(expr, made);
  return made;
}

const literals = new WeakMap<Expr, NumVec>();

function constant(value: bigint, scale: number, n: number): NumVec {
  const small = Number(value);
  if (Number.isSafeInteger(small)) {
    return {kind: 'num', scale, f: new Float64Array(n).fill(small), b: null, bound: Math.abs(small), status: null};
  }
  return {kind: 'num', scale, f: null, b: new Array<bigint>(n).fill(value), bound: Infinity, status: null};
}

function merge(a: Uint8Array | null, b: Uint8Array | null, n: number): Uint8Array | null {
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
function widen(a: NumVec, scale: number, n: number): NumVec {
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

/** A BigInt vector, each value checked against the domain of intermediates. */
function wide(b: bigint[], scale: number, status: Uint8Array | null, n: number): NumVec {
  let out = status;
  for (let i = 0; i < n; ++i) {
    if (!isWide(b[i]!)) continue;
    b[i] = 0n;
    if (out === status) out = status ? status.slice() : new Uint8Array(n);
    if (out && out[i] === 0) out[i] = RANGE;
  }
  return {kind: 'num', scale, f: null, b, bound: Infinity, status: out};
}

function align(a: NumVec, b: NumVec, n: number): [NumVec, NumVec] {
  const scale = Math.max(a.scale, b.scale);
  return [widen(a, scale, n), widen(b, scale, n)];
}

function addSub(left: NumVec, right: NumVec, subtract: boolean, n: number): NumVec {
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

function multiply(a: NumVec, b: NumVec, n: number): NumVec {
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

function extreme(left: NumVec, right: NumVec, largest: boolean, n: number): NumVec {
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

function tenure(unit: 'days' | 'months' | 'years', a: NumVec, b: NumVec, n: number): NumVec {
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

function absolute(a: NumVec): NumVec {
  if (a.f) return {...a, f: a.f.map(Math.abs)};
  return {...a, b: a.b!.map((x) => (x < 0n ? -x : x))};
}

function negate(a: NumVec): NumVec {
  return {...a, f: a.f!.map((x) => (x === 0 ? 1 : 0)), bound: 1};
}

function isMissing(a: Vec, n: number): NumVec {
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

function compare(op: CompareOp, left: Vec, right: Vec, n: number): NumVec {
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
function logic(of: readonly Expr[], all: boolean, at: EvalContext): NumVec {
  const f = new Float64Array(at.n).fill(all ? 1 : 0);
  let status: Uint8Array | null = null;
  const done = new Uint8Array(at.n);
  for (const part of of) {
    const x = numeric(evaluate(part, at));
    for (let i = 0; i < at.n; ++i) {
      if (done[i] === 1) continue;
      const s = x.status ? x.status[i]! : 0;
      if (s !== 0) {
        (status ??= new Uint8Array(at.n))[i] = s;
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

function choose(cases: readonly {readonly when: Expr; readonly then: Expr}[], otherwise: Expr, at: EvalContext): Vec {
  return select(
    cases.map((one) => ({test: numeric(evaluate(one.when, at)), value: evaluate(one.then, at)})),
    evaluate(otherwise, at),
    at.n,
  );
}

/** Per row the value of the first true test; a test with a status gives that status. */
function select(cases: readonly {test: NumVec; value: Vec}[], otherwise: Vec, n: number): Vec {
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
