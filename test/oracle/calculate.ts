// The value of a formula at a place (SEM-50, R-1…R-7): exact inside, inner divisions half-up at 12, the outermost quotient left to the node.
import {
  add,
  bad,
  compare,
  dateOf,
  decimal,
  flag,
  isNegative,
  isZero,
  larger,
  multiply,
  negate,
  round,
  smaller,
  statusOf,
  subtract,
  text,
  whole,
  widen,
} from './exact.js';
import type {Mode, Quotient, Value} from './exact.js';
import {parseDate} from './dates.js';
import {namesIn} from './formula.js';
import type {Comparator, Expression, FunctionName} from './formula.js';
import {resolve} from './names.js';
import type {Scope} from './names.js';
import {between, isTrue, not, presence} from './predicate.js';
import {finest} from './run.js';
import type {At, Grain, Named, Run} from './run.js';
import type {Currency} from './types.js';

export interface Calculation {
  readonly grain: Grain;
  /** Of money in the result, as far as the names tell. */
  readonly currency: Currency;
  at(at: At): Quotient;
}

export function calculation(run: Run, scope: Scope, expression: Expression): Calculation {
  const names = new Map(namesIn(expression).map((name) => [name, resolve(run, scope, name)]));
  const inner: Inner = {run, names, scales: new Map()};
  return {
    grain: finest([...names.values()].map(({grain}) => grain)),
    currency: currencyOf(names, expression),
    at: (at) => outermost(inner, expression, at),
  };
}

interface Inner {
  readonly run: Run;
  readonly names: ReadonlyMap<string, Named>;
  /** Natural scales, once computed. */
  readonly scales: Map<Expression, number>;
}

function outermost(inner: Inner, expression: Expression, at: At): Quotient {
  if (expression.op === '/') {
    return {num: evaluate(inner, expression.a, at), den: evaluate(inner, expression.b, at)};
  }
  if (expression.op === 'call' && expression.name === 'PRORATE') return prorate(inner, expression.of, at);
  return whole(evaluate(inner, expression, at));
}

function prorate(inner: Inner, of: readonly Expression[], at: At): Quotient {
  const [a, b, c] = of.map((argument) => evaluate(inner, argument, at));
  return {num: multiply(a!, b!), den: c!};
}

function evaluate(inner: Inner, expression: Expression, at: At): Value {
  switch (expression.op) {
    case 'number':
      return expression.value;
    case 'text':
      return text(expression.text);
    case 'flag':
      return flag(expression.flag);
    case 'name':
      return inner.names.get(expression.name)!.read(at);
    case 'negate':
      return negate(evaluate(inner, expression.of, at));
    case 'percent':
      return multiply(evaluate(inner, expression.of, at), {is: 'decimal', n: 1n, scale: 2});
    case '+':
      return add(evaluate(inner, expression.a, at), evaluate(inner, expression.b, at));
    case '-':
      return subtract(evaluate(inner, expression.a, at), evaluate(inner, expression.b, at));
    case '*':
      return multiply(evaluate(inner, expression.a, at), evaluate(inner, expression.b, at));
    case '/':
      return round({num: evaluate(inner, expression.a, at), den: evaluate(inner, expression.b, at)}, 12, 'half-up');
    case 'compare':
      return compared(expression.by, evaluate(inner, expression.a, at), evaluate(inner, expression.b, at));
    case 'call':
      return widen(call(inner, expression.name, expression.of, at), scaleOf(inner, expression));
  }
}

const ROUNDINGS: Readonly<Partial<Record<FunctionName, Mode>>> = {
  ROUND: 'half-up',
  ROUNDDOWN: 'down',
  ROUNDUP: 'up',
  ROUNDEVEN: 'half-even',
};

