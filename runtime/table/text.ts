/** Text as it is compared (SEM-42): NFC, without spaces at either end (U+00A0, U+3000 and byte order marks are spaces too). Empty means missing. */
export function normaliseText(text: string): string {
  return isPlain(text) ? text : text.normalize('NFC').trim();
}

/** At most so many characters of a value are listed in an exception. */
export const MAX_VALUE_LENGTH = 200;

/** A value as it is listed in an exception. */
export function shortValue(text: string): string {
  if (text.length <= MAX_VALUE_LENGTH) return text;
  return text.slice(0, MAX_VALUE_LENGTH).replace(/\p{Surrogate}$/u, '');
}

/** Any value as text, also one that cannot be made one. */
export function shown(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

/** ASCII without a space at either end: most cells. */
function isPlain(text: string): boolean {
  const {length} = text;
  if (length === 0) return true;
  if (text.charCodeAt(0) <= 0x20 || text.charCodeAt(length - 1) <= 0x20) return false;
  for (let i = 0; i < length; ++i) if (text.charCodeAt(i) > 0x7e) return false;
  return true;
}
