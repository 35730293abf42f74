// tier: one table, many readings (SEM-20 … SEM-25, R-34, R-35).
import {
  ZERO,
  add,
  bad,
  compare,
  divide,
  isZero,
  larger,
  multiply,
  round,
  smaller,
  statusOf,
  store,
  subtract,
  total,
  whole,
} from '../exact.js';
import type {Quotient, Value} from '../exact.js';
import {constant, integer} from '../names.js';
import type {TierNode} from '../plan.js';
import {finest, perPerson} from '../run.js';
import type {At, Named, Ports, Prepared, Run} from '../run.js';
import {minorScale, wireType} from '../types.js';
import type {Currency} from '../types.js';
import {finish, scan} from '../windows.js';
import {ofTarget, sheets} from './bands.js';
import type {Step} from './bands.js';
import {applied} from './numbers.js';

/** x the input, c the running total before, v = c + x what picks the band, b the base. */
interface Place {
  readonly x: Value;
  readonly c: Value;
  readonly v: Value;
  readonly b: Value;
}

export function prepareTier(run: Run, node: TierNode): Prepared {
  const wires = {
    input: run.wire(node.in.input),
    base: optional(run, node.in.base),
    target: optional(run, node.in.target),
    already: optional(run, node.in.already),
    amount: optional(run, node.in.amount),
    variant: optional(run, node.in.variant),
  };
  const picking = [wires.input, wires.base, wires.target, wires.already, wires.variant].filter((w) => w !== undefined);
  const all = wires.amount === undefined ? picking : [...picking, wires.amount];
  const meets = finest(all.map((wire) => wire.grain));
  const grain = (node.scope ?? 'each') === 'each' ? meets : perPerson(meets);
  const type = wireType(node.gives, currencyOf(run, node, wires.base ?? wires.input));
  const stepsAt = sheets(run, node, wires.variant, wires.target);
  const scope = node.scope ?? 'each';

  /** The exact value and the number of the band, for a place on the table. */
  function read(at: At, place: Place): {exact: Quotient; band: Value} {
    const steps = stepsAt(at);
    const bounds = Array.isArray(steps) ? steps.map(({from}) => from) : [steps];
    const status = statusOf(...picking.map((wire) => wire.read(at)), ...Object.values(place), ...bounds);
    const finding = [wires.input, wires.target, wires.already, wires.variant].filter((w) => w !== undefined);
    const unfound = statusOf(...finding.map((wire) => wire.read(at)), place.x, place.c, place.v, ...bounds);
    if (unfound !== undefined || !Array.isArray(steps)) return {exact: whole(bad(status!)), band: bad(unfound!)};
    const k = bandOf(steps, place.v);
    if (status !== undefined) return {exact: whole(bad(status)), band: integer(k)};
    return {exact: readTable(run, node, steps, k, place, wires.target?.read(at)), band: integer(k)};
  }

  if (scope === 'to-date') {
    interface ToDate {
      readonly x: Value;
      readonly b: Value;
      readonly due: Value;
      readonly value: Value;
      readonly band: Value;
    }
    const minor = minorScale(type);
    const states = scan<ToDate>(run, grain, node.over ?? 'period', (at, before) => {
      const x = store(add(before?.x ?? ZERO, wires.input.read(at)), wires.input.type.scale);
      const base = wires.base;
      const b = base === undefined ? x : store(add(before?.b ?? ZERO, base.read(at)), base.type.scale);
      const {exact, band} = read(at, {x, c: ZERO, v: x, b});
      const due = round(exact, node.rounding?.scale ?? minor, node.rounding?.mode ?? 'half-up');
      return {x, b, due, value: subtract(due, before?.due ?? ZERO), band};
    });
    return {
      grain,
      types: {value: type, band: wireType('count', undefined)},
      at: (at) => ({value: store(states(at).value, type.scale), band: states(at).band}),
    };
  }

  const running =
    scope === 'running'
      ? scan<{before: Value; after: Value}>(run, grain, node.over ?? 'period', (at, last) => {
          const before = last?.after ?? ZERO;
          return {before, after: store(add(before, wires.input.read(at)), wires.input.type.scale)};
        })
      : undefined;
  const types = {value: type, band: wireType('count', undefined)};
  return {
    grain,
    types:
      wires.amount === undefined
        ? types
        : {...types, applied: wireType(wires.amount.type.of, wires.amount.type.currency)},
    at(at): Ports {
      const x = wires.input.read(at);
      const c = running?.(at).before ?? wires.already?.read(at) ?? ZERO;
      const v = node.rateAt === 'before' ? c : store(add(c, x), wires.input.type.scale);
      const {exact, band} = read(at, {x, c, v, b: wires.base?.read(at) ?? x});
      const value = finish(exact, type, node.rounding);
      return wires.amount === undefined ? {value, band} : {value, band, applied: applied(wires.amount, exact, at)};
    },
  };
}

function optional(run: Run, ref: string | undefined): Named | undefined {
  return ref === undefined ? undefined : run.wire(ref);
}

/** Money of a rate is in the currency of what it multiplies; money of an amount is in the plan's. */
function currencyOf(run: Run, node: TierNode, base: Named): Currency {
  const byRate = ['marginal', 'whole', 'overage', 'rate-curve'].includes(node.reading);
  return (byRate ? base.type.currency : undefined) ?? run.plan.currency;
}