function call(inner: Inner, name: FunctionName, of: readonly Expression[], at: At): Value {
  const value = (i: number): Value => evaluate(inner, of[i]!, at);
  const all = (): Value[] => oneType(of.map((_, i) => value(i)));
  switch (name) {
    case 'IF': {
      const test = value(0);
      return test.is === 'bad' ? test : value(isTrue(test) ? 1 : 2);
    }
    case 'IFS':
      return firstCase(of, 0, value, (test) => test);
    case 'SWITCH': {
      const subject = value(0);
      return subject.is === 'bad' ? subject : firstCase(of, 1, value, (key) => compared('=', subject, key));
    }
    case 'AND':
    case 'OR':
      return inOrder(of, value, name === 'OR');
    case 'NOT':
      return not(value(0));
    case 'MIN':
      return all().reduce(smaller);
    case 'MAX':
      return all().reduce(larger);
    case 'ABS': {
      const x = value(0);
      return isNegative(x) ? negate(x) : x;
    }
    case 'CLAMP': {
      const [x, low, high] = all();
      return clamp(x!, low!, high!);
    }
    case 'BETWEEN': {
      const [x, low, high] = all();
      return between(x!, low!, high!);
    }
    case 'IN':
      return isAmong(of, value);
    case 'ROUND':
    case 'ROUNDDOWN':
    case 'ROUNDUP':
    case 'ROUNDEVEN':
      return round(whole(value(0)), integerArgument(of[1]), ROUNDINGS[name]!);
    case 'PRORATE':
      return round(prorate(inner, of, at), 12, 'half-up');
    case 'ATTAIN':
      return attain(value(0), value(1));
    case 'IFMISSING': {
      const x = value(0);
      return x.is === 'bad' && x.status === 'missing' ? value(1) : x;
    }
    case 'ISMISSING':
      return presence(value(0), true);
    case 'DAYS': {
      const [end, start] = all();
      const status = statusOf(end!, start!);
      if (status !== undefined) return bad(status);
      const [last, first] = [asDate(end!), asDate(start!)];
      return last.is === 'date' && first.is === 'date' ? decimal(BigInt(last.day - first.day), 0) : bad('missing');
    }
    case 'PERIODSTART':
      return dateOf(inner.run.calendar.start(at.period + integerArgument(of[0])));
    case 'PERIODEND':
      return dateOf(inner.run.calendar.end(at.period + integerArgument(of[0])) - 1);
  }
}

/** Pairs of test and result from `start`, then the result for all other cases. */
function firstCase(
  of: readonly Expression[],
  start: number,
  value: (i: number) => Value,
  test: (given: Value) => Value,
): Value {
  let i = start;
  for (; i + 1 < of.length; i += 2) {
    const holds = test(value(i));
    if (holds.is === 'bad') return holds;
    if (isTrue(holds)) return value(i + 1);
  }
  return i < of.length ? value(i) : bad('missing');
}

function inOrder(of: readonly Expression[], value: (i: number) => Value, stop: boolean): Value {
  for (let i = 0; i < of.length; ++i) {
    const part = value(i);
    if (part.is === 'bad' || isTrue(part) === stop) return part;
  }
  return flag(!stop);
}

function isAmong(of: readonly Expression[], value: (i: number) => Value): Value {
  const subject = value(0);
  if (subject.is === 'bad') return subject;
  for (let i = 1; i < of.length; ++i) {
    const same = compared('=', subject, value(i));
    if (same.is === 'bad' || isTrue(same)) return same;
  }
  return flag(false);
}

export function clamp(x: Value, low: Value, high: Value): Value {
  const status = statusOf(x, low, high);
  if (status !== undefined) return bad(status);
  const order = compare(low, high);
  return order.is === 'order' && order.sign > 0 ? bad('range') : larger(low, smaller(x, high));
}

/** a ÷ b floored at 12, with the rules of the ratio kind. */
function attain(a: Value, b: Value): Value {
  const status = statusOf(a, b);
  if (status !== undefined) return bad(status);
  if (isZero(b)) return bad('divide-by-zero');
  return isNegative(b) ? bad('bad-sign') : round({num: a, den: b}, 12, 'floor');
}

