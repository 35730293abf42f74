import type {Plan, PlanTable} from '@planwright/schemas';
import {spellings} from '../table/field-reader.js';
import type {Table} from '../table/column.js';
import {fieldWithRole} from '../table/draft.js';

/** Who is on the roster, by id and by name. */
export interface People {
  readonly ids: ReadonlySet<string>;
  /** Ids of the people of a name; several are homonyms. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/** What a cell that should hold an id of a person says. */
export type PersonReading =
  {readonly by: 'id' | 'name' | 'id-and-name'; readonly id: string} | {readonly several: readonly string[]};

/** People of a list of ids and names. */
export function peopleOf(rows: Iterable<readonly [id: string, name: string]>): People {
  const ids = new Set<string>();
  const byName = new Map<string, string[]>();
  for (const [id, name] of rows) {
    if (id === '') continue;
    ids.add(id);
    if (name === '') continue;
    const known = byName.get(name);
    if (!known) byName.set(name, [id]);
    else if (!known.includes(id)) known.push(id);
  }
  return {ids, byName};
}

/** The people of a roster that was read. */
export function peopleOfTable({columns, count}: Table, table: PlanTable): People {
  const id = columns.get(fieldWithRole(table, 'id') ?? '');
  const name = columns.get(nameField(table) ?? '');
  const textOf = (column: typeof id, row: number): string =>
    column?.kind === 'text' && (column.status?.[row] ?? 0) === 0 ? column.dictionary.text(column.codes[row]!) : '';
  return peopleOf(Array.from({length: count}, (_, row) => [textOf(id, row), textOf(name, row)] as const));
}

/** The field of a roster that holds names: called so in its id, label or aliases, else the only text. */
export function nameField({fields}: PlanTable): string | undefined {
  const texts = Object.entries(fields).filter(([, {type}]) => type === 'text');
  const named = texts.find(([id, {label, aliases}]) =>
    [id, ...spellings(label), ...(aliases ?? [])].some((word) =>
      /^(name|full ?name|姓名|名字|员工姓名|人员姓名)$/i.test(word),
    ),
  );
  return named?.[0] ?? (texts.length === 1 ? texts[0]?.[0] : undefined);
}

/** Whether a field holds people. */
export function holdsPeople(plan: Pick<Plan, 'roster'>, {references}: PlanTable['fields'][string]): boolean {
  return references === plan.roster.table;
}

/** Finds the person of a cell: P007, 王伟, P007 王伟 or 王伟(P007). Undefined if there is none. */
export function readPerson({ids, byName}: People, text: string): PersonReading | undefined {
  const named = byName.get(text);
  if (ids.has(text)) {
    const others = named?.filter((id) => id !== text) ?? [];
    return others.length === 0 ? {by: 'id', id: text} : {several: [text, ...others]};
  }
  if (named) return named.length === 1 ? {by: 'name', id: named[0]!} : {several: named};
  const words = text.split(/[\s()（）/／,，]+/).filter((word) => word !== '');
  const given = words.filter((word) => ids.has(word));
  const [id] = given;
  const name = words.filter((word) => word !== id).join(' ');
  return id !== undefined && given.length === 1 && byName.get(name)?.includes(id) === true
    ? {by: 'id-and-name', id}
    : undefined;
}
