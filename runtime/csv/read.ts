import type {BrokenCsv} from './scan.js';
import {cellText, createBatch, scanHeader, scanRows} from './scan.js';
import {encodeUtf8} from './utf8.js';

/** A CSV file as text, column by column: for previews and small files. Tables of a plan are read by `readTables` without a text per cell. */
export interface CsvDocument {
  readonly header: readonly string[];
  /** Cells of each column of the header; a cell that a row lacks is empty. */
  readonly columns: readonly (readonly string[])[];
  /** Data rows, 1-based, that have more or fewer cells than the header. */
  readonly ragged: readonly number[];
  readonly broken: BrokenCsv | null;
}

/** Reads CSV in UTF-8 as RFC 4180 has it; the first row is the header. What was read before a fault is kept. */
export function readCsv(csv: string | Uint8Array): CsvDocument {
  const bytes = csvBytes(csv);
  if (!bytes) return {header: [], columns: [], ragged: [], broken: {reason: 'not-utf8', line: 1, byte: 0}};
  const {cells: header, next, broken} = scanHeader(bytes);
  const columns = header.map((): string[] => []);
  const ragged: number[] = [];
  if (broken || header.length === 0) return {header, columns, ragged, broken};
  const batch = createBatch(header.length, Math.max(1, Math.min(1024, Math.floor((1 << 20) / header.length))));
  batch.next = next;
  let count = 0;
  do {
    scanRows(bytes, batch.next, batch);
    if (batch.broken) break;
    for (let row = 0; row < batch.rows; ++row) {
      if (batch.counts[row] !== batch.width) ragged.push(count + row + 1);
    }
    for (const [c, column] of columns.entries()) {
      for (let row = 0; row < batch.rows; ++row) column.push(cellText(bytes, batch, row * batch.width + c));
    }
    count += batch.rows;
  } while (batch.rows > 0);
  return {header, columns, ragged, broken: batch.broken};
}

/** The bytes of a CSV given as text or bytes; undefined if the text is not Unicode. Positions are 32-bit, so one file holds less than 2 GiB. */
export function csvBytes(csv: string | Uint8Array): Uint8Array | undefined {
  const bytes = typeof csv === 'string' ? encodeUtf8(csv) : csv;
  if (bytes && bytes.length > MAX_BYTES)
    throw new Error(`CSV of ${String(bytes.length)} bytes; at most ${String(MAX_BYTES)} can be read at once`);
  return bytes;
}

const MAX_BYTES = 2 ** 31 - 1;
