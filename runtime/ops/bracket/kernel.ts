import {pow10, rescale, roundDiv} from '../../decimal/round.js';
import type {Column} from '../../table/column.js';
import {BAD_SIGN, DIVIDE_BY_ZERO, DUPLICATE_KEY, MISSING, NO_TIER, RANGE, winner} from '../../table/status.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import type {BandFigure, Bands, Bracket, BracketColumn} from '../program.js';
import type {Relation} from '../relation.js';
import {bigAt, NumBuilder, statusAt} from '../relation.js';
import {isWide} from '../vectors.js';

/** Bands brought to common scales: bounds at `boundScale`, rates at `rateScale`, amounts at `amountScale`. */
interface Ladder {
  readonly from: readonly bigint[];
  readonly upper: readonly boolean[];
  readonly rate: readonly bigint[];
  readonly amount: readonly bigint[];
  /** Status of the whole ladder (no bands, duplicate bounds in data), 0 if usable. */
  readonly status: number;
}

/** Finds bands and adds up parts per band; the only op that knows bands. Bounds that are % of a target resolve half-up at 6. */
export function bracket(op: Bracket, env: Environment): void {
  const input = relation(env, op.rel);
  const scales = scalesOf(op.bands, env);
  const ladders = new Ladders(op.bands, scales, env);
  const variant = op.variant === undefined ? null : input.get(op.variant);
  const target = op.target === undefined ? null : input.get(op.target);
  const at = op.columns.map((column) => input.get(column.fn === 'find' ? column.at : column.to));
  const inputScale = Math.max(...at.map((column) => (column.kind === 'num' ? column.scale : 0)));
  const boundScale = Math.max(target ? 6 : scales.from, inputScale);
  const writers = op.columns.map((column) => new Writer(column, input, scales, boundScale));
  let lastTarget: bigint | null = null;
  let lastLadder: Ladder | null = null;
  let bounds: readonly bigint[] = [];
  for (let i = 0; i < input.count; ++i) {
    let s = variant ? statusAt(variant, i) : 0;
    const ladder = s === 0 ? ladders.of(variant, i) : null;
    if (ladder) s = winner(s, ladder.status);
    if (target) s = winner(s, statusAt(target, i));
    let t = 0n;
    if (target && s === 0) {
      t = bigAt(target, i);
      s = t === 0n ? DIVIDE_BY_ZERO : t < 0n ? BAD_SIGN : 0;
    }
    if (s !== 0 || !ladder) {
      for (const writer of writers) writer.block(i, s === 0 ? MISSING : s);
      continue;
    }
    if (ladder !== lastLadder || t !== lastTarget) {
      bounds = ladder.from.map((from) =>
        target && target.kind === 'num'
          ? roundDiv(from * t * pow10(6), pow10(scales.from + target.scale), 'half-up') * pow10(boundScale - 6)
          : from * pow10(boundScale - scales.from),
      );
      lastLadder = ladder;
      lastTarget = t;
    }
    for (const writer of writers) writer.write(i, ladder, bounds);
  }
  for (const writer of writers) writer.finish(input);
  env.tick(input.count);
}

interface Scales {
  readonly from: number;
  readonly rate: number;
  readonly amount: number;
}

function scalesOf(bands: Bands, env: Environment): Scales {
  if (bands.data) {
    const rel = relation(env, bands.data.rel);
    const scale = (name: string | undefined): number => {
      const column = name === undefined ? null : rel.get(name);
      return column && column.kind === 'num' ? column.scale : 0;
    };
    return {from: scale(bands.data.from), rate: scale(bands.data.rate), amount: scale(bands.data.amount)};
  }
  const all = [bands.others, ...bands.variants.values()].flat();
  const most = (values: readonly ({readonly scale: number} | null)[]): number =>
    values.reduce((scale, value) => Math.max(scale, value?.scale ?? 0), 0);
  return {
    from: most(all.map((b) => b.from)),
    rate: most(all.map((b) => b.rate)),
    amount: most(all.map((b) => b.amount)),
  };
}

class Ladders {
  readonly #byCode = new Map<number, Ladder>();
  readonly #others: Ladder;

  constructor(bands: Bands, scales: Scales, env: Environment) {
    if (bands.data) {
      const {data} = bands;
      const rel = relation(env, data.rel);
      const rows = new Map<number, number[]>();
      const variant = data.variant === undefined ? null : rel.get(data.variant);
      for (let i = 0; i < rel.count; ++i) {
        const code = variant && variant.kind === 'text' && statusAt(variant, i) === 0 ? variant.codes[i]! : -1;
        const list = rows.get(code);
        if (list) list.push(i);
        else rows.set(code, [i]);
      }
      for (const [code, list] of rows) this.#byCode.set(code, dataLadder(bands.data, rel, list));
      this.#others = this.#byCode.get(-1) ?? EMPTY;
      return;
    }
    const build = (rows: Bands['others']): Ladder => ({
      from: rows.map((b) => rescale(b.from.value, b.from.scale, scales.from, 'down')),
      upper: rows.map((b) => b.upper),
      rate: rows.map((b) => (b.rate ? rescale(b.rate.value, b.rate.scale, scales.rate, 'down') : 0n)),
      amount: rows.map((b) => (b.amount ? rescale(b.amount.value, b.amount.scale, scales.amount, 'down') : 0n)),
      status: rows.length === 0 ? NO_TIER : 0,
    });
    for (const [text, rows] of bands.variants) this.#byCode.set(env.dictionary.code(text), build(rows));
    this.#others = build(bands.others);
  }

