// What every part of the oracle works with: places where values are asked for, nodes ready to answer, and the run that holds them.
import type {Calendar} from './calendar.js';
import type {Value} from './exact.js';
import type {Row, Table} from './import.js';
import type {Plan, PlanNode} from './plan.js';
import type {Person, Roster, RosterRow} from './roster.js';
import type {Exception, Note, ValueType} from './types.js';

/** A credited row, a raw row, or a bucket. */
export interface Item {
  /** Row id; of a bucket its period and keys. */
  readonly id: string;
  readonly row?: Row | undefined;
  /** Keys of a bucket by name. */
  readonly keys?: ReadonlyMap<string, Value> | undefined;
  readonly person?: Person | undefined;
  readonly period: number;
  /** The date of a row. */
  readonly day?: number | undefined;
  readonly share: Value;
  readonly level?: Value | undefined;
  /** Own part by field, where it differs from the cell. */
  readonly parts: ReadonlyMap<string, Value>;
  readonly origin?: Person | undefined;
  readonly below?: Person | undefined;
}

/** Where a value is asked for: a row, a person, a group or the plan, in a period. */
export interface At {
  readonly period: number;
  readonly person?: Person | undefined;
  readonly group?: string | undefined;
  readonly item?: Item | undefined;
  /** Reads attributes from this roster row instead of the one in force. */
  readonly rosterRow?: RosterRow | undefined;
}

export type Grain =
  | {readonly of: 'row'; readonly lineage: string}
  | {readonly of: 'participant'}
  | {readonly of: 'group'; readonly attribute: string}
  | {readonly of: 'plan'};
export const PARTICIPANT: Grain = {of: 'participant'};
export const PLAN: Grain = {of: 'plan'};

/** Something that has a value wherever it is asked. */
export interface Named {
  readonly type: ValueType;
  readonly grain: Grain;
  read(at: At): Value;
}

export type Ports = Readonly<Record<string, Value>>;
/** A node with its names resolved, ready to answer. */
export interface Prepared {
  /** Meets everything that is an exception, whether or not anybody reads a value. */
  readonly warm?: () => void;
  readonly grain: Grain;
  readonly types: Readonly<Record<string, ValueType>>;
  at(at: At): Ports;
}

/** Rows that belong together: those of a source, a credit node, a plain table, or the buckets of a family of metrics. */
export interface Lineage {
  readonly id: string;
  /** The source's table. */
  readonly table: Table;
  readonly keys?: ReadonlyMap<string, Named> | undefined;
}

/** What became of a row of a source; of several the first in this order counts. */
export type Outcome = 'credited' | 'exceptions' | 'outside' | 'ineligible' | 'filtered';

export interface Run {
  readonly plan: Plan;
  readonly calendar: Calendar;
  readonly tables: ReadonlyMap<string, Table>;
  readonly roster: Roster;
  /** First computed period, and the periods asked for. */
  readonly first: number;
  /** Period all-to-date spans start with. */
  readonly beginning: number;
  readonly from: number;
  readonly to: number;
  /** Day from which a table is complete. */
  readonly coverage: ReadonlyMap<string, number>;
  readonly exceptions: Exception[];
  readonly notes: Note[];
  /** Parts of pooled prizes that cannot be shared; a note where a reward they feed is due. */
  readonly remainders: {node: string; period: string; amount: string; people: readonly string[]}[];
  /** Keeps what became of a row at a source. */
  outcome(source: string, row: Row, outcome: Outcome): void;
  node(id: string): PlanNode;
  wire(ref: string): Named;
  ports(id: string, at: At): Ports;
  prepared(id: string): Prepared;
  lineage(id: string): Lineage;
  /** All rows of a lineage, in file order, then order of credit. */
  items(lineage: string): readonly Item[];
  /** The rows of a person in sequence. */
  itemsOf(lineage: string, person: Person): readonly Item[];
  /** Periods of a subject that are on the spine, from the first computed to the last. */
  spine(grain: Grain, at: At): readonly number[];
}

/** The finest of the grains; what is made of group values is a value of each member. */
export function finest(grains: readonly Grain[]): Grain {
  const row = grains.find((grain) => grain.of === 'row');
  return row ?? (grains.some((grain) => grain.of !== 'plan') ? PARTICIPANT : PLAN);
}

/** Running totals go over each person's own periods, also for a value of a group or the plan. */
export function perPerson(grain: Grain): Grain {
  return grain.of === 'row' ? grain : PARTICIPANT;
}

export function lineageOf(grain: Grain): string | undefined {
  return grain.of === 'row' ? grain.lineage : undefined;
}

export function constantly(value: Value, type: ValueType): Named {
  return {type, grain: PLAN, read: () => value};
}

/** The place of an item. */
export function placeOf(item: Item): At {
  return {period: item.period, person: item.person, item};
}

/** A cache that computes what it does not have. */
export function memo<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}

/** Computes when first asked, and then remembers. */
export function once<V>(compute: () => V): () => V {
  const known = memo((_: true) => compute());
  return () => known(true);
}
