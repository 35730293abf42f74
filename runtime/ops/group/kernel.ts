import type {Column} from '../../table/column.js';
import {MISSING, winner} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import type {Aggregate, Group} from '../program.js';
import {bigAt, gather, integers, NumBuilder, Relation, rowKeys, statusAt} from '../relation.js';

/** One row per group of equal keys; no row for an absent group. */
export function group(op: Group, env: Environment): void {
  const input = relation(env, op.input);
  const keys = op.by.map((name) => input.get(name));
  const index = new KeyIndex(keys.length > 0 ? keys : [integers(new Float64Array(input.count))], input.count);
  const out = new Relation(index.count);
  op.by.forEach((name, k) => out.define(name, () => gather(keys[k]!, index.first, null)));
  for (const aggregate of op.aggregates) out.set(aggregate.name, compute(aggregate, input, index));
  out.define('$key', () => rowKeys(index.count));
  env.relations.set(op.out, out);
  env.tick(input.count);
}

function compute(aggregate: Aggregate, input: Relation, index: KeyIndex): Column {
  const {fn} = aggregate;
  if (fn === 'count' && aggregate.col === undefined) return countRows(index);
  const column = input.get(aggregate.col ?? '');
  const status = new Uint8Array(index.count);
  const skip = aggregate.skipMissing === true;
  if (column.status) {
    for (let i = 0; i < input.count; ++i) {
      const s = column.status[i]!;
      if (s === 0 || (skip && s === MISSING)) continue;
      const g = index.groupOf[i]!;
      status[g] = winner(status[g]!, s);
    }
  }
  switch (fn) {
    case 'count':
      return withStatus(counts(column, index), status);
    case 'count-distinct':
      return withStatus(distinct(column, index), status);
    case 'sum':
      return withStatus(sums(column, index), status);
    case 'min':
    case 'max':
      return withStatus(extremes(column, index, fn === 'max'), status);
  }
}

function countRows({count, groupOf}: KeyIndex): Column {
  const out = new Float64Array(count);
  for (let i = 0; i < groupOf.length; ++i) out[groupOf[i]!]! += 1;
  return integers(out);
}

function counts(column: Column, index: KeyIndex): Column {
  const {status} = column;
  if (!status) return countRows(index);
  const {count, groupOf} = index;
  const out = new Float64Array(count);
  for (let i = 0; i < groupOf.length; ++i) if (status[i] === 0) out[groupOf[i]!]! += 1;
  return integers(out);
}

function distinct(column: Column, index: KeyIndex): Column {
  const out = new Float64Array(index.count);
  const pairs = new KeyIndex([integers(Float64Array.from(index.groupOf)), column], index.groupOf.length);
  for (let p = 0; p < pairs.count; ++p) {
    const row = pairs.first[p]!;
    if (statusAt(column, row) === 0) out[index.groupOf[row]!]! += 1;
  }
  return integers(out);
}

/** Sums stay in doubles while n · max|x| proves every partial sum exact (SEM-4). */
function sums(column: Column, index: KeyIndex): Column {
  if (column.kind === 'text') throw new Error('Text has no sum');
  const n = index.groupOf.length;
  if (column.data instanceof Float64Array) {
    const {data, status} = column;
    const {groupOf} = index;
    let bound = 0;
    for (let i = 0; i < n; ++i) bound = Math.max(bound, Math.abs(data[i]!));
    if (bound * n <= Number.MAX_SAFE_INTEGER) {
      const out = new Float64Array(index.count);
      for (let i = 0; i < n; ++i) if (!status || status[i] === 0) out[groupOf[i]!]! += data[i]!;
      return {kind: 'num', scale: column.scale, data: out, status: null};
    }
  }
  const wide = new Array<bigint>(index.count).fill(0n);
  for (let i = 0; i < n; ++i) {
    if (statusAt(column, i) === 0) wide[index.groupOf[i]!] = wide[index.groupOf[i]!]! + bigAt(column, i);
  }
  const out = new NumBuilder(index.count, column.scale);
  wide.forEach((value, g) => {
    out.set(g, value);
  });
  return out.column();
}

function extremes(column: Column, index: KeyIndex, largest: boolean): Column {
  if (column.kind === 'text') throw new Error('Text has no order here');
  const best = new Int32Array(index.count).fill(-1);
  for (let i = 0; i < index.groupOf.length; ++i) {
    if (statusAt(column, i) !== 0) continue;
    const g = index.groupOf[i]!;
    const b = best[g]!;
    if (b === -1 || (largest ? column.data[i]! > column.data[b]! : column.data[i]! < column.data[b]!)) best[g] = i;
  }
  return gather(column, best, MISSING);
}

function withStatus(column: Column, status: Uint8Array): Column {
  if (!status.some((s) => s !== 0)) return column;
  const merged = column.status ? column.status.slice() : new Uint8Array(status.length);
  for (let g = 0; g < status.length; ++g) if (status[g] !== 0) merged[g] = status[g]!;
  return {...column, status: merged};
}
