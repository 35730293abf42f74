import type {BandValue, Bracket} from '../../ops/program.js';
import {bigAt, statusAt} from '../../ops/relation.js';
import {pow10, rescale, roundDiv} from '../../decimal/round.js';
import type {ExplainContext} from '../explaining.js';

/** A band as it applies at one place: bounds resolved. */
export interface Step {
  readonly from: BandValue;
  readonly rate: BandValue;
}

/** The bands that apply at the place explained, by its variant and its target. */
export function ladderAt(op: Bracket, context: ExplainContext): Step[] {
  const zero = {value: 0n, scale: 0};
  const {data} = op.bands;
  const target = op.target === undefined ? undefined : context.number(op.target);
  const resolve = (from: BandValue): BandValue => {
    if (target?.t !== 'number') return from;
    const value = from.value * target.value;
    const scale = from.scale + target.scale;
    return {
      value: scale <= 6 ? rescale(value, scale, 6, 'half-up') : roundDiv(value, pow10(scale - 6), 'half-up'),
      scale: 6,
    };
  };
  if (data) return fromData(data, op, context).map(({from, rate}) => ({from: resolve(from), rate}));
  const code = op.variant === undefined ? -1 : context.int(op.variant);
  const rows = op.bands.variants.get(context.text(code)) ?? op.bands.others;
  return rows.map(({from, rate}) => ({from: resolve(from), rate: rate ?? zero}));
}

function fromData(data: NonNullable<Bracket['bands']['data']>, op: Bracket, context: ExplainContext): Step[] {
  const rel = context.relation(data.rel);
  if (!rel) return [];
  const from = rel.get(data.from);
  const rate = data.rate === undefined ? null : rel.get(data.rate);
  const variant = data.variant === undefined ? null : rel.get(data.variant);
  const codeOf = (row: number): number =>
    variant?.kind === 'text' && statusAt(variant, row) === 0 ? (variant.codes[row] ?? -1) : -1;
  const wanted = op.variant === undefined ? -1 : context.int(op.variant);
  const rows = Array.from({length: rel.count}, (_, i) => i).filter((i) => statusAt(from, i) === 0);
  const mine = rows.some((i) => codeOf(i) === wanted) ? wanted : -1;
  const value = (column: typeof from, row: number): BandValue => ({
    value: bigAt(column, row),
    scale: column.kind === 'num' ? column.scale : 0,
  });
  return rows
    .filter((i) => codeOf(i) === mine)
    .sort((a, b) => (bigAt(from, a) < bigAt(from, b) ? -1 : 1))
    .map((i) => ({from: value(from, i), rate: rate ? value(rate, i) : {value: 0n, scale: 0}}));
}
