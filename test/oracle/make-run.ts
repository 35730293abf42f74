// A run: the plan with its tables, roster and calendar, nodes that are prepared and values that are computed when first asked for.
import {show} from './exact.js';
import {prepareAttribute, prepareTarget} from './kinds/people.js';
import {bucketItems, bucketsOf, prepareMetric} from './kinds/metric.js';
import {prepareCondition, prepareFormula, prepareRatio, prepareWeight} from './kinds/numbers.js';
import {prepareCap, prepareHistory} from './kinds/to-date.js';
import {prepareConvert} from './kinds/convert.js';
import {prepareLookup} from './kinds/lookup.js';
import {prepareRank, prepareShare} from './kinds/between.js';
import {prepareTier} from './kinds/tier.js';
import {makeCalendar} from './calendar.js';
import {creditItems, except, inSequence, sourceItems} from './credit.js';
import {coverageOf, firstPeriod} from './graph.js';
import {importTables} from './import.js';
import type {RawTables, Row} from './import.js';
import {attribute, resolve} from './names.js';
import {parseRef} from './plan.js';
import type {Plan} from './plan.js';
import {condition, isTrue} from './predicate.js';
import {makeRoster} from './roster.js';
import type {Person} from './roster.js';
import {PARTICIPANT, memo, placeOf} from './run.js';
import type {At, Item, Lineage, Named, Outcome, Ports, Prepared, Run} from './run.js';
import {subjectOf} from './windows.js';

export interface OracleOptions {
  /** Names of the first and last period. */
  readonly from: string;
  readonly to: string;
  /** Day from which a table is complete, by table. */
  readonly coverage?: Readonly<Record<string, string>>;
}

export type Outcomes = Map<string, Map<Row, Set<Outcome>>>;

export function makeRun(
  plan: Plan,
  raw: RawTables,
  options: OracleOptions,
  order: readonly string[],
): {run: Run; outcomes: Outcomes} {
  const calendar = makeCalendar(plan.calendar);
  const {tables, exceptions} = importTables(plan, raw);
  const coverage = coverageOf(plan, tables, calendar, options.coverage ?? {});
  const [from, to] = [calendar.parse(options.from), calendar.parse(options.to)];
  const {first, beginning} = firstPeriod(plan, order, calendar, coverage, from);
  const outcomes: Outcomes = new Map();

  const prepared = memo((id: string) => perMember(plan.nodes[id]!.kind, prepare(run, id)));
  const caches = memo((_: string) => new Map<unknown, Map<unknown, Ports>>());
  const items = memo((lineage: string) => itemsIn(run, lineage));
  const byPerson = memo((lineage: string) => sequencesIn(run, lineage, items(lineage)));
  const spines = memo((key: string) => spineOf(run, key));

  const rosterTable = tables.get(plan.roster.table)!;
  let roster = makeRoster(plan.roster, rosterTable, calendar, () => true);

  const run: Run = {
    plan,
    calendar,
    tables,
    get roster() {
      return roster;
    },
    first,
    beginning,
    from,
    to,
    coverage,
    exceptions,
    notes: [],
    remainders: [],
    outcome(source, row, outcome) {
      let rows = outcomes.get(source);
      if (rows === undefined) outcomes.set(source, (rows = new Map<Row, Set<Outcome>>()));
      rows.set(row, (rows.get(row) ?? new Set<Outcome>()).add(outcome));
    },
    node: (id) => plan.nodes[id]!,
    wire(ref): Named {
      const [id, port] = parseRef(ref);
      const {grain, types} = prepared(id);
      const type = types[port];
      if (type === undefined) throw new Error(`node ${id} has no port ${port}`);
      return {type, grain, read: (at) => run.ports(id, at)[port]!};
    },
    ports: (id, at) => portsAt(run, id, at, caches(id)),
    prepared,
    lineage: (id) => lineageOf(run, id),
    items,
    itemsOf: (lineage, person) => byPerson(lineage).get(person) ?? [],
    spine(grain, at) {
      if (grain.of === 'group') return spines(JSON.stringify(['group', grain.attribute, at.group]));
      return spines(JSON.stringify(grain.of === 'plan' ? ['plan'] : ['person', at.person!.id]));
    },
  };

  if (plan.roster.eligible !== undefined) {
    const eligible = condition(run, {roster: true}, plan.roster.eligible);
    roster = makeRoster(plan.roster, rosterTable, calendar, (row) => {
      const holds = eligible.read({period: first, rosterRow: {row, from: -Infinity, to: Infinity, eligible: true}});
      if (holds.is !== 'bad') return isTrue(holds);
      except(run, '', row, '', '', 'data/unknown-condition');
      return undefined;
    });
  }
  return {run, outcomes};
}

