import type {Diagnostic, DiagnosticCode, Field, Plan, PlanTable} from '@planwright/schemas';
import {nearest, problem} from '@planwright/schemas';
import {Dictionary} from '../table/dictionary.js';
import {fieldWithRole} from '../table/draft.js';
import type {TableInput} from '../table/read.js';
import {readTables} from '../table/read.js';
import {normaliseText, shortValue} from '../table/text.js';
import type {CellReader, ColumnProfile, ReaderContext} from './cell-reader.js';
import {canonicalValue, createCellReader} from './cell-reader.js';
import type {Delimiter} from './delimited.js';
import {readDelimited} from './delimited.js';
import type {Decoded, Encoding} from './encoding.js';
import {decodeFile} from './encoding.js';
import {looksLikeJson, readJsonTable} from './json-table.js';
import type {SkippedRow} from './layout.js';
import {findHeader, layOut} from './layout.js';
import type {ImportMapping} from './mapping.js';
import {readMapping} from './mapping.js';
import type {MatchedColumn} from './match.js';
import {headingScore, matchColumns} from './match.js';
import {readUnit} from './number-style.js';
import type {People} from './people.js';
import {holdsPeople, nameField, peopleOf, peopleOfTable} from './people.js';
import type {ImportQuestion} from './question.js';
import type {ImportProblem, ImportReport} from './report.js';
import {countProblems} from './report.js';
import type {Sheet, SheetRow} from './sheet.js';
import {NUMBER_CELL} from './sheet.js';

/** What a file is imported into, and what is known of it. */
export interface ImportOptions {
  readonly plan: Pick<Plan, 'tables' | 'currency' | 'roster' | 'calendar'>;
  /** Table of the plan that the file is for. */
  readonly table: string;
  /** A mapping made before, as it was kept. What it declares goes before what is detected. */
  readonly mapping?: unknown;
  /** Other tables of the plan: the roster lets people be named, and references to tables that are here are checked. */
  readonly tables?: Readonly<Record<string, TableInput>>;
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
}

