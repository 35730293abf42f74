import type {NodeMap} from '@planwright/schemas';
import type {Bracket, BracketColumn} from '../../ops/program.js';
import type {ExplainContext} from '../explaining.js';
import type {Calculation, Term, Unit} from '../terms.js';
import {exactOf, number, over, roundTerm, sumOf, times} from '../terms.js';
import {ladderAt} from './ladder.js';
import {rateUnit} from './units.js';

/** Σ rate × part of each band, as the bracket op adds them up into a column (SEM-20, 21). */
export function marginalSum(node: NodeMap['tier'], column: string, context: ExplainContext): Calculation | undefined {
  const found = bracketOf(column, context);
  if (!found) return undefined;
  const {op, spec} = found;
  const unit = context.unitOf(context.input('input'));
  const amounts: Unit | null = unit ? {...unit, literal: false} : null;
  const to = context.number(spec.to, amounts ?? undefined);
  const from = spec.from === null ? number(0) : context.number(spec.from, amounts ?? undefined);
  if (to?.t !== 'number' || from?.t !== 'number') return undefined;
  const bands = ladderAt(op, context);
  const scale = Math.max(to.scale, from.scale, ...bands.map((band) => band.from.scale));
  const at = (one: {value: bigint; scale: number}): bigint => one.value * 10n ** BigInt(scale - one.scale);
  const rates = rateUnit(node, context);
  const extend = spec.extend === 'auto' ? (bands[0]?.from.value ?? 0n) <= 0n : spec.extend;
  const parts = bands.flatMap((band, k): Term[] => {
    const lo = k === 0 && extend ? null : at(band.from);
    const next = bands[k + 1];
    const hi = next ? at(next.from) : null;
    const part = clamp(at(to), lo, hi) - clamp(at(from), lo, hi);
    if (part === 0n) return [];
    const product: Term = {t: '*', a: number(part, scale, amounts), b: number(band.rate.value, band.rate.scale, rates)};
    return [spec.roundEach ? roundTerm(product, spec.roundEach.scale, spec.roundEach.mode) : product];
  });
  let term = sumOf(parts);
  const factor = spec.times === undefined ? undefined : context.number(spec.times);
  if (factor) term = times(term, factor);
  const divisor = spec.over === undefined ? undefined : context.number(spec.over, amounts ?? undefined);
  if (divisor) term = exactOf(divisor).n === 0n ? number(0) : over(term, divisor);
  return {term, rounding: {scale: spec.roundScale, mode: spec.mode}};
}

/** T(now) − T(before), both rounded (SEM-24). */
export function toDateChange(node: NodeMap['tier'], context: ExplainContext): Calculation | undefined {
  const total = `@${context.id}/total`;
  const unit = context.unitOf(context.output('value'));
  const sum = node.reading === 'marginal' ? marginalSum(node, total, context) : undefined;
  const now = sum?.rounding && roundTerm(sum.term, sum.rounding.scale, sum.rounding.mode);
  const calculation = context.trace(context.column, {
    expand: (column) => (column === total ? now : undefined),
    unit: (column) => (column.includes('total') ? unit && {...unit, literal: false} : undefined),
  });
  return calculation;
}

function bracketOf(
  column: string,
  context: ExplainContext,
): {op: Bracket; spec: BracketColumn & {fn: 'sum'}} | undefined {
  const names = [column, `@${context.id}/parts`];
  if (column.endsWith('.applied')) names[1] = `@${context.id}/appliedParts`;
  for (const op of context.ops) {
    if (op.op !== 'bracket' || op.node !== context.id) continue;
    for (const spec of op.columns) if (spec.fn === 'sum' && names.includes(spec.name)) return {op, spec};
  }
  return undefined;
}

function clamp(x: bigint, lo: bigint | null, hi: bigint | null): bigint {
  if (lo !== null && x < lo) return lo;
  return hi !== null && x > hi ? hi : x;
}