function compared(by: Comparator, a: Value, b: Value): Value {
  const order = compare(sameType(a, b), sameType(b, a));
  if (order.is === 'bad') return order;
  switch (by) {
    case '=':
      return flag(order.sign === 0);
    case '<>':
      return flag(order.sign !== 0);
    case '<':
      return flag(order.sign < 0);
    case '<=':
      return flag(order.sign <= 0);
    case '>':
      return flag(order.sign > 0);
    case '>=':
      return flag(order.sign >= 0);
  }
}

/** Quoted text is a date where it meets a date. */
function oneType(values: Value[]): Value[] {
  return values.some(({is}) => is === 'date') ? values.map(asDate) : values;
}

function sameType(value: Value, other: Value): Value {
  return other.is === 'date' ? asDate(value) : value;
}

function asDate(value: Value): Value {
  if (value.is !== 'text') return value;
  const day = parseDate(value.text);
  return day === undefined ? value : dateOf(day);
}

function integerArgument(expression: Expression | undefined): number {
  if (expression === undefined) return 0;
  if (expression.op === 'negate') return -integerArgument(expression.of);
  if (expression.op === 'number' && expression.value.scale === 0) return Number(expression.value.n);
  throw new Error('a whole number was expected');
}

/** The natural scale of an expression. */
function scaleOf(inner: Inner, expression: Expression): number {
  let scale = inner.scales.get(expression);
  if (scale === undefined) inner.scales.set(expression, (scale = computeScale(inner, expression)));
  return scale;
}

function computeScale(inner: Inner, expression: Expression): number {
  const largest = (of: readonly Expression[]): number => Math.max(0, ...of.map((one) => scaleOf(inner, one)));
  switch (expression.op) {
    case 'number':
      return expression.value.scale;
    case 'text':
    case 'flag':
    case 'compare':
      return 0;
    case 'name':
      return inner.names.get(expression.name)!.type.scale;
    case 'negate':
      return scaleOf(inner, expression.of);
    case 'percent':
      return scaleOf(inner, expression.of) + 2;
    case '+':
    case '-':
      return largest([expression.a, expression.b]);
    case '*':
      return scaleOf(inner, expression.a) + scaleOf(inner, expression.b);
    case '/':
      return 12;
    case 'call':
      return scaleOfCall(expression.name, expression.of, largest);
  }
}

function scaleOfCall(
  name: FunctionName,
  of: readonly Expression[],
  largest: (of: readonly Expression[]) => number,
): number {
  switch (name) {
    case 'IF':
      return largest(of.slice(1));
    case 'IFS':
      return largest(of.filter((_, i) => i % 2 === 1 || i === of.length - 1));
    case 'SWITCH':
      return largest(of.filter((_, i) => i > 0 && (i % 2 === 0 || i === of.length - 1)));
    case 'MIN':
    case 'MAX':
    case 'ABS':
    case 'CLAMP':
    case 'IFMISSING':
      return largest(of);
    case 'PRORATE':
    case 'ATTAIN':
      return 12;
    case 'ROUND':
    case 'ROUNDDOWN':
    case 'ROUNDUP':
    case 'ROUNDEVEN':
      return Math.max(0, integerArgument(of[1]));
    default:
      return 0;
  }
}

function currencyOf(names: ReadonlyMap<string, Named>, expression: Expression): Currency {
  const of = (one: Expression): Currency => currencyOf(names, one);
  switch (expression.op) {
    case 'name':
      return names.get(expression.name)!.type.currency;
    case 'negate':
    case 'percent':
      return of(expression.of);
    case '+':
    case '-':
    case '*':
      return of(expression.a) ?? of(expression.b);
    case '/':
      return of(expression.b) === undefined ? of(expression.a) : undefined;
    case 'call':
      return expression.of.map(of).find((currency) => currency !== undefined);
    default:
      return undefined;
  }
}