function prepare(run: Run, id: string): Prepared {
  const node = run.node(id);
  switch (node.kind) {
    case 'source':
    case 'credit':
      // a rows wire has no value of its own
      return {grain: {of: 'row', lineage: id}, types: {}, at: () => ({})};
    case 'attribute':
      return prepareAttribute(run, node);
    case 'metric':
      return prepareMetric(run, id, node);
    case 'target':
      return prepareTarget(run, id, node);
    case 'ratio':
      return prepareRatio(run, node);
    case 'history':
      return prepareHistory(run, node);
    case 'tier':
      return prepareTier(run, node);
    case 'weight':
      return prepareWeight(run, node);
    case 'condition':
      return prepareCondition(run, node);
    case 'lookup':
      return prepareLookup(run, node);
    case 'formula':
      return prepareFormula(run, node);
    case 'cap':
      return prepareCap(run, node);
    case 'rank':
      return prepareRank(run, id, node);
    case 'share':
      return prepareShare(run, node);
    case 'convert':
      return prepareConvert(run, node);
    case 'reward':
      return {grain: PARTICIPANT, types: {}, at: () => ({})};
  }
}

/** Only a metric has one value a group; what is made of it is a value of each member, also of one without a group. */
function perMember(kind: string, prepared: Prepared): Prepared {
  return kind !== 'metric' && prepared.grain.of === 'group' ? {...prepared, grain: PARTICIPANT} : prepared;
}

/** The ports of a node at a place; a finer place asks for the value of its person, group or plan. */
function portsAt(run: Run, id: string, at: At, cache: Map<unknown, Map<unknown, Ports>>): Ports {
  const {grain, types, at: compute} = run.prepared(id);
  const place = placeFor(run, id, at);
  if (place === undefined) return Object.fromEntries(Object.keys(types).map((port) => [port, MISSING]));
  const subject = grain.of === 'row' ? place.item : subjectOf(grain, place);
  let byPeriod = cache.get(subject);
  if (byPeriod === undefined) cache.set(subject, (byPeriod = new Map<unknown, Ports>()));
  let ports = byPeriod.get(place.period);
  if (ports === undefined) byPeriod.set(place.period, (ports = compute(place)));
  return ports;
}

const MISSING = {is: 'bad', status: 'missing'} as const;

function placeFor(run: Run, id: string, at: At): At | undefined {
  const {grain} = run.prepared(id);
  const {period, person} = at;
  switch (grain.of) {
    case 'row':
      return placeOf(at.item!);
    case 'participant':
      return {period, person};
    case 'plan':
      return {period};
    case 'group': {
      if (at.group !== undefined) return {period, group: at.group};
      const group = attribute(run, grain.attribute, {period, person});
      return group.is === 'bad' ? undefined : {period, group: show(group)};
    }
  }
}

function lineageOf(run: Run, id: string): Lineage {
  if (id.startsWith('table:')) return {id, table: run.tables.get(id.slice(6))!};
  const buckets = bucketsOf(id);
  if (buckets !== undefined) {
    const [rows, by] = buckets;
    const keys = new Map(by.map((name) => [name, resolve(run, {lineage: rows}, name)]));
    return {id, table: run.lineage(rows).table, keys};
  }
  const node = run.node(id);
  if (node.kind === 'source') return {id, table: run.tables.get(node.table)!};
  if (node.kind === 'credit') return {id, table: run.lineage(parseRef(node.in.rows)[0]).table};
  throw new Error(`${id} has no rows`);
}

function itemsIn(run: Run, lineage: string): readonly Item[] {
  if (bucketsOf(lineage) !== undefined) return bucketItems(run, lineage);
  const node = run.node(lineage);
  if (node.kind === 'source') return sourceItems(run, lineage, node);
  return node.kind === 'credit' ? creditItems(run, lineage, node) : [];
}

function sequencesIn(run: Run, lineage: string, items: readonly Item[]): Map<Person, Item[]> {
  const byPerson = new Map<Person, Item[]>();
  for (const item of items) {
    if (item.person === undefined) continue;
    const own = byPerson.get(item.person);
    if (own === undefined) byPerson.set(item.person, [item]);
    else own.push(item);
  }
  // buckets are made in their sequence: period, then keys
  if (bucketsOf(lineage) !== undefined) return byPerson;
  const {table} = run.lineage(lineage);
  return new Map([...byPerson].map(([person, own]) => [person, inSequence(table, own)]));
}

/** The periods of a person, a group or the plan in which somebody is there. */
function spineOf(run: Run, key: string): readonly number[] {
  const [of, name, group] = JSON.parse(key) as [string, string?, string?];
  const periods = Array.from({length: run.to - run.first + 1}, (_, i) => run.first + i);
  const isMember = (person: Person, period: number): boolean => {
    if (!run.roster.isPresent(person, period)) return false;
    if (of !== 'group') return true;
    const value = attribute(run, name!, {period, person});
    return value.is !== 'bad' && show(value) === group;
  };
  const people = of === 'person' ? [run.roster.find(name!)!] : run.roster.people;
  return periods.filter((period) => people.some((person) => isMember(person, period)));
}
