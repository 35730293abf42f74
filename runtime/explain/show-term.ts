import type {Language} from '@planwright/schemas';
import {say} from '@planwright/schemas';
import {formatDecimal} from '../decimal/text.js';
import type {Term} from '../nodes/terms.js';
import {exactOf, sumOf} from '../nodes/terms.js';
import {formatNumber} from './format.js';

/** A term as plain arithmetic: decimals, + - * / ( ), min, max, sum as +, and roundings named by their mode. */
export function termText(term: Term): string {
  return text(term, 0);
}

function text(term: Term, level: number): string {
  switch (term.t) {
    case 'number': {
      const shown = formatDecimal(term.value, term.scale, true);
      return term.value < 0n && level > 0 ? `(${shown})` : shown;
    }
    case 'sum':
      return wrap(term.of.map((one, k) => text(one, k === 0 ? SUM : SUM + 1)).join(' + '), level > SUM);
    case 'min':
    case 'max':
      return `${term.t}(${term.of.map((one) => text(one, 0)).join(', ')})`;
    case 'round':
      return `${FUNCTIONS[term.mode]}(${text(term.a, 0)}, ${term.scale})`;
    default: {
      const mine = levelOf(term.t);
      return wrap(`${text(term.a, mine)} ${term.t} ${text(term.b, mine + 1)}`, level > mine);
    }
  }
}

/** A term typeset for people: separators, × ÷ −, percent. Long sums show their first terms and what the others come to. */
export function termShown(term: Term, language: Language): string {
  const show = (one: Term, level: number): string => {
    switch (one.t) {
      case 'number': {
        const shown = formatNumber(one.value, one.scale, one.unit, language);
        return one.value < 0n && level > 0 ? `(${shown})` : shown;
      }
      case 'sum': {
        const first = one.of
          .slice(0, one.of.length > MOST ? MOST - 2 : MOST)
          .map((part, k) => show(part, k === 0 ? SUM : SUM + 1));
        const rest = one.of.slice(first.length);
        if (rest.length > 0) {
          const {value, scale} = decimalOf(sumOf(rest));
          const amount = formatNumber(value, scale, unitOf(one), language);
          first.push(say(language, 'words/more', {amount, count: rest.length}));
        }
        return wrap(first.join(' + '), level > SUM);
      }
      case 'min':
      case 'max': {
        const items = one.of.map((part) => show(part, 0)).join(', ');
        return say(language, `words/${one.t}`, {items});
      }
      case 'round':
        return say(language, 'words/round', {a: show(one.a, 0), scale: one.scale});
      default: {
        const mine = levelOf(one.t);
        return wrap(`${show(one.a, mine)} ${SIGNS[one.t]} ${show(one.b, mine + 1)}`, level > mine);
      }
    }
  };
  return show(term, 0);
}

const wrap = (shown: string, parenthesised: boolean): string => (parenthesised ? `(${shown})` : shown);
const levelOf = (sign: keyof typeof SIGNS): number => (sign === '+' || sign === '-' ? SUM : PRODUCT);

/** A terminating term as a scaled integer. */
function decimalOf(term: Term): {value: bigint; scale: number} {
  const {n, d} = exactOf(term);
  const scale = d.toString().length - 1;
  return {value: n, scale};
}

function unitOf(term: Term): (Term & {t: 'number'})['unit'] {
  switch (term.t) {
    case 'number':
      return term.unit;
    case 'sum':
    case 'min':
    case 'max':
      return term.of[0] ? unitOf(term.of[0]) : null;
    default:
      return unitOf(term.a);
  }
}

const SUM = 1;
const PRODUCT = 2;
/** Longest sum that is shown whole. */
const MOST = 8;
const SIGNS = {'+': '+', '-': '−', '*': '×', '/': '÷'} as const;
const FUNCTIONS = {
  'half-up': 'round',
  'half-even': 'roundEven',
  down: 'roundDown',
  up: 'roundUp',
  floor: 'floor',
  ceil: 'ceil',
} as const;
