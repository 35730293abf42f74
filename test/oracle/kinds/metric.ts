// metric: many values to one, per participant, group, plan, manager or bucket (R-22, R-23, R-30 … R-32).
import {add, bad, codePointOrder, decimal, ONE, larger, show, smaller, statusOf, total, whole, ZERO} from '../exact.js';
import type {Quotient, Value} from '../exact.js';
import {spanOf} from '../calendar.js';
import {except} from '../credit.js';
import {attribute, integer, resolve} from '../names.js';
import {parseRef} from '../plan.js';
import type {MetricNode} from '../plan.js';
import {condition, isTrue} from '../predicate.js';
import {attributeOf} from '../roster.js';
import type {Person} from '../roster.js';
import {PARTICIPANT, PLAN, once, placeOf} from '../run.js';
import type {At, Grain, Item, Named, Prepared, Run} from '../run.js';
import {wireType} from '../types.js';
import type {ValueType} from '../types.js';
import {finish} from '../windows.js';

export function prepareMetric(run: Run, id: string, node: MetricNode): Prepared {
  const lineage = rowsOf(run, node);
  const valueOf = valuesOf(run, node, lineage);
  const aggregate = node.aggregate ?? 'sum';
  const type = typeOf(aggregate, valueOf?.type);
  const grain = grainOf(node, lineage);
  const counts = aggregate === 'sum' || aggregate === 'count' || aggregate === 'count-distinct';
  const onEmpty = node.onEmpty ?? (counts ? 'zero' : 'missing');
  const where = node.where && condition(run, {lineage}, node.where);
  const index = once(() => indexEntries(run, id, node, grain, lineage, where));

  function at(at: At): Value {
    const [start, end] = metricSpan(run, node, lineage, at.period);
    if (end < start || (node.over !== 'all-to-date' && isBeforeCoverage(run, lineage, start))) return bad('missing');
    // a shift off the spine is missing (ruling 12)
    const personal = grain.of === 'participant' || grain.of === 'row';
    if (personal && node.shift && !run.roster.isPresent(at.person!, end)) return bad('missing');
    const byPeriod = index().get(keyOf(grain, at));
    const entries: At[] = [];
    for (let period = start; period <= end; ++period) entries.push(...(byPeriod?.get(period) ?? []));
    // conditions on rows were decided when the rows were indexed
    const values =
      lineage === undefined ? personValues(entries, where, valueOf!) : entries.map((e) => valueOf?.read(e));
    const used = values.filter((v) => !(node.onMissing === 'skip' && v?.is === 'bad' && v.status === 'missing'));
    if (used.length === 0) return onEmpty === 'zero' ? finish(whole(ZERO), type) : bad('missing');
    return finish(aggregated(aggregate, used), type, node.rounding);
  }
  return {grain, types: {value: type}, at: (place) => ({value: at(place)}), warm: () => void index()};
}

/** The rows that are aggregated: those of the wire, or those a row-grain value belongs to. */
function rowsOf(run: Run, node: MetricNode): string | undefined {
  if (node.in.rows !== undefined) return parseRef(node.in.rows)[0];
  const {grain} = run.wire(node.in.value!);
  return grain.of === 'row' ? grain.lineage : undefined;
}

function valuesOf(run: Run, node: MetricNode, lineage: string | undefined): Named | undefined {
  if (node.in.value !== undefined) return run.wire(node.in.value);
  return node.field === undefined ? undefined : resolve(run, {lineage}, node.field);
}

function typeOf(aggregate: NonNullable<MetricNode['aggregate']>, values: ValueType | undefined): ValueType {
  if (aggregate === 'count' || aggregate === 'count-distinct' || values === undefined)
    return wireType('count', undefined);
  if (values.of === 'flag') return wireType('count', undefined);
  if (aggregate === 'average' && (values.of === 'count' || values.of === 'days')) return wireType('number', undefined);
  return wireType(values.of, values.currency);
}

function grainOf(node: MetricNode, lineage: string | undefined): Grain {
  if (node.by !== undefined) return {of: 'row', lineage: bucketsId(lineage!, node.by)};
  if (typeof node.per === 'object') return {of: 'group', attribute: node.per.attribute};
  return node.per === 'plan' ? PLAN : PARTICIPANT;
}

