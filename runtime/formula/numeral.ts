import type {Place} from './ast.js';
import {fold, isDigit, wordLength} from './characters.js';
import {formulaError} from './errors.js';
import type {FormulaError} from './errors.js';
import type {Token} from './token.js';

/** Most digits before and after the decimal point. */
const MAX_INTEGER_DIGITS = 18;
export const MAX_DECIMALS = 10;

/** Reads a plain decimal such as `1250.5`. Refused: no digit on one side of the point, an exponent or letter right after it, too many digits. */
export function readNumeral(text: string, start: number): Token | FormulaError {
  let at = start;
  let digits = '';
  let points = 0;
  let decimals = 0;
  for (; at < text.length; ++at) {
    const character = fold(text[at] ?? '');
    if (isDigit(character)) {
      digits += character;
      if (points > 0) ++decimals;
    } else if (character === '.') {
      ++points;
    } else {
      break;
    }
  }
  const integerDigits = digits.length - decimals;
  const glued = wordLength(text, at);
  const end = at + glued;
  const written = text.slice(start, end);
  if (glued > 0 || points > 1 || integerDigits === 0 || (points === 1 && decimals === 0)) {
    return formulaError('formula/bad-number', {start, end}, {text: written});
  }
  if (integerDigits > MAX_INTEGER_DIGITS || decimals > MAX_DECIMALS) {
    return numberTooLong({start, end});
  }
  return {
    type: 'numeral',
    ...minimal(BigInt(digits), decimals),
    padded: integerDigits > 1 && digits.startsWith('0'),
    start,
    end,
    written,
  };
}

/** The error for a number with more digits than are kept. */
export function numberTooLong(place: Place): FormulaError {
  return formulaError('formula/number-too-long', place, {integerDigits: MAX_INTEGER_DIGITS, decimals: MAX_DECIMALS});
}

/** The same number with as few decimals as possible. */
export function minimal(value: bigint, scale: number): {readonly value: bigint; readonly scale: number} {
  let shorter = value;
  let places = scale;
  while (places > 0 && shorter % 10n === 0n) {
    shorter /= 10n;
    --places;
  }
  return {value: shorter, scale: places};
}
