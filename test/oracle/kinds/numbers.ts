// Kinds that make one number of others at the same place: ratio, weight, condition, formula.
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
  smaller,
  statusOf,
  subtract,
  total,
  whole,
} from '../exact.js';
import type {Quotient, Value} from '../exact.js';
import {calculation} from '../calculate.js';
import {parseFormula} from '../formula.js';
import {constant, literal, resolve} from '../names.js';
import type {Scope} from '../names.js';
import {parseRef} from '../plan.js';
import type {ConditionNode, FormulaNode, RatioNode, Result, WeightNode, WeightPart} from '../plan.js';
import {condition, isTrue} from '../predicate.js';
import {constantly, finest, lineageOf} from '../run.js';
import type {At, Grain, Named, Ports, Prepared, Run} from '../run.js';
import {wireType} from '../types.js';
import type {Currency, ValueType} from '../types.js';
import {finish} from '../windows.js';

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