function metricSpan(run: Run, node: MetricNode, lineage: string | undefined, period: number): [number, number] {
  const covered = lineage === undefined ? -Infinity : firstCovered(run, lineage);
  const over = node.over ?? 'period';
  return spanOf(run.calendar, node, period, over === 'all-to-date' ? run.beginning : Math.max(run.first, covered));
}

function firstCovered(run: Run, lineage: string): number {
  const day = run.coverage.get(run.lineage(lineage).table.name)!;
  const period = run.calendar.periodOf(day);
  return run.calendar.start(period) < day ? period + 1 : period;
}

function isBeforeCoverage(run: Run, lineage: string | undefined, period: number): boolean {
  if (lineage === undefined) return false;
  return run.calendar.start(period) < run.coverage.get(run.lineage(lineage).table.name)!;
}

type Index = Map<string, Map<number, At[]>>;

/** Everything that can be aggregated, by whom it counts for and period; rows that fail the condition are left out here. */
function indexEntries(
  run: Run,
  id: string,
  node: MetricNode,
  grain: Grain,
  lineage: string | undefined,
  where: Named | undefined,
): Index {
  const index: Index = new Map();
  const keysOf = receivers(run, id, node, grain, lineage);
  const put = (at: At): void => {
    for (const key of keysOf(at)) {
      let byPeriod = index.get(key);
      if (byPeriod === undefined) index.set(key, (byPeriod = new Map<number, At[]>()));
      const entries = byPeriod.get(at.period);
      if (entries === undefined) byPeriod.set(at.period, [at]);
      else entries.push(at);
    }
  };
  if (lineage === undefined) {
    for (const person of run.roster.people) {
      for (const period of run.spine(PARTICIPANT, {period: run.to, person})) put({period, person});
    }
    return index;
  }
  for (const item of run.items(lineage)) {
    const at = placeOf(item);
    const holds = where?.read(at);
    if (holds?.is === 'bad') {
      if (item.row !== undefined) except(run, id, item.row, '', '', 'data/unknown-condition');
    } else if (holds === undefined || isTrue(holds)) put(at);
  }
  return index;
}

/** The keys under which an entry counts. */
function receivers(
  run: Run,
  id: string,
  node: MetricNode,
  grain: Grain,
  lineage: string | undefined,
): (at: At) => string[] {
  if (node.by !== undefined) {
    const names = node.by.map((name) => resolve(run, {lineage}, name));
    return (at) => [bucketKey(at.person!, new Map(node.by!.map((name, i) => [name, names[i]!.read(at)])))];
  }
  if (node.per === 'reports') {
    const managers = managersOf(run, id, node);
    // circles are exceptions whether or not somebody in them has a row
    for (const person of run.roster.people) {
      for (const period of run.spine(PARTICIPANT, {period: run.to, person})) managers({person, period});
    }
    return managers;
  }
  if (grain.of === 'group') {
    return (at) => {
      const group = attribute(run, grain.attribute, at);
      return group.is === 'bad' ? [] : [show(group)];
    };
  }
  return grain.of === 'plan' ? () => [''] : (at) => [at.person!.id];
}

function keyOf(grain: Grain, at: At): string {
  switch (grain.of) {
    case 'row':
      return bucketKey(at.person!, at.item!.keys!);
    case 'participant':
      return at.person!.id;
    case 'group':
      return at.group!;
    case 'plan':
      return '';
  }
}

/** The managers of a person in a period, by the chain as of his own day. */
function managersOf(run: Run, id: string, node: MetricNode): (at: At) => string[] {
  const manager = run.plan.roster.manager!;
  const from = node.levels?.from ?? 1;
  const to = Math.max(from, node.levels?.to ?? 1);
  const reported = new Set<number>();
  return ({person, period}) => {
    const day = run.roster.dayAsOf(person!, period);
    const found: string[] = [];
    const met = new Set<Person>();
    let below = person!;
    for (let level = 1; level <= to && day !== undefined; ++level) {
      met.add(below);
      const row = run.roster.rowOn(below, day);
      const value = row === undefined ? bad('missing') : attributeOf(row, manager);
      const above = value.is === 'text' ? run.roster.find(value.text) : undefined;
      if (above === undefined) break;
      if (met.has(above)) {
        const own = run.roster.rowOn(person!, day)!.row;
        if (!reported.has(own.no)) except(run, id, own, '', person!.id, 'data/manager-cycle');
        reported.add(own.no);
        return [];
      }
      if (!run.roster.isPresent(above, period)) break;
      if (level >= from) found.push(above.id);
      below = above;
    }
    return found;
  };
}

