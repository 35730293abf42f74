// What all kinds share: the one rounding at the output, and running over the places of one subject in order.
import {round, store} from './exact.js';
import type {Mode, Quotient, Value} from './exact.js';
import {unitOf} from './calendar.js';
import type {Rounding} from './plan.js';
import {placeOf} from './run.js';
import type {At, Grain, Item, Run} from './run.js';
import type {ValueType} from './types.js';

/** Rounds once, at the scale of the type or the one asked for; a text, date or flag passes (SEM-5, R-8). */
export function finish(value: Quotient, type: ValueType, rounding?: Rounding, own: Mode = 'half-up'): Value {
  if (value.num.is !== 'decimal' && value.num.is !== 'bad') return value.num;
  return store(round(value, rounding?.scale ?? type.scale, rounding?.mode ?? own), type.scale);
}

/** The same person, group or plan in another period. */
export function inPeriod(grain: Grain, at: At, period: number): At {
  if (grain.of === 'plan') return {period};
  return grain.of === 'group' ? {period, group: at.group} : {period, person: at.person};
}

/** Who the value at a place belongs to: results of windows are kept per subject. */
export function subjectOf(grain: Grain, at: At): unknown {
  if (grain.of === 'plan') return 'plan';
  return grain.of === 'group' ? at.group : at.person;
}

/**
 * Goes through the rows of a person in sequence, or the periods of a subject on the spine in order, and keeps a state for each;
 * `before` is the state of the place before, undefined where `over` starts again.
 */
export function scan<S>(
  run: Run,
  grain: Grain,
  over: string,
  step: (at: At, before: S | undefined) => S,
): (at: At) => S {
  const known = new Map<unknown, Map<Item | number, S>>();
  return (at) => {
    const subject = subjectOf(grain, at);
    let states = known.get(subject);
    if (states === undefined) known.set(subject, (states = scanOnce(run, grain, over, step, at)));
    return states.get(grain.of === 'row' ? at.item! : at.period)!;
  };
}

function scanOnce<S>(
  run: Run,
  grain: Grain,
  over: string,
  step: (at: At, before: S | undefined) => S,
  at: At,
): Map<Item | number, S> {
  const states = new Map<Item | number, S>();
  const last = new Map<number, S>();
  for (const place of places(run, grain, at)) {
    const unit = unitOf(over);
    const start = unit === 'all' ? Number(place.period >= run.beginning) : run.calendar.around(unit, place.period)[0];
    const state = step(place, last.get(start));
    last.set(start, state);
    states.set(grain.of === 'row' ? place.item! : place.period, state);
  }
  return states;
}

function places(run: Run, grain: Grain, at: At): At[] {
  if (grain.of === 'row') return run.itemsOf(grain.lineage, at.person!).map(placeOf);
  return run.spine(grain, at).map((period) => inPeriod(grain, at, period));
}
