import type {TraceOptions} from '../nodes/explaining.js';
import type {Calculation, Term, Unit} from '../nodes/terms.js';
import {exactOf, extreme, minus, number, over, plus, roundTerm, times} from '../nodes/terms.js';
import type {Environment} from '../ops/environment.js';
import type {EvalContext} from '../ops/evaluate.js';
import {evaluate} from '../ops/evaluate.js';
import type {Vec} from '../ops/vectors.js';
import {load} from '../ops/vectors.js';
import type {Expr} from '../ops/expr.js';
import type {Derived} from '../ops/program.js';
import type {Relation} from '../ops/relation.js';

export interface TraceSource {
  readonly env: Environment;
  readonly rel: Relation;
  readonly row: number;
  /** The derive that made a column, if the node itself did. */
  derived(column: string): Derived | undefined;
  unit(column: string): Unit | null;
}

/** Rewrites expressions of one row as arithmetic on the numbers that were used: cases are decided, names become numbers. */
export class Trace {
  readonly #source: TraceSource;
  readonly #options: TraceOptions;
  readonly #at: EvalContext;

  constructor(source: TraceSource, options: TraceOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.#at = rowContext(source.env, source.rel, source.row);
  }

  /** How a derived column came about; the rounding only where it could have changed the value. */
  calculation({expr, over: divisor, scale, roundScale, mode}: Derived): Calculation | undefined {
    const top = this.term(expr);
    const below = divisor === undefined ? undefined : this.term(divisor);
    if (!top || (divisor !== undefined && !below)) return undefined;
    const term = below ? over(top, below) : top;
    return scale === undefined ? {term} : {term, rounding: {scale: roundScale ?? scale, mode: mode ?? 'half-up'}};
  }

  term(expr: Expr): Term | undefined {
    switch (expr.e) {
      case 'num':
        return number(expr.value, expr.scale, this.#options.literal ?? null);
      case 'col':
        return this.#column(expr.name);
      case 'add':
      case 'sub':
      case 'min':
      case 'max':
        return this.#alike(expr.e, expr.a, expr.b);
      case 'mul':
        return this.#two(expr.a, expr.b, (a, b) =>
          a.t === 'number' && isRate(a) && !isRate(b) ? times(b, a) : times(a, b),
        );
      case 'neg':
        return this.#one(expr.a, (a) => ({t: '-', a: number(0), b: a}));
      case 'abs':
        // decided, like a case: MAX(a, −a) says everything below it twice
        return this.#one(expr.a, (a) => (exactOf(a).n < 0n ? {t: '-', a: number(0), b: a} : a));
      case 'div':
        return this.#two(expr.a, expr.b, (a, b) =>
          exactOf(b).n === 0n ? undefined : roundTerm(over(a, b), expr.scale, expr.mode),
        );
      case 'round':
        return this.#one(expr.a, (a) => roundTerm(a, expr.scale, expr.mode));
      case 'case': {
        const chosen = expr.cases.find(({when}) => this.holds(when));
        return this.term(chosen ? chosen.then : expr.otherwise);
      }
      case 'ifMissing':
        return this.#value(expr.a) === undefined ? this.term(expr.b) : this.term(expr.a);
      case 'text':
      case 'status':
        return undefined;
      default:
        return this.#value(expr);
    }
  }

  /** Whether a condition is true here; false also where it has a status. */
  holds(expr: Expr): boolean {
    const vec = evaluate(expr, this.#at);
    return vec.kind === 'num' && (!vec.status || vec.status[0] === 0) && intOf(vec) === 1n;
  }

  #column(name: string): Term | undefined {
    const {leaf, expand, unit} = this.#options;
    const given = expand?.(name);
    if (given) return given;
    const derived = leaf?.(name) ? undefined : this.#source.derived(name);
    if (derived) {
      const calculation = this.calculation(derived);
      if (!calculation) return undefined;
      const {term, rounding} = calculation;
      return rounding ? roundTerm(term, rounding.scale, rounding.mode) : term;
    }
    return this.#value({e: 'col', name}, this.#source.unit(name) ?? unit?.(name) ?? null);
  }

  #value(expr: Expr, unit: Unit | null = null): Term | undefined {
    const vec = evaluate(expr, this.#at);
    if (vec.kind === 'text' || (vec.status && vec.status[0] !== 0)) return undefined;
    return number(intOf(vec), vec.scale, unit);
  }

  #one(a: Expr, build: (a: Term) => Term): Term | undefined {
    const x = this.term(a);
    return x && build(x);
  }

  #two(a: Expr, b: Expr, build: (a: Term, b: Term) => Term | undefined): Term | undefined {
    const x = this.term(a);
    const y = this.term(b);
    return x && y && build(x, y);
  }

  /** Both operands count the same, so a constant takes the unit of the other. */
  #alike(e: 'add' | 'sub' | 'min' | 'max', a: Expr, b: Expr): Term | undefined {
    return this.#two(a, b, (x, y) => {
      if (e === 'add' && (isNothing(x) || isNothing(y))) return plus(x, y);
      if (e === 'sub' && isNothing(y)) return x;
      const left = withUnit(x, y);
      const right = withUnit(y, x);
      if (e === 'add') return plus(left, right);
      return e === 'sub' ? minus(left, right) : extreme(e, [left, right]);
    });
  }
}

/** One row of a relation, as expressions are evaluated. */
export function rowContext(env: Environment, rel: Relation, row: number): EvalContext {
  return {
    n: 1,
    dictionary: env.dictionary,
    shared: new Map(),
    column: (name) => load(rel.get(name), row, row + 1),
    coverage: env.coverage,
  };
}

function intOf(vec: Vec & {kind: 'num'}): bigint {
  return vec.b?.[0] ?? BigInt(vec.f?.[0] ?? 0);
}

/** A ratio is written after what it is taken of. */
const isRate = (term: Term): boolean => term.t !== 'number' || term.unit?.kind === 'ratio';

/** A constant 0 that only the lowering has added. */
const isNothing = (term: Term): boolean => term.t === 'number' && term.value === 0n && !term.unit;

function withUnit(term: Term, other: Term): Term {
  if (term.t !== 'number' || term.unit || other.t !== 'number' || !other.unit) return term;
  return {...term, unit: {...other.unit, literal: true}};
}
