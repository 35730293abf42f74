import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {formatDate} from '../../calendar/date.js';
import {formatDecimal} from '../../decimal/text.js';
import {exponentNumber, shiftDecimal} from '../number-style.js';
import type {Sheet, SheetRow} from '../sheet.js';
import type {Archive} from './zip.js';
import {openZip, ZipFault} from './zip.js';
import {attribute, plainText, scanXml, XmlFault} from './xml.js';

declare const TextDecoder: new (label: string, options: {fatal: boolean}) => {decode(bytes: Uint8Array): string};

/** The sheets of a workbook that hold something, in its order; hidden ones too. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
}

/** How much a workbook may unpack to. */
export interface WorkbookLimits {
  /** Bytes that are unpacked at most. Default: 256 MB. */
  readonly unpacked?: number;
  /** Cells of a sheet at most, counting those left empty before the last one of a row. Default: 20 million. */
  readonly cells?: number;
}

/**
 * Reads an .xlsx workbook: stored values of formulas, numbers with 15 digits as a spreadsheet computes them, dates by their format. Works in
 * browsers and Node. What is unpacked is bounded, so that a small file cannot fill the memory.
 */
export async function readXlsx(bytes: Uint8Array, limits: WorkbookLimits = {}): Promise<Workbook | Diagnostic> {
  const {unpacked = 256 * 1024 * 1024, cells = 20_000_000} = limits;
  try {
    const archive = openZip(bytes, unpacked);
    return {sheets: await readSheets(archive, cells)};
  } catch (error) {
    if (error instanceof ZipFault && error.reason === 'too-large')
      return problem('import/workbook-too-large', {limit: Math.round(unpacked / 1024 / 1024)});
    if (error instanceof ZipFault) return problem('import/broken-workbook', {reason: error.reason});
    if (error instanceof XmlFault) return problem('import/broken-workbook', {reason: error.message});
    throw error;
  }
}

/** Whether a file begins as a zip archive does, as every .xlsx is one. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

async function readSheets(archive: Archive, cells: number): Promise<Sheet[]> {
  const rels = new Map<string, string>();
  const part = async (name: string, events: Parts): Promise<void> => {
    if (archive.has(name)) scanXml(textOf(await archive.read(name)), {close: none, text: none, ...events});
  };
  await part('xl/_rels/workbook.xml.rels', {
    open: (name, given) => {
      const id = attribute(given, 'Id');
      const target = attribute(given, 'Target');
      if (name === 'Relationship' && id !== undefined && target !== undefined) rels.set(id, target);
    },
  });
  let from1904 = false;
  const listed: {name: string; target: string}[] = [];
  if (!archive.has('xl/workbook.xml')) throw new XmlFault('no-workbook');
  await part('xl/workbook.xml', {
    open: (name, given) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(given, 'date1904') ?? '');
      const target = name === 'sheet' ? rels.get(attribute(given, 'id') ?? '') : undefined;
      if (target !== undefined) listed.push({name: attribute(given, 'name') ?? '', target});
    },
  });
  const formats = new Formats();
  await part('xl/styles.xml', formats);
  const strings = new SharedStrings();
  await part('xl/sharedstrings.xml', strings);
  const sheets: Sheet[] = [];
  for (const {name, target} of listed) {
    const path = (target.startsWith('/') ? target.slice(1) : `xl/${target}`).toLowerCase();
    if (!archive.has(path) || !path.startsWith('xl/worksheets/')) continue;
    const reader = new SheetReader(strings.list, formats.kinds, from1904, cells);
    await part(path, reader);
    sheets.push({name, rows: reader.rows, kind: 'grid', merges: reader.merges});
  }
  return sheets;
}

interface Parts {
  open(name: string, attributes: string, isEmpty: boolean): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** What the numbers of a style of cells are. */
type FormatKind = 'number' | 'percent' | 'date';

/** Styles of cells: which of them show dates and which per cent. */
class Formats implements Parts {
  readonly kinds: FormatKind[] = [];
  readonly #codes = new Map<string, string>();
  #inCells = false;

  open = (name: string, given: string): void => {
    if (name === 'numFmt') this.#codes.set(attribute(given, 'numFmtId') ?? '', attribute(given, 'formatCode') ?? '');
    if (name === 'cellXfs') this.#inCells = true;
    if (name === 'xf' && this.#inCells) this.kinds.push(this.#kindOf(attribute(given, 'numFmtId') ?? '0'));
  };

  close = (name: string): void => {
    if (name === 'cellXfs') this.#inCells = false;
  };

  text = none;

  #kindOf(id: string): FormatKind {
    const code = this.#codes.get(id);
    if (code === undefined)
      return DATE_FORMATS.has(Number(id)) ? 'date' : id === '9' || id === '10' ? 'percent' : 'number';
    const plain = code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '');
    if (/[yd]/i.test(plain)) return 'date';
    return plain.includes('%') ? 'percent' : 'number';
  }
}

/** Texts of cells, which a workbook keeps once. */
class SharedStrings implements Parts {
  readonly list: string[] = [];
  #text = '';
  #inText = false;
  #inPhonetic = false;

