import type {RoundingMode} from '../decimal/round.js';

/**
 * Expressions of the operations: pure, total, exact (SEM-5). A value is a number at its natural scale, text, or a status.
 * Only `derive`, `bracket` and `allocate` evaluate arithmetic; `filter` evaluates conditions.
 */
export type Expr =
  | {readonly e: 'num'; readonly value: bigint; readonly scale: number}
  | {readonly e: 'text'; readonly text: string}
  | {readonly e: 'status'; readonly code: number}
  | {readonly e: 'col'; readonly name: string}
  /** First day from which a table is complete, given to the run. */
  | {readonly e: 'coverage'; readonly table: string}
  | {readonly e: 'add' | 'sub' | 'mul' | 'min' | 'max'; readonly a: Expr; readonly b: Expr}
  | {readonly e: 'neg' | 'abs' | 'not' | 'isMissing'; readonly a: Expr}
  /** A quotient inside an expression: rounded at `scale`. Divisor 0 is divide-by-zero. */
  | {readonly e: 'div'; readonly a: Expr; readonly b: Expr; readonly scale: number; readonly mode: RoundingMode}
  /** Full units completed from day `a` to day `b`; a day `a` after `b` is bad-sign. */
  | {readonly e: 'tenure'; readonly unit: 'days' | 'months' | 'years'; readonly a: Expr; readonly b: Expr}
  | {readonly e: 'round'; readonly a: Expr; readonly scale: number; readonly mode: RoundingMode}
  | {readonly e: 'cmp'; readonly op: CompareOp; readonly a: Expr; readonly b: Expr}
  | {readonly e: 'and' | 'or'; readonly of: readonly Expr[]}
  | {
      readonly e: 'case';
      readonly cases: readonly {readonly when: Expr; readonly then: Expr}[];
      readonly otherwise: Expr;
    }
  | {readonly e: 'ifMissing'; readonly a: Expr; readonly b: Expr};

export type CompareOp = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';

export const col = (name: string): Expr => ({e: 'col', name});
export const num = (value: bigint | number, scale = 0): Expr => ({e: 'num', value: BigInt(value), scale});
export const text = (value: string): Expr => ({e: 'text', text: value});
export const status = (code: number): Expr => ({e: 'status', code});
export const add = (a: Expr, b: Expr): Expr => ({e: 'add', a, b});
export const sub = (a: Expr, b: Expr): Expr => ({e: 'sub', a, b});
export const mul = (a: Expr, b: Expr): Expr => ({e: 'mul', a, b});
export const min = (a: Expr, b: Expr): Expr => ({e: 'min', a, b});
export const max = (a: Expr, b: Expr): Expr => ({e: 'max', a, b});
export const not = (a: Expr): Expr => ({e: 'not', a});
export const cmp = (op: CompareOp, a: Expr, b: Expr): Expr => ({e: 'cmp', op, a, b});
export const and = (...of: readonly Expr[]): Expr => (of.length === 1 && of[0] ? of[0] : {e: 'and', of});
export const or = (...of: readonly Expr[]): Expr => (of.length === 1 && of[0] ? of[0] : {e: 'or', of});
export const when = (test: Expr, then: Expr, otherwise: Expr): Expr => ({
  e: 'case',
  cases: [{when: test, then}],
  otherwise,
});
export const round = (a: Expr, scale: number, mode: RoundingMode): Expr => ({e: 'round', a, scale, mode});
export const isZero = (a: Expr): Expr => cmp('eq', a, num(0));
export const isTrue = (a: Expr): Expr => cmp('eq', a, num(1));
/** The value is used only where it is ok: a status becomes `b` when it is `missing` (SEM-11). */
export const ifMissing = (a: Expr, b: Expr): Expr => ({e: 'ifMissing', a, b});

/** The expressions an expression is made of. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.e) {
    case 'num':
    case 'text':
    case 'status':
    case 'coverage':
    case 'col':
      return [];
    case 'and':
    case 'or':
      return expr.of;
    case 'case':
      return [...expr.cases.flatMap(({when: test, then}) => [test, then]), expr.otherwise];
    default:
      return 'b' in expr ? [expr.a, expr.b] : [expr.a];
  }
}
