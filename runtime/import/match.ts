import type {Diagnostic, PlanTable} from '@planwright/schemas';
import {nearest, problem} from '@planwright/schemas';
import {spellings} from '../table/field-reader.js';
import {normaliseText} from '../table/text.js';
import type {Heading} from './heading.js';
import {fieldFinder, readHeading} from './heading.js';
import type {ColumnMapping, ImportMapping} from './mapping.js';
import {periodName, readPeriodHeading} from './period-heading.js';
import type {ImportQuestion} from './question.js';
import {columnName} from './question.js';

/** A column of the file and the field it is read into. */
export interface MatchedColumn {
  readonly index: number;
  readonly heading: Heading;
  readonly mapping: ColumnMapping;
}

export interface Match {
  /** Every column of the file, used or not. */
  readonly columns: readonly MatchedColumn[];
  readonly diagnostics: readonly Diagnostic[];
  readonly questions: readonly ImportQuestion[];
}

/** How many fields of a table, or columns of a mapping, a row of headings names: by this the header and the delimiter are found. */
export function headingScore(
  table: PlanTable,
  mapping: ImportMapping | undefined,
): (cells: readonly string[]) => number {
  const find = fieldFinder(table);
  const known = new Set(mapping?.columns.map(({heading}) => normaliseText(heading)));
  return (cells) => {
    const named = new Set<string>();
    let periods = 0;
    for (const cell of cells) {
      const heading = readHeading(cell);
      const field = known.has(heading.text) ? `\0${heading.text}` : find(heading);
      if (field !== undefined) named.add(field);
      else if (readPeriodHeading(heading.base)) ++periods;
    }
    return named.size + (periods > 1 ? Math.min(periods, 12) / 2 : 0);
  };
}

/** Matches the columns of a file to the fields of a table: as the mapping says, else by their headings; columns of periods are unpivoted. */
export function matchColumns(
  table: PlanTable,
  cells: readonly string[],
  mapping: ImportMapping | undefined,
  titles: readonly string[],
): Match {
  const find = fieldFinder(table);
  const seen = new Map<string, number>();
  const mapped = new Set((mapping?.columns ?? []).map(({field}) => field));
  const columns = cells.flatMap((cell, index): MatchedColumn[] => {
    const heading = readHeading(cell);
    if (heading.text === '') return [];
    const nth = (seen.get(heading.text) ?? 0) + 1;
    seen.set(heading.text, nth);
    const same = mapping?.columns.find((one) => normaliseText(one.heading) === heading.text && (one.nth ?? 1) === nth);
    const base = {heading: heading.text, ...(nth > 1 && {nth})};
    const found = find(heading);
    const field = found !== undefined && (mapped.has(found) || constant(mapping, found)) ? undefined : found;
    return [{index, heading, mapping: same ?? {...base, field: field ?? null}}];
  });
  const wide = unpivot(table, columns, mapping, titles);
  const all = wide?.columns ?? columns;
  const diagnostics: Diagnostic[] = [];
  const questions: ImportQuestion[] = [];
  if (wide && wide.without.length > 0) {
    diagnostics.push(problem('import/which-year', {headings: wide.without.join(', ')}));
    questions.push({code: 'import/which-year', field: '', heading: '', samples: [], choices: []});
  }
  for (const {heading, field} of lostColumns(mapping, all)) {
    diagnostics.push(problem('import/unknown-mapping-column', {column: heading, field}));
  }
  for (const field of Object.keys(table.fields)) {
    const several = all.filter(({mapping: one}) => one.field === field && one.is === undefined);
    if (several.length < 2) continue;
    const headings = several.map(({mapping: one}) => columnName(one));
    diagnostics.push(problem('import/duplicate-column', {field, headings: headings.join(', ')}));
    questions.push({code: 'import/duplicate-column', field, heading: '', samples: [], choices: headings});
  }
  const free = all.filter(({mapping: one}) => one.field === null).map(({mapping: one}) => columnName(one));
  const missing = missingFields(table, all, mapping);
  for (const field of missing) {
    const suggestion = missing.length === 1 && free.length === 1 ? free[0] : nearest(field, free);
    diagnostics.push(
      problem('import/unmatched-field', {
        field,
        headings: free.join(', ') || '–',
        ...(suggestion !== undefined && {suggestion}),
      }),
    );
    questions.push({code: 'import/unmatched-field', field, heading: '', samples: [], choices: free});
  }
  for (const column of free) diagnostics.push(problem('import/unused-column', {column}));
  return {columns: wide && wide.without.length > 0 ? columns : all, diagnostics, questions};
}

