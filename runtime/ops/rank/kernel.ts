import {MISSING} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import {compareText, partitions} from '../order.js';
import type {Rank} from '../program.js';
import {integers, intAt, NumBuilder, statusAt} from '../relation.js';

/** Places inside partitions; equal rows share a place. */
export function rank(op: Rank, env: Environment): void {
  const input = relation(env, op.rel);
  const n = input.count;
  const member = input.get(op.member);
  const keys = op.keys.map(({col}) => input.get(col));
  const partitionKeys = op.partition.map((name) => input.get(name));
  const index = new KeyIndex(partitionKeys.length > 0 ? partitionKeys : [integers(new Float64Array(n))], n);
  const place = new NumBuilder(n, 0);
  const ties = new NumBuilder(n, 0);
  const ranked = new NumBuilder(n, 0);
  const compare = (a: number, b: number): number => {
    for (let k = 0; k < keys.length; ++k) {
      const key = keys[k]!;
      if (key.kind === 'text') {
        if (key.codes[a] === key.codes[b]) continue;
        const order = compareText(key.dictionary.text(key.codes[a]!), key.dictionary.text(key.codes[b]!));
        return op.keys[k]!.descending ? -order : order;
      }
      const x = key.data[a]!;
      const y = key.data[b]!;
      if (x !== y) return x < y === op.keys[k]!.descending ? 1 : -1;
    }
    return 0;
  };
  for (const part of partitions(index.groupOf, index.count, [])) {
    const rows = part.filter(
      (row) =>
        statusAt(member, row) === 0 &&
        intAt(member, row) === 1 &&
        keys.every((key) => statusAt(key, row) === 0) &&
        partitionKeys.every((key) => statusAt(key, row) === 0),
    );
    rows.sort((a, b) => compare(a, b) || a - b);
    const known = new Set(rows);
    for (const row of part) {
      ranked.setNumber(row, rows.length);
      if (known.has(row)) continue;
      place.setStatus(row, MISSING);
      ties.setStatus(row, MISSING);
    }
    for (let start = 0; start < rows.length;) {
      let end = start + 1;
      while (end < rows.length && compare(rows[start]!, rows[end]!) === 0) end += 1;
      for (let k = start; k < end; ++k) {
        place.setNumber(rows[k]!, start + 1);
        ties.setNumber(rows[k]!, end - start);
      }
      start = end;
    }
  }
  input.set(op.place, place.column());
  input.set(op.ties, ties.column());
  input.set(op.ranked, ranked.column());
  env.tick(n);
}
