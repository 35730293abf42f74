import type {Diagnostic, DiagnosticCode, Field, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {formatDate} from '../calendar/date.js';
import type {Decimal} from '../decimal/text.js';
import {formatDecimal, parseDecimal} from '../decimal/text.js';
import {Dictionary} from '../table/dictionary.js';
import {fieldReader, spellings} from '../table/field-reader.js';
import {normaliseText} from '../table/text.js';
import type {DateStyle} from './date-style.js';
import {dateStyles, dayInZone, readDateCell} from './date-style.js';
import type {Detection, Reading, Texts} from './detect.js';
import {choose, detectStyles, isSplit} from './detect.js';
import type {Heading} from './heading.js';
import {foldHeading} from './heading.js';
import type {ColumnMapping} from './mapping.js';
import type {NumberStyle} from './number-style.js';
import {exponentNumber, isScientific, numberOf, numberStyles, readNumberCell} from './number-style.js';
import type {People} from './people.js';
import {readPerson} from './people.js';
import type {ImportQuestion} from './question.js';
import {NUMBER_CELL} from './sheet.js';

/** How a column is read, with what shows it. */
export interface ColumnProfile {
  readonly field: string;
  readonly heading: string;
  readonly type: Field['type'];
  /** Cells that hold something. */
  readonly cells: number;
  /** Styles of numbers or dates; none if every style reads all cells alike, or nothing is to be told. */
  readonly styles: readonly string[];
  /** The styles were declared by the mapping. */
  readonly declared: boolean;
  /** Cells that only one style reads. */
  readonly evidence: readonly {
    readonly style: string;
    readonly cells: number;
    readonly sample: string;
    readonly line: number;
  }[];
  /** What a number without a unit of its own is multiplied by; undefined if by nothing. */
  readonly unit: string | undefined;
}

/** Reads the cells of a column as canonical text. */
export interface CellReader {
  readonly profile: ColumnProfile;
  /** What the mapping says of the column, with what was found. */
  readonly found: Pick<ColumnMapping, 'numbers' | 'dates' | 'unit'>;
  readonly read: (text: string) => CellResult;
  readonly questions: readonly ImportQuestion[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Canonical text, or why there is none. */
export type CellResult = string | {readonly fault: DiagnosticCode};

/** What a reader must know besides its column. */
export interface ReaderContext {
  readonly plan: Pick<Plan, 'currency' | 'calendar'>;
  readonly table: string;
  readonly isJson: boolean;
  /** Days of cells of this workbook are counted from 1904. */
  readonly people: People | undefined;
  /** Unit that a title of the sheet names for all amounts. */
  readonly titleUnit: string | undefined;
}

/** Looks at all cells of a column and makes the reader for them. `texts` are normalised and not empty. */
export function createCellReader(
  name: string,
  field: Field,
  column: ColumnMapping,
  heading: Heading,
  texts: Texts,
  context: ReaderContext,
): CellReader {
  const meant = new Map(Object.entries(column.values ?? {}).map(([text, value]) => [normaliseText(text), value]));
  const open = meant.size === 0 ? texts : new Map([...texts].filter(([text]) => !meant.has(text)));
  const reader = readerOf({name, field, column, heading, texts: open, context});
  if (meant.size === 0) return reader;
  const read = (text: string): CellResult => {
    const value = meant.get(text);
    return value === undefined ? reader.read(text) : canonicalValue(name, field, context.plan.currency, value);
  };
  return {...reader, read};
}

/** A value that a mapping writes, in canonical form; '' is empty. */
export function canonicalValue(name: string, field: Field, currency: string, text: string): CellResult {
  const plain = normaliseText(text);
  if (plain === '' || field.type === 'key' || field.type === 'text') return plain;
  const dictionary = new Dictionary();
  const value = fieldReader(name, field, currency, dictionary).read(plain);
  if (typeof value === 'string') return {fault: value};
  if (field.type === 'flag') return String(Number(value) === 1);
  return field.type === 'enum' ? dictionary.text(Number(value)) : plain;
}

interface Column {
  readonly name: string;
  readonly field: Field;
  readonly column: ColumnMapping;
  readonly heading: Heading;
  readonly texts: Texts;
  readonly context: ReaderContext;
}

function readerOf(given: Column): CellReader {
  switch (given.field.type) {
    case 'money':
    case 'number':
    case 'ratio':
    case 'count':
      return numberReader(given);
    case 'date':
      return dateReader(given);
    case 'enum':
    case 'flag':
      return wordReader(given);
    case 'key':
      return given.context.people ? personReader(given, given.context.people) : keyReader(given);
    case 'text':
      return {...plainReader(given), read: (text) => text};
  }
}

function numberReader(given: Column): CellReader {
  const {name, field, column, heading, texts, context} = given;
  const unit = column.unit ?? (heading.unit && heading.unit.power !== 0 ? multiplier(heading.unit.power) : undefined);
  const factor = unit === undefined ? undefined : parseDecimal(unit);
  const currency = typeof field.currency === 'object' ? undefined : (field.currency ?? context.plan.currency);
  const diagnostics: Diagnostic[] = [];
  if (field.type === 'money' && currency !== undefined && heading.unit?.currencies?.includes(currency) === false)
    diagnostics.push(problem('import/other-currency', {column: heading.text, field: name, currency}));
  /** Cells that say %, and cells that could mean either. */
  let percents = 0;
  let bare: {text: string; line: number} | undefined;
  let ownUnits = 0;
  const parse = (text: string): readonly Reading<NumberStyle>[] | DiagnosticCode => {
    const isNumber = text.startsWith(NUMBER_CELL);
    const cell = isNumber ? 'number' : readNumberCell(text);
    if (cell === undefined) return 'data/bad-value';
    if (typeof cell === 'string') {
      const plain = text.slice(NUMBER_CELL.length);
      const exact = isNumber
        ? (parseDecimal(plain) ?? (context.isJson ? exponentNumber(plain) : undefined))
        : undefined;
      if (!exact) return 'import/scientific';
      return numberStyles.map((style) => ({style, value: show(times(exact, factor))}));
    }
    if (cell.currencies) {
      if (field.type !== 'money') return 'data/bad-value';
      if (currency !== undefined && !cell.currencies.includes(currency)) return 'import/other-currency-cell';
    }
    if (cell.isPercent && field.type !== 'ratio' && field.type !== 'number') return 'data/bad-value';
    return numberStyles.flatMap((style) => {
      const value = numberOf(cell, style);
      return value ? {style, value: show(cell.hasUnit ? value : times(value, factor))} : [];
    });
  };
  for (const [text, {count, line}] of texts) {
    const isNumber = text.startsWith(NUMBER_CELL);
    if (isNumber && /[1-9]/.test(text)) bare ??= {text: text.slice(NUMBER_CELL.length), line};
    const cell = isNumber ? undefined : readNumberCell(text);
    if (typeof cell !== 'object') continue;
    if (cell.hasUnit) ownUnits += count;
    if (cell.isPercent) percents += count;
    else if (/[1-9]/.test(cell.digits)) bare ??= {text, line};
  }
  const readings = (text: string): readonly Reading<NumberStyle>[] => {
    const found = parse(text);
    return typeof found === 'string' ? [] : found;
  };
  const detection = detectStyles(texts, readings, numberStyles, column.numbers);
  const styles = new Set(detection.styles);
  const questions = ambiguity(given, detection, 'import/ambiguous-numbers');
  if (detection.ambiguousCells > 0) diagnostics.push(ambiguous(given, detection, 'import/ambiguous-numbers'));
  if (field.type === 'ratio' && percents > 0 && bare && unit === undefined) {
    const found = {column: column.heading, field: name, sample: bare.text, line: bare.line};
    diagnostics.push(problem('import/ambiguous-percent', found));
    questions.push(
      question(
        given,
        'import/ambiguous-percent',
        ['1', '0.01'],
        [{...bare, readings: ['1', '0.01'].map((choice) => ({choice, value: `× ${choice}`}))}],
      ),
    );
  }
  if (
    field.type === 'money' &&
    context.titleUnit !== undefined &&
    unit === undefined &&
    !heading.unit &&
    ownUnits === 0
  ) {
    diagnostics.push(problem('import/ambiguous-unit', {column: column.heading, field: name, unit: context.titleUnit}));
    questions.push(question(given, 'import/ambiguous-unit', [context.titleUnit, '1'], []));
  }
  return {
    ...base(given, detection, column.numbers !== undefined, unit),
    found: {
      ...(detection.styles.length > 0 && detection.ambiguousCells === 0 && {numbers: detection.styles}),
      ...(unit !== undefined && {unit}),
    },
    read: (text) => {
      const found = parse(text);
      return typeof found === 'string'
        ? {fault: found}
        : settle(found, styles, column.numbers, 'import/ambiguous-number');
    },
    questions,
    diagnostics,
  };
}

function dateReader(given: Column): CellReader {
  const {field, name, column, texts, context} = given;
  const {timeZone} = context.plan.calendar;
  const declared = column.dates;
  let needsZone = false;
  const readings = (text: string): readonly Reading<DateStyle>[] | DiagnosticCode => {
    const cell = readDateCell(text.startsWith(NUMBER_CELL) ? text.slice(NUMBER_CELL.length) : text);
    if (!cell) return 'data/bad-value';
    const {zoned} = cell;
    if (zoned && timeZone === undefined) {
      needsZone = true;
      return 'import/needs-time-zone';
    }
    return cell.readings
      .filter(({style}) => style !== 'serial-1904' || declared?.includes(style) === true)
      .map(({style, day}) => ({
        style,
        value: formatDate(zoned && timeZone !== undefined ? dayInZone(day, zoned, timeZone) : day),
      }));
  };
  const read = (text: string): readonly Reading<DateStyle>[] => {
    const found = readings(text);
    return typeof found === 'string' ? [] : found;
  };
  const detection = detectStyles(texts, read, dateStyles, declared);
  const styles = new Set(detection.styles);
  const diagnostics: Diagnostic[] = [];
  if (detection.ambiguousCells > 0) diagnostics.push(ambiguous(given, detection, 'import/ambiguous-dates'));
  if (needsZone) diagnostics.push(problem('import/needs-time-zone', {table: context.table, field: name, value: ''}));
  return {
    ...base(given, detection, declared !== undefined, undefined),
    found: detection.styles.length > 0 && detection.ambiguousCells === 0 ? {dates: detection.styles} : {},
    read: (text) => {
      const found = readings(text);
      return typeof found === 'string' ? {fault: found} : settle(found, styles, declared, 'import/ambiguous-date');
    },
    questions: ambiguity(given, detection, 'import/ambiguous-dates'),
    diagnostics: field.type === 'date' ? diagnostics : [],
  };
}

/** Values of an enum by value, label or alias, flags by their words; if none is meant exactly, without regard to case, width and spaces. */
function wordReader(given: Column): CellReader {
  const {field, name, column, texts, context} = given;
  const dictionary = new Dictionary();
  const reader = fieldReader(name, field, context.plan.currency, dictionary);
  const exact = (text: string): string | undefined => {
    const value = reader.read(text);
    if (typeof value === 'string') return undefined;
    return field.type === 'flag' ? String(Number(value) === 1) : dictionary.text(Number(value));
  };
  const folded = foldedWords(field);
  const read = (text: string): CellResult => exact(text) ?? folded.get(foldHeading(text)) ?? {fault: 'data/bad-value'};
  const unknown = [...texts].filter(([text]) => typeof read(text) === 'object');
  const choices =
    field.type === 'flag'
      ? ['true', 'false']
      : (field.values ?? []).map((value) => (typeof value === 'string' ? value : value.value));
  return {
    ...plainReader(given),
    read,
    questions: unknown.slice(0, MAX_QUESTIONS).map(([text, {line}]) => ({
      ...question(given, 'import/unknown-value', choices, [{text, line, readings: []}]),
      text,
    })),
    diagnostics: unknown
      .slice(0, MAX_QUESTIONS)
      .map(([text, {count, line}]) =>
        problem('import/unknown-value', {column: column.heading, field: name, value: text, cells: count, line}),
      ),
  };
}

function foldedWords(field: Field): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const twice = new Set<string>();
  const claim = (word: string, value: string): void => {
    const fold = foldHeading(word);
    const known = words.get(fold);
    if (known !== undefined && known !== value) twice.add(fold);
    words.set(fold, value);
  };
  for (const one of field.values ?? []) {
    const {value, label, aliases = []} = typeof one === 'string' ? {value: one, label: undefined} : one;
    for (const word of [value, ...spellings(label), ...aliases]) claim(word, value);
  }
  for (const word of field.trueValues ?? []) claim(word, 'true');
  for (const word of field.falseValues ?? []) claim(word, 'false');
  for (const fold of twice) words.delete(fold);
  return words;
}

/** Ids stay whole: what Excel shows as 1.2E+17 is no id any more, and ids of which all digits after the 15th are 0 are suspect. */
function keyReader(given: Column): CellReader {
  const {name, column, texts} = given;
  const long = [...texts].filter(([text]) => /^[1-9]\d{15,}$/.test(text));
  const lost = long.filter(([text]) => /^0+$/.test(text.slice(15)));
  const [first] = lost;
  const suspect = first && lost.length === long.length && lost.length > 1;
  return {
    ...plainReader(given),
    read: readKey,
    diagnostics: suspect
      ? [problem('import/digits-lost', {column: column.heading, field: name, value: first[0], line: first[1].line})]
      : [],
  };
}

function readKey(text: string): CellResult {
  return isScientific(text) && /[eE]\+?\d/.test(text) ? {fault: 'import/scientific'} : text;
}

/** People by id or by name, told over the whole column; a name of several people is asked. */
function personReader(given: Column, people: People): CellReader {
  const {name, column, texts} = given;
  const counts = new Map<string, {cells: number; sample: string; line: number}>();
  const several: [string, {ids: readonly string[]; count: number; line: number}][] = [];
  for (const [text, {count, line}] of texts) {
    const person = readPerson(people, text);
    if (!person) continue;
    if ('several' in person) several.push([text, {ids: person.several, count, line}]);
    else {
      const known = counts.get(person.by);
      if (known) known.cells += count;
      else counts.set(person.by, {cells: count, sample: text, line});
    }
  }
  const plain = plainReader(given);
  const evidence = [...counts].map(([style, seen]) => ({style, ...seen}));
  return {
    ...plain,
    profile: {...plain.profile, styles: evidence.map(({style}) => style), evidence},
    read: (text) => {
      const person = readPerson(people, text);
      if (!person) return readKey(text);
      return 'several' in person ? {fault: 'import/ambiguous-person'} : person.id;
    },
    questions: several.map(([text, {ids, line}]) => ({
      ...question(given, 'import/ambiguous-person', ids, [{text, line, readings: []}]),
      text,
    })),
    diagnostics: several.map(([text, {ids, line}]) =>
      problem('import/ambiguous-person', {column: column.heading, field: name, value: text, ids: ids.join(', '), line}),
    ),
  };
}

/** The one thing a cell says under the styles of its column. */
function settle<S extends string>(
  readings: readonly Reading<S>[],
  styles: ReadonlySet<S>,
  declared: readonly S[] | undefined,
  fault: DiagnosticCode,
): CellResult {
  const among = declared ? readings.filter(({style}) => declared.includes(style)) : choose(readings, styles);
  const [only] = among;
  if (!only) return {fault: 'data/bad-value'};
  return isSplit(among) ? {fault} : only.value;
}

function plainReader(given: Column): CellReader {
  const none: Detection<string> = {styles: [], evidence: [], ambiguous: [], ambiguousCells: 0, unread: 0};
  return {...base(given, none, false, undefined), found: {}, read: (text) => text, questions: [], diagnostics: []};
}

function base(
  {name, field, column, texts}: Column,
  {styles, evidence}: Detection<string>,
  declared: boolean,
  unit: string | undefined,
): Pick<CellReader, 'profile'> {
  let cells = 0;
  for (const {count} of texts.values()) cells += count;
  const shown = evidence.map((one) => ({...one, sample: one.sample.replace(NUMBER_CELL, '')}));
  return {
    profile: {field: name, heading: column.heading, type: field.type, cells, styles, declared, evidence: shown, unit},
  };
}

function ambiguity<S extends string>(
  given: Column,
  {ambiguous: samples}: Detection<S>,
  code: DiagnosticCode,
): ImportQuestion[] {
  if (samples.length === 0) return [];
  const choices = [...new Set(samples.flatMap(({readings}) => readings.map(({style}) => style)))];
  const shown = samples.map(({text, line, readings}) => ({
    text,
    line,
    readings: readings.map(({style, value}) => ({choice: style, value})),
  }));
  return [question(given, code, choices, shown)];
}

function ambiguous<S extends string>(
  {name, column}: Column,
  {ambiguous: samples, ambiguousCells}: Detection<S>,
  code: 'import/ambiguous-numbers' | 'import/ambiguous-dates',
): Diagnostic {
  const [first] = samples;
  return problem(code, {
    column: column.heading,
    field: name,
    cells: ambiguousCells,
    sample: first?.text ?? '',
    line: first?.line ?? 0,
    meanings: (first?.readings ?? []).map(({style, value}) => `${value} (${style})`).join(', '),
  });
}

function question(
  {name, column}: Column,
  code: DiagnosticCode,
  choices: readonly string[],
  samples: ImportQuestion['samples'],
): ImportQuestion {
  return {
    code,
    field: name,
    heading: column.heading,
    ...(column.nth !== undefined && {nth: column.nth}),
    samples,
    choices,
  };
}

function times(value: Decimal, factor: Decimal | undefined): Decimal {
  return factor ? {value: value.value * factor.value, scale: value.scale + factor.scale} : value;
}

function show({value, scale}: Decimal): string {
  return formatDecimal(value, scale, true);
}

function multiplier(power: number): string {
  return power >= 0 ? `1${'0'.repeat(power)}` : `0.${'0'.repeat(-power - 1)}1`;
}

/** Words of one column that are asked about. */
const MAX_QUESTIONS = 20;
