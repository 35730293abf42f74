// Kinds that make one number of others at the same place: ratio, weight, condition, formula, cap, convert; and history.
import {
  ONE,
  ZERO,
  add,
  bad,
  compare,
  isNegative,
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
import {calculation, clamp} from '../calculate.js';
import {spanOf} from '../calendar.js';
import {parseFormula} from '../formula.js';
import {cellOf} from '../import.js';
import {constant, integer, literal, resolve} from '../names.js';
import type {Scope} from '../names.js';
import {parseRef} from '../plan.js';
import type {
  CapNode,
  ConditionNode,
  ConvertNode,
  FormulaNode,
  HistoryNode,
  RatioNode,
  Result,
  WeightNode,
  WeightPart,
} from '../plan.js';
import {condition, isTrue} from '../predicate.js';
import {constantly, finest, lineageOf} from '../run.js';
import type {At, Grain, Named, Ports, Prepared, Run} from '../run.js';
import {minorScale, wireType} from '../types.js';
import type {Currency, ValueType} from '../types.js';
import {finish, inPeriod, scan} from '../windows.js';

/** What a node can name: its wires, and the fields of its rows wire or of the rows its wires belong to. */
export function scopeOf(run: Run, inputs: {values?: Scope['wires']; rows?: string} | undefined): Scope {
  const wires = inputs?.values ?? {};
  if (inputs?.rows !== undefined) return {wires, lineage: parseRef(inputs.rows)[0]};
  return {wires, lineage: lineageOf(finest(Object.values(wires).map((ref) => run.wire(ref).grain)))};
}

/** The rows wire makes the value one per row. */
export function grainIn(scope: Scope, grains: readonly Grain[]): Grain {
  return scope.lineage === undefined ? finest(grains) : {of: 'row', lineage: scope.lineage};
}

/** applied = amount × the exact value, rounded once. */
export function applied(amount: Named, exact: Quotient, at: At): Value {
  return finish(
    {num: multiply(amount.read(at), exact.num), den: exact.den},
    wireType(amount.type.of, amount.type.currency),
  );
}

export function prepareRatio(run: Run, node: RatioNode): Prepared {
  const of = run.wire(node.in.of);
  const to = run.wire(node.in.to);
  const amount = node.in.amount === undefined ? undefined : run.wire(node.in.amount);
  const type = wireType('ratio', undefined);
  const whenZero = node.whenZero === undefined ? undefined : constant(run, node.whenZero, 'ratio');

  function exact(at: At): Quotient {
    const [a, b] = [of.read(at), to.read(at)];
    const status = statusOf(a, b);
    if (status !== undefined) return whole(bad(status));
    const [num, den] = node.form === 'swapped' ? [b, a] : [a, b];
    if (isZero(den)) return whole(whenZero ?? bad('divide-by-zero'));
    if (isNegative(den)) return whole(bad('bad-sign'));
    return node.form === 'reflected' ? {num: subtract(add(den, den), num), den} : {num, den};
  }
  return withApplied([of, to], amount, type, (at) => {
    const value = exact(at);
    return [value, finish(value, type, node.rounding, 'floor')];
  });
}

function withApplied(
  inputs: readonly Named[],
  amount: Named | undefined,
  type: ValueType,
  at: (at: At) => [Quotient, Value],
): Prepared {
  const grain = finest([...inputs, ...(amount === undefined ? [] : [amount])].map((input) => input.grain));
  if (amount === undefined) return {grain, types: {value: type}, at: (place) => ({value: at(place)[1]})};
  return {
    grain,
    types: {value: type, applied: wireType(amount.type.of, amount.type.currency)},
    at(place): Ports {
      const [exact, value] = at(place);
      return {value, applied: applied(amount, exact, place)};
    },
  };
}

export function prepareWeight(run: Run, node: WeightNode): Prepared {
  const inputs = node.parts.map((part) => run.wire(node.in.values[part.use]!));
  const amount = node.in.amount === undefined ? undefined : run.wire(node.in.amount);
  const money = inputs.find((input) => input.type.of === 'money');
  const type = money === undefined ? wireType('score', undefined) : wireType('money', money.type.currency);
  const mode = node.mode ?? 'sum';

  function exact(at: At): Quotient {
    const parts = node.parts
      .map((part, i) => ({
        value: bounded(run, part, inputs[i]!.read(at)),
        weight: constant(run, part.weight ?? '1', 'ratio'),
      }))
      .map(({value, weight}) => ({value, weight, left: value === undefined}));
    const present = parts.filter(({left}) => !left).map(({value, weight}) => ({value: value!, weight}));
    if (mode === 'multiply') return whole(present.map(({value}) => value).reduce(multiply, ONE));
    if (mode === 'add-modifiers') {
      return whole(present.map(({value}) => subtract(value, ONE)).reduce(add, ONE));
    }
    if (present.length === 0) return whole(bad('missing'));
    const sum = total(present.map(({value, weight}) => multiply(value, weight)));
    if (present.length === parts.length) return whole(sum);
    return {num: multiply(sum, total(parts.map(({weight}) => weight))), den: total(present.map(({weight}) => weight))};
  }
  return withApplied(inputs, amount, type, (at) => {
    const value = exact(at);
    return [value, finish(value, type, node.rounding)];
  });
}

/** missing → threshold → cap → floor, literally in this order; undefined: the part does not count. */
function bounded(run: Run, part: WeightPart, given: Value): Value | undefined {
  let x = given;
  if (x.is === 'bad' && x.status === 'missing') {
    if (part.whenMissing === 'renormalise') return undefined;
    if (part.whenMissing === 'target') x = ONE;
    if (part.whenMissing === 'zero') x = ZERO;
  }
  if (part.threshold !== undefined) {
    const order = compare(x, constant(run, part.threshold, 'ratio'));
    if (order.is === 'order' && order.sign < 0) x = ZERO;
  }
  if (part.cap !== undefined) x = smaller(x, constant(run, part.cap, 'ratio'));
  return part.floor === undefined ? x : larger(x, constant(run, part.floor, 'ratio'));
}

export function prepareCondition(run: Run, node: ConditionNode): Prepared {
  const scope = scopeOf(run, node.in);
  const cases = node.cases.map(({when, then}) => ({
    when: condition(run, scope, when),
    then: resultOf(run, scope, node, then),
  }));
  const otherwise = resultOf(run, scope, node, node.otherwise);
  const results = [...cases.map(({then}) => then), otherwise];
  const type = wireType(node.gives, currencyAmong(results) ?? run.plan.currency);
  return {
    grain: grainIn(
      scope,
      [...cases.map(({when}) => when), ...results, ...wiresIn(run, scope)].map(({grain}) => grain),
    ),
    types: {value: type},
    at(at) {
      for (const {when, then} of cases) {
        const holds = when.read(at);
        if (holds.is === 'bad') return {value: holds};
        if (isTrue(holds)) return {value: finish(whole(then.read(at)), type, node.rounding)};
      }
      return {value: finish(whole(otherwise.read(at)), type, node.rounding)};
    },
  };
}

function wiresIn(run: Run, scope: Scope): Named[] {
  return Object.values(scope.wires ?? {}).map((ref) => run.wire(ref));
}

function resultOf(run: Run, scope: Scope, node: ConditionNode, result: Result): Named {
  if ('use' in result) return run.wire(scope.wires![result.use]!);
  if ('field' in result) return resolve(run, scope, result.field);
  const value = 'param' in result ? constant(run, result, node.gives) : literal(result.value, node.gives);
  return constantly(value, wireType(node.gives, undefined));
}

function currencyAmong(values: readonly Named[]): Currency {
  return values.map(({type}) => type.currency).find((currency) => currency !== undefined);
}

export function prepareFormula(run: Run, node: FormulaNode): Prepared {
  const scope = scopeOf(run, node.in);
  const formula = calculation(run, scope, parseFormula(node.text));
  const type = wireType(node.gives, formula.currency ?? run.plan.currency);
  return {
    grain: grainIn(scope, [formula.grain, ...wiresIn(run, scope).map(({grain}) => grain)]),
    types: {value: type},
    at(at) {
      const exact = formula.at(at);
      const value = exact.num.is === 'text' && node.gives === 'date' ? literal(exact.num.text, 'date') : undefined;
      return {value: value ?? finish(exact, type, node.rounding)};
    },
  };
}

export function prepareHistory(run: Run, node: HistoryNode): Prepared {
  const input = run.wire(node.in.value);
  const {grain} = input;
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
    const [start, end] = spanOf(run.calendar, {...node, shift}, at.period, run.first);
    const window = spine.filter((period) => start <= period && period <= end);
    switch (node.take) {
      case 'previous':
        return whole(spine.includes(there) ? read(there) : empty);
      case 'balance':
        return whole(spine.includes(there) ? balance(inPeriod(grain, at, there)) : empty);
      case 'change': {
        if (!spine.includes(there)) return whole(empty);
        const before = window.filter((period) => period < there).at(-1);
        return whole(before === undefined ? read(there) : subtract(read(there), read(before)));
      }
      default:
        return window.length === 0 ? whole(empty) : aggregate(window.map(read));
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
  const grain = finest([amount, min, max].filter((one) => one !== undefined).map((one) => one.grain));
  const over = node.over ?? 'each';

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
    const sum = add(before?.sum ?? ZERO, amount.read(place));
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

export function prepareConvert(run: Run, node: ConvertNode): Prepared {
  const amount = run.wire(node.in.amount);
  const type = wireType('money', node.to);
  const {rates} = node;
  const rows = run.tables.get(rates.table)!.rows;
  const from = currencyAt(run, amount);
  const at = node.at ?? 'period-end';

  function rate(currency: string, day: number): Value {
    const known = rows
      .filter((row) => isText(cellOf(row, rates.from), currency) && isText(cellOf(row, rates.to), node.to))
      .map((row) => ({date: cellOf(row, rates.date), rate: cellOf(row, rates.rate)}))
      .flatMap(({date, rate: value}) => (date.is === 'date' && date.day <= day ? [{day: date.day, value}] : []));
    const latest = Math.max(...known.map((one) => one.day));
    const found = known.filter((one) => one.day === latest);
    if (found.length === 0) return bad('fx-missing');
    if (found.length > 1) return bad('duplicate-key');
    const {value} = found[0]!;
    return isZero(value) || isNegative(value) ? bad('bad-sign') : value;
  }
  function dayOf(place: At): number {
    if (at === 'row-date') return place.item!.day!;
    return at === 'period-start' ? run.calendar.start(place.period) : run.calendar.end(place.period) - 1;
  }
  return {
    grain: amount.grain,
    types: {value: type},
    at(place) {
      const [x, currency] = [amount.read(place), from(place)];
      const status = statusOf(x, currency);
      if (status !== undefined || currency.is !== 'text') return {value: bad(status ?? 'missing')};
      const factor = currency.text === node.to ? ONE : rate(currency.text, dayOf(place));
      return {value: finish(whole(multiply(x, factor)), type, node.rounding)};
    },
  };
}

/** The currency of an amount at a place. */
function currencyAt(run: Run, amount: Named): (at: At) => Value {
  const {currency} = amount.type;
  if (typeof currency === 'object') {
    const field = resolve(run, {lineage: lineageOf(amount.grain)}, currency.field);
    return (at) => field.read(at);
  }
  return () => ({is: 'text', text: currency ?? run.plan.currency});
}

function isText(value: Value, expected: string): boolean {
  return value.is === 'text' && value.text === expected;
}