  of(variant: Column | null, i: number): Ladder {
    if (!variant || variant.kind !== 'text') return this.#others;
    return this.#byCode.get(variant.codes[i]!) ?? this.#others;
  }
}

const EMPTY: Ladder = {from: [], upper: [], rate: [], amount: [], status: NO_TIER};

function dataLadder(data: NonNullable<Bands['data']>, rel: Relation, rows: readonly number[]): Ladder {
  const from = rel.get(data.from);
  const rate = data.rate === undefined ? null : rel.get(data.rate);
  const amount = data.amount === undefined ? null : rel.get(data.amount);
  const usable = rows.filter((row) => statusAt(from, row) === 0);
  const sorted = usable.sort((a, b) =>
    bigAt(from, a) < bigAt(from, b) ? -1 : bigAt(from, a) > bigAt(from, b) ? 1 : 0,
  );
  let status = sorted.length === 0 ? NO_TIER : 0;
  sorted.forEach((row, k) => {
    const before = sorted[k - 1];
    if (before !== undefined && bigAt(from, before) === bigAt(from, row)) status = winner(status, DUPLICATE_KEY);
    for (const cell of [rate, amount]) if (cell) status = winner(status, statusAt(cell, row));
  });
  return {
    from: sorted.map((row) => bigAt(from, row)),
    upper: sorted.map(() => data.upper),
    rate: sorted.map((row) => (rate && statusAt(rate, row) === 0 ? bigAt(rate, row) : 0n)),
    amount: sorted.map((row) => (amount && statusAt(amount, row) === 0 ? bigAt(amount, row) : 0n)),
    status,
  };
}

/** Writes the result of one bracket column, row by row. */
class Writer {
  readonly #spec: BracketColumn;
  readonly #at: Column;
  readonly #from: Column | null;
  readonly #times: Column | null;
  readonly #over: Column | null;
  readonly #value: NumBuilder;
  readonly #figures: readonly {readonly figure: BandFigure; readonly name: string; readonly out: NumBuilder}[];
  readonly #scales: Scales;
  readonly #boundScale: number;

