import type {Column} from '../../table/column.js';
import {RANGE} from '../../table/status.js';
import {quotient} from '../arithmetic.js';
import type {Environment} from '../environment.js';
import {forChunks, relation} from '../environment.js';
import {evaluate, markShared} from '../evaluate.js';
import type {Derive, Derived} from '../program.js';
import type {Relation} from '../relation.js';
import {LIMIT} from '../relation.js';
import type {NumVec} from '../vectors.js';
import {numeric} from '../vectors.js';

/** Adds computed columns; every number is exact until it is rounded once, here. */
export function derive({rel, columns}: Derive, env: Environment): void {
  const input = relation(env, rel);
  for (const column of columns) input.set(column.name, deriveColumn(column, input, env));
}

function deriveColumn(spec: Derived, input: Relation, env: Environment): Column {
  markShared(spec.expr);
  if (spec.over) markShared(spec.over);
  if (spec.scale === undefined) return deriveText(spec, input, env);
  const {scale} = spec;
  const roundScale = spec.roundScale ?? scale;
  const mode = spec.mode ?? 'half-up';
  const same = copied(spec, input);
  if (same?.kind === 'num' && same.scale === scale && roundScale >= scale) return same;
  const data = new Float64Array(input.count);
  const state: {big: BigInt64Array | null; status: Uint8Array | null} = {big: null, status: null};
  forChunks(env, input, (from, at) => {
    const exact = numeric(evaluate(spec.expr, at));
    const divisor = spec.over ? numeric(evaluate(spec.over, at)) : null;
    store(quotient(exact, divisor, roundScale, mode, at.n), scale, data, state, from, at.n);
  });
  return {kind: 'num', scale, data: state.big ?? data, status: state.status};
}

/** A column that is only named anew shares its data. */
function copied({expr, over}: Derived, input: Relation): Column | null {
  return expr.e === 'col' && !over ? input.get(expr.name) : null;
}

function store(
  vec: NumVec,
  scale: number,
  data: Float64Array,
  state: {big: BigInt64Array | null; status: Uint8Array | null},
  from: number,
  n: number,
): void {
  const k = scale - vec.scale;
  if (k < 0) throw new Error(`A value at scale ${vec.scale} does not fit a column at ${scale}`);
  const status = vec.status;
  if (status) {
    for (let i = 0; i < n; ++i)
      if (status[i] !== 0) (state.status ??= new Uint8Array(data.length))[from + i] = status[i]!;
  }
  if (vec.f && !state.big && k < 16 && vec.bound * 10 ** k <= Number.MAX_SAFE_INTEGER) {
    const m = 10 ** k;
    const f = vec.f;
    for (let i = 0; i < n; ++i) if (!status || status[i] === 0) data[from + i] = f[i]! * m + 0;
    return;
  }
  const m = 10n ** BigInt(k);
  for (let i = 0; i < n; ++i) {
    if (status && status[i] !== 0) continue;
    const value = (vec.b ? vec.b[i]! : BigInt(vec.f![i]!)) * m;
    if (value >= LIMIT || value <= -LIMIT) (state.status ??= new Uint8Array(data.length))[from + i] = RANGE;
    else if (state.big) state.big[from + i] = value;
    else if (value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER))
      data[from + i] = Number(value);
    else {
      state.big = BigInt64Array.from(data, BigInt);
      state.big[from + i] = value;
    }
  }
}

function deriveText(spec: Derived, input: Relation, env: Environment): Column {
  const same = copied(spec, input);
  if (same?.kind === 'text') return same;
  const codes = new Int32Array(input.count).fill(-1);
  let all: Uint8Array | null = null;
  forChunks(env, input, (from, at) => {
    const vec = evaluate(spec.expr, at);
    if (vec.kind === 'text') codes.set(vec.codes, from);
    if (vec.status) (all ??= new Uint8Array(input.count)).set(vec.status, from);
  });
  return {kind: 'text', dictionary: env.dictionary, codes, status: all};
}
