// Text cells to typed rows, with the checks of and the first half of R-13.
import {bad, codePointOrder, dateOf, divide, flag, parseDecimal, pow10, show, store, text} from './exact.js';
import type {Value} from './exact.js';
import {parseDate} from './dates.js';
import type {Field, Plan} from './plan.js';
import {fieldType} from './types.js';
import type {Exception, ValueType} from './types.js';

export interface Row {
  readonly table: string;
  /** 1-based, as in the file. */
  readonly no: number;
  /** '' without a field of role id. */
  readonly id: string;
  readonly cells: Map<string, Value>;
}
export interface Table {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly types: ReadonlyMap<string, ValueType>;
  /** Rows in the file. */
  readonly count: number;
  /** Good rows, in file order. */
  readonly rows: readonly Row[];
  readonly byId: ReadonlyMap<string, Row>;
}
export type RawTables = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

export function importTables(plan: Plan, raw: RawTables): {tables: Map<string, Table>; exceptions: Exception[]} {
  const exceptions: Exception[] = [];
  const drafts = Object.keys(plan.tables).map((name) => readTable(plan, name, raw[name] ?? [], exceptions));
  for (const draft of drafts) {
    if (draft.name === plan.roster.table && isDated(draft)) keepValidities(draft, exceptions);
    else keepFirstIds(draft, exceptions);
  }
  checkReferences(plan, drafts, exceptions);
  const tables = new Map<string, Table>();
  for (const draft of drafts) {
    const byId = new Map<string, Row>();
    for (const row of draft.rows) if (!byId.has(row.id)) byId.set(row.id, row);
    tables.set(draft.name, {...draft, byId});
  }
  return {tables, exceptions};
}

/** The field with a role, if the table has one. */
export function fieldWithRole(fields: ReadonlyMap<string, Field>, role: Field['role']): string | undefined {
  for (const [name, field] of fields) if (field.role === role) return name;
  return undefined;
}

export function cellOf(row: Row, field: string): Value {
  return row.cells.get(field) ?? bad('missing');
}

interface Draft {
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly types: ReadonlyMap<string, ValueType>;
  readonly count: number;
  rows: Row[];
}

function readTable(
  plan: Plan,
  name: string,
  raw: readonly Readonly<Record<string, string>>[],
  out: Exception[],
): Draft {
  const fields = new Map(Object.entries(plan.tables[name]!.fields));
  const types = new Map([...fields].map(([field, f]) => [field, fieldType(f, plan.currency)]));
  const idField = fieldWithRole(fields, 'id');
  const rows: Row[] = [];
  raw.forEach((record, index) => {
    const cells = new Map<string, Value>();
    let good = true;
    for (const [field, definition] of fields) {
      const heading = [field, ...(definition.aliases ?? [])].find((name) => name in record);
      const cell = (heading === undefined ? '' : (record[heading] ?? '')).normalize('NFC').trim();
      const read = readCell(cell, definition, types.get(field)!);
      if (typeof read === 'string') {
        good = false;
        out.push({table: name, row: index + 1, field, value: cell, code: read, node: ''});
        break;
      }
      cells.set(field, read);
    }
    const id = idField === undefined ? undefined : cells.get(idField);
    if (good) rows.push({table: name, no: index + 1, id: id === undefined ? '' : show(id), cells});
  });
  return {name, fields, types, count: raw.length, rows};
}

/** The value of a cell, or the code of what is wrong with it. */
function readCell(cell: string, field: Field, type: ValueType): Value | string {
  if (cell === '') return (field.required ?? true) ? 'data/required' : bad('missing');
  switch (field.type) {
    case 'key':
    case 'text':
      return text(cell);
    case 'enum':
      return readEnum(cell, field);
    case 'date': {
      const day = parseDate(cell);
      return day === undefined ? 'data/bad-value' : dateOf(day);
    }
    case 'flag':
      if (cell === 'true' || field.trueValues?.includes(cell)) return flag(true);
      if (cell === 'false' || field.falseValues?.includes(cell)) return flag(false);
      return 'data/bad-value';
    default:
      return readNumber(cell, field, type.scale);
  }
}

function readEnum(cell: string, field: Field): Value | string {
  for (const item of field.values ?? []) {
    if (typeof item === 'string') {
      if (item === cell) return text(item);
      continue;
    }
    const labels = typeof item.label === 'string' ? [item.label] : Object.values(item.label ?? {});
    if ([item.value, ...(item.aliases ?? []), ...labels].includes(cell)) return text(item.value);
  }
  return 'data/bad-value';
}

/** A ratio may be written as a percentage: 8% is 0.08. */
function readRatio(cell: string): ReturnType<typeof parseDecimal> {
  const percent = /^(.*)[%％]$/.exec(cell)?.[1];
  if (percent === undefined) return parseDecimal(cell);
  const parsed = parseDecimal(percent);
  return parsed && {...parsed, scale: parsed.scale + 2};
}

