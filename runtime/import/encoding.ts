import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {nextCharacter} from '../csv/utf8.js';

declare const TextDecoder: new (label: string, options: {fatal: boolean}) => {decode(bytes: Uint8Array): string};

/** Encodings a file may be in. windows-1252 is taken only when given: any bytes are text in it. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const;
/** One of `encodings`. */
export type Encoding = (typeof encodings)[number];

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  /** How the encoding is known. */
  readonly by: 'given' | 'byte-order-mark' | 'valid' | 'zero-bytes';
}

/** Text of a file. Without an encoding given: a byte order mark, UTF-16 by its zero bytes, UTF-8 if all of it is valid, else GB18030 if it looks like Chinese. */
export function decodeFile(bytes: Uint8Array, given?: Encoding): Decoded | Diagnostic {
  const foreign = kindOfBinary(bytes);
  if (foreign !== undefined) return problem('import/not-text', {kind: foreign});
  const mark = markOf(bytes);
  if (given !== undefined && (mark === undefined || given === mark)) return decodeAs(bytes, given, 'given');
  if (mark !== undefined) return decodeAs(bytes, mark, 'byte-order-mark');
  const wide = wideOf(bytes);
  if (wide !== undefined) return decodeAs(bytes, wide, 'zero-bytes');
  const zero = bytes.indexOf(0);
  if (zero >= 0) return problem('import/not-text', {kind: 'binary'});
  const fault = invalidUtf8(bytes);
  if (fault < 0) return decodeAs(bytes, 'utf-8', 'valid');
  // a character of UTF-8 cut off at the very end, after others that are valid, is a file cut off
  if (fault >= bytes.length - 3 && bytes.subarray(0, fault).some((byte) => byte >= 0x80))
    return problem('import/bad-encoding', {encoding: 'utf-8', byte: fault, end: 'end'});
  const text = decode(bytes, 'gb18030');
  if (text === undefined) return problem('import/unknown-encoding', {byte: fault});
  if (!looksChinese(bytes)) return problem('import/ambiguous-encoding', {choices: 'windows-1252, gb18030'});
  return {text, encoding: 'gb18030', by: 'valid'};
}

export function isEncoding(name: string): name is Encoding {
  return encodings.some((encoding) => encoding === name);
}

function decodeAs(bytes: Uint8Array, encoding: Encoding, by: Decoded['by']): Decoded | Diagnostic {
  const text = decode(bytes, encoding);
  if (text !== undefined) return {text, encoding, by};
  const byte = encoding === 'utf-8' ? invalidUtf8(bytes) : bytes.length;
  return problem('import/bad-encoding', {
    encoding,
    byte: encoding === 'utf-8' ? byte : '',
    end: byte >= bytes.length - 3 ? 'end' : '',
  });
}

/** Undefined if the bytes are not valid in the encoding. A byte order mark is taken off. */
function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, {fatal: true}).decode(bytes);
  } catch {
    return undefined;
  }
}

function markOf([a, b, c]: Uint8Array): Encoding | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

/** UTF-16 without a mark: separators, digits and line ends have a zero byte on one side; on the other there are few (一 is U+4E00). */
function wideOf(bytes: Uint8Array): Encoding | undefined {
  const size = Math.min(bytes.length, SAMPLE);
  if (size < 4 || bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < size; i += 2) {
    if (bytes[i] === 0) ++even;
    if (bytes[i + 1] === 0) ++odd;
  }
  if (odd >= size / 20 && odd > even * 4) return 'utf-16le';
  return even >= size / 20 && even > odd * 4 ? 'utf-16be' : undefined;
}

/** Position of the first byte that is not UTF-8, −1 if there is none. */
function invalidUtf8(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at]! < 0x80) ++at;
    else {
      const next = nextCharacter(bytes, at);
      if (next < 0) return at;
      at = next;
    }
  }
  return -1;
}

/** Nearly all characters of two bytes are among those that are in use (GB 2312); accents of western texts in front of a letter are not. */
function looksChinese(bytes: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  for (let at = 0; at < bytes.length; ++at) {
    const lead = bytes[at]!;
    if (lead < 0x80) continue;
    const second = bytes[at + 1] ?? 0;
    if (second >= 0x30 && second <= 0x39) {
      at += 3;
      continue;
    }
    ++pairs;
    if (lead >= 0xa1 && lead <= 0xf7 && second >= 0xa1) ++common;
    ++at;
  }
  return common >= pairs * 0.8;
}

/** What a file is by its first bytes, if it is no text. */
function kindOfBinary(bytes: Uint8Array): string | undefined {
  return MAGIC.find(({start}) => start.every((byte, i) => bytes[i] === byte))?.kind;
}

const SAMPLE = 4096;
const MAGIC: readonly {kind: string; start: readonly number[]}[] = [
  {kind: 'xlsx', start: [0x50, 0x4b, 0x03, 0x04]},
  {kind: 'zip', start: [0x50, 0x4b, 0x05, 0x06]},
  {kind: 'xls', start: [0xd0, 0xcf, 0x11, 0xe0]},
  {kind: 'pdf', start: [0x25, 0x50, 0x44, 0x46]},
  {kind: 'gzip', start: [0x1f, 0x8b]},
  {kind: 'png', start: [0x89, 0x50, 0x4e, 0x47]},
  {kind: 'jpeg', start: [0xff, 0xd8, 0xff]},
];
