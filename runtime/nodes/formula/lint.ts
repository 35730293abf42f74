import type {Formula} from '../../formula/ast.js';
import {childrenOf, integerOf, isResult} from '../../formula/ast.js';

/** Whether the result still holds a value that was rounded as a ratio or score: not where it only decides, and not after rounding half-up (SEM-7). */
export function carriesRounded(formula: Formula, isRounded: (path: string) => boolean): boolean {
  const carries = (one: Formula): boolean => carriesRounded(one, isRounded);
  switch (formula.kind) {
    case 'name':
      return isRounded(formula.path);
    case 'negate':
      return carries(formula.of);
    case 'binary':
      return carries(formula.left) || carries(formula.right);
    case 'call':
      switch (formula.fn) {
        case 'ATTAIN':
          return true;
        case 'ABS':
        case 'PRORATE':
          return formula.args.some(carries);
        default:
          return formula.args.some((arg, k) => isResult(formula, k) && carries(arg));
      }
    default:
      return false;
  }
}

/** Modes of ROUNDDOWN and ROUNDUP that are applied to such a value. */
export function directedCalls(formula: Formula, isRounded: (path: string) => boolean): string[] {
  const below = childrenOf(formula).flatMap((one) => directedCalls(one, isRounded));
  if (formula.kind !== 'call' || (formula.fn !== 'ROUNDDOWN' && formula.fn !== 'ROUNDUP')) return below;
  const [value] = formula.args;
  const isDirected = value !== undefined && carriesRounded(value, isRounded);
  return isDirected ? [...below, formula.fn === 'ROUNDUP' ? 'up' : 'down'] : below;
}

/** Most decimals that a product of the formula has before it is rounded, by the rule for intermediates. */
export function productDecimals(formula: Formula, scaleOf: (path: string) => number): number {
  let most = 0;
  const product = (a: number, b: number): number => {
    most = Math.max(most, a + b);
    return a + b;
  };
  const scale = (one: Formula): number => {
    switch (one.kind) {
      case 'number':
        return one.scale;
      case 'name':
        return scaleOf(one.path);
      case 'negate':
        return scale(one.of);
      case 'binary': {
        const [a, b] = [scale(one.left), scale(one.right)];
        if (one.operator === '*') return product(a, b);
        return one.operator === '/' ? INNER_QUOTIENT : Math.max(a, b);
      }
      case 'compare':
        scale(one.left);
        scale(one.right);
        return 0;
      case 'call': {
        const scales = one.args.map(scale);
        switch (one.fn) {
          case 'ROUND':
          case 'ROUNDDOWN':
          case 'ROUNDUP':
          case 'ROUNDEVEN':
            return Math.max(integerOf(one.args[1]) ?? 0, 0);
          case 'PRORATE':
            product(scales[0] ?? 0, scales[1] ?? 0);
            return INNER_QUOTIENT;
          case 'ATTAIN':
            return INNER_QUOTIENT;
          case 'ABS':
            return scales[0] ?? 0;
          default:
            return Math.max(0, ...scales.filter((_, k) => isResult(one, k)));
        }
      }
      default:
        return 0;
    }
  };
  scale(formula);
  return most;
}

const INNER_QUOTIENT = 12;

/** Texts that a name is compared with: by = and <>, IN and SWITCH. */
export function comparedTexts(formula: Formula): {path: string; text: string}[] {
  const below = childrenOf(formula).flatMap(comparedTexts);
  const [first, ...others] = sidesOf(formula);
  if (!first) return below;
  const sides = [first, ...others];
  const name = sides.find((one) => one.kind === 'name');
  if (name?.kind !== 'name') return below;
  return [...below, ...sides.flatMap((one) => (one.kind === 'text' ? [{path: name.path, text: one.text}] : []))];
}

function sidesOf(formula: Formula): readonly Formula[] {
  if (formula.kind === 'compare') return [formula.left, formula.right];
  if (formula.kind !== 'call') return [];
  if (formula.fn === 'IN') return formula.args;
  if (formula.fn === 'SWITCH') return formula.args.filter((_, k) => !isResult(formula, k));
  return [];
}
