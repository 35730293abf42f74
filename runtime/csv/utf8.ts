declare const TextEncoder: new () => {encode(text: string): Uint8Array};

/** Bytes of a text; undefined if it holds half of a surrogate pair and so is no Unicode text. */
export function encodeUtf8(text: string): Uint8Array | undefined {
  return /\p{Surrogate}/u.test(text) ? undefined : new TextEncoder().encode(text);
}

/** Text of bytes that are known to be valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  let at = start;
  while (at < end) {
    const lead = bytes[at]!;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    let point = length === 1 ? lead : lead & (0x7f >> length);
    for (let i = 1; i < length; ++i) point = (point << 6) | (bytes[at + i]! & 0x3f);
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** Position after the character of several bytes at a position; −1 if it is not valid UTF-8 (overlong, surrogate, cut off, above U+10FFFF). */
export function nextCharacter(bytes: Uint8Array, at: number): number {
  const lead = bytes[at]!;
  const second = bytes[at + 1] ?? 0;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  if (lead < 0xe0) return isTail(second) ? at + 2 : -1;
  const third = bytes[at + 2] ?? 0;
  if (lead < 0xf0) {
    const from = lead === 0xe0 ? 0xa0 : 0x80;
    const to = lead === 0xed ? 0x9f : 0xbf;
    return second >= from && second <= to && isTail(third) ? at + 3 : -1;
  }
  const from = lead === 0xf0 ? 0x90 : 0x80;
  const to = lead === 0xf4 ? 0x8f : 0xbf;
  return second >= from && second <= to && isTail(third) && isTail(bytes[at + 3] ?? 0) ? at + 4 : -1;
}

function isTail(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
