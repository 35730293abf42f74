// The oracle: a slow, plain, row-at-a-time reading of plan documents, exact to the last digit. It shares no code with the runtime.
import {codePointOrder, show} from './exact.js';
import type {Status} from './exact.js';
import {prepareAttribute, prepareTarget} from './kinds/people.js';
import {bucketItems, bucketsOf, prepareMetric} from './kinds/metric.js';
import {
  prepareCap,
  prepareCondition,
  prepareConvert,
  prepareFormula,
  prepareHistory,
  prepareRatio,
  prepareWeight,
} from './kinds/numbers.js';
import {prepareLookup} from './kinds/lookup.js';
import {prepareRank, prepareShare} from './kinds/between.js';
import {prepareTier} from './kinds/tier.js';
import {makeCalendar} from './calendar.js';
import {creditItems, except, inSequence, sourceItems} from './credit.js';
import {parseDate} from './dates.js';
import {coverageOf, firstPeriod, topological} from './graph.js';
import {importTables} from './import.js';
import type {RawTables, Row} from './import.js';
import {attribute, resolve} from './names.js';
import {parseRef, wiresOf} from './plan.js';
import type {Plan, PlanNode, RewardNode} from './plan.js';
import {condition, isTrue} from './predicate.js';
import {prepareReward} from './reward.js';
import {makeRoster} from './roster.js';
import type {Person} from './roster.js';
import {PARTICIPANT, memo, once, placeOf} from './run.js';
import type {At, Item, Lineage, Named, Outcome, Ports, Prepared, Run} from './run.js';
import {subjectOf} from './windows.js';
import type {Blocked, Component, Conservation, OracleResult, Payout, RowValue} from './types.js';

export type {OracleResult} from './types.js';

export interface OracleOptions {
  /** Names of the first and last period. */
  readonly from: string;
  readonly to: string;
  /** Day from which a table is complete, by table. */
  readonly coverage?: Readonly<Record<string, string>>;
}

/** Runs a valid plan document on tables of text cells. */
export function runOracle(document: unknown, raw: RawTables, options: OracleOptions): OracleResult {
  const plan = document as Plan;
  const order = topological(plan);
  const {run, outcomes} = makeRun(plan, raw, options, order);
  for (const id of order) evaluateEverywhere(run, id);
  return {
    ...payEverybody(run, order),
    exceptions: run.exceptions,
    notes: run.notes,
    conservation: conservationOf(run, outcomes),
    value: (nodeOrPort, participant, period) => valueOf(run, nodeOrPort, participant, period),
    rowValues: (nodeOrPort) => rowValuesOf(run, nodeOrPort),
  };
}

type Outcomes = Map<string, Map<Row, Set<Outcome>>>;

