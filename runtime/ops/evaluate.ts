import type {Dictionary} from '../table/dictionary.js';
import {absolute, addSub, extreme, multiply, quotient, rounded, tenure} from './arithmetic.js';
import type {Expr} from './expr.js';
import {partsOf} from './expr.js';
import {compare, connect, isMissing, negate, select} from './logic.js';
import type {NumVec, Vec} from './vectors.js';
import {constant, numeric} from './vectors.js';

/** What an expression may read while it is evaluated. */
export interface EvalContext {
  /** Number of rows in this chunk. */
  readonly n: number;
  readonly dictionary: Dictionary;
  /** Values of expressions that stand in several places. */
  readonly shared: Map<Expr, Vec>;
  column(name: string): Vec;
  coverage(table: string): number;
}

/**
 * Evaluates an expression over a chunk. Never throws on data; a breach of the domain is status `range`. What `markShared` has found in
 * several places is evaluated once: CLAMP and ATTAIN name an operand twice, and 60 of them inside each other would take 2^60 steps.
 */
export function evaluate(expr: Expr, at: EvalContext): Vec {
  if (!sharedParts.has(expr)) return compute(expr, at);
  let vec = at.shared.get(expr);
  if (!vec) {
    vec = compute(expr, at);
    at.shared.set(expr, vec);
  }
  return vec;
}

/** Notes which parts of an expression stand in it more than once; before it is evaluated, once for all chunks. */
export function markShared(expr: Expr): void {
  const seen = new Set<Expr>();
  const stack: Expr[] = [expr];
  for (let one = stack.pop(); one; one = stack.pop()) {
    const parts = partsOf(one);
    if (parts.length === 0) continue;
    if (seen.has(one)) sharedParts.add(one);
    else {
      seen.add(one);
      for (const part of parts) stack.push(part);
    }
  }
}

const sharedParts = new WeakSet<Expr>();

function compute(expr: Expr, at: EvalContext): Vec {
  switch (expr.e) {
    case 'num':
      return literal(expr, at.n);
    case 'text':
      return {kind: 'text', codes: new Int32Array(at.n).fill(at.dictionary.code(expr.text)), status: null};
    case 'status':
      return {
        kind: 'num',
        scale: 0,
        f: new Float64Array(at.n),
        b: null,
        bound: 0,
        status: new Uint8Array(at.n).fill(expr.code),
      };
    case 'coverage':
      return constant(BigInt(at.coverage(expr.table)), 0, at.n);
    case 'col':
      return at.column(expr.name);
    case 'add':
    case 'sub':
      return addSub(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.e === 'sub', at.n);
    case 'mul':
      return multiply(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), at.n);
    case 'min':
    case 'max':
      return extreme(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.e === 'max', at.n);
    case 'neg':
      return addSub(constant(0n, 0, at.n), numeric(evaluate(expr.a, at)), true, at.n);
    case 'abs':
      return absolute(numeric(evaluate(expr.a, at)));
    case 'not':
      return negate(numeric(evaluate(expr.a, at)));
    case 'isMissing':
      return isMissing(evaluate(expr.a, at), at.n);
    case 'div':
      return quotient(numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), expr.scale, expr.mode, at.n);
    case 'tenure':
      return tenure(expr.unit, numeric(evaluate(expr.a, at)), numeric(evaluate(expr.b, at)), at.n);
    case 'round':
      return rounded(numeric(evaluate(expr.a, at)), expr.scale, expr.mode, at.n);
    case 'cmp':
      return compare(expr.op, evaluate(expr.a, at), evaluate(expr.b, at), at.n);
    case 'and':
    case 'or':
      return connect(
        expr.of.map((part) => numeric(evaluate(part, at))),
        expr.e === 'and',
        at.n,
      );
    case 'case':
      return select(
        expr.cases.map(({when, then}) => ({test: numeric(evaluate(when, at)), value: evaluate(then, at)})),
        evaluate(expr.otherwise, at),
        at.n,
      );
    case 'ifMissing': {
      const a = evaluate(expr.a, at);
      if (!a.status) return a;
      const test: NumVec = numeric(isMissing(a, at.n));
      return select([{test, value: evaluate(expr.b, at)}], a, at.n);
    }
  }
}

/** A literal as a vector, made once for all chunks: nothing writes into the vectors it is given. */
function literal(expr: Expr & {e: 'num'}, n: number): NumVec {
  const known = literals.get(expr);
  if (known?.f && known.f.length >= n) return known.f.length === n ? known : {...known, f: known.f.subarray(0, n)};
  const made = constant(expr.value, expr.scale, n);
  literals.set(expr, made);
  return made;
}

const literals = new WeakMap<Expr, NumVec>();