/** Columns named by periods that no field claims become rows: one field takes the name of the period, one the value. */
function unpivot(
  table: PlanTable,
  columns: readonly MatchedColumn[],
  mapping: ImportMapping | undefined,
  titles: readonly string[],
): {columns: MatchedColumn[]; without: string[]} | undefined {
  const periods = new Map(
    columns.flatMap((column) => {
      const period = column.mapping.field === null ? readPeriodHeading(column.heading.base) : undefined;
      return period && !isDeclared(mapping, column) ? [[column, period] as const] : [];
    }),
  );
  const target = targetOf(table, columns, mapping, periods.size);
  if (!target) return undefined;
  const years = new Set(
    titles.flatMap((title) => [...title.matchAll(/(?<!\d)(20\d\d)(?!\d)/g)].map(([, year]) => year)),
  );
  const year = mapping?.year ?? (years.size === 1 ? [...years][0] : undefined);
  const without: string[] = [];
  const unpivoted = columns.map((column): MatchedColumn => {
    const period = periods.get(column);
    if (!period) return column;
    if (period.year === undefined && year === undefined) without.push(column.heading.text);
    const is = {[target.name]: periodName(period, year ?? '')};
    return {...column, mapping: {...column.mapping, field: target.value, is}};
  });
  return {columns: unpivoted, without};
}

/** The fields that take the names of periods and the values: those of columns that are unpivoted already, else the only ones it can be. */
function targetOf(
  table: PlanTable,
  columns: readonly MatchedColumn[],
  mapping: ImportMapping | undefined,
  periods: number,
): {name: string; value: string} | undefined {
  for (const {mapping: one} of columns) {
    const [name, ...others] = Object.keys(one.is ?? {});
    if (one.field !== null && name !== undefined && others.length === 0) return {name, value: one.field};
  }
  if (periods < 2 || columns.some(({mapping: {is}}) => is !== undefined)) return undefined;
  const missing = missingFields(table, columns, mapping);
  const texts = missing.filter((field) => ['text', 'key'].includes(table.fields[field]?.type ?? ''));
  const named = texts.filter((field) => {
    const {label, aliases = []} = table.fields[field] ?? {};
    return PERIOD.test([field, ...spellings(label), ...aliases].join(' '));
  });
  const names = named.length > 0 ? named : texts;
  const values = missing.filter((field) => NUMERIC.has(table.fields[field]?.type ?? ''));
  const [name] = names;
  const [value] = values;
  return name !== undefined && value !== undefined && names.length === 1 && values.length === 1
    ? {name, value}
    : undefined;
}

/** A column that the mapping leaves out on purpose. */
function isDeclared(mapping: ImportMapping | undefined, {mapping: column}: MatchedColumn): boolean {
  return mapping?.year === undefined && mapping?.columns.includes(column) === true;
}

/** Required fields that nothing fills. */
function missingFields(
  {fields}: PlanTable,
  columns: readonly MatchedColumn[],
  mapping: ImportMapping | undefined,
): string[] {
  const filled = new Set(
    columns.flatMap(({mapping: {field, is = {}}}) => [...(field === null ? [] : [field]), ...Object.keys(is)]),
  );
  return Object.keys(fields).filter(
    (field) => (fields[field]?.required ?? true) && !filled.has(field) && !constant(mapping, field),
  );
}

function lostColumns(
  mapping: ImportMapping | undefined,
  columns: readonly MatchedColumn[],
): {heading: string; field: string}[] {
  const here = new Set(columns.map(({mapping: one}) => one));
  return (mapping?.columns ?? []).flatMap((one) =>
    one.field !== null &&
    !here.has(one) &&
    !columns.some(({mapping: {heading, nth}}) => heading === one.heading && nth === one.nth)
      ? [{heading: columnName(one), field: one.field}]
      : [],
  );
}

function constant(mapping: ImportMapping | undefined, field: string): boolean {
  return mapping?.constants !== undefined && Object.hasOwn(mapping.constants, field);
}

const NUMERIC = new Set(['money', 'number', 'ratio', 'count']);
const PERIOD = /period|month|quarter|周期|期间|月|季/i;
