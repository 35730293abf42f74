import type {Plan} from '@planwright/schemas';
import {formatDate} from '../calendar/date.js';
import type {ColumnBuilder} from './column-builder.js';
import type {Dictionary} from './dictionary.js';
import type {Draft} from './draft.js';
import {addFault, fieldWithRole} from './draft.js';
import {isOk, numberAt} from './column-builder.js';

/** the first row with an id stands, each later one is an exception. */
export function checkIds(draft: Draft, dictionary: Dictionary): void {
  const field = fieldWithRole(draft.table, 'id');
  const id = field === undefined ? undefined : draft.builders.get(field);
  if (!id) return;
  const seen = new Uint8Array(dictionary.size);
  for (let row = 0; row < draft.count; ++row) {
    if (draft.faults.has(row) || !isOk(id, row)) continue;
    const code = id.codes[row]!;
    if (seen[code] === 1) addFault(draft, row, 'data/duplicate-key', id.reader.name, dictionary.text(code));
    else seen[code] = 1;
  }
}

/** Whether a table says from when to when its rows are valid. */
export function hasValidity({table}: Draft): boolean {
  return fieldWithRole(table, 'valid-from') !== undefined || fieldWithRole(table, 'valid-to') !== undefined;
}

/** rows of one person are taken by their first day, then file order; one that overlaps a row already taken is an exception. */
export function checkValidity(draft: Draft): void {
  const field = (role: string): string => fieldWithRole(draft.table, role) ?? '';
  const id = draft.builders.get(field('id'));
  const from = draft.builders.get(field('valid-from'));
  const to = draft.builders.get(field('valid-to'));
  if (!id) return;
  const start = (row: number): number => (from && isOk(from, row) ? numberAt(from, row) : -Infinity);
  const end = (row: number): number => (to && isOk(to, row) ? numberAt(to, row) : Infinity);
  const rows: number[] = [];
  for (let row = 0; row < draft.count; ++row) {
    if (draft.faults.has(row) || !isOk(id, row)) continue;
    if (end(row) > start(row)) rows.push(row);
    else addFault(draft, row, 'data/empty-validity', field('valid-to'), formatDate(end(row)));
  }
  const person = (row: number): number => id.codes[row]!;
  const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
  rows.sort((a, b) => compare(person(a), person(b)) || compare(start(a), start(b)) || a - b);
  let who = -1;
  let takenTo = -Infinity;
  for (const row of rows) {
    const same = person(row) === who;
    if (same && start(row) < takenTo) {
      const value = from && isOk(from, row) ? formatDate(start(row)) : '';
      addFault(draft, row, 'data/roster-overlap', field('valid-from'), value);
    } else {
      who = person(row);
      takenTo = end(row);
    }
  }
}

/** A reference of a roster row to nothing: the row is used, the cell is missing. */
export interface LostReference {
  readonly row: number;
  readonly field: string;
  readonly value: string;
}

/**
 * a row that refers to an id no usable row has is not used, and neither are rows that refer to it. In the roster only the cell is
 * lost. References to tables that are not there or have no id are left alone.
 */
export function checkReferences(
  plan: Pick<Plan, 'roster'>,
  drafts: ReadonlyMap<string, Draft>,
  dictionary: Dictionary,
): LostReference[] {
  const roster = drafts.get(plan.roster.table);
  const others = referencedFirst(drafts).filter((draft) => draft !== roster);
  const lost = new Map<Draft, number[]>(others.map((draft) => [draft, []]));
  for (const draft of others) {
    for (const [field, {references}] of Object.entries(draft.table.fields)) {
      forUnknown(draft, field, references, drafts, dictionary, (row) => {
        drop(draft, row, field, dictionary, lost);
      });
    }
  }
  dropFollowers(others, drafts, dictionary, lost);
  return roster ? loseUnknown(roster, drafts, dictionary) : [];
}

/** Drops a row that refers to nothing; its own id is lost to the rows that refer to it. */
function drop(draft: Draft, row: number, field: string, dictionary: Dictionary, lost: Map<Draft, number[]>): void {
  const text = dictionary.text(draft.builders.get(field)?.codes[row] ?? -1);
  const code =
    draft.table.fields[field]?.role === 'participant' ? 'data/unknown-participant' : 'data/unknown-reference';
  addFault(draft, row, code, field, text);
  const id = draft.builders.get(fieldWithRole(draft.table, 'id') ?? '');
  if (id && isOk(id, row)) lost.get(draft)?.push(id.codes[row]!);
}

