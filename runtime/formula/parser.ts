import type {BinaryOperator, CompareOperator, Formula} from './ast.js';
import {readCall} from './call.js';
import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import {findFlag} from './functions.js';
import {MAX_DECIMALS, minimal, numberTooLong} from './numeral.js';
import type {Reader} from './reader.js';
import {enter, errorAfterValue, fail, leave, next, peek} from './reader.js';
import {isSymbol} from './token.js';
import type {Token} from './token.js';
import {tokenize} from './tokenizer.js';

/** Longest text read, in UTF-16 units. */
const MAX_LENGTH = 2000;

/** A formula, or what is wrong with the text; with any error there is no formula. */
export interface Parsed {
  readonly formula?: Formula;
  readonly errors: readonly FormulaError[];
}

/** Reads the text of a formula. Knows no plan: names are not resolved and types not checked. Never throws; linear in the length of the text. */
export function parseFormula(text: string): Parsed {
  const whole = {start: 0, end: text.length};
  if (text.length > MAX_LENGTH)
    return {errors: [formulaError('formula/too-long', whole, {limit: MAX_LENGTH, length: text.length})]};
  const tokens = tokenize(text);
  if ('code' in tokens) return {errors: [tokens]};
  const reader: Reader = {tokens, at: 0, depth: 0, errors: []};
  if (isSymbol(peek(reader), '=') && peek(reader).written.length === 1) next(reader);
  if (peek(reader).type === 'end') return {errors: [formulaError('formula/empty', whole)]};
  const formula = readExpression(reader, COMPARISON);
  if (formula && peek(reader).type !== 'end') fail(reader, errorAfterValue(reader));
  if (formula && reader.errors.length === 0) return {formula, errors: []};
  return {errors: reader.errors.toSorted((a, b) => a.start - b.start)};
}

/** A value with all operators after it that bind at least as tightly as `level`. */
function readExpression(reader: Reader, level: number): Formula | undefined {
  let left = readValue(reader);
  let compared = false;
  while (left) {
    const token = peek(reader);
    const infix = token.type === 'symbol' ? infixes.get(token.symbol) : undefined;
    if (!infix || infix.level < level) return left;
    if (compared && infix.level === COMPARISON) return fail(reader, formulaError('formula/chained-comparison', token));
    next(reader);
    const right = readExpression(reader, infix.level + 1);
    if (!right) return undefined;
    left = {...infix.node, left, right, start: left.start, end: right.end};
    compared = infix.level === COMPARISON;
  }
  return undefined;
}

function readValue(reader: Reader): Formula | undefined {
  const token = next(reader);
  const {start, end} = token;
  switch (token.type) {
    case 'numeral':
      return readNumber(reader, token);
    case 'text':
      return {kind: 'text', text: token.text, start, end};
    case 'name': {
      if (isSymbol(peek(reader), '(')) return readCall(reader, token, () => readExpression(reader, COMPARISON));
      const flag = token.bare ? findFlag(token.path) : undefined;
      return flag === undefined
        ? {kind: 'name', path: token.path, start, end}
        : {kind: 'flag', value: flag, start, end};
    }
    case 'symbol':
      if (token.symbol === '-') return readNegate(reader, token);
      if (token.symbol === '(') return readParentheses(reader, token);
      return fail(reader, formulaError('formula/unexpected-token', token, {found: token.written}));
    case 'end':
      return fail(reader, formulaError('formula/unexpected-end', token));
  }
}

function readNumber(reader: Reader, token: Token & {readonly type: 'numeral'}): Formula | undefined {
  const {start, end, value, scale} = token;
  if (token.padded) return fail(reader, formulaError('formula/bad-number', token, {text: token.written}));
  if (!isSymbol(peek(reader), '%')) return {kind: 'number', value, scale, start, end};
  const percent = {kind: 'number', ...minimal(value, scale + 2), percent: true, start, end: next(reader).end} as const;
  return percent.scale > MAX_DECIMALS ? fail(reader, numberTooLong(percent)) : percent;
}

function readNegate(reader: Reader, minus: Token): Formula | undefined {
  if (!enter(reader, minus)) return undefined;
  const of = readValue(reader);
  leave(reader);
  return of && {kind: 'negate', of, start: minus.start, end: of.end};
}

function readParentheses(reader: Reader, opening: Token): Formula | undefined {
  if (!enter(reader, opening)) return undefined;
  const inner = readExpression(reader, COMPARISON);
  if (!inner) return undefined;
  if (!isSymbol(peek(reader), ')')) return fail(reader, errorAfterValue(reader, opening));
  leave(reader);
  return {...inner, start: opening.start, end: next(reader).end};
}

interface Infix {
  readonly level: number;
  readonly node:
    | {readonly kind: 'compare'; readonly operator: CompareOperator}
    | {readonly kind: 'binary'; readonly operator: BinaryOperator};
}

const COMPARISON = 1;

const compare = (operator: CompareOperator): Infix => ({level: COMPARISON, node: {kind: 'compare', operator}});
const binary = (level: number, operator: BinaryOperator): Infix => ({level, node: {kind: 'binary', operator}});

const infixes: ReadonlyMap<string, Infix> = new Map([
  ['=', compare('eq')],
  ['<>', compare('ne')],
  ['<', compare('lt')],
  ['<=', compare('lte')],
  ['>', compare('gt')],
  ['>=', compare('gte')],
  ['+', binary(2, '+')],
  ['-', binary(2, '-')],
  ['*', binary(3, '*')],
  ['/', binary(3, '/')],
]);
