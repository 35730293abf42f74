import {compareSigns} from './ast.js';
import type {Binary, Call, Formula, NumberLiteral} from './ast.js';
import {isWord} from './characters.js';
import {findFlag, flagWords, functionDef} from './functions.js';

export type FormulaLanguage = 'en' | 'zh-CN';

/** How a formula is shown. Defaults: names as stored, function names in English. */
export interface PrintOptions {
  /** What is shown for a path, e.g. its label; it goes in brackets where it is no plain name. */
  readonly names?: (path: string) => string;
  readonly language?: FormulaLanguage;
}

/** The canonical text of a formula: half-width, one space around operators, as few parentheses as possible. Parsing it gives the same formula. */
export function printFormula(formula: Formula, options: PrintOptions = {}): string {
  const language = options.language ?? 'en';
  const names = options.names ?? ((path: string): string => path);
  const print = (node: Formula): string => {
    switch (node.kind) {
      case 'number':
        return printNumber(node);
      case 'text':
        return `"${node.text.replaceAll('"', '""')}"`;
      case 'flag':
        return flagWords[node.value ? 'true' : 'false'][language === 'en' ? 0 : 1];
      case 'name':
        return printName(names(node.path)) ?? printName(node.path) ?? '[]';
      case 'negate':
        return `-${operand(node.of, UNARY)}`;
      case 'call':
        return `${functionWord(node, language)}(${node.args.map(print).join(', ')})`;
      case 'binary':
        return `${operand(node.left, levelOf(node))} ${node.operator} ${operand(node.right, levelOf(node) + 1)}`;
      case 'compare':
        return `${operand(node.left, COMPARISON + 1)} ${compareSigns[node.operator]} ${operand(node.right, COMPARISON + 1)}`;
    }
  };
  const operand = (node: Formula, level: number): string => (levelOf(node) < level ? `(${print(node)})` : print(node));
  return print(formula);
}

/** A path or label as it is written in a formula; undefined if nothing but spaces is left of it. */
export function printName(name: string): string | undefined {
  const whole = name.normalize('NFC').trim();
  if (whole === '') return undefined;
  const segments = whole.split('.');
  if (segments.length === 1) return isWord(whole) && findFlag(whole) === undefined ? whole : bracket(whole);
  if (segments.some((segment) => segment === '' || segment !== segment.trim())) return bracket(whole);
  return segments.map((segment) => (isWord(segment) ? segment : bracket(segment))).join('.');
}

/** A number as it was meant: `8%`, not `0.08`, where it was written so. */
function printNumber({value, scale, percent}: Pick<NumberLiteral, 'value' | 'scale' | 'percent'>): string {
  const places = percent ? Math.max(scale - 2, 0) : scale;
  const shown = percent && scale < 2 ? value * 10n ** BigInt(2 - scale) : value;
  const digits = shown.toString().padStart(places + 1, '0');
  const point = digits.length - places;
  return digits.slice(0, point) + (places > 0 ? `.${digits.slice(point)}` : '') + (percent ? '%' : '');
}

const bracket = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

function functionWord({fn}: Call, language: FormulaLanguage): string {
  return (language === 'zh-CN' ? functionDef(fn).aliases[0] : undefined) ?? fn;
}

function levelOf(node: Formula): number {
  if (node.kind === 'compare') return COMPARISON;
  if (node.kind === 'binary') return binaryLevel(node);
  return node.kind === 'negate' ? UNARY : UNARY + 1;
}

function binaryLevel({operator}: Binary): number {
  return operator === '+' || operator === '-' ? 2 : 3;
}

const COMPARISON = 1;
const UNARY = 4;
