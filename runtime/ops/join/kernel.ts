import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import type {Join} from '../program.js';
import {gather, integers, intAt, Relation, rowKeys, statusAt} from '../relation.js';

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
  const overlaps = overlapTest(op, left, right);
  const leftRows: number[] = [];
  const rightRows: number[] = [];
  for (let i = 0; i < left.count; ++i) {
    const group = groups[i]!;
    if (group < 0) continue;
    for (let j = index.first[group]!; j !== -1; j = index.next[j]!) {
      if (!overlaps(i, j)) continue;
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

function overlapTest(op: Join, left: Relation, right: Relation): (i: number, j: number) => boolean {
  if (!op.overlap) return () => true;
  const leftFrom = left.get(op.overlap.leftFrom);
  const leftTo = left.get(op.overlap.leftTo);
  const rightFrom = right.get(op.overlap.rightFrom);
  const rightTo = right.get(op.overlap.rightTo);
  return (i, j) => {
    if (statusAt(leftFrom, i) !== 0 || statusAt(rightFrom, j) !== 0) return false;
    const openLeft = statusAt(leftTo, i) !== 0;
    const openRight = statusAt(rightTo, j) !== 0;
    return (
      (openRight || intAt(leftFrom, i) < intAt(rightTo, j)) && (openLeft || intAt(rightFrom, j) < intAt(leftTo, i))
    );
  };
}
