// Dividing an amount so that the parts add up to it (SEM-8).
import {add, bad, isZero, multiply, round, statusOf, subtract, total, ZERO} from './exact.js';
import type {Mode, Value} from './exact.js';

/** part k = R(A·W_k ÷ W) − R(A·W_(k−1) ÷ W), W_k the weights up to k. A status, or no weight at all, is everybody's. */
export function allocate(amount: Value, weights: readonly Value[], scale: number, mode: Mode = 'half-up'): Value[] {
  const status = statusOf(amount, ...weights);
  if (status !== undefined) return weights.map(() => bad(status));
  const all = total(weights);
  if (isZero(all)) return weights.map(() => bad('divide-by-zero'));
  let sum: Value = ZERO;
  let before: Value = ZERO;
  return weights.map((weight) => {
    sum = add(sum, weight);
    const until = round({num: multiply(amount, sum), den: all}, scale, mode);
    const part = subtract(until, before);
    before = until;
    return part;
  });
}