/** Values of people; a condition that cannot be decided is the value's own status. */
function personValues(entries: readonly At[], where: Named | undefined, valueOf: Named): Value[] {
  const values: Value[] = [];
  for (const entry of entries) {
    const holds = where?.read(entry);
    if (holds?.is === 'bad') values.push(holds);
    else if (holds === undefined || isTrue(holds)) values.push(valueOf.read(entry));
  }
  return values;
}

/** `values` are undefined where rows are counted without looking at a field. */
function aggregated(aggregate: NonNullable<MetricNode['aggregate']>, values: readonly (Value | undefined)[]): Quotient {
  const all = values.filter((value) => value !== undefined);
  const status = statusOf(...all);
  if (status !== undefined) return whole(bad(status));
  switch (aggregate) {
    case 'count':
      return whole(integer(values.filter((value) => value?.is !== 'flag' || value.flag).length));
    case 'count-distinct':
      return whole(integer(new Set(all.map(show)).size));
    case 'sum':
      return whole(total(all.map(asNumber)));
    case 'average':
      return {num: all.map(asNumber).reduce(add), den: decimal(BigInt(all.length), 0)};
    case 'min':
      return whole(all.reduce(smaller));
    case 'max':
      return whole(all.reduce(larger));
  }
}

function asNumber(value: Value): Value {
  if (value.is !== 'flag') return value;
  return value.flag ? ONE : ZERO;
}

/** The lineage of the buckets of metrics with the same rows and the same keys. */
export function bucketsId(lineage: string, by: readonly string[]): string {
  return `by:${JSON.stringify([lineage, by])}`;
}

/** Rows wire and keys of a lineage of buckets. */
export function bucketsOf(id: string): [string, readonly string[]] | undefined {
  if (!id.startsWith('by:')) return undefined;
  const parsed: unknown = JSON.parse(id.slice(3));
  return parsed as [string, readonly string[]];
}

function bucketKey(person: Person, keys: ReadonlyMap<string, Value>): string {
  return JSON.stringify([person.id, ...[...keys.values()].map((key) => [key.is, show(key)])]);
}

/** A bucket exists where a row is seen in the span of a metric of the family, before the metric's own condition. */
export function bucketItems(run: Run, id: string): Item[] {
  const [lineage, by] = bucketsOf(id)!;
  const family = Object.values(run.plan.nodes).filter(
    (node) => node.kind === 'metric' && node.by !== undefined && bucketsId(rowsOf(run, node)!, node.by) === id,
  ) as MetricNode[];
  const names = by.map((name) => resolve(run, {lineage}, name));
  const items: Item[] = [];
  for (const person of run.roster.people) {
    const seen = run.itemsOf(lineage, person).map((item) => {
      const keys = new Map(by.map((name, i) => [name, names[i]!.read(placeOf(item))]));
      return {period: item.period, key: bucketKey(person, keys), keys};
    });
    for (const period of run.spine(PARTICIPANT, {period: run.to, person})) {
      const spans = family.map((node) => metricSpan(run, node, lineage, period));
      const keys = new Map<string, Map<string, Value>>();
      for (const one of seen) {
        if (spans.some(([start, end]) => start <= one.period && one.period <= end)) keys.set(one.key, one.keys);
      }
      const name = run.calendar.name(period);
      const buckets = [...keys.values()].map((values): Item => {
        const id = [name, ...[...values.values()].map((key) => (key.is === 'bad' ? '' : show(key)))].join('|');
        return {id, keys: values, person, period, share: ONE, parts: new Map()};
      });
      items.push(...buckets.sort((a, b) => byKeys(a, b)));
    }
  }
  return items;
}

function byKeys(a: Item, b: Item): number {
  const [left, right] = [[...a.keys!.values()], [...b.keys!.values()]];
  for (let i = 0; i < left.length; ++i) {
    const order = codePointOrder(show(left[i]!), show(right[i]!));
    if (order !== 0) return order;
  }
  return 0;
}
