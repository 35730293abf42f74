/** The half-width form of one character: full-width punctuation and digits and × ÷ −; any other character as it is. One for one, so offsets stay. */
export function fold(character: string): string {
  const sign = signs.get(character);
  if (sign !== undefined) return sign;
  const code = character.charCodeAt(0);
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : character;
}

/** Whether the character only separates tokens; full-width and no-break spaces do too. */
export function isSpace(character: string): boolean {
  return space.test(character);
}

/** Whether a half-width character is a decimal digit. */
export function isDigit(character: string): boolean {
  return character.length === 1 && character >= '0' && character <= '9';
}

/** Length of the bare name segment that begins at an offset: a letter or _, then letters, digits and _. 0 if none does. */
export function wordLength(text: string, at: number): number {
  word.lastIndex = at;
  return word.exec(text)?.[0].length ?? 0;
}

/** Whether a text can stand in a formula as a name segment without brackets. */
export function isWord(text: string): boolean {
  return text !== '' && wordLength(text, 0) === text.length;
}

const space = /^[\s\u200b\u2060]$/u;
const word = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;

const signs: ReadonlyMap<string, string> = new Map([
  ['×', '*'],
  ['÷', '/'],
  ['−', '-'],
]);