function readNumber(cell: string, field: Field, scale: number): Value | string {
  const parsed = field.type === 'ratio' ? readRatio(cell) : parseDecimal(cell);
  if (parsed === undefined) return 'data/bad-value';
  let value = parsed;
  if (parsed.scale > scale) {
    if (field.rounding === undefined) return 'data/scale';
    value = {is: 'decimal', n: divide(parsed.n, pow10(parsed.scale - scale), field.rounding), scale};
  }
  const stored = store(value, scale);
  return stored.is === 'bad' ? 'data/range' : stored;
}

function keepFirstIds(draft: Draft, out: Exception[]): void {
  const field = fieldWithRole(draft.fields, 'id');
  if (field === undefined) return;
  const seen = new Set<string>();
  draft.rows = draft.rows.filter((row) => {
    const repeated = seen.has(row.id);
    if (repeated)
      out.push({table: draft.name, row: row.no, field, value: row.id, code: 'data/duplicate-key', node: ''});
    seen.add(row.id);
    return !repeated;
  });
}

function isDated(draft: Draft): boolean {
  return (
    fieldWithRole(draft.fields, 'valid-from') !== undefined || fieldWithRole(draft.fields, 'valid-to') !== undefined
  );
}

/** First and last-plus-one day of a roster row; open without the role or the date. */
export function validityOf(fields: ReadonlyMap<string, Field>, row: Row): [number, number] {
  const day = (role: 'valid-from' | 'valid-to', open: number): number => {
    const field = fieldWithRole(fields, role);
    const value = field === undefined ? undefined : row.cells.get(field);
    return value?.is === 'date' ? value.day : open;
  };
  return [day('valid-from', -Infinity), day('valid-to', Infinity)];
}

/** Rows of a person may not overlap; taken by start, then file order. */
function keepValidities(draft: Draft, out: Exception[]): void {
  const spans = new Map(draft.rows.map((row) => [row, validityOf(draft.fields, row)]));
  const inOrder = [...draft.rows].sort((a, b) => {
    const [x, y] = [spans.get(a)![0], spans.get(b)![0]];
    return x === y ? a.no - b.no : x < y ? -1 : 1;
  });
  const taken = new Map<string, [number, number][]>();
  const refuse = (row: Row, role: 'valid-from' | 'valid-to', code: string): void => {
    const field = fieldWithRole(draft.fields, role) ?? '';
    out.push({table: draft.name, row: row.no, field, value: show(cellOf(row, field)), code, node: ''});
  };
  const accepted = new Set<Row>();
  for (const row of inOrder) {
    const [from, to] = spans.get(row)!;
    const others = taken.get(row.id) ?? [];
    if (to <= from) refuse(row, 'valid-to', 'data/empty-validity');
    else if (others.some(([f, t]) => from < t && f < to)) refuse(row, 'valid-from', 'data/roster-overlap');
    else {
      accepted.add(row);
      taken.set(row.id, [...others, [from, to]]);
    }
  }
  draft.rows = draft.rows.filter((row) => accepted.has(row));
}

/** Drops rows with a reference to nothing, and again those that refer to them; in the roster only the cell is emptied. */
function checkReferences(plan: Plan, drafts: readonly Draft[], out: Exception[]): void {
  // one exception a row
  const noted = new Set<Row>();
  for (let changed = true; changed;) {
    changed = false;
    for (const draft of referencedFirst(drafts)) {
      const isRoster = draft.name === plan.roster.table;
      const ids = new Map(drafts.map(({name, rows}) => [name, new Set(rows.map(({id}) => id))]));
      draft.rows = draft.rows.filter((row) => {
        let good = true;
        for (const [field, {references, role}] of draft.fields) {
          const cell = cellOf(row, field);
          if (references === undefined || cell.is !== 'text') continue;
          if (ids.get(references)?.has(cell.text)) continue;
          const code = role === 'participant' ? 'data/unknown-participant' : 'data/unknown-reference';
          if (!noted.has(row)) out.push({table: draft.name, row: row.no, field, value: cell.text, code, node: ''});
          noted.add(row);
          if (isRoster) row.cells.set(field, bad('missing'));
          else good = false;
        }
        changed ||= !good;
        return good;
      });
    }
  }
}

/** Tables in an order in which, cycles aside, a table comes after those it refers to. */
function referencedFirst(drafts: readonly Draft[]): Draft[] {
  const order: Draft[] = [];
  const visit = (draft: Draft | undefined, path: readonly Draft[]): void => {
    if (draft === undefined || order.includes(draft) || path.includes(draft)) return;
    for (const {references} of draft.fields.values()) {
      visit(
        drafts.find(({name}) => name === references),
        [...path, draft],
      );
    }
    order.push(draft);
  };
  for (const draft of [...drafts].sort((a, b) => codePointOrder(a.name, b.name))) visit(draft, []);
  return order;
}