/** What became of a file. */
export interface Imported {
  /** How the file was read, complete: keep it for the next one. Undefined if the file could not be read at all. */
  readonly mapping?: ImportMapping;
  /** The rows that can be used, as canonical text; absent while there is an error. */
  readonly table?: TableInput;
  readonly report: ImportReport;
  /** How each column is read, with what shows it. */
  readonly profiles: readonly ColumnProfile[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the file leaves open; see `answerQuestion`. */
  readonly questions: readonly ImportQuestion[];
  readonly source: ImportSource;
}

/** What the file is. */
export interface ImportSource {
  readonly format?: 'delimited' | 'json' | 'sheet';
  readonly encoding?: Encoding;
  /** How the encoding is known. */
  readonly encodingBy?: Decoded['by'];
  readonly delimiter?: Delimiter;
  readonly sheet?: string;
  /** Line of the header, from 1. */
  readonly header?: number;
}

/**
 * Reads a file of any style into a table of a plan. Styles of numbers and dates are told over whole columns, never cell by cell; what stays
 * open is asked and stops the import. Every row is accounted for: good + bad = rows.
 */
export function importTable(file: Uint8Array | string | Sheet, options: ImportOptions): Imported {
  const {plan, table: name} = options;
  const table = Object.hasOwn(plan.tables, name) ? plan.tables[name] : undefined;
  if (!table) {
    const tables = Object.keys(plan.tables);
    const suggestion = nearest(name, tables);
    const params = {table: name, tables: tables.join(', '), ...(suggestion !== undefined && {suggestion})};
    return refused([problem('import/no-table', params)]);
  }
  const given = options.mapping === undefined ? undefined : readMapping(options.mapping, name, table);
  if (given && isDiagnostic(given)) return refused([given]);
  const score = headingScore(table, given);
  const opened = openFile(file, options, given, score);
  if (isDiagnostic(opened)) return refused([opened], given);
  const {sheet, source} = opened;
  const at = findHeader(sheet.rows, score);
  const cells = sheet.rows[at]?.cells;
  if (!cells) return refused([problem('import/empty-file', {})], given, source);
  const titles = sheet.rows.slice(0, at).map((row) => row.cells.join(' '));
  const merged = sheet.merges?.find(({top, bottom}) => top <= sheet.rows[at]!.line && bottom >= sheet.rows[at]!.line);
  if (merged) return refused([problem('import/merged-header', {cells: merged.name, sheet: sheet.name})], given, source);
  const match = matchColumns(table, cells, given, titles);
  const idField = fieldWithRole(table, 'id');
  const idColumn = match.columns.find(({mapping}) => mapping.field === idField)?.index ?? -1;
  const layout = layOut(sheet.rows, at, idColumn);
  if (!layout) return refused([problem('import/empty-file', {})], given, source);
  const work: Work = {options, table, sheet, columns: match.columns, rows: layout.data, given};
  const readers = createReaders(work, titleUnit(titles));
  const all = [...readers.values()];
  const produced = produce(work, readers);
  const checked = check(work, produced);
  const diagnostics = [
    ...match.diagnostics,
    ...[...new Set(all)].flatMap((reader) => reader.diagnostics),
    ...checked.diagnostics,
  ];
  const hasErrors = diagnostics.some(({severity}) => severity === 'error');
  const report = reportOf(produced, checked.problems, checked.lostCells, layout.skipped, layout.data.length);
  return {
    mapping: mappingOf(work, readers),
    ...(!hasErrors && {table: checked.table}),
    report,
    profiles: [...new Set(all)].map(({profile}) => profile),
    diagnostics,
    questions: [...match.questions, ...[...new Set(all)].flatMap(({questions}) => questions)],
    source: {...source, header: layout.header.line},
  };
}

interface Work {
  readonly options: ImportOptions;
  readonly table: PlanTable;
  readonly sheet: Sheet;
  readonly columns: readonly MatchedColumn[];
  readonly rows: readonly SheetRow[];
  readonly given: ImportMapping | undefined;
}

/** A row made of a row of the file: all of it, or of one column of a wide sheet. */
interface ProducedRow {
  readonly row: number;
  readonly line: number;
  /** Canonical texts by field. */
  readonly values: ReadonlyMap<string, string>;
  readonly fault: Omit<ImportProblem, 'row' | 'line' | 'kept'> | undefined;
  /** The row of the file, and the columns it was made of. */
  readonly source: SheetRow;
  readonly columns: readonly MatchedColumn[];
}

function openFile(
  file: Uint8Array | string | Sheet,
  {encoding, delimiter}: ImportOptions,
  mapping: ImportMapping | undefined,
  score: (cells: readonly string[]) => number,
): {sheet: Sheet; source: ImportSource} | Diagnostic {
  if (typeof file === 'object' && 'rows' in file) return {sheet: file, source: {format: 'sheet', sheet: file.name}};
  let text: string;
  let source: ImportSource = {};
  if (typeof file === 'string') text = file.startsWith('\uFEFF') ? file.slice(1) : file;
  else {
    const decoded = decodeFile(file, encoding ?? mapping?.encoding);
    if (isDiagnostic(decoded)) return decoded;
    ({text} = decoded);
    source = {encoding: decoded.encoding, encodingBy: decoded.by};
  }
  if (looksLikeJson(text)) {
    const sheet = readJsonTable(text);
    return isDiagnostic(sheet) ? sheet : {sheet, source: {...source, format: 'json'}};
  }
  const read = readDelimited(text, score, delimiter ?? mapping?.delimiter);
  if (isDiagnostic(read)) return read;
  return {sheet: read.sheet, source: {...source, format: 'delimited', delimiter: read.delimiter}};
}

/** A reader for each column that is used; the columns of a wide sheet have one together. */
function createReaders(
  {options, table, sheet, columns, rows}: Work,
  unit: string | undefined,
): Map<MatchedColumn, CellReader> {
  const {plan} = options;
  const groups = new Map<string, MatchedColumn[]>();
  for (const column of columns) {
    const {field, is} = column.mapping;
    if (field === null) continue;
    const key = is ? `\0${field}` : `${field}\0${String(column.index)}`;
    const group = groups.get(key);
    if (group) group.push(column);
    else groups.set(key, [column]);
  }
  const readers = new Map<MatchedColumn, CellReader>();
  const people = peopleFor({options, table, columns, rows});
  for (const group of groups.values()) {
    const [first] = group;
    const field = first?.mapping.field;
    const definition = field === null || field === undefined ? undefined : table.fields[field];
    if (!first || !definition || field === null || field === undefined) continue;
    const context: ReaderContext = {
      plan,
      table: options.table,
      isJson: sheet.kind === 'json',
      people: holdsPeople(plan, definition) && definition.role !== 'id' ? people : undefined,
      titleUnit: unit,
    };
    // columns of a wide sheet that differ in unit are told apart, but their styles are told together
    const texts = textsOf(
      rows,
      group.map(({index}) => index),
      isTold(definition),
    );
    const shared = createCellReader(field, definition, first.mapping, first.heading, texts, context);
    for (const column of group) {
      const same =
        column.heading.unit?.power === first.heading.unit?.power &&
        column.mapping.unit === first.mapping.unit &&
        !column.mapping.values;
      readers.set(
        column,
        column === first || same
          ? shared
          : createCellReader(field, definition, column.mapping, column.heading, texts, context),
      );
    }
  }
  return readers;
}

/** People by whom references to the roster are read: those of the roster given, or of the file itself where it is the roster. */
function peopleFor({options, table, columns, rows}: Omit<Work, 'sheet' | 'given'>): People | undefined {
  const {plan, tables = {}} = options;
  const roster = plan.roster.table;
  if (options.table === roster) {
    const at = (field: string | undefined): number => columns.find(({mapping}) => mapping.field === field)?.index ?? -1;
    const id = at(fieldWithRole(table, 'id'));
    const name = at(nameField(table));
    return peopleOf(rows.map(({cells}) => [cellText(cells[id]), cellText(cells[name])] as const));
  }
  const data = Object.hasOwn(tables, roster) ? tables[roster] : undefined;
  const definition = plan.tables[roster];
  if (!data || !definition) return undefined;
  const read = readTables({...plan, tables: {[roster]: definition}}, {[roster]: data}, new Dictionary()).tables.get(
    roster,
  );
  return read && peopleOfTable(read, definition);
}

/** Distinct texts of columns. */
function textsOf(
  rows: readonly SheetRow[],
  indices: readonly number[],
  told: boolean,
): Map<string, {count: number; line: number}> {
  const texts = new Map<string, {count: number; line: number}>();
  for (const row of rows) {
    const {line, unusable} = row;
    for (const index of indices) {
      if (unusable?.includes(index) === true) continue;
      const text = textIn(row, index, told);
      if (text === '') continue;
      const known = texts.get(text);
      if (known) ++known.count;
      else texts.set(text, {count: 1, line});
    }
  }
  return texts;
}

/** Whether cells of a field are read in styles, for which a number is not the same as its text. */
function isTold({type}: Field): boolean {
  return type === 'money' || type === 'number' || type === 'ratio' || type === 'count' || type === 'date';
}

function textIn({cells, numbers}: SheetRow, index: number, told: boolean): string {
  const text = cellText(cells[index]);
  return told && text !== '' && numbers?.includes(index) === true ? NUMBER_CELL + text : text;
}

/** A cell as it is compared: normalised, without what protects it from spreadsheets (="007", '=1). */
function cellText(cell = ''): string {
  const text = normaliseText(cell);
  if (text.startsWith('="') && text.endsWith('"') && text.length > 3) return normaliseText(text.slice(2, -1));
  return text.startsWith("'") && /^'\s*[=+\-@＝＋－＠]/.test(text) ? normaliseText(text.slice(1)) : text;
}

/** Makes rows of canonical text of the rows of the file. */
function produce(
  {options, table, sheet, columns, rows, given}: Work,
  readers: ReadonlyMap<MatchedColumn, CellReader>,
): ProducedRow[] {
  const {plan} = options;
  const used = columns.filter((column) => readers.has(column));
  const groups = new Map<string, {is: Readonly<Record<string, string>>; columns: MatchedColumn[]}>();
  const common = used.filter(({mapping}) => !mapping.is);
  for (const column of used) {
    const {is} = column.mapping;
    if (!is) continue;
    const key = JSON.stringify(Object.entries(is).sort(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(key);
    if (group) group.columns.push(column);
    else groups.set(key, {is, columns: [column]});
  }
  const isWide = groups.size > 0;
  const parts = isWide ? [...groups.values()] : [{is: {}, columns: []}];
  const fixed = (values: Readonly<Record<string, string>>): [string, string][] =>
    Object.entries(values).flatMap(([field, text]) => {
      const definition = table.fields[field];
      const value = definition ? canonicalValue(field, definition, plan.currency, text) : text;
      return [[field, typeof value === 'string' ? value : text]];
    });
  const prepared = parts.map((part) => ({
    own: part.columns,
    columns: inPlanOrder([...common, ...part.columns], table),
    fixed: fixed({...given?.constants, ...part.is}),
  }));
  const caches = new Map(
    [...new Set(readers.values())].map((reader) => [reader, new Map<string, ReturnType<CellReader['read']>>()]),
  );
  const width = sheet.kind === 'delimited' ? headerWidth(columns) : 0;
  const produced: ProducedRow[] = [];
  for (const [i, row] of rows.entries()) {
    const {cells, line, unusable} = row;
    const isRagged = sheet.kind === 'delimited' && isRaggedRow(cells, width);
    for (const {own, columns: all, fixed: constants} of prepared) {
      if (isWide && own.every(({index}) => cellText(cells[index]) === '')) continue;
      const values = new Map<string, string>(constants);
      let fault: ProducedRow['fault'] = isRagged ? {field: '', value: '', code: 'data/ragged-row'} : undefined;
      for (const column of all) {
        const {field} = column.mapping;
        const reader = readers.get(column);
        if (field === null || !reader) continue;
        if (unusable?.includes(column.index) === true) {
          fault ??= {field, value: cells[column.index] ?? '', code: 'import/no-single-value'};
          continue;
        }
        const definition = table.fields[field];
        const text = textIn(row, column.index, definition !== undefined && isTold(definition));
        if (text === '') continue;
        const cache = caches.get(reader);
        let result = cache?.get(text);
        if (result === undefined) {
          result = reader.read(text);
          cache?.set(text, result);
        }
        if (typeof result === 'string') {
          if (result !== '') values.set(field, result);
        } else fault ??= {field, value: shortValue(cellText(cells[column.index])), code: result.fault};
      }
      produced.push({row: i + 1, line, values, fault, source: row, columns: all});
    }
  }
  return produced;
}

function inPlanOrder(columns: readonly MatchedColumn[], {fields}: PlanTable): MatchedColumn[] {
  const order = Object.keys(fields);
  return [...columns].sort((a, b) => order.indexOf(a.mapping.field ?? '') - order.indexOf(b.mapping.field ?? ''));
}

function headerWidth(columns: readonly MatchedColumn[]): number {
  return columns.reduce((width, {index}) => Math.max(width, index + 1), 0);
}

/** Fewer cells than headings, or more that hold something. */
function isRaggedRow(cells: readonly string[], width: number): boolean {
  return cells.length < width || cells.slice(width).some((cell) => cell.trim() !== '');
}

interface Checked {
  readonly table: TableInput;
  readonly problems: readonly ImportProblem[];
  readonly lostCells: readonly ImportProblem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Has the rows that could be read checked as a run checks them: required cells, decimals, repeated ids, validity, references. */
function check({options, table, columns, given}: Work, produced: readonly ProducedRow[]): Checked {
  const {plan, table: name, tables = {}} = options;
  const filled = new Set(Object.keys(given?.constants ?? {}));
  for (const {mapping} of columns) {
    if (mapping.field !== null) filled.add(mapping.field);
    for (const field of Object.keys(mapping.is ?? {})) filled.add(field);
  }
  const fields = Object.keys(table.fields).filter((field) => filled.has(field));
  const columnsOf = (rows: readonly ProducedRow[]): Record<string, string[]> =>
    Object.fromEntries(fields.map((field) => [field, rows.map(({values}) => values.get(field) ?? '')]));
  const candidates = produced.filter(({fault}) => !fault);
  const others = Object.fromEntries(
    Object.entries(tables).filter(([other]) => other !== name && Object.hasOwn(plan.tables, other)),
  );
  const known = Object.fromEntries([
    [name, table] as const,
    ...Object.keys(others).map((other) => [other, plan.tables[other]!] as const),
  ]);
  const read = readTables(
    {...plan, tables: known},
    {...others, [name]: {columns: columnsOf(candidates)}},
    new Dictionary(),
  );
  const problems: ImportProblem[] = [];
  const lostCells: ImportProblem[] = [];
  const dropped = new Set<ProducedRow>();
  for (const {table: of, row, field, value, code} of read.exceptions) {
    const source = of === name ? candidates[row - 1] : undefined;
    if (!source) continue;
    const isLost = name === plan.roster.table && code === 'data/unknown-reference';
    const kept = !isLost && KEPT.has(code);
    const found = {
      row: source.row,
      line: source.line,
      field,
      value: asInFile(source, field, value),
      code: codeOf(code),
      kept,
    };
    if (isLost) lostCells.push(found);
    else problems.push(found);
    if (!isLost && !kept) dropped.add(source);
  }
  for (const {row, line, fault} of produced) if (fault) problems.push({row, line, ...fault, kept: false});
  problems.sort((a, b) => a.row - b.row);
  return {
    table: {columns: columnsOf(candidates.filter((row) => !dropped.has(row)))},
    problems,
    lostCells,
    // what is wrong with the other tables is not a matter of this file; columns were matched here
    diagnostics: read.diagnostics.filter(
      ({severity, params, code}) => severity === 'error' && params['table'] === name && code !== 'data/missing-column',
    ),
  };
}

/** The text of a field as the file has it; values that it does not hold are told as they are. */
function asInFile({source, columns}: ProducedRow, field: string, value: string): string {
  const column = columns.find(({mapping}) => mapping.field === field);
  return column ? shortValue(cellText(source.cells[column.index])) : value;
}

function reportOf(
  produced: readonly ProducedRow[],
  problems: readonly ImportProblem[],
  lostCells: readonly ImportProblem[],
  skipped: readonly SkippedRow[],
  sourceRows: number,
): ImportReport {
  const bad = problems.length;
  return {
    rows: produced.length,
    sourceRows,
    good: produced.length - bad,
    bad,
    byCode: countProblems(problems),
    problems,
    lostCells,
    skipped,
  };
}

/** The mapping that reads this file: what was given, and what was found. */
function mappingOf({options, columns, given}: Work, readers: ReadonlyMap<MatchedColumn, CellReader>): ImportMapping {
  const {table, encoding = given?.encoding, delimiter = given?.delimiter} = options;
  const absent = (given?.columns ?? []).filter(
    (one) => !columns.some(({mapping: {heading, nth}}) => heading === one.heading && nth === one.nth),
  );
  return {
    version: 1,
    table,
    ...(encoding !== undefined && {encoding}),
    ...(delimiter !== undefined && {delimiter}),
    ...(given?.sheet !== undefined && {sheet: given.sheet}),
    columns: [...columns.map((column) => ({...column.mapping, ...readers.get(column)?.found})), ...absent],
    ...(given?.constants && {constants: given.constants}),
    ...(given?.year !== undefined && {year: given.year}),
  };
}

/** Multiplier of a unit that a title names, such as 单位：万元. */
function titleUnit(titles: readonly string[]): string | undefined {
  for (const title of titles) {
    const words = /(?:单位|unit)\s*[:：]?\s*(?:人民币)?\s*([^\s)）,，;；]{1,12})/i.exec(title.normalize('NFKC'));
    const unit = words ? readUnit(words[1] ?? '') : undefined;
    if (unit && unit.power > 0) return `1${'0'.repeat(unit.power)}`;
  }
  return undefined;
}

function refused(diagnostics: readonly Diagnostic[], mapping?: ImportMapping, source: ImportSource = {}): Imported {
  const questions = diagnostics.flatMap(({code, params}): ImportQuestion[] =>
    code === 'import/ambiguous-encoding'
      ? [{code, field: '', heading: '', samples: [], choices: String(params['choices']).split(', ')}]
      : [],
  );
  return {
    ...(mapping && {mapping}),
    report: {rows: 0, sourceRows: 0, good: 0, bad: 0, byCode: {}, problems: [], lostCells: [], skipped: []},
    profiles: [],
    diagnostics,
    questions,
    source,
  };
}

function isDiagnostic(value: object): value is Diagnostic {
  return 'severity' in value && 'code' in value;
}

function codeOf(code: string): DiagnosticCode {
  return code as DiagnosticCode;
}

/** Rows with these stay in the table: another table may bring what they refer to, and a run lists them until then. */
const KEPT: ReadonlySet<string> = new Set(['data/unknown-participant', 'data/unknown-reference']);