  open = (name: string, _: string, isEmpty: boolean): void => {
    if (name === 'si') this.#text = '';
    if (name === 'si' && isEmpty) this.list.push('');
    if (name === 't') this.#inText = !isEmpty;
    if (name === 'rPh') this.#inPhonetic = true;
  };

  close = (name: string): void => {
    if (name === 't') this.#inText = false;
    if (name === 'rPh') this.#inPhonetic = false;
    if (name === 'si') this.list.push(unescaped(this.#text));
  };

  text = (text: string): void => {
    if (this.#inText && !this.#inPhonetic) this.#text += plainText(text);
  };
}

/** The rows of a sheet. */
class SheetReader implements Parts {
  readonly rows: SheetRow[] = [];
  readonly merges: {top: number; bottom: number; name: string}[] = [];
  readonly #strings: readonly string[];
  readonly #formats: readonly FormatKind[];
  readonly #from1904: boolean;
  #room: number;
  #line = 0;
  #cells: string[] = [];
  #numbers: number[] = [];
  #errors: number[] = [];
  #column = 0;
  #type = '';
  #format: FormatKind = 'number';
  #value = '';
  #inValue = false;

  constructor(strings: readonly string[], formats: readonly FormatKind[], from1904: boolean, room: number) {
    this.#strings = strings;
    this.#formats = formats;
    this.#from1904 = from1904;
    this.#room = room;
  }

  open = (name: string, given: string, isEmpty: boolean): void => {
    if (name === 'c') {
      const column = columnOf(attribute(given, 'r'));
      this.#column = column ?? this.#cells.length;
      if (this.#column >= MAX_COLUMNS) throw new XmlFault('too-many-columns');
      this.#type = attribute(given, 't') ?? 'n';
      this.#format = this.#formats[Number(attribute(given, 's') ?? 0)] ?? 'number';
      this.#value = '';
    } else if (name === 'v' || name === 't') this.#inValue = !isEmpty;
    else if (name === 'row') {
      const line = Number(attribute(given, 'r'));
      this.#line = Number.isSafeInteger(line) && line > 0 ? line : this.#line + 1;
      this.#cells = [];
      this.#numbers = [];
      this.#errors = [];
    } else if (name === 'mergeCell') {
      const ref = attribute(given, 'ref') ?? '';
      const parts = /^[A-Z]+(\d+):[A-Z]+(\d+)$/.exec(ref);
      if (parts) this.merges.push({top: Number(parts[1]), bottom: Number(parts[2]), name: ref});
    }
  };

  text = (text: string): void => {
    if (this.#inValue) this.#value += plainText(text);
  };

  close = (name: string): void => {
    if (name === 'v' || name === 't') this.#inValue = false;
    else if (name === 'c') this.#addCell();
    else if (name === 'row' && this.#cells.some((cell) => cell.trim() !== '')) {
      this.rows.push({
        line: this.#line,
        cells: this.#cells,
        ...(this.#numbers.length > 0 && {numbers: this.#numbers}),
        ...(this.#errors.length > 0 && {unusable: this.#errors}),
      });
    }
  };

  #addCell(): void {
    const text = this.#textOfCell();
    if (text === '') return;
    this.#room -= Math.max(1, this.#column - this.#cells.length + 1);
    if (this.#room < 0) throw new ZipFault('too-large');
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
  }

  #textOfCell(): string {
    switch (this.#type) {
      case 's':
        return this.#strings[Number(this.#value)] ?? '';
      case 'b':
        return this.#value === '1' ? 'true' : 'false';
      case 'e':
        this.#errors.push(this.#column);
        return this.#value;
      case 'n': {
        const text = numberText(this.#value, this.#format, this.#from1904);
        if (this.#format === 'number' && text !== '') this.#numbers.push(this.#column);
        return text;
      }
      default:
        return unescaped(this.#value);
    }
  }
}

/** Text of a stored number: a date as a day, a share as 8%, any other with the 15 digits that a spreadsheet computes with; from 10^15 on digits may be lost, and it stays as 1.2E+17. */
function numberText(stored: string, format: FormatKind, from1904: boolean): string {
  const value = Number(stored);
  if (stored === '' || !Number.isFinite(value)) return stored;
  if (format === 'date' && value >= 1 && value < 2_958_466)
    return formatDate(Math.floor(value) - 25_569 + (from1904 ? 1462 : 0));
  if (Math.abs(value) >= 1e15) return value.toExponential().toUpperCase();
  const decimal = exponentNumber(value.toExponential(14));
  if (!decimal) return '0';
  if (format === 'percent') {
    const shifted = shiftDecimal(decimal, 2);
    return `${formatDecimal(shifted.value, shifted.scale, true)}%`;
  }
  return formatDecimal(decimal.value, decimal.scale, true);
}

/** Number of the column of a cell such as BC12, from 0. */
function columnOf(ref: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,4})\d/.exec(ref ?? '')?.[1];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Characters that XML cannot hold are written _x000D_. */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    throw new XmlFault('not-utf8');
  }
}

function none(): void {
  // nothing to do
}

const MAX_COLUMNS = 16_384;
/** Formats that every workbook knows by number and that show a day. */
const DATE_FORMATS: ReadonlySet<number> = new Set([
  14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58,
]);
