import {parseIsoDate} from '../../calendar/date.js';
import type {Call, Formula} from '../../formula/ast.js';
import {integerOf, isResult} from '../../formula/ast.js';
import type {RoundingMode} from '../../decimal/round.js';
import type {Expr} from '../../ops/expr.js';
import {add, and, cmp, col, max, min, mul, not, num, or, round, status, sub, text, when} from '../../ops/expr.js';
import {BAD_SIGN, RANGE} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import {between, withStatusOf} from '../lowering.js';

/** Numerator and divisor of a root quotient, both exact: `a / b`, or PRORATE(a, b, c) = a · b ÷ c. */
export function prorateParts(formula: Formula, context: LowerContext): {numerator: Expr; divisor: Expr} {
  if (formula.kind === 'binary')
    return {numerator: toExpr(formula.left, context), divisor: toExpr(formula.right, context)};
  const [a, b, c] = argsOf(formula, context);
  return {numerator: mul(a!, b!), divisor: c!};
}

/** The tree as an expression of the operations. `asDate`: quoted text means a date here. */
export function toExpr(formula: Formula, context: LowerContext, asDate = false): Expr {
  switch (formula.kind) {
    case 'number':
      return num(formula.value, formula.scale);
    case 'text':
      return asDate ? num(parseIsoDate(formula.text) ?? 0) : text(formula.text);
    case 'flag':
      return num(formula.value ? 1 : 0);
    case 'name':
      return context.name(formula.path);
    case 'negate':
      return {e: 'neg', a: toExpr(formula.of, context)};
    case 'binary': {
      const a = toExpr(formula.left, context);
      const b = toExpr(formula.right, context);
      switch (formula.operator) {
        case '+':
          return add(a, b);
        case '-':
          return sub(a, b);
        case '*':
          return mul(a, b);
        case '/':
          return quotient(a, b);
      }
      break;
    }
    case 'compare': {
      const date = isDate(formula.left, context) || isDate(formula.right, context);
      return cmp(formula.operator, toExpr(formula.left, context, date), toExpr(formula.right, context, date));
    }
    case 'call':
      return call(formula, context, asDate);
  }
}

const quotient = (a: Expr, b: Expr): Expr => ({e: 'div', a, b, scale: 12, mode: 'half-up'});

function argsOf(formula: Formula, context: LowerContext, asDate = false): Expr[] {
  return formula.kind === 'call' ? formula.args.map((arg) => toExpr(arg, context, asDate)) : [];
}

function call(formula: Call, context: LowerContext, asDate: boolean): Expr {
  const {fn, args: trees} = formula;
  const compared = trees.some((tree, k) => !isResult(formula, k) && isDate(tree, context)) || fn === 'DAYS';
  const given = asDate || trees.some((tree, k) => isResult(formula, k) && isDate(tree, context));
  const args = trees.map((tree, k) => toExpr(tree, context, isResult(formula, k) ? given : compared));
  const [a = num(0), b = num(0), c = num(0)] = args;
  switch (fn) {
    case 'IF':
      return when(a, b, c);
    case 'IFS':
      return cases(args, (test) => test);
    case 'SWITCH':
      return cases(args.slice(1), (value) => cmp('eq', a, value));
    case 'AND':
      return and(...args);
    case 'OR':
      return or(...args);
    case 'NOT':
      return not(a);
    case 'MIN':
      return args.reduce((x, y) => min(x, y));
    case 'MAX':
      return args.reduce((x, y) => max(x, y));
    case 'ABS':
      return {e: 'abs', a};
    case 'CLAMP':
      return when(cmp('gt', b, c), status(RANGE), max(min(a, c), b));
    case 'BETWEEN':
      return between(a, b, c);
    case 'IN':
      return or(...args.slice(1).map((value) => cmp('eq', a, value)));
    case 'ROUND':
    case 'ROUNDDOWN':
    case 'ROUNDUP':
    case 'ROUNDEVEN':
      return round(a, integerOf(trees[1]) ?? 0, MODES[fn]);
    case 'PRORATE':
      return quotient(mul(a, b), c);
    case 'ATTAIN':
      return when(cmp('lt', withStatusOf(b, a), num(0)), status(BAD_SIGN), {e: 'div', a, b, scale: 12, mode: 'floor'});
    case 'IFMISSING':
      return {e: 'ifMissing', a, b};
    case 'ISMISSING':
      return {e: 'isMissing', a};
    case 'DAYS':
      return sub(a, b);
    case 'PERIODSTART':
      return context.periodDay('start', integerOf(trees[0]) ?? 0);
    case 'PERIODEND':
      return context.periodDay('end', integerOf(trees[0]) ?? 0);
  }
}

const MODES: Readonly<Record<'ROUND' | 'ROUNDDOWN' | 'ROUNDUP' | 'ROUNDEVEN', RoundingMode>> = {
  ROUND: 'half-up',
  ROUNDDOWN: 'down',
  ROUNDUP: 'up',
  ROUNDEVEN: 'half-even',
};

/** Pairs of test and value, then the value for all others. */
function cases(args: readonly Expr[], test: (value: Expr) => Expr): Expr {
  const pairs = [];
  for (let k = 0; k + 1 < args.length; k += 2) pairs.push({when: test(args[k]!), then: args[k + 1]!});
  return {e: 'case', cases: pairs, otherwise: args.at(-1) ?? col('')};
}

function isDate(formula: Formula, context: LowerContext): boolean {
  switch (formula.kind) {
    case 'name':
      return context.nameType(formula.path)?.value === 'date';
    case 'call':
      if (formula.fn === 'PERIODSTART' || formula.fn === 'PERIODEND') return true;
      if (formula.fn === 'DAYS' || formula.fn === 'IN' || formula.fn === 'BETWEEN') return false;
      return formula.args.some((arg) => isDate(arg, context));
    default:
      return false;
  }
}
