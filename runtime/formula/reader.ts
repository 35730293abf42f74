import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import {isSymbol} from './token.js';
import type {Token} from './token.js';

/** Deepest nesting of parentheses, calls and minus signs. */
export const MAX_DEPTH = 64;

/** How far a parse has come. */
export interface Reader {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  readonly errors: FormulaError[];
}

/** The token that comes next. */
export function peek(reader: Reader): Token {
  return reader.tokens[reader.at] ?? END;
}

/** Takes the next token; the end stays the end. */
export function next(reader: Reader): Token {
  const token = peek(reader);
  if (token.type !== 'end') ++reader.at;
  return token;
}

/** Notes an error that ends the reading. */
export function fail(reader: Reader, error: FormulaError): undefined {
  reader.errors.push(error);
  return undefined;
}

/** Goes one level down; false, with an error, where that is too deep. */
export function enter(reader: Reader, token: Token): boolean {
  if (++reader.depth <= MAX_DEPTH) return true;
  fail(reader, formulaError('formula/too-deep', token, {limit: MAX_DEPTH}));
  return false;
}

/** Comes one level up. */
export function leave(reader: Reader): void {
  --reader.depth;
}

/** Why the next token cannot follow a complete value; `opening` is the parenthesis that is still open. */
export function errorAfterValue(reader: Reader, opening?: Token): FormulaError {
  const token = peek(reader);
  if (token.type === 'end' && opening) return formulaError('formula/unclosed', opening, {opened: opening.written});
  if (isSymbol(token, '%')) return formulaError('formula/misplaced-percent', token);
  const thousands = thousandsComma(reader);
  if (thousands) return thousands;
  const startsValue = token.type !== 'symbol' || token.symbol === '(';
  return formulaError(startsValue ? 'formula/missing-operator' : 'formula/unexpected-token', token, {
    found: token.written,
  });
}

/** The error if the next token is a comma as in `1,500`: directly between a numeral of up to three digits and one of exactly three. */
export function thousandsComma(reader: Reader): FormulaError | undefined {
  const [before, comma, after] = reader.tokens.slice(Math.max(reader.at - 1, 0), reader.at + 2);
  if (!before || !comma || !after || !isSymbol(comma, ',') || before.type !== 'numeral' || after.type !== 'numeral')
    return undefined;
  const adjacent = before.end === comma.start && comma.end === after.start;
  const grouped = /^[1-9]\d{0,2}$/.test(before.written) && /^\d{3}(\.\d+)?$/.test(after.written);
  if (!adjacent || !grouped) return undefined;
  return formulaError(
    'formula/thousands-comma',
    {start: before.start, end: after.end},
    {
      text: before.written + comma.written + after.written,
      number: before.written + after.written,
    },
  );
}

const END: Token = {type: 'end', start: 0, end: 0, written: ''};