/** The highest band whose bound is reached; 0 below the first. */
function bandOf(steps: readonly Step[], v: Value): number {
  for (let k = steps.length; k > 0; --k) {
    const order = compare(v, steps[k - 1]!.from);
    if (order.is === 'order' && (steps[k - 1]!.upper ? order.sign > 0 : order.sign >= 0)) return k;
  }
  return 0;
}

function readTable(
  run: Run,
  node: TierNode,
  steps: readonly Step[],
  k: number,
  place: Place,
  target: Value | undefined,
): Quotient {
  const {x, v, b} = place;
  if (k === 0 && node.below === 'no-tier') return whole(bad('no-tier'));
  switch (node.reading) {
    case 'marginal': {
      const sum = marginal(node, steps, place);
      if (node.in.base === undefined) return whole(sum);
      return isZero(x) ? whole(ZERO) : {num: multiply(b, sum), den: x};
    }
    case 'whole':
      return whole(k === 0 ? ZERO : add(multiply(steps[k - 1]!.rate, b), steps[k - 1]!.amount));
    case 'step':
    case 'step-sum': {
      const reached = node.reading === 'step' ? steps.slice(Math.max(0, k - 1), k) : steps.slice(0, k);
      return whole(add(total(reached.map(({amount}) => amount)), growth(run, node, steps, k, v)));
    }
    case 'overage': {
      const threshold =
        node.excessOver === undefined
          ? steps[0]!.from
          : target === undefined
            ? constant(run, node.excessOver, 'number')
            : ofTarget(constant(run, node.excessOver, 'number'), target);
      return whole(k === 0 ? ZERO : multiply(steps[k - 1]!.rate, larger(ZERO, subtract(b, threshold))));
    }
    case 'fill':
      return fill(steps, k, v);
    case 'curve':
      return curve(
        node,
        steps.map((step) => ({x: step.from, y: step.amount})),
        k,
        v,
      );
    case 'rate-curve': {
      const rate = curve(
        node,
        steps.map((step) => ({x: step.from, y: step.rate})),
        k,
        v,
      );
      return {num: multiply(rate.num, b), den: rate.den};
    }
  }
}

/** Σ rate × the part of c … v inside each band; the first band is open downward under extend, so that F(0) = 0. */
function marginal(node: TierNode, steps: readonly Step[], {c, v}: Place): Value {
  const first = compare(steps[0]!.from, ZERO);
  const extend = (node.below ?? (first.is === 'order' && first.sign <= 0 ? 'extend' : 'zero')) === 'extend';
  const parts = steps.map(({from, rate}, i) => {
    const into = (value: Value): Value => {
      const high = i + 1 < steps.length ? smaller(value, steps[i + 1]!.from) : value;
      return i === 0 && extend ? high : larger(high, from);
    };
    const part = multiply(rate, subtract(into(v), into(c)));
    return node.roundEach === undefined
      ? part
      : round(whole(part), node.roundEach.scale, node.roundEach.mode ?? 'half-up');
  });
  return total(parts);
}

/** On the last step only: an amount per full width above its bound. */
function growth(run: Run, node: TierNode, steps: readonly Step[], k: number, v: Value): Value {
  if (node.grow === undefined || k < steps.length) return ZERO;
  const width = constant(run, node.grow.width, 'number');
  const excess = subtract(v, steps[k - 1]!.from);
  if (excess.is !== 'decimal' || width.is !== 'decimal') return excess;
  const scale = Math.max(excess.scale, width.scale);
  const full = divide(
    excess.n * 10n ** BigInt(scale - excess.scale),
    width.n * 10n ** BigInt(scale - width.scale),
    'floor',
  );
  return multiply({is: 'decimal', n: full, scale: 0}, constant(run, node.grow.amount, 'number'));
}

/** The amounts of full bands, and of the current one in proportion; the last bound only marks the end. */
function fill(steps: readonly Step[], k: number, v: Value): Quotient {
  const full = total(steps.slice(0, Math.max(0, k - 1)).map(({amount}) => amount));
  if (k === 0) return whole(ZERO);
  if (k === steps.length) return whole(full);
  const width = subtract(steps[k]!.from, steps[k - 1]!.from);
  const part = multiply(steps[k - 1]!.amount, subtract(v, steps[k - 1]!.from));
  return {num: add(multiply(full, width), part), den: width};
}

interface Point {
  readonly x: Value;
  readonly y: Value;
}
/** Straight lines between points (SEM-23). */
function curve(node: TierNode, points: readonly Point[], k: number, v: Value): Quotient {
  const n = points.length;
  if (k === 0) {
    if (node.below === 'clamp' || (node.below === 'extend' && n === 1)) return whole(points[0]!.y);
    return node.below === 'extend' ? line(points[0]!, points[1]!, v) : whole(ZERO);
  }
  if (k < n) return line(points[k - 1]!, points[k]!, v);
  const beyond = compare(v, points[n - 1]!.x);
  if (beyond.is === 'bad') return whole(beyond);
  if (beyond.sign === 0 || (node.above ?? 'clamp') === 'clamp') return whole(points[n - 1]!.y);
  if (node.above === 'zero') return whole(ZERO);
  return n === 1 ? whole(points[0]!.y) : line(points[n - 2]!, points[n - 1]!, v);
}

function line(from: Point, to: Point, v: Value): Quotient {
  const width = subtract(to.x, from.x);
  const rise = multiply(subtract(to.y, from.y), subtract(v, from.x));
  return {num: add(multiply(from.y, width), rise), den: width};
}
