import {pow10, roundDiv} from '../../decimal/round.js';
import {BAD_SIGN, DIVIDE_BY_ZERO, RANGE, winner} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import {KeyIndex} from '../keys.js';
import {partitions} from '../order.js';
import type {Allocate} from '../program.js';
import {bigAt, integers, intAt, NumBuilder, statusAt} from '../relation.js';
import {isWide} from '../vectors.js';

/** Splits an amount over ordered parts so that the parts add up exactly (SEM-8). */
export function allocate(op: Allocate, env: Environment): void {
  const input = relation(env, op.rel);
  const n = input.count;
  const keys = op.partition.map((name) => input.get(name));
  const index = new KeyIndex(keys.length > 0 ? keys : [integers(new Float64Array(n))], n);
  const amount = input.get(op.amount);
  const weight = op.weight === null ? null : input.get(op.weight);
  const member = op.member === undefined ? null : input.get(op.member);
  const out = new NumBuilder(n, op.scale);
  if (amount.kind === 'text') throw new Error('Text cannot be shared');
  const back = pow10(op.scale - op.roundScale);
  for (const part of partitions(
    index.groupOf,
    index.count,
    op.order.map((name) => input.get(name)),
  )) {
    const rows = part.filter((row) => member === null || statusAt(member, row) !== 0 || intAt(member, row) === 1);
    let blocked = 0;
    let total = 0n;
    for (const row of rows) {
      if (member) blocked = winner(blocked, statusAt(member, row));
      if (weight && statusAt(weight, row) !== 0) blocked = winner(blocked, statusAt(weight, row));
      else {
        const w = weight ? bigAt(weight, row) : 1n;
        if (w < 0n) blocked = winner(blocked, BAD_SIGN);
        total += w;
      }
    }
    const scaleOf = weight && weight.kind === 'num' ? weight.scale : 0;
    let before = 0n;
    let cumulative = 0n;
    for (const row of rows) {
      cumulative += weight ? (statusAt(weight, row) === 0 ? bigAt(weight, row) : 0n) : 1n;
      const s = winner(blocked, statusAt(amount, row));
      if (s !== 0) {
        out.setStatus(row, s);
        continue;
      }
      if (total === 0n) {
        if (!op.nobodyIsZero) out.setStatus(row, DIVIDE_BY_ZERO);
        continue;
      }
      let a = bigAt(amount, row);
      let scale = amount.scale;
      if (op.claim) {
        const wanted = total * pow10(amount.scale);
        const given = a * pow10(scaleOf);
        if (given > wanted) {
          a = total;
          scale = scaleOf;
        }
      }
      const k = op.roundScale - scale;
      const numerator = a * cumulative * (k > 0 ? pow10(k) : 1n);
      const divisor = total * (k < 0 ? pow10(-k) : 1n);
      if (isWide(numerator) || isWide(divisor)) {
        out.setStatus(row, RANGE);
        continue;
      }
      const after = roundDiv(numerator, divisor, op.mode);
      out.set(row, (after - before) * back);
      before = after;
    }
  }
  input.set(op.name, out.column());
  env.tick(n);
}
