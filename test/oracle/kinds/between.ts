// Kinds that look at several people at once: rank and share.
import {
  ZERO,
  bad,
  compare,
  codePointOrder,
  flag,
  isNegative,
  isZero,
  multiply,
  round,
  show,
  smaller,
  statusOf,
  store,
  subtract,
  total,
  whole,
} from '../exact.js';
import type {Status, Value} from '../exact.js';
import {allocate} from '../allocate.js';
import {attribute, constant, integer} from '../names.js';
import type {RankNode, ShareNode} from '../plan.js';
import {condition, isTrue} from '../predicate.js';
import type {Person} from '../roster.js';
import {PARTICIPANT, memo} from '../run.js';
import type {Ports, Prepared, Run} from '../run.js';
import {minorScale, wireType} from '../types.js';
import {finish} from '../windows.js';

/** Somebody who takes part in the ranking: what ranks first, then what decides ties. */
interface Runner {
  readonly person: Person;
  readonly keys: readonly Value[];
}

export function prepareRank(run: Run, id: string, node: RankNode): Prepared {
  const ties = node.ties ?? 'pool';
  const tiebreak = ties === 'tiebreak' ? (node.in.tiebreak ?? node.tiebreak ?? []) : [];
  const keys = [node.in.by, ...tiebreak].map((ref) => run.wire(ref));
  const who = node.who && condition(run, {}, node.who);
  const type = wireType(node.gives ?? 'money', run.plan.currency);
  const prizes = (node.prizes ?? []).map((prize) => constant(run, prize, type.of));
  const direction = node.order === 'lowest-first' ? 1 : -1;

  function order(a: Runner, b: Runner): number {
    for (let i = 0; i < a.keys.length; ++i) {
      const difference = compare(a.keys[i]!, b.keys[i]!);
      if (difference.is === 'order' && difference.sign !== 0) return difference.sign * direction;
    }
    return ties === 'tiebreak' ? codePointOrder(a.person.id, b.person.id) : 0;
  }

  const inPeriod = memo((period: number): Map<Person, Ports> => {
    const groups = new Map<string, Runner[]>();
    for (const person of presentIn(run, period)) {
      const at = {period, person};
      const group = node.within === undefined ? undefined : attribute(run, node.within, at);
      const values = keys.map((key) => key.read(at));
      const takesPart = who === undefined || isTrue(who.read(at));
      if (!takesPart || group?.is === 'bad' || statusOf(...values) !== undefined) continue;
      const name = group === undefined ? '' : show(group);
      groups.set(name, [...(groups.get(name) ?? []), {person, keys: values}]);
    }
    const results = new Map<Person, Ports>();
    for (const group of groups.values()) place(period, group, results);
    return results;
  });

  function place(period: number, group: readonly Runner[], results: Map<Person, Ports>): void {
    const sorted = [...group].sort(order);
    const selectable = node.top === undefined ? undefined : topOf(run, node.top, group.length);
    for (let start = 0; start < sorted.length;) {
      let end = start + 1;
      while (end < sorted.length && order(sorted[start]!, sorted[end]!) === 0) ++end;
      const prize = prizeOf(period, start, end, sorted.slice(start, end));
      const selected = selectable === undefined ? isPositive(prize) : start + 1 <= selectable;
      for (const {person} of sorted.slice(start, end)) {
        results.set(person, {place: integer(start + 1), selected: flag(selected), prize});
      }
      start = end;
    }
  }

  /** The prize of each of those on places start + 1 … end. */
  function prizeOf(period: number, start: number, end: number, tiedOnes: readonly Runner[]): Value {
    if (ties !== 'pool') return finish(whole(prizes[start] ?? ZERO), type, node.rounding, 'down');
    const pool = total(prizes.slice(start, end));
    const tied = integer(end - start);
    const scale = node.rounding?.scale ?? minorScale(type);
    const each = round({num: pool, den: tied}, scale, node.rounding?.mode ?? 'down');
    const rest = subtract(pool, multiply(each, tied));
    if (!isZero(rest) && rest.is === 'decimal' && period >= run.from) {
      const people = tiedOnes.map(({person}) => person.id);
      run.remainders.push({node: id, period: run.calendar.name(period), amount: show(rest), people});
    }
    return store(each, type.scale);
  }

  const notRanked: Ports = {place: bad('missing'), selected: flag(false), prize: finish(whole(ZERO), type)};
  return {
    grain: PARTICIPANT,
    types: {place: wireType('count', undefined), selected: wireType('flag', undefined), prize: type},
    at: ({period, person}) => inPeriod(period).get(person!) ?? notRanked,
  };
}