/** Follows lost ids to the rows that refer to them, wave by wave: each lost id is looked at once by each field that refers to its table. */
function dropFollowers(
  others: readonly Draft[],
  drafts: ReadonlyMap<string, Draft>,
  dictionary: Dictionary,
  lost: Map<Draft, number[]>,
): void {
  const followers = others.flatMap((draft) =>
    Object.entries(draft.table.fields).flatMap(([field, {references}]) => {
      const target = references === undefined ? undefined : drafts.get(references);
      const ids = target && lost.get(target);
      const builder = draft.builders.get(field);
      return ids && builder ? [new Follower(draft, field, builder, ids)] : [];
    }),
  );
  for (let changed = true; changed;) {
    changed = false;
    for (const follower of followers) {
      for (const row of follower.next(dictionary)) {
        changed = true;
        drop(follower.draft, row, follower.field, dictionary, lost);
      }
    }
  }
}

/** A field that refers to a table some of whose ids are lost. */
class Follower {
  readonly draft: Draft;
  readonly field: string;
  readonly #builder: ColumnBuilder;
  readonly #lost: readonly number[];
  #seen = 0;
  /** Rows by the code they refer to: the first of each code, and the next of each row; −1 ends. */
  #rows: {first: Int32Array; next: Int32Array} | null = null;

  constructor(draft: Draft, field: string, builder: ColumnBuilder, lost: readonly number[]) {
    this.draft = draft;
    this.field = field;
    this.#builder = builder;
    this.#lost = lost;
  }

  /** Usable rows that refer to an id lost since the last call, in file order. */
  next(dictionary: Dictionary): number[] {
    const end = this.#lost.length;
    if (this.#seen === end) return [];
    const {first, next} = (this.#rows ??= this.#index(dictionary.size));
    const found: number[] = [];
    for (; this.#seen < end; ++this.#seen) {
      for (let row = first[this.#lost[this.#seen]!]!; row !== -1; row = next[row]!) {
        if (isOk(this.#builder, row) && !this.draft.faults.has(row)) found.push(row);
      }
    }
    return found.sort((a, b) => a - b);
  }

  #index(codes: number): {first: Int32Array; next: Int32Array} {
    const first = new Int32Array(codes).fill(-1);
    const next = new Int32Array(this.draft.count);
    for (let row = this.draft.count - 1; row >= 0; --row) {
      const code = this.#builder.codes[row]!;
      next[row] = first[code] ?? -1;
      first[code] = row;
    }
    return {first, next};
  }
}

function loseUnknown(roster: Draft, drafts: ReadonlyMap<string, Draft>, dictionary: Dictionary): LostReference[] {
  const lost: LostReference[] = [];
  for (const [field, {references}] of Object.entries(roster.table.fields)) {
    forUnknown(roster, field, references, drafts, dictionary, (row, value) => lost.push({row, field, value}));
  }
  return lost;
}

/** Calls `found` for each usable row whose reference is not an id of a usable row. */
function forUnknown(
  draft: Draft,
  field: string,
  references: string | undefined,
  drafts: ReadonlyMap<string, Draft>,
  dictionary: Dictionary,
  found: (row: number, value: string) => void,
): void {
  const builder = draft.builders.get(field);
  const target = references === undefined ? undefined : drafts.get(references);
  const known = target && usableIds(target, dictionary);
  if (!builder || !known) return;
  for (let row = 0; row < draft.count; ++row) {
    const code = builder.codes[row]!;
    if (known[code] === 0 && isOk(builder, row) && !draft.faults.has(row)) found(row, dictionary.text(code));
  }
}

/** 1 for each code that is the id of a usable row. */
function usableIds(draft: Draft, dictionary: Dictionary): Uint8Array | undefined {
  const id = draft.builders.get(fieldWithRole(draft.table, 'id') ?? '');
  if (!id) return undefined;
  const known = new Uint8Array(dictionary.size);
  for (let row = 0; row < draft.count; ++row) {
    if (isOk(id, row) && !draft.faults.has(row)) known[id.codes[row]!] = 1;
  }
  return known;
}

/** Tables in an order in which, cycles aside, each comes after those it refers to. */
function referencedFirst(drafts: ReadonlyMap<string, Draft>): Draft[] {
  const order = new Set<Draft>();
  const open = new Set<Draft>();
  const visit = (draft: Draft | undefined): void => {
    if (!draft || open.has(draft)) return;
    open.add(draft);
    for (const {references} of Object.values(draft.table.fields))
      if (references !== undefined) visit(drafts.get(references));
    order.add(draft);
  };
  for (const draft of drafts.values()) visit(draft);
  return [...order];
}