function makeRun(
  plan: Plan,
  raw: RawTables,
  options: OracleOptions,
  order: readonly string[],
): {run: Run; outcomes: Outcomes} {
  const calendar = makeCalendar(plan.calendar);
  const {tables, exceptions} = importTables(plan, raw);
  const coverage = coverageOf(plan, tables, calendar, options.coverage ?? {});
  const [from, to] = [calendar.parse(options.from), calendar.parse(options.to)];
  const first = firstPeriod(plan, order, calendar, coverage, from);
  const outcomes: Outcomes = new Map();

  const prepared = memo((id: string) => prepare(run, id));
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
    from,
    to,
    coverage,
    exceptions,
    notes: [],
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
      except(run, '', row, '', show(holds), 'data/unknown-condition');
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

/** Exceptions and notes must not depend on what a reward happens to read. */
function evaluateEverywhere(run: Run, id: string): void {
  const {kind} = run.node(id);
  const {grain} = run.prepared(id);
  if (kind === 'source' || kind === 'credit') run.items(id);
  else if (grain.of === 'row') for (const item of run.items(grain.lineage)) run.ports(id, placeOf(item));
  else {
    for (const person of run.roster.people) {
      for (const period of run.spine(PARTICIPANT, {period: run.to, person})) {
        if (period >= run.from) run.ports(id, {period, person});
      }
    }
  }
}

function payEverybody(
  run: Run,
  order: readonly string[],
): {payouts: Payout[]; components: Component[]; blocked: Blocked[]} {
  const rewards = Object.entries(run.plan.nodes)
    .filter((entry): entry is [string, RewardNode] => entry[1].kind === 'reward')
    .sort(([a, x], [b, y]) => (x.order ?? 0) - (y.order ?? 0) || codePointOrder(a, b))
    .map(([id, node]) => ({id, pay: prepareReward(run, id, node), origin: once(() => upstream(run, id, order))}));
  const payouts: Payout[] = [];
  const components: Component[] = [];
  const blocked: Blocked[] = [];
  for (let period = run.from; period <= run.to; ++period) {
    if (!isInEffect(run, period)) continue;
    for (const {id, pay, origin} of rewards) {
      for (const person of run.roster.people) {
        const paid = pay(person, period);
        if (paid === undefined) continue;
        payouts.push(paid.payout);
        components.push(...paid.components);
        if (paid.status === undefined) continue;
        // a condition of the reward itself that cannot be decided arises at the reward
        const node = paid.atReward ? id : (firstWith(run, origin(), person, period, paid.status) ?? id);
        const {participant, period: name, reward} = paid.payout;
        blocked.push({participant, period: name, reward, node, status: paid.status});
      }
    }
  }
  return {payouts, components, blocked};
}

/** A period belongs to the version in effect on its first day. */
function isInEffect(run: Run, period: number): boolean {
  const {from, to} = run.plan.effective;
  const day = run.calendar.start(period);
  return parseDate(from)! <= day && (to === undefined || day < parseDate(to)!);
}

/** Ports that a reward reads, directly or through others, in topological order. */
function upstream(run: Run, reward: string, order: readonly string[]): string[] {
  const refs = new Set<string>();
  const visit = (node: PlanNode): void => {
    for (const ref of wiresOf(node)) {
      const [id, port] = parseRef(ref);
      if (refs.has(`${id}.${port}`)) continue;
      refs.add(`${id}.${port}`);
      visit(run.node(id));
    }
  };
  visit(run.node(reward));
  const position = new Map(order.map((id, i) => [id, i]));
  return [...refs].sort((a, b) => position.get(parseRef(a)[0])! - position.get(parseRef(b)[0])!);
}

/** The first node whose value, or the value of one of whose rows, has the status for this person and period. */
function firstWith(
  run: Run,
  refs: readonly string[],
  person: Person,
  period: number,
  status: Status,
): string | undefined {
  const hasStatus = (ports: Ports, port: string): boolean => {
    const value = ports[port];
    return value?.is === 'bad' && value.status === status;
  };
  for (const ref of refs) {
    const [id, port] = parseRef(ref);
    const {grain} = run.prepared(id);
    const places: At[] =
      grain.of !== 'row'
        ? [{period, person}]
        : run
            .itemsOf(grain.lineage, person)
            .filter((item) => item.period === period)
            .map(placeOf);
    if (places.some((at) => hasStatus(run.ports(id, at), port))) return id;
  }
  return undefined;
}

const OUTCOMES: readonly Outcome[] = ['credited', 'exceptions', 'outside', 'ineligible', 'filtered'];

function conservationOf(run: Run, outcomes: Outcomes): Record<string, Conservation> {
  const result: Record<string, Conservation> = {};
  for (const [id, node] of Object.entries(run.plan.nodes)) {
    if (node.kind !== 'source') continue;
    const table = run.tables.get(node.table)!;
    const count = {credited: 0, exceptions: table.count - table.rows.length, outside: 0, ineligible: 0, filtered: 0};
    for (const row of table.rows) {
      const met = outcomes.get(id)?.get(row);
      ++count[OUTCOMES.find((outcome) => met?.has(outcome)) ?? 'credited'];
    }
    result[id] = {read: table.count, ...count};
  }
  return result;
}

function valueOf(run: Run, nodeOrPort: string, participant: string, period: string): string | undefined {
  const [id, port] = parseRef(nodeOrPort);
  const person = run.roster.find(participant);
  const at = run.calendar.parse(period);
  if (person === undefined || run.prepared(id).grain.of === 'row' || !run.roster.isPresent(person, at))
    return undefined;
  const value = run.ports(id, {period: at, person})[port];
  return value === undefined ? undefined : show(value);
}

function rowValuesOf(run: Run, nodeOrPort: string): RowValue[] {
  const [id, port] = parseRef(nodeOrPort);
  const {grain} = run.prepared(id);
  if (grain.of !== 'row') return [];
  return run.items(grain.lineage).flatMap((item) => {
    const value = run.ports(id, placeOf(item))[port];
    return value === undefined ? [] : [{row: item.id, participant: item.person?.id ?? '', value: show(value)}];
  });
}
