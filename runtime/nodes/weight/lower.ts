import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {add, and, cmp, ifMissing, mul, num, status, sub, when} from '../../ops/expr.js';
import {MISSING} from '../../table/status.js';
import type {LowerContext} from '../definition.js';
import {appliedColumn, bounded, roundingOf} from '../lowering.js';

type Weight = NodeMap['weight'];
type Part = Weight['parts'][number];

/** derive: exact, rounded once; with renormalised parts a quotient. */
export function lower(node: Weight, context: LowerContext): void {
  const {numerator, divisor} = exactScore(node, context);
  const type = context.output('value');
  const over = divisor === undefined ? {} : {over: divisor};
  context.derive(context.rel, [{name: context.column(), expr: numerator, ...over, ...roundingOf(node.rounding, type)}]);
  const applied = appliedColumn(context, numerator, divisor);
  if (applied) context.derive(context.rel, [applied]);
}

function exactScore(node: Weight, context: LowerContext): {numerator: Expr; divisor?: Expr} {
  const mode = node.mode ?? 'sum';
  const left = (part: Part, absent: Expr, value: Expr): Expr =>
    part.whenMissing === 'renormalise' ? when({e: 'isMissing', a: wire(part, context)}, absent, value) : value;
  if (mode === 'multiply')
    return {numerator: node.parts.map((part) => left(part, num(1), score(part, context))).reduce(mul)};
  if (mode === 'add-modifiers') {
    return {
      numerator: node.parts.map((part) => left(part, num(0), sub(score(part, context), num(1)))).reduce(add, num(1)),
    };
  }
  const weightOf = (part: Part): Expr => context.num(part.weight ?? '0');
  const sum = node.parts.map((part) => left(part, num(0), mul(weightOf(part), score(part, context)))).reduce(add);
  if (!node.parts.some((part) => part.whenMissing === 'renormalise')) return {numerator: sum};
  const all = node.parts.map(weightOf).reduce(add);
  const present = node.parts.map((part) => left(part, num(0), weightOf(part))).reduce(add);
  const nobody = node.parts.every((part) => part.whenMissing === 'renormalise')
    ? and(...node.parts.map((part): Expr => ({e: 'isMissing', a: wire(part, context)})))
    : cmp('eq', num(0), num(1));
  return {numerator: when(nobody, status(MISSING), mul(sum, all)), divisor: when(nobody, num(1), present)};
}

const wire = (part: Part, context: LowerContext): Expr => context.input(`values.${part.use}`);

/** missing → threshold → cap → floor (plan model §4.3). */
function score(part: Part, context: LowerContext): Expr {
  const raw = wire(part, context);
  const known =
    part.whenMissing === 'target' ? ifMissing(raw, num(1)) : part.whenMissing === 'zero' ? ifMissing(raw, num(0)) : raw;
  const optional = (value: Part['cap']): Expr | undefined => (value === undefined ? undefined : context.num(value));
  const threshold = optional(part.threshold);
  const reached = threshold ? when(cmp('lt', known, threshold), num(0), known) : known;
  return bounded(reached, optional(part.floor), optional(part.cap));
}
