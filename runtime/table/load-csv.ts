import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {dayOf, isCivilDate} from '../calendar/date.js';
import {csvBytes} from '../csv/read.js';
import type {BrokenCsv, CsvBatch} from '../csv/scan.js';
import {cellText, createBatch, scanHeader, scanRows} from '../csv/scan.js';
import type {ColumnBuilder} from './column-builder.js';
import {reserve, setMissing, setNumber} from './column-builder.js';
import {Dictionary} from './dictionary.js';
import type {Draft} from './draft.js';
import {addFault} from './draft.js';
import {matchHeader} from './header.js';
import {normaliseText} from './text.js';

/** Reads CSV into the columns of a draft, batch by batch: numbers, dates and known texts straight from the bytes. */
export function loadCsv(draft: Draft, csv: string | Uint8Array, dictionary: Dictionary): Diagnostic[] {
  const {name} = draft;
  const bytes = csvBytes(csv);
  if (!bytes) return [brokenFile(name, {reason: 'not-utf8', line: 1, byte: 0})];
  const {cells, next, broken} = scanHeader(bytes);
  if (broken) return [brokenFile(name, broken)];
  if (cells.length === 0) return [problem('data/empty-file', {table: name})];
  const {columns, diagnostics} = matchHeader(name, draft.table, cells);
  if (diagnostics.some(({severity}) => severity === 'error')) return [...diagnostics];
  const loads = [...draft.builders].map(([field, builder]) => loader(builder, columns.get(field), dictionary));
  // cells behind the last column that is read are only counted
  const width = Math.max(0, ...columns.values()) + 1;
  const batch = createBatch(width, Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_CELLS / width))));
  batch.next = next;
  let room = 0;
  for (;;) {
    scanRows(bytes, batch.next, batch);
    if (batch.broken) return [...diagnostics, brokenFile(name, batch.broken)];
    if (batch.rows === 0) return [...diagnostics];
    const total = draft.count + batch.rows;
    if (total > room) {
      room = batch.next >= bytes.length ? total : estimate(bytes.length, next, batch.next, total);
      for (const builder of draft.builders.values()) reserve(builder, room);
    }
    for (let row = 0; row < batch.rows; ++row) {
      if (batch.counts[row] !== cells.length) addFault(draft, draft.count + row, 'data/ragged-row', '', '');
    }
    for (const load of loads) load(draft, bytes, batch);
    draft.count = total;
  }
}

type Load = (draft: Draft, bytes: Uint8Array, batch: CsvBatch) => void;

function loader(builder: ColumnBuilder, column: number | undefined, dictionary: Dictionary): Load {
  if (column === undefined) {
    return (draft, _, {rows}) => {
      for (let row = 0; row < rows; ++row) setMissing(builder, draft.count + row);
    };
  }
  switch (builder.reader.form) {
    case 'decimal':
      return (draft, bytes, batch) => {
        loadDecimals(draft, bytes, batch, builder, column);
      };
    case 'date':
      return (draft, bytes, batch) => {
        loadDates(draft, bytes, batch, builder, column);
      };
    case 'plain':
    case 'words': {
      const seen: Seen = {spellings: new Dictionary(), values: []};
      return (draft, bytes, batch) => {
        loadTexts(draft, bytes, batch, builder, column, seen, dictionary);
      };
    }
  }
}

function loadDecimals(draft: Draft, bytes: Uint8Array, batch: CsvBatch, builder: ColumnBuilder, column: number): void {
  const {starts, ends, width, rows} = batch;
  const {scale} = builder.reader;
  for (let row = 0; row < rows; ++row) {
    const index = row * width + column;
    const value = readDecimal(bytes, starts[index]!, ends[index]!, scale);
    if (value !== value) loadCell(draft, bytes, batch, builder, row, index);
    else if (builder.numbers instanceof Float64Array) builder.numbers[draft.count + row] = value;
    else setNumber(builder, draft.count + row, value);
  }
}

function loadDates(draft: Draft, bytes: Uint8Array, batch: CsvBatch, builder: ColumnBuilder, column: number): void {
  const {starts, ends, width, rows} = batch;
  for (let row = 0; row < rows; ++row) {
    const index = row * width + column;
    const value = readDate(bytes, starts[index]!, ends[index]!);
    if (value !== value) loadCell(draft, bytes, batch, builder, row, index);
    else setNumber(builder, draft.count + row, value);
  }
}

/** What each spelling of a column stands for: a value, or one that must be looked at cell by cell. */
interface Seen {
  readonly spellings: Dictionary;
  readonly values: number[];
}

