import {fold, isDigit, isSpace, wordLength} from './characters.js';
import {formulaError} from './errors.js';
import type {FormulaError, FormulaErrorCode} from './errors.js';
import {readNumeral} from './numeral.js';
import type {Token} from './token.js';

/** Cuts a text into tokens, the last of type `end`; or says what cannot be read. Looks at every character a bounded number of times. */
export function tokenize(text: string): readonly Token[] | FormulaError {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (isSpace(charAt(text, at))) {
      ++at;
      continue;
    }
    const token = readToken(text, at);
    if ('code' in token) return token;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({type: 'end', start: text.length, end: text.length, written: ''});
  return tokens;
}

function readToken(text: string, start: number): Token | FormulaError {
  const first = charAt(text, start);
  const folded = fold(first);
  if (isDigit(folded) || (folded === '.' && isDigit(fold(charAt(text, start + 1))))) return readNumeral(text, start);
  if (quotes.has(first)) return readText(text, start);
  if (brackets.has(first) || wordLength(text, start) > 0) return readName(text, start);
  return readSymbol(text, start);
}

function readText(text: string, start: number): Token | FormulaError {
  const closed = readDelimited(text, start, quotes.get(charAt(text, start)) ?? '');
  if (!closed) return formulaError('formula/unclosed', {start, end: text.length}, {opened: charAt(text, start)});
  return {
    type: 'text',
    text: closed.content.normalize('NFC'),
    start,
    end: closed.end,
    written: text.slice(start, closed.end),
  };
}

function readName(text: string, start: number): Token | FormulaError {
  const segments: string[] = [];
  let at = start;
  let bracketed = false;
  for (;;) {
    const length = wordLength(text, at);
    const close = brackets.get(charAt(text, at));
    let segment = text.slice(at, at + length);
    at += length;
    if (close !== undefined) {
      const closed = readDelimited(text, at, close);
      if (!closed) return formulaError('formula/unclosed', {start: at, end: text.length}, {opened: charAt(text, at)});
      segment = closed.content.trim();
      at = closed.end;
      bracketed = true;
    }
    if (segment === '') return formulaError('formula/bad-name', {start, end: at}, {name: text.slice(start, at)});
    segments.push(segment);
    if (fold(charAt(text, at)) !== '.') break;
    ++at;
  }
  const path = segments.join('.').normalize('NFC');
  return {
    type: 'name',
    path,
    bare: !bracketed && segments.length === 1,
    start,
    end: at,
    written: text.slice(start, at),
  };
}

/** Content up to one of the closing characters; where a closing character is meant, it is written twice. */
function readDelimited(
  text: string,
  start: number,
  closing: string,
): {readonly content: string; readonly end: number} | undefined {
  let content = '';
  for (let at = start + 1; at < text.length; ++at) {
    const character = charAt(text, at);
    if (closing.includes(character)) {
      if (charAt(text, at + 1) !== character) return {content, end: at + 1};
      ++at;
    }
    content += character;
  }
  return undefined;
}

function readSymbol(text: string, start: number): Token | FormulaError {
  const one = fold(charAt(text, start));
  const two = one + fold(charAt(text, start + 1));
  const length = two.length === 2 && symbols.has(two) ? 2 : 1;
  const symbol = symbols.get(length === 2 ? two : one);
  const end = start + length;
  if (symbol !== undefined) return {type: 'symbol', symbol, start, end, written: text.slice(start, end)};
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return formulaError(
    refused.get(one) ?? 'formula/unexpected-character',
    {start, end: start + character.length},
    {found: character},
  );
}

const charAt = (text: string, at: number): string => text[at] ?? '';

/** Opening character → the characters that close. Input methods mix up the two curly quotes, so either closes. */
const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['＂', '＂'],
  ['“', '”“'],
  ['”', '”“'],
]);

const brackets: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['［', '］'],
]);

const symbols: ReadonlyMap<string, string> = new Map([
  ...['(', ')', ',', '+', '-', '*', '/', '%', '=', '<', '>', '<=', '>=', '<>'].map(
    (symbol) => [symbol, symbol] as const,
  ),
  ['==', '='],
  ['!=', '<>'],
  ['≠', '<>'],
  ['≤', '<='],
  ['≥', '>='],
]);

const refused: ReadonlyMap<string, FormulaErrorCode> = new Map([
  ['^', 'formula/no-power'],
  ['&', 'formula/no-join'],
  [':', 'formula/no-range'],
]);
