// Conditions (plan model, section 3): all and any from left to right, stopping as soon as the result is known.
import {bad, compare, flag, statusOf} from './exact.js';
import type {Value} from './exact.js';
import type {Comparison, Predicate} from './plan.js';
import {constant, resolve} from './names.js';
import type {Scope} from './names.js';
import {constantly, finest} from './run.js';
import type {At, Named, Run} from './run.js';
import {wireType} from './types.js';

/** A condition as a value: a flag or a status. */
export function condition(run: Run, scope: Scope, predicate: Predicate): Named {
  if ('all' in predicate) return sequence(run, scope, predicate.all, false);
  if ('any' in predicate) return sequence(run, scope, predicate.any, true);
  if ('not' in predicate) {
    const inner = condition(run, scope, predicate.not);
    return {...inner, read: (at) => not(inner.read(at))};
  }
  return comparison(run, scope, predicate);
}

/** Goes on until a part is `stop` or a status. */
function sequence(run: Run, scope: Scope, predicates: readonly Predicate[], stop: boolean): Named {
  const parts = predicates.map((predicate) => condition(run, scope, predicate));
  const read = (at: At): Value => {
    for (const part of parts) {
      const value = part.read(at);
      if (value.is === 'bad' || isTrue(value) === stop) return value;
    }
    return flag(!stop);
  };
  return {type: wireType('flag', undefined), grain: finest(parts.map(({grain}) => grain)), read};
}

function comparison(run: Run, scope: Scope, {is, op, to}: Comparison): Named {
  const left = resolve(run, scope, is);
  const operands = operandsOf(run, scope, to, left);
  const read = (at: At): Value => {
    const value = left.read(at);
    switch (op) {
      case 'missing':
      case 'present':
        return presence(value, op === 'missing');
      case 'in':
        return isIn(value, operands, at);
      case 'not-in':
        return not(isIn(value, operands, at));
      case 'between': {
        const [low, high] = operands.map((operand) => operand.read(at));
        return between(value, low!, high!);
      }
      default: {
        const order = compare(value, operands[0]!.read(at));
        return order.is === 'bad' ? order : flag(COMPARES[op](order.sign));
      }
    }
  };
  return {type: wireType('flag', undefined), grain: finest([left, ...operands].map(({grain}) => grain)), read};
}

const COMPARES = {
  eq: (sign: number) => sign === 0,
  ne: (sign: number) => sign !== 0,
  gt: (sign: number) => sign > 0,
  gte: (sign: number) => sign >= 0,
  lt: (sign: number) => sign < 0,
  lte: (sign: number) => sign <= 0,
};

function operandsOf(run: Run, scope: Scope, to: Comparison['to'], left: Named): Named[] {
  if (to === undefined) return [];
  if (typeof to === 'object' && 'name' in to) return [resolve(run, scope, to.name)];
  const given = Array.isArray(to) ? to : [to as string | {param: string}];
  return given.map((one: string | {param: string}) => constantly(constant(run, one, left.type.of), left.type));
}

function isIn(value: Value, operands: readonly Named[], at: At): Value {
  if (value.is === 'bad') return value;
  for (const operand of operands) {
    const order = compare(value, operand.read(at));
    if (order.is === 'bad') return order;
    if (order.sign === 0) return flag(true);
  }
  return flag(false);
}

/** Both ends included. */
export function between(value: Value, low: Value, high: Value): Value {
  const [above, below] = [compare(value, low), compare(value, high)];
  if (above.is === 'order' && below.is === 'order') return flag(above.sign >= 0 && below.sign <= 0);
  return bad(statusOf(value, low, high)!);
}

/** Looks only at missing; any other status passes through. */
export function presence(value: Value, whenMissing: boolean): Value {
  if (value.is === 'bad' && value.status !== 'missing') return value;
  return flag((value.is === 'bad') === whenMissing);
}

export function not(value: Value): Value {
  return value.is === 'flag' ? flag(!value.flag) : value;
}

export function isTrue(value: Value): boolean {
  return value.is === 'flag' && value.flag;
}
