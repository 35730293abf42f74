import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import type {Join} from '../program.js';
import {boundAt, Ranges} from '../ranges.js';
import {gather, integers, Relation, rowKeys, statusAt} from '../relation.js';

/** Inner join: a row for every pair with equal keys whose ranges overlap, in order of the left, then of the right. */
export function join(op: Join, env: Environment): void {
  const left = relation(env, op.left);
  const right = relation(env, op.right);
  const index = new KeyIndex(
    op.on.length > 0 ? op.on.map((key) => right.get(key.right)) : [integers(new Float64Array(right.count))],
    right.count,
  );
  const groups = index.find(
    op.on.length > 0 ? op.on.map((key) => left.get(key.left)) : [integers(new Float64Array(left.count))],
    left.count,
  );
  const matches = matcher(op, left, right, index);
  const leftRows: number[] = [];
  const rightRows: number[] = [];
  for (let i = 0; i < left.count; ++i) {
    const group = groups[i]!;
    if (group < 0) continue;
    for (const j of matches(i, group)) {
      leftRows.push(i);
      rightRows.push(j);
    }
  }
  env.tick(leftRows.length);
  const fromLeft = Int32Array.from(leftRows);
  const fromRight = Int32Array.from(rightRows);
  const out = new Relation(fromLeft.length);
  for (const name of left.names()) out.define(name, () => gather(left.get(name), fromLeft, null));
  if (left.has('$key')) out.define('$left', () => gather(left.get('$key'), fromLeft, null));
  out.define('$key', () => rowKeys(fromLeft.length));
  for (const {name, from} of op.columns) out.define(name, () => gather(right.get(from), fromRight, null));
  env.relations.set(op.out, out);
  const table = env.tableOf.get(op.left);
  if (table !== undefined) env.tableOf.set(op.out, table);
}

/** Right rows of a group that go with a left row, in a list that the next call uses again. */
function matcher(op: Join, left: Relation, right: Relation, index: KeyIndex): (i: number, group: number) => number[] {
  const found: number[] = [];
  if (!op.overlap) {
    return (_, group) => {
      found.length = 0;
      for (let j = index.first[group]!; j !== -1; j = index.next[j]!) found.push(j);
      return found;
    };
  }
  const from = left.get(op.overlap.leftFrom);
  const to = left.get(op.overlap.leftTo);
  const ranges = new Ranges(index, right.get(op.overlap.rightFrom), right.get(op.overlap.rightTo));
  return (i, group) => {
    found.length = 0;
    if (statusAt(from, i) === 0)
      ranges.overlapping(group, boundAt(from, i), statusAt(to, i) === 0 ? boundAt(to, i) : Infinity, found);
    return found;
  };
}
