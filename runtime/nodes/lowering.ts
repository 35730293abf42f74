import type {RoundingMode} from '../decimal/round.js';
import type {Expr} from '../ops/expr.js';
import {and, cmp, col, num, when} from '../ops/expr.js';
import type {Derived, WindowColumn} from '../ops/program.js';
import type {LowerContext} from './definition.js';
import type {PortType} from './types.js';
import {minorScale, scaleOf} from './types.js';

/** `rounding` of a node: one rounding of the exact value, at the type's scale unless it says otherwise (SEM-5, R-8). */
export interface RoundingSpec {
  readonly scale: number;
  readonly mode?: RoundingMode;
}

export interface Rounded {
  readonly scale: number;
  readonly roundScale: number;
  readonly mode: RoundingMode;
}

export function roundingOf(
  rounding: RoundingSpec | undefined,
  type: PortType,
  mode: RoundingMode = 'half-up',
): Rounded {
  const scale = type.value === 'rows' ? 0 : scaleOf(type.value);
  return {scale, roundScale: rounding?.scale ?? scale, mode: rounding?.mode ?? mode};
}

/** Rounding at the unit's minor scale, where sums must add up in cents (ruling 3). */
export function minorRounding(rounding: RoundingSpec | undefined, type: PortType): Rounded {
  const scale = type.value === 'rows' ? 0 : scaleOf(type.value);
  const minor = type.value === 'rows' ? 0 : minorScale(type.value, type.currency);
  return {scale, roundScale: rounding?.scale ?? Math.min(minor, scale), mode: rounding?.mode ?? 'half-up'};
}

export function isText(type: PortType | undefined): boolean {
  return type?.value === 'text';
}

/** A value column of any type: text has no scale. */
export function valueColumn(name: string, expr: Expr, type: PortType, rounded: Rounded, over?: Expr): Derived {
  if (isText(type)) return {name, expr};
  return over === undefined ? {name, expr, ...rounded} : {name, expr, over, ...rounded};
}

/** `amount` × the exact value, rounded once at the amount's working scale. */
export function appliedColumn(context: LowerContext, value: Expr, over?: Expr): Derived | undefined {
  const type = context.inputType('amount');
  if (!type || type.value === 'rows') return undefined;
  const scale = scaleOf(type.value);
  const expr: Expr = {e: 'mul', a: context.input('amount'), b: value};
  const column: Derived = {name: context.column('applied'), expr, scale, mode: 'half-up'};
  return over === undefined ? column : {...column, over};
}

/** Value of the previous present row of the same running total, and the difference to it; the first row keeps its value. */
export function changeOf(context: LowerContext, total: string, over: string, present = context.temp('one')): Expr {
  const before = context.temp(`before:${total}`);
  const had = context.temp(`had:${total}`);
  context.derive(context.rel, [{name: present, expr: num(1), scale: 0}]);
  runningWindow(context, over, [
    {name: before, fn: 'previous', col: total},
    {name: had, fn: 'previous', col: present},
  ]);
  return when({e: 'isMissing', a: col(had)}, col(total), {e: 'sub', a: col(total), b: col(before)});
}

/** Sum of a column over the running total's span, up to this row. */
export function sumToDate(context: LowerContext, column: string, over: string, name: string): void {
  runningWindow(context, over, [{name, fn: 'sum', col: column}]);
}

/** Columns along the running total: row after row, or period after period. */
export function runningWindow(context: LowerContext, over: string, columns: readonly WindowColumn[]): void {
  context.emit({op: 'window', node: context.id, rel: context.rel, ...context.running(over), columns});
}

export const between = (x: Expr, lo: Expr, hi: Expr): Expr => and(cmp('gte', x, lo), cmp('lte', x, hi));

/** A number, and the status of another one beside its own: of several the first in the list of SEM-10 wins. */
export function withStatusOf(value: Expr, other: Expr): Expr {
  return {e: 'add', a: value, b: {e: 'mul', a: other, b: num(0)}};
}

/** MIN/MAX bounds, either may be absent. */
export function bounded(x: Expr, lo: Expr | undefined, hi: Expr | undefined): Expr {
  const capped: Expr = hi ? {e: 'min', a: x, b: hi} : x;
  return lo ? {e: 'max', a: capped, b: lo} : capped;
}
