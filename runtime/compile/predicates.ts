import type {DiagnosticCode, DiagnosticParams, Plan} from '@planwright/schemas';
import {parseIsoDate} from '../calendar/date.js';
import {parseDecimal} from '../decimal/text.js';
import {closest} from '../formula/suggest.js';
import type {Predicate} from '../nodes/definition.js';
import type {PortType, ValueKind} from '../nodes/types.js';
import {DIMENSIONLESS} from '../nodes/types.js';
import type {CompareOp, Expr} from '../ops/expr.js';
import {and, cmp, not, or} from '../ops/expr.js';
import {isLiteral, literalExpr, parameterExpr} from './literals.js';

export interface PredicateCheck {
  readonly plan: Plan;
  name(path: string, at: string): PortType | undefined;
  report<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], at?: string): void;
  use(parameter: string): void;
}

type Comparison = Extract<Predicate, {is: string}>;

/** Checks names, operators and operands of a condition. */
export function checkPredicate(predicate: Predicate, at: string, check: PredicateCheck): void {
  if ('all' in predicate) predicate.all.forEach((one, k) => checkPredicate(one, `${at}/all/${k}`, check));
  else if ('any' in predicate) predicate.any.forEach((one, k) => checkPredicate(one, `${at}/any/${k}`, check));
  else if ('not' in predicate) checkPredicate(predicate.not, `${at}/not`, check);
  else checkComparison(predicate, at, check);
}

function checkComparison({is, op, to}: Comparison, at: string, check: PredicateCheck): void {
  const type = check.name(is, `${at}/is`);
  if (to === undefined || !type || type.value === 'rows') return;
  const kind = type.value;
  const ordering = op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte' || op === 'between';
  if (ordering && (kind === 'text' || kind === 'flag')) {
    check.report('plan/not-ordered', {name: is, op, got: kind}, `${at}/op`);
    return;
  }
  const operands = Array.isArray(to) ? to : [to];
  operands.forEach((operand, k) => {
    const here = Array.isArray(to) ? `${at}/to/${k}` : `${at}/to`;
    checkOperand(operand, {...type, value: kind}, here, check, is);
  });
  if (op === 'between' && Array.isArray(to)) checkOrder(to, kind, `${at}/to`, check);
}

type Operand = string | {param: string} | {name: string};

function checkOperand(operand: Operand, type: Compared, at: string, check: PredicateCheck, is: string): void {
  const kind = type.value;
  if (typeof operand === 'string') {
    if (!isLiteral(operand, kind)) check.report('plan/bad-literal', {text: operand.slice(0, 40), kind}, at);
    else if (type.values && !type.values.includes(operand)) {
      const values = type.values.join(', ');
      check.report('plan/unknown-enum-value', {value: operand.slice(0, 40), name: is, values}, at);
    }
    return;
  }
  if ('param' in operand) {
    const parameter =
      check.plan.parameters && Object.hasOwn(check.plan.parameters, operand.param)
        ? check.plan.parameters[operand.param]
        : undefined;
    if (!parameter) {
      const suggestion = closest(operand.param, Object.keys(check.plan.parameters ?? {})) ?? '';
      check.report('plan/unknown-parameter', {name: operand.param, suggestion}, at);
    } else {
      check.use(operand.param);
      if (!comparable(kind, parameter.type))
        check.report('plan/parameter-type', {name: operand.param, need: kind, got: parameter.type}, at);
      else if (parameter.type === 'money') checkCurrency(type.currency, check.plan.currency, at, check);
    }
    return;
  }
  const other = check.name(operand.name, at);
  if (!other || other.value === 'rows') return;
  if (!comparable(kind, other.value))
    check.report('plan/wrong-type', {need: kind, got: other.value, port: operand.name}, at);
  else if (kind === 'money' && other.value === 'money') checkCurrency(type.currency, other.currency, at, check);
}

/** What is compared, its type known to be of values. */
type Compared = Omit<PortType, 'value'> & {readonly value: ValueKind};

function checkCurrency(a: string | undefined, b: string | undefined, at: string, check: PredicateCheck): void {
  if (a === 'mixed' || b === 'mixed') check.report('plan/mixed-currency', {}, at);
  else if (a !== undefined && b !== undefined && a !== b) check.report('plan/two-currencies', {a, b}, at);
}

function comparable(a: ValueKind, b: ValueKind): boolean {
  return (
    a === b ||
    (DIMENSIONLESS.includes(a) && DIMENSIONLESS.includes(b)) ||
    (b === 'number' && a !== 'text' && a !== 'flag' && a !== 'date')
  );
}

function checkOrder(to: readonly Operand[], kind: ValueKind, at: string, check: PredicateCheck): void {
  const [low, high] = to;
  if (typeof low !== 'string' || typeof high !== 'string') return;
  const value = (text: string) =>
    kind === 'date' ? {value: BigInt(parseIsoDate(text) ?? 0), scale: 0} : parseDecimal(text);
  const a = value(low);
  const b = value(high);
  if (a && b && a.value * 10n ** BigInt(b.scale) > b.value * 10n ** BigInt(a.scale))
    check.report('plan/min-above-max', {}, at);
}

/** What turns names into columns while a condition becomes an expression. */
export interface PredicateNames {
  readonly plan: Plan;
  kind(path: string): ValueKind;
  expr(path: string): Expr;
}

/** A condition as an expression: left to right, short-circuit (SEM-16). */
export function predicateExpr(predicate: Predicate, names: PredicateNames): Expr {
  if ('all' in predicate) return and(...predicate.all.map((one) => predicateExpr(one, names)));
  if ('any' in predicate) return or(...predicate.any.map((one) => predicateExpr(one, names)));
  if ('not' in predicate) return not(predicateExpr(predicate.not, names));
  const {is, op, to} = predicate;
  const left = names.expr(is);
  if (op === 'missing') return {e: 'isMissing', a: left};
  if (op === 'present') return not({e: 'isMissing', a: left});
  const kind = names.kind(is);
  const operand = (one: Operand): Expr =>
    typeof one === 'string'
      ? literalExpr(one, kind)
      : 'param' in one
        ? parameterExpr(names.plan, one.param)
        : names.expr(one.name);
  if (Array.isArray(to)) {
    const operands = to.map(operand);
    const [low = left, high = left] = operands;
    if (op === 'between') return and(cmp('gte', left, low), cmp('lte', left, high));
    const any = or(...operands.map((one) => cmp('eq', left, one)));
    return op === 'not-in' ? not(any) : any;
  }
  return cmp(op as CompareOp, left, operand(to ?? ''));
}
