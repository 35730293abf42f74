// Who is there when: validity, eligibility, presence and the day on which attributes are read.
import {codePointOrder} from './exact.js';
import type {Value} from './exact.js';
import type {Calendar} from './calendar.js';
import {cellOf, validityOf} from './import.js';
import type {Row, Table} from './import.js';
import type {AsOf, Roster as RosterConfig} from './plan.js';

export interface RosterRow {
  readonly row: Row;
  readonly from: number;
  readonly to: number;
  readonly eligible: boolean;
}
export interface Person {
  readonly id: string;
  readonly rows: readonly RosterRow[];
}
export interface Roster {
  readonly table: Table;
  /** By id, code points. */
  readonly people: readonly Person[];
  find(id: string): Person | undefined;
  rowOn(person: Person, day: number): RosterRow | undefined;
  isPresent(person: Person, period: number): boolean;
  /** The `asOf` day of a period; default the plan's. */
  dayAsOf(person: Person, period: number, asOf?: AsOf): number | undefined;
  /** The eligible roster row in force on that day. */
  rowAsOf(person: Person, period: number, asOf?: AsOf): RosterRow | undefined;
  /** Days of the period on which the person is eligible and `holds` for the roster row. */
  daysWhere(person: Person, period: number, holds: (row: RosterRow) => boolean): number;
}

/** `isEligible` gives undefined for a row that cannot be decided; such a row is not used. */
export function makeRoster(
  config: RosterConfig,
  table: Table,
  calendar: Calendar,
  isEligible: (row: Row) => boolean | undefined,
): Roster {
  const byPerson = new Map<string, RosterRow[]>();
  for (const row of table.rows) {
    const eligible = isEligible(row);
    if (eligible === undefined) continue;
    const [from, to] = validityOf(table.fields, row);
    byPerson.set(row.id, [...(byPerson.get(row.id) ?? []), {row, from, to, eligible}]);
  }
  const people = [...byPerson]
    .map(([id, rows]): Person => ({id, rows: rows.sort((a, b) => (a.from < b.from ? -1 : 1))}))
    .sort((a, b) => codePointOrder(a.id, b.id));
  const byId = new Map(people.map((person) => [person.id, person]));

  /** The part of the period in which the row holds, if it is eligible. */
  function overlap(row: RosterRow, period: number): [number, number] {
    const from = Math.max(row.from, calendar.start(period));
    const to = Math.min(row.to, calendar.end(period));
    return row.eligible && from < to ? [from, to] : [0, 0];
  }
  function rowOn(person: Person, day: number): RosterRow | undefined {
    return person.rows.find(({from, to}) => from <= day && day < to);
  }
  function dayAsOf(person: Person, period: number, asOf: AsOf = config.asOf ?? 'last-day'): number | undefined {
    if (asOf === 'period-start') return calendar.start(period);
    if (asOf === 'period-end') return calendar.end(period) - 1;
    const parts = person.rows.map((row) => overlap(row, period)).filter(([from, to]) => from < to);
    if (parts.length === 0) return undefined;
    return asOf === 'first-day' ? Math.min(...parts.map(([from]) => from)) : Math.max(...parts.map(([, to]) => to)) - 1;
  }
  function daysWhere(person: Person, period: number, holds: (row: RosterRow) => boolean): number {
    let days = 0;
    for (const row of person.rows) {
      const [from, to] = overlap(row, period);
      if (from < to && holds(row)) days += to - from;
    }
    return days;
  }
  function computePresence(person: Person, period: number): boolean {
    const presence = config.presence ?? 'any-day';
    if (presence === 'any-day') return daysWhere(person, period, () => true) > 0;
    const day = presence === 'first-day' ? calendar.start(period) : calendar.end(period) - 1;
    return rowOn(person, day)?.eligible ?? false;
  }
  const presence = new Map<Person, Map<number, boolean>>(people.map((person) => [person, new Map()]));

  return {
    table,
    people,
    find: (id) => byId.get(id),
    rowOn,
    isPresent(person, period) {
      const known = presence.get(person)!;
      let present = known.get(period);
      if (present === undefined) known.set(period, (present = computePresence(person, period)));
      return present;
    },
    dayAsOf,
    rowAsOf(person, period, asOf) {
      const day = dayAsOf(person, period, asOf);
      const row = day === undefined ? undefined : rowOn(person, day);
      return row?.eligible ? row : undefined;
    },
    daysWhere,
  };
}

export function attributeOf(row: RosterRow, attribute: string): Value {
  return cellOf(row.row, attribute);
}
