import type {Column} from '../../table/column.js';
import {MISSING, winner} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import {partitions} from '../order.js';
import type {Window, WindowColumn} from '../program.js';
import type {Relation} from '../relation.js';
import {bigAt, gather, integers, intAt, NumBuilder, statusAt} from '../relation.js';

/** Running functions over ordered partitions; absent rows contribute nothing. */
export function window(op: Window, env: Environment): void {
  const input = relation(env, op.rel);
  const index = new KeyIndex(
    op.partition.length > 0 ? op.partition.map((name) => input.get(name)) : [integers(new Float64Array(input.count))],
    input.count,
  );
  const parts = partitions(
    index.groupOf,
    index.count,
    op.order.map((name) => input.get(name)),
  );
  const present = op.present === undefined ? null : input.get(op.present);
  const isPresent = (row: number): boolean => present === null || intAt(present, row) === 1;
  for (const spec of op.columns) input.set(spec.name, compute(spec, input, parts, isPresent));
  env.tick(input.count);
}

type Present = (row: number) => boolean;

function compute(spec: WindowColumn, input: Relation, parts: readonly Int32Array[], isPresent: Present): Column {
  const column = input.get(spec.col);
  switch (spec.fn) {
    case 'lag':
      return lag(column, parts, isPresent, spec.rows ?? 1);
    case 'previous':
      return previous(column, parts, isPresent);
    case 'balance':
      return balance(column, parts, isPresent);
    case 'before':
      return running(column, parts, isPresent, true);
    case 'sum':
      if (spec.rows === undefined) return running(column, parts, isPresent, false);
      return framed(spec, column, parts, isPresent);
    default:
      return framed(spec, column, parts, isPresent);
  }
}

function lag(column: Column, parts: readonly Int32Array[], isPresent: Present, distance: number): Column {
  const from = new Int32Array(column.kind === 'text' ? column.codes.length : column.data.length).fill(-1);
  for (const part of parts) {
    for (let k = distance; k < part.length; ++k) {
      const source = part[k - distance]!;
      if (isPresent(source)) from[part[k]!] = source;
    }
  }
  return gather(column, from, MISSING);
}

function previous(column: Column, parts: readonly Int32Array[], isPresent: Present): Column {
  const from = new Int32Array(column.kind === 'text' ? column.codes.length : column.data.length).fill(-1);
  for (const part of parts) {
    let last = -1;
    for (const row of part) {
      from[row] = last;
      if (isPresent(row)) last = row;
    }
  }
  return gather(column, from, MISSING);
}

function running(column: Column, parts: readonly Int32Array[], isPresent: Present, before: boolean): Column {
  if (column.kind === 'text') throw new Error('Text has no sum');
  const out = new NumBuilder(column.data.length, column.scale);
  for (const part of parts) {
    let sum = 0n;
    let blocked = 0;
    for (const row of part) {
      const put = (): void => {
        if (blocked !== 0) out.setStatus(row, blocked);
        else out.set(row, sum);
      };
      if (before) put();
      if (isPresent(row)) {
        blocked = winner(blocked, statusAt(column, row));
        if (statusAt(column, row) === 0) sum += bigAt(column, row);
      }
      if (!before) put();
    }
  }
  return out.column();
}

/** B = max(0, B₋₁ + x); a status blocks the rest of the partition. */
function balance(column: Column, parts: readonly Int32Array[], isPresent: Present): Column {
  if (column.kind === 'text') throw new Error('Text has no balance');
  const out = new NumBuilder(column.data.length, column.scale);
  for (const part of parts) {
    let sum = 0n;
    let blocked = 0;
    for (const row of part) {
      if (isPresent(row)) {
        blocked = winner(blocked, statusAt(column, row));
        if (statusAt(column, row) === 0) sum += bigAt(column, row);
        if (sum < 0n) sum = 0n;
      }
      if (blocked !== 0) out.setStatus(row, blocked);
      else out.set(row, sum);
    }
  }
  return out.column();
}

/** Sum, count, least or greatest of the frame of `rows` preceding rows (all when absent) up to this one. */
function framed(spec: WindowColumn, column: Column, parts: readonly Int32Array[], isPresent: Present): Column {
  const {fn, okOnly} = spec;
  const scale = column.kind === 'num' && fn !== 'count' ? column.scale : 0;
  const length = column.kind === 'text' ? column.codes.length : column.data.length;
  const out = new NumBuilder(length, scale);
  for (const part of parts) {
    for (let k = 0; k < part.length; ++k) {
      const start = spec.rows === undefined ? 0 : Math.max(0, k - spec.rows);
      let blocked = 0;
      let seen = 0;
      let value = 0n;
      for (let j = start; j <= k; ++j) {
        const row = part[j]!;
        if (!isPresent(row)) continue;
        const s = statusAt(column, row);
        if (s !== 0) {
          if (!okOnly) blocked = winner(blocked, s);
          continue;
        }
        seen += 1;
        if (fn === 'count') continue;
        const x = bigAt(column, row);
        if (fn === 'sum') value += x;
        else if (seen === 1 || (fn === 'max' ? x > value : x < value)) value = x;
      }
      const row = part[k]!;
      if (blocked !== 0) out.setStatus(row, blocked);
      else if (fn === 'count') out.setNumber(row, seen);
      else if (seen === 0 && fn !== 'sum') out.setStatus(row, MISSING);
      else out.set(row, value);
    }
  }
  return out.column();
}
