import {isResult} from './ast.js';
import type {Call} from './ast.js';
import {compareProblem, dateErrors} from './compare-type.js';
import type {Typed} from './compare-type.js';
import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import {isNumeric, isOrdered, typeName, unify} from './types.js';
import type {FormulaType} from './types.js';

type Refuse = (error: FormulaError) => undefined;

/** Type of a call from its typed arguments, whose number the parser has checked. */
export function callType(call: Call, args: readonly Typed[], refuse: Refuse): FormulaType | undefined {
  const checks = {call, refuse};
  const [first, second] = args;
  const results = args.filter((_, i) => isResult(call, i));
  const tests = args.filter((_, i) => !isResult(call, i));
  switch (call.fn) {
    case 'AND':
    case 'OR':
    case 'NOT':
      return needFlags(checks, args) && flag;
    case 'IF':
    case 'IFS':
      return needFlags(checks, tests) && common(checks, results);
    case 'SWITCH':
      return comparable(checks, first, tests.slice(1), 'equality') && common(checks, results);
    case 'IN':
      return comparable(checks, first, args.slice(1), 'equality') && flag;
    case 'BETWEEN':
      return comparable(checks, first, args.slice(1), 'order') && flag;
    case 'IFMISSING':
      return common(checks, args);
    case 'ISMISSING':
      return flag;
    case 'MIN':
    case 'MAX':
    case 'CLAMP':
      return ordered(checks, args);
    case 'ABS':
    case 'ROUND':
    case 'ROUNDDOWN':
    case 'ROUNDUP':
    case 'ROUNDEVEN':
      return needNumbers(checks, args) && first?.type;
    case 'PRORATE':
      return needNumbers(checks, args) && common(checks, args.slice(1)) && first?.type;
    case 'ATTAIN':
      return needNumbers(checks, args) && common(checks, args) && {kind: 'ratio'};
    case 'DAYS':
      return needDates(checks, first, second) && {kind: 'days'};
    case 'PERIODSTART':
    case 'PERIODEND':
      return {kind: 'date'};
  }
}

interface Checks {
  readonly call: Call;
  readonly refuse: Refuse;
}

const flag: FormulaType = {kind: 'flag'};

const needFlags = (checks: Checks, args: readonly Typed[]): true | undefined =>
  need(checks, args, 'flag', (type) => type.kind === 'flag');
const needNumbers = (checks: Checks, args: readonly Typed[]): true | undefined =>
  need(checks, args, 'number', isNumeric);

function need(
  {call, refuse}: Checks,
  args: readonly Typed[],
  expected: string,
  fits: (type: FormulaType) => boolean,
): true | undefined {
  const wrong = args.filter(({type}) => !fits(type));
  for (const {node, type} of wrong)
    refuse(formulaError('formula/argument-type', node, {function: call.fn, expected, given: typeName(type)}));
  return wrong.length === 0 || undefined;
}

function needDates(checks: Checks, ...args: readonly (Typed | undefined)[]): true | undefined {
  const given = args.filter((arg) => arg !== undefined);
  if (!need(checks, given, 'date', (type) => type.kind === 'date' || type.kind === 'text-literal')) return undefined;
  const errors = given.flatMap(({node}) => dateErrors(node));
  for (const error of errors) checks.refuse(error);
  return errors.length === 0 || undefined;
}

/** The one type all arguments have or take. */
function common({call, refuse}: Checks, args: readonly Typed[]): FormulaType | undefined {
  let type: FormulaType | undefined;
  for (const arg of args) {
    const next = type ? unify(type, arg.type) : arg.type;
    const params = {left: typeName(type ?? arg.type), right: typeName(arg.type), operator: call.fn};
    if (!next) return refuse(formulaError('formula/type-mismatch', arg.node, params));
    type = next;
  }
  const wrongDate = type?.kind === 'date' ? args.flatMap(({node}) => dateErrors(node))[0] : undefined;
  return wrongDate ? refuse(wrongDate) : type;
}

function ordered(checks: Checks, args: readonly Typed[]): FormulaType | undefined {
  const type = common(checks, args);
  if (!type || isOrdered(type)) return type;
  return checks.refuse(
    formulaError('formula/not-ordered', checks.call, {operator: checks.call.fn, type: typeName(type)}),
  );
}

function comparable(
  {call, refuse}: Checks,
  first: Typed | undefined,
  others: readonly Typed[],
  how: 'equality' | 'order',
): true | undefined {
  if (!first) return undefined;
  const problems = others.flatMap(
    (other) => compareProblem({node: other.node, a: first, b: other}, call.fn, how) ?? [],
  );
  for (const problem of problems) refuse(problem);
  return problems.length === 0 || undefined;
}
