// history and cap: values of other periods, and bounds on what has come together to date.
import {ZERO, add, bad, larger, multiply, round, smaller, statusOf, store, subtract, total, whole} from '../exact.js';
import type {Quotient, Value} from '../exact.js';
import {clamp} from '../calculate.js';
import {spanOf} from '../calendar.js';
import {constant, integer} from '../names.js';
import type {CapNode, HistoryNode} from '../plan.js';
import {PARTICIPANT, constantly, finest, perPerson} from '../run.js';
import type {At, Named, Ports, Prepared, Run} from '../run.js';
import {minorScale, wireType} from '../types.js';
import {finish, inPeriod, scan} from '../windows.js';

export function prepareHistory(run: Run, node: HistoryNode): Prepared {
  const input = run.wire(node.in.value);
  const grain = PARTICIPANT;
  const counted = node.take === 'count';
  const averaged = node.take === 'average' && (input.type.of === 'count' || input.type.of === 'days');
  const type = counted
    ? wireType('count', undefined)
    : averaged
      ? wireType('number', undefined)
      : wireType(input.type.of, input.type.currency);
  const shift = node.shift ?? (node.take === 'previous' ? 1 : 0);
  const empty = node.onEmpty === 'zero' ? finish(whole(ZERO), type) : bad('missing');
  const balance = scan<Value>(run, grain, node.over ?? 'period', (at, before) =>
    larger(ZERO, add(before ?? ZERO, input.read(at))),
  );

  function exact(at: At): Quotient {
    const there = at.period - shift * (node.shiftBy === 'year' ? run.calendar.perYear : 1);
    const spine = run.spine(grain, at);
    const read = (period: number): Value => input.read(inPeriod(grain, at, period));
    const [start, end] = spanOf(run.calendar, {...node, shift}, at.period, run.beginning);
    const window = spine.filter((period) => start <= period && period <= end);
    if (!spine.includes(there) || there < start) return whole(empty);
    switch (node.take) {
      case 'previous':
        return whole(read(there));
      case 'balance':
        return whole(balance(inPeriod(grain, at, there)));
      case 'change': {
        const before = window.filter((period) => period < there).at(-1);
        return whole(before === undefined ? read(there) : subtract(read(there), read(before)));
      }
      default:
        return aggregate(window.map(read));
    }
  }
  function aggregate(values: readonly Value[]): Quotient {
    if (counted) return whole(integer(values.filter((value) => value.is !== 'bad').length));
    const status = statusOf(...values);
    if (status !== undefined) return whole(bad(status));
    switch (node.take) {
      case 'average':
        return {num: total(values), den: integer(values.length)};
      case 'min':
        return whole(values.reduce(smaller));
      case 'max':
        return whole(values.reduce(larger));
      default:
        return whole(total(values));
    }
  }
  return {grain, types: {value: type}, at: (at) => ({value: finish(exact(at), type, node.rounding)})};
}

export function prepareCap(run: Run, node: CapNode): Prepared {
  const amount = run.wire(node.in.amount);
  const bound = (wire: string | undefined, property: CapNode['min']): Named | undefined => {
    if (wire !== undefined) return run.wire(wire);
    return property === undefined ? undefined : constantly(constant(run, property, amount.type.of), amount.type);
  };
  const min = bound(node.in.min, node.min);
  const max = bound(node.in.max, node.max);
  const type = wireType(amount.type.of, amount.type.currency);
  const over = node.over ?? 'each';
  const meets = finest([amount, min, max].filter((one) => one !== undefined).map((one) => one.grain));
  const grain = over === 'each' ? meets : perPerson(meets);

  function held(at: At, x: Value): Value {
    const [low, high] = [min?.read(at), max?.read(at)];
    if (low !== undefined && high !== undefined) return clamp(x, low, high);
    const floored = low === undefined ? x : larger(low, x);
    return high === undefined ? floored : smaller(floored, high);
  }
  function above(at: At, x: Value): Value {
    return max === undefined ? add(ZERO, multiply(ZERO, x)) : larger(ZERO, subtract(x, max.read(at)));
  }
  const output = (value: Value): Value => finish(whole(value), type, node.rounding);
  const types = {value: type, excess: type};

  if (over === 'each') {
    const at = (place: At): Ports => {
      const x = amount.read(place);
      return {value: output(held(place, x)), excess: finish(whole(above(place, x)), type)};
    };
    return {grain, types, at};
  }
  if (node.excess === 'carry') {
    interface Carried {
      readonly balance: Value;
      readonly value: Value;
    }
    const carried = scan<Carried>(run, grain, over, (place, before) => {
      const x = amount.read(place);
      const balance = larger(ZERO, add(before?.balance ?? ZERO, subtract(x, max!.read(place))));
      return {balance, value: subtract(x, subtract(balance, before?.balance ?? ZERO))};
    });
    return {
      grain,
      types,
      at: (place) => ({value: output(carried(place).value), excess: finish(whole(carried(place).balance), type)}),
    };
  }
  interface ToDate {
    readonly sum: Value;
    readonly paid: Value;
    readonly over: Value;
    readonly value: Value;
    readonly excess: Value;
  }
  const minor = minorScale(type);
  const toDate = scan<ToDate>(run, grain, over, (place, before) => {
    const sum = store(add(before?.sum ?? ZERO, amount.read(place)), type.scale);
    const paid = round(whole(held(place, sum)), node.rounding?.scale ?? minor, node.rounding?.mode ?? 'half-up');
    const excess = above(place, sum);
    return {
      sum,
      paid,
      over: excess,
      value: subtract(paid, before?.paid ?? ZERO),
      excess: subtract(excess, before?.over ?? ZERO),
    };
  });
  return {
    grain,
    types,
    at: (place) => ({
      value: store(toDate(place).value, type.scale),
      excess: finish(whole(toDate(place).excess), type),
    }),
  };
}
