import {decodeUtf8, nextCharacter} from './utf8.js';

/**
 * A run of rows as positions of their cells, so that a column can be read without an object per row or a text per cell.
 * Cell c of row r is at index r · width + c; the quotes around a cell lie outside its positions.
 */
export interface CsvBatch {
  /** Cells per row that are kept. */
  readonly width: number;
  readonly starts: Int32Array;
  /** End of the cell, exclusive; ~end if the cell holds doubled quotes. */
  readonly ends: Int32Array;
  /** Cells the row really has. Cells it lacks are empty, further ones are not kept. */
  readonly counts: Int32Array;
  /** Rows in the batch. */
  rows: number;
  /** Where the next batch begins. */
  next: number;
  broken: BrokenCsv | null;
}

/** Why a file cannot be read, and where. */
export interface BrokenCsv {
  readonly reason: 'unclosed-quote' | 'text-after-quote' | 'nul-byte' | 'not-utf8';
  /** Line of the file, from 1. */
  readonly line: number;
  /** Byte of the file, from 0. */
  readonly byte: number;
}

export function createBatch(width: number, rows: number): CsvBatch {
  return {
    width,
    starts: new Int32Array(width * rows),
    ends: new Int32Array(width * rows),
    counts: new Int32Array(rows),
    rows: 0,
    next: 0,
    broken: null,
  };
}

/** First byte after a byte order mark. */
function firstByte(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/**
 * Fills a batch with the rows from a position on (RFC 4180). A row ends with LF, CRLF or CR; lines without any character are no
 * rows. A quote inside a cell that does not begin with one is an ordinary character.
 */
export function scanRows(bytes: Uint8Array, from: number, batch: CsvBatch): void {
  const {width, starts, ends, counts} = batch;
  const capacity = counts.length;
  const size = bytes.length;
  let at = from;
  let rows = 0;
  batch.broken = null;
  while (rows < capacity) {
    while (at < size && (bytes[at] === LF || bytes[at] === CR)) ++at;
    if (at >= size) break;
    const base = rows * width;
    let cell = 0;
    for (;;) {
      let start = at;
      let end: number;
      if (at < size && bytes[at] === QUOTE) {
        end = closingQuote(bytes, at);
        if (end === 0) {
          batch.broken = whyBroken(bytes, at);
          return;
        }
        ++start;
        at = (end < 0 ? ~end : end) + 1;
      } else {
        while (at < size) {
          const byte = bytes[at]!;
          if (byte > COMMA && byte < 0x80) ++at;
          else if (byte === COMMA || byte === LF || byte === CR) break;
          else if (byte >= 0x80) {
            at = nextCharacter(bytes, at);
            if (at < 0) break;
          } else if (byte === 0) {
            at = -1;
            break;
          } else ++at;
        }
        if (at < 0) {
          batch.broken = whyBroken(bytes, start);
          return;
        }
        end = at;
      }
      if (cell < width) {
        starts[base + cell] = start;
        ends[base + cell] = end;
      }
      ++cell;
      if (at >= size) break;
      const byte = bytes[at]!;
      ++at;
      if (byte !== COMMA) break;
    }
    counts[rows] = cell;
    for (; cell < width; ++cell) starts[base + cell] = ends[base + cell] = 0;
    ++rows;
  }
  batch.rows = rows;
  batch.next = at;
}

/** Text of a cell as it stands in the file, quotes resolved. */
export function cellText(bytes: Uint8Array, {starts, ends}: CsvBatch, index: number): string {
  const end = ends[index] ?? 0;
  const start = starts[index] ?? 0;
  return end < 0 ? decodeUtf8(bytes, start, ~end).replaceAll('""', '"') : decodeUtf8(bytes, start, end);
}

/** The first row of a file, usually its header, and where the next one begins. */
export function scanHeader(bytes: Uint8Array): {cells: string[]; next: number; broken: BrokenCsv | null} {
  let batch = createBatch(64, 1);
  scanRows(bytes, firstByte(bytes), batch);
  const count = batch.counts[0] ?? 0;
  if (batch.rows > 0 && count > batch.width) {
    batch = createBatch(count, 1);
    scanRows(bytes, firstByte(bytes), batch);
  }
  const {rows, next, broken} = batch;
  return {cells: Array.from({length: rows === 0 ? 0 : count}, (_, i) => cellText(bytes, batch, i)), next, broken};
}

/** Position of the quote that closes the cell which opens at a position, ~ of it if there are doubled quotes inside; 0 if the cell is broken. */
function closingQuote(bytes: Uint8Array, open: number): number {
  const size = bytes.length;
  let doubled = false;
  let at = open + 1;
  while (at < size) {
    const byte = bytes[at]!;
    if (byte === QUOTE) {
      const after = at + 1 < size ? bytes[at + 1]! : LF;
      if (after !== QUOTE) return after !== COMMA && after !== LF && after !== CR ? 0 : doubled ? ~at : at;
      doubled = true;
      at += 2;
    } else if (byte >= 0x80) {
      at = nextCharacter(bytes, at);
      if (at < 0) return 0;
    } else if (byte === 0) return 0;
    else ++at;
  }
  return 0;
}

/** Reads a broken cell once more, to say what is wrong and where. */
function whyBroken(bytes: Uint8Array, start: number): BrokenCsv {
  const quoted = bytes[start] === QUOTE;
  let at = quoted ? start + 1 : start;
  while (at < bytes.length) {
    const byte = bytes[at]!;
    if (byte === 0) return broken(bytes, 'nul-byte', at);
    if (byte >= 0x80) {
      const next = nextCharacter(bytes, at);
      if (next < 0) return broken(bytes, 'not-utf8', at);
      at = next;
    } else if (quoted && byte === QUOTE) {
      if (bytes[at + 1] !== QUOTE) return broken(bytes, 'text-after-quote', at + 1);
      at += 2;
    } else ++at;
  }
  return broken(bytes, 'unclosed-quote', start);
}

function broken(bytes: Uint8Array, reason: BrokenCsv['reason'], byte: number): BrokenCsv {
  let line = 1;
  for (let i = 0; i < byte; ++i) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) ++line;
  }
  return {reason, line, byte};
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