/** A number of people, or a share of those ranked, rounded up. */
function topOf(run: Run, top: NonNullable<RankNode['top']>, ranked: number): number {
  if (typeof top === 'number') return top;
  const isShare = typeof top === 'string' || run.plan.parameters?.[top.param]?.type === 'ratio';
  const value = constant(run, top, 'ratio');
  const people = isShare ? round(whole(multiply(value, integer(ranked))), 0, 'ceil') : value;
  return Number(show(people));
}

function isPositive(value: Value): boolean {
  return value.is === 'decimal' && value.n > 0n;
}

function presentIn(run: Run, period: number): Person[] {
  return run.roster.people.filter((person) => run.roster.isPresent(person, period));
}

export function prepareShare(run: Run, node: ShareNode): Prepared {
  const amount = run.wire(node.in.amount);
  const by = run.wire(node.in.by);
  const who = node.who && condition(run, {}, node.who);
  const type = wireType(amount.type.of, amount.type.currency);
  const among = typeof node.among === 'object' ? node.among.attribute : undefined;

  const inPeriod = memo((period: number): Map<Person, Value> => {
    const circles = new Map<string, Person[]>();
    const outsiders = new Set<Person>();
    for (const person of presentIn(run, period)) {
      const circle = among === undefined ? undefined : attribute(run, among, {period, person});
      if (circle?.is === 'bad') {
        const invited = who?.read({period, person});
        if (invited !== undefined && invited.is !== 'bad' && !isTrue(invited)) outsiders.add(person);
        continue;
      }
      const name = circle === undefined ? '' : show(circle);
      circles.set(name, [...(circles.get(name) ?? []), person]);
    }
    const parts = new Map<Person, Value>();
    for (const person of outsiders) parts.set(person, finish(whole(ZERO), type));
    for (const circle of circles.values()) divideAmong(period, circle, parts);
    return parts;
  });

  function divideAmong(period: number, circle: readonly Person[], parts: Map<Person, Value>): void {
    const members = circle.map((person) => ({person, takesPart: who?.read({period, person}) ?? flag(true)}));
    const sharers = members.filter(({takesPart}) => takesPart.is === 'bad' || isTrue(takesPart));
    for (const {person} of members) parts.set(person, finish(whole(ZERO), type));
    const weights = sharers.map(({person}) => by.read({period, person}));
    const tests = sharers.map(({takesPart}) => takesPart);
    const negative = weights.some(isNegative) ? [bad('bad-sign')] : [];
    const status: Status | undefined = statusOf(...weights, ...tests.filter(({is}) => is === 'bad'), ...negative);
    const pool = amount.read({period, person: circle[0]});
    const given =
      status === undefined ? amountsFor(pool, weights) : weights.map(() => bad(statusOf(bad(status), pool) ?? status));
    sharers.forEach(({person}, i) => parts.set(person, store(given[i]!, type.scale)));
  }
  function amountsFor(pool: Value, weights: readonly Value[]): Value[] {
    const all = total(weights);
    if (isZero(all) && pool.is !== 'bad' && node.nobody === 'nothing') return weights.map(() => ZERO);
    return allocate(node.limit === 'claim' ? smaller(pool, all) : pool, weights, node.scale ?? minorScale(type));
  }

  return {
    grain: PARTICIPANT,
    types: {value: type},
    at: ({period, person}) => ({value: inPeriod(period).get(person!) ?? bad('missing')}),
  };
}