function loadTexts(
  draft: Draft,
  bytes: Uint8Array,
  batch: CsvBatch,
  builder: ColumnBuilder,
  column: number,
  {spellings, values}: Seen,
  dictionary: Dictionary,
): void {
  const {starts, ends, width, rows} = batch;
  const {reader} = builder;
  const direct = reader.form === 'plain' && (reader.distinct || spellings.size > MAX_SPELLINGS);
  const isText = reader.column === 'text';
  for (let row = 0; row < rows; ++row) {
    const index = row * width + column;
    const start = starts[index]!;
    const end = ends[index]!;
    if (end < start) {
      loadCell(draft, bytes, batch, builder, row, index);
    } else if (direct) {
      if (isPlainCell(bytes, start, end)) builder.codes[draft.count + row] = dictionary.codeOfBytes(bytes, start, end);
      else loadCell(draft, bytes, batch, builder, row, index);
    } else {
      const spelling = spellings.codeOfBytes(bytes, start, end);
      const value = values[spelling] ?? (values[spelling] = valueOf(cellText(bytes, batch, index), builder));
      if (value < 0) loadCell(draft, bytes, batch, builder, row, index);
      else if (isText) builder.codes[draft.count + row] = value;
      else setNumber(builder, draft.count + row, value);
    }
  }
}

/** Value of a spelling; −1 if it is missing or cannot be read. */
function valueOf(text: string, {reader}: ColumnBuilder): number {
  const normal = normaliseText(text);
  const value = normal === '' ? -1 : reader.read(normal);
  return typeof value === 'number' ? value : -1;
}

/** Any cell, the careful way. */
function loadCell(
  draft: Draft,
  bytes: Uint8Array,
  batch: CsvBatch,
  builder: ColumnBuilder,
  row: number,
  index: number,
): void {
  storeText(draft, builder, draft.count + row, cellText(bytes, batch, index));
}

/** Reads a text into a row of a column, or notes why it cannot be read. */
export function storeText(draft: Draft, builder: ColumnBuilder, row: number, written: string): void {
  const {reader} = builder;
  const text = normaliseText(written);
  if (text === '') {
    if (reader.required) addFault(draft, row, 'data/required', reader.name, '');
    setMissing(builder, row);
    return;
  }
  const value = reader.read(text);
  if (typeof value === 'string') {
    addFault(draft, row, value, reader.name, written);
    setMissing(builder, row);
  } else if (reader.column === 'num') setNumber(builder, row, value);
  else builder.codes[row] = Number(value);
}

/** A plain decimal of at most 15 digits at a scale; NaN if it is anything else and must be read with care. */
function readDecimal(bytes: Uint8Array, start: number, end: number, scale: number): number {
  let at = start;
  const negative = at < end && bytes[at] === MINUS;
  if (negative) ++at;
  const first = at;
  let value = 0;
  while (at < end) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    ++at;
  }
  if (at === first) return NaN;
  let decimals = 0;
  if (at < end) {
    if (bytes[at] !== POINT || at + 1 === end) return NaN;
    for (++at; at < end; ++at) {
      const digit = bytes[at]! - ZERO;
      if (digit < 0 || digit > 9) return NaN;
      value = value * 10 + digit;
      ++decimals;
    }
  }
  if (decimals > scale || at - first + scale - decimals > MAX_DIGITS) return NaN;
  const scaled = value * floatPowers[scale - decimals]!;
  return negative ? 0 - scaled : scaled;
}

/** Days since 1970 of an ISO date; NaN if it is anything else. */
function readDate(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10 || bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return NaN;
  const year = readDigits(bytes, start, start + 4);
  const month = readDigits(bytes, start + 5, start + 7);
  const day = readDigits(bytes, start + 8, start + 10);
  return isCivilDate(year, month, day) ? dayOf(year, month, day) : NaN;
}

function readDigits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; ++at) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Not empty, ASCII, no space at either end. */
function isPlainCell(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end || bytes[start]! <= SPACE || bytes[end - 1]! <= SPACE) return false;
  for (let at = start; at < end; ++at) if (bytes[at]! >= 0x7f) return false;
  return true;
}

/** Rows to make room for, from the length of those read so far; never many times as many, because later ones may be longer. */
function estimate(size: number, first: number, next: number, rows: number): number {
  const perRow = (next - first) / rows;
  return Math.max(rows * 2, Math.min(rows * 16, Math.ceil(((size - first) / perRow) * 1.02) + BATCH_ROWS));
}

function brokenFile(table: string, {reason, line, byte}: BrokenCsv): Diagnostic {
  return problem('data/broken-file', {table, line, byte, reason});
}

const BATCH_ROWS = 2048;
/** A file with very many columns is read in shorter batches. */
const BATCH_CELLS = 1 << 20;
/** Above so many spellings a column of texts is no longer worth a list of its own. */
const MAX_SPELLINGS = 65536;
const MAX_DIGITS = 15;
const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
const SPACE = 0x20;
const floatPowers = Array.from({length: 16}, (_, n) => 10 ** n);
