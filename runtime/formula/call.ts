import type {Formula} from './ast.js';
import {integerOf} from './ast.js';
import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import {foreignFunction} from './foreign.js';
import {findFlag, findFunction, functionDef, functionWords} from './functions.js';
import type {FunctionDef} from './functions.js';
import type {Reader} from './reader.js';
import {enter, errorAfterValue, fail, leave, next, peek, thousandsComma} from './reader.js';
import {closest} from './suggest.js';
import {isSymbol} from './token.js';
import type {Token} from './token.js';

type NameToken = Token & {readonly type: 'name'};

/** Reads what follows a name and an opening parenthesis. A wrong name or number of arguments is noted, and reading goes on. */
export function readCall(
  reader: Reader,
  name: NameToken,
  readArgument: () => Formula | undefined,
): Formula | undefined {
  const opening = next(reader);
  if (!enter(reader, name)) return undefined;
  const args: Formula[] = [];
  const grouped: FormulaError[] = [];
  while (!(args.length === 0 && isSymbol(peek(reader), ')'))) {
    const argument = readArgument();
    if (!argument) return undefined;
    args.push(argument);
    if (isSymbol(peek(reader), ')')) break;
    if (!isSymbol(peek(reader), ',')) return fail(reader, errorAfterValue(reader, opening));
    const thousands = thousandsComma(reader);
    if (thousands) grouped.push(thousands);
    if (grouped[0] && isPadded(reader)) return fail(reader, grouped[0]);
    next(reader);
  }
  leave(reader);
  return checkedCall(reader, name, args, grouped, next(reader).end);
}

function checkedCall(
  reader: Reader,
  name: NameToken,
  args: readonly Formula[],
  grouped: readonly FormulaError[],
  end: number,
): Formula {
  const place = {start: name.start, end};
  const flag = name.bare && args.length === 0 ? findFlag(name.path) : undefined;
  if (flag !== undefined) return {kind: 'flag', value: flag, ...place};
  const fn = name.bare ? findFunction(name.path) : undefined;
  if (!fn) {
    reader.errors.push(unknownFunction(name));
    return {kind: 'name', path: name.path, ...place};
  }
  const def = functionDef(fn);
  const wrong = wrongArguments(def, name, args);
  if (grouped.length > 0 && (wrong || def.max === undefined)) reader.errors.push(...grouped);
  else if (wrong) reader.errors.push(wrong);
  return {kind: 'call', fn, args, ...place};
}

/** Whether a comma is next and then a numeral such as `000`. */
function isPadded(reader: Reader): boolean {
  const after = reader.tokens[reader.at + 1];
  return after?.type === 'numeral' && after.padded;
}

function wrongArguments(def: FunctionDef, name: NameToken, args: readonly Formula[]): FormulaError | undefined {
  const word = name.written;
  if (args.length < def.min || args.length > (def.max ?? Infinity)) {
    const expected =
      def.max === undefined ? `${def.min}+` : def.max === def.min ? `${def.min}` : `${def.min}–${def.max}`;
    return formulaError('formula/argument-count', name, {function: word, expected, given: args.length});
  }
  if (def.pairsAfter !== undefined && (args.length - def.pairsAfter) % 2 === 0) {
    return formulaError('formula/otherwise-missing', name, {function: word});
  }
  const literal = def.integer && args[def.integer.index];
  if (!def.integer || !literal) return undefined;
  const {from, to} = def.integer;
  const value = integerOf(literal);
  if (value === undefined) return formulaError('formula/integer-literal', literal, {function: word, from, to});
  return value < from || value > to
    ? formulaError('formula/integer-range', literal, {function: word, from, to})
    : undefined;
}

function unknownFunction(name: NameToken): FormulaError {
  const word = name.written;
  const foreign = foreignFunction(word);
  if (foreign) return formulaError(foreign, name, {found: word});
  const suggestion = closest(word, functionWords);
  if (suggestion === undefined) return formulaError('formula/unknown-function', name, {name: word});
  return formulaError('formula/misspelt-function', name, {name: word, suggestion});
}