  constructor(spec: BracketColumn, input: Relation, scales: Scales, boundScale: number) {
    this.#spec = spec;
    this.#scales = scales;
    this.#boundScale = boundScale;
    this.#at = input.get(spec.fn === 'find' ? spec.at : spec.to);
    this.#from = spec.fn === 'sum' && spec.from !== null ? input.get(spec.from) : null;
    this.#times = spec.fn === 'sum' && spec.times !== undefined ? input.get(spec.times) : null;
    this.#over = spec.fn === 'sum' && spec.over !== undefined ? input.get(spec.over) : null;
    this.#value = new NumBuilder(input.count, spec.fn === 'sum' ? spec.scale : 0);
    const named = spec.fn === 'find' ? Object.entries(spec.columns) : [];
    this.#figures = named.map(([figure, name]) => ({
      figure: figure as BandFigure,
      name,
      out: new NumBuilder(input.count, figureScale(figure as BandFigure, scales, boundScale)),
    }));
  }

  block(i: number, status: number): void {
    let s = winner(status, statusAt(this.#at, i));
    for (const column of [this.#from, this.#times, this.#over]) if (column) s = winner(s, statusAt(column, i));
    this.#value.setStatus(i, s);
    for (const {out} of this.#figures) out.setStatus(i, s);
  }

  write(i: number, ladder: Ladder, bounds: readonly bigint[]): void {
    if (this.#spec.fn === 'find') this.#find(i, ladder, bounds);
    else this.#sum(this.#spec, i, ladder, bounds);
  }

  finish(input: Relation): void {
    input.set(this.#spec.name, this.#value.column());
    for (const {name, out} of this.#figures) input.set(name, out.column());
  }

  #find(i: number, ladder: Ladder, bounds: readonly bigint[]): void {
    const s = statusAt(this.#at, i);
    if (s !== 0) return this.block(i, s);
    const v = this.#bound(this.#at, i);
    let k = 0;
    for (let j = 0; j < bounds.length; ++j) if (ladder.upper[j] ? v > bounds[j]! : v >= bounds[j]!) k = j + 1;
    this.#value.setNumber(i, k);
    for (const {figure, out} of this.#figures) {
      const value = figureOf(figure, k, ladder, bounds);
      if (value === null) out.setStatus(i, MISSING);
      else out.set(i, value);
    }
  }

  #sum(spec: BracketColumn & {fn: 'sum'}, i: number, ladder: Ladder, bounds: readonly bigint[]): void {
    let s = statusAt(this.#at, i);
    for (const column of [this.#from, this.#times, this.#over]) if (column) s = winner(s, statusAt(column, i));
    if (s !== 0) return this.block(i, s);
    const to = this.#bound(this.#at, i);
    const from = this.#from ? this.#bound(this.#from, i) : 0n;
    const partScale = this.#boundScale + this.#scales.rate;
    let total = 0n;
    const totalScale = spec.roundEach ? Math.max(spec.roundEach.scale, 0) : partScale;
    const extend = spec.extend === 'auto' ? (ladder.from[0] ?? 0n) <= 0n : spec.extend;
    for (let k = 0; k < bounds.length; ++k) {
      const lo = k === 0 && extend ? null : bounds[k]!;
      const hi = k + 1 < bounds.length ? bounds[k + 1]! : null;
      const part = (clamp(to, lo, hi) - clamp(from, lo, hi)) * ladder.rate[k]!;
      if (isWide(part)) return this.block(i, RANGE);
      total += spec.roundEach ? roundPart(part, partScale, spec.roundEach.scale, spec.roundEach.mode) : part;
    }
    if (isWide(total)) return this.block(i, RANGE);
    let numerator = total;
    let scale = totalScale;
    if (this.#times && this.#times.kind === 'num') {
      numerator *= bigAt(this.#times, i);
      scale += this.#times.scale;
      if (isWide(numerator)) return this.block(i, RANGE);
    }
    let divisor = 1n;
    if (this.#over && this.#over.kind === 'num') {
      divisor = bigAt(this.#over, i);
      scale -= this.#over.scale;
      if (divisor === 0n) return this.#value.set(i, 0n);
    }
    const k = spec.roundScale - scale;
    if (k >= 0) numerator *= pow10(k);
    else divisor *= pow10(-k);
    if (isWide(numerator) || isWide(divisor)) return this.block(i, RANGE);
    this.#value.set(i, roundDiv(numerator, divisor, spec.mode) * pow10(spec.scale - spec.roundScale));
  }

  #bound(column: Column, i: number): bigint {
    return column.kind === 'num' ? bigAt(column, i) * pow10(this.#boundScale - column.scale) : 0n;
  }
}

function clamp(x: bigint, lo: bigint | null, hi: bigint | null): bigint {
  if (lo !== null && x < lo) return lo;
  if (hi !== null && x > hi) return hi;
  return x;
}

function roundPart(part: bigint, scale: number, to: number, mode: Parameters<typeof roundDiv>[2]): bigint {
  if (scale <= to) return part * pow10(to - scale);
  return roundDiv(part, pow10(scale - to), mode) * (to < 0 ? pow10(-to) : 1n);
}

function figureScale(figure: BandFigure, scales: Scales, boundScale: number): number {
  switch (figure) {
    case 'lo':
    case 'hi':
    case 'prevLo':
    case 'next2Lo':
    case 'first':
      return boundScale;
    case 'rate':
    case 'nextRate':
    case 'prevRate':
    case 'next2Rate':
      return scales.rate;
    case 'count':
      return 0;
    default:
      return scales.amount;
  }
}

/** A figure of band k (1…n; 0 is below the first): null where there is none. */
function figureOf(figure: BandFigure, k: number, {rate, amount}: Ladder, bounds: readonly bigint[]): bigint | null {
  switch (figure) {
    case 'lo':
      return bounds[k - 1] ?? null;
    case 'hi':
      return bounds[k] ?? null;
    case 'prevLo':
      return bounds[k - 2] ?? null;
    case 'first':
      return bounds[0] ?? null;
    case 'rate':
      return k === 0 ? 0n : (rate[k - 1] ?? null);
    case 'amount':
      return k === 0 ? 0n : (amount[k - 1] ?? null);
    case 'nextRate':
      return rate[k] ?? null;
    case 'nextAmount':
      return amount[k] ?? null;
    case 'next2Lo':
      return bounds[k + 1] ?? null;
    case 'next2Rate':
      return rate[k + 1] ?? null;
    case 'next2Amount':
      return amount[k + 1] ?? null;
    case 'prevRate':
      return rate[k - 2] ?? null;
    case 'prevAmount':
      return amount[k - 2] ?? null;
    case 'sumAmounts':
      return amount.slice(0, k).reduce((sum, x) => sum + x, 0n);
    case 'sumBefore':
      return amount.slice(0, Math.max(0, k - 1)).reduce((sum, x) => sum + x, 0n);
    case 'count':
      return BigInt(bounds.length);
  }
}
