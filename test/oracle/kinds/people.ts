// attribute and target: what the roster and the table of targets know about a person in a period.
import {bad, multiply, ONE, show, total, whole} from '../exact.js';
import type {Quotient, Value} from '../exact.js';
import {allocate} from '../allocate.js';
import {spanOf} from '../calendar.js';
import {except} from '../credit.js';
import {fullMonths} from '../dates.js';
import {cellOf} from '../import.js';
import type {Row} from '../import.js';
import {constant, integer} from '../names.js';
import type {AsOf, AttributeNode, Predicate, TargetNode} from '../plan.js';
import {condition, isTrue} from '../predicate.js';
import {attributeOf} from '../roster.js';
import type {Person, RosterRow} from '../roster.js';
import {PARTICIPANT} from '../run.js';
import type {Prepared, Run} from '../run.js';
import {minorScale, wireType} from '../types.js';
import {finish} from '../windows.js';

export function prepareAttribute(run: Run, node: AttributeNode): Prepared {
  const {asOf} = node;
  switch (node.what) {
    case 'value': {
      const field = run.roster.table.types.get(node.attribute!)!;
      return perPerson(wireType(field.of, field.currency), (person, period) =>
        whole(attributeAsOf(run, person, period, node.attribute!, asOf)),
      );
    }
    case 'days-share': {
      const days = daysWhere(run, node.where);
      return perPerson(wireType('ratio', undefined), (person, period) => ({
        num: days(person, period),
        den: integer(run.calendar.end(period) - run.calendar.start(period)),
      }));
    }
    case 'tenure':
      return perPerson(wireType(node.unit === 'days' ? 'days' : 'count', undefined), (person, period) =>
        whole(tenure(run, person, period, node.attribute!, node.unit ?? 'months', asOf)),
      );
  }

  function perPerson(type: Prepared['types'][string], value: (person: Person, period: number) => Quotient): Prepared {
    return {
      grain: PARTICIPANT,
      types: {value: type},
      at: (at) => ({value: finish(value(at.person!, at.period), type, node.rounding)}),
    };
  }
}

function attributeAsOf(run: Run, person: Person, period: number, attribute: string, asOf?: AsOf): Value {
  const row = run.roster.rowAsOf(person, period, asOf);
  return row === undefined ? bad('missing') : attributeOf(row, attribute);
}

/** Days of a period on which the person is there and the condition holds; a status of the condition is the result's. */
function daysWhere(run: Run, where: Predicate | undefined): (person: Person, period: number) => Value {
  const test = where && condition(run, {roster: true}, where);
  return (person, period) => {
    let status: Value | undefined;
    const holds = (rosterRow: RosterRow): boolean => {
      const value = test?.read({period, person, rosterRow});
      if (value?.is === 'bad') status = value;
      return value === undefined || isTrue(value);
    };
    const days = run.roster.daysWhere(person, period, holds);
    return status ?? integer(days);
  };
}

/** Full units completed on the day of `asOf`. */
function tenure(
  run: Run,
  person: Person,
  period: number,
  attribute: string,
  unit: 'days' | 'months' | 'years',
  asOf?: AsOf,
): Value {
  const since = attributeAsOf(run, person, period, attribute, asOf);
  const day = run.roster.dayAsOf(person, period, asOf);
  if (since.is !== 'date' || day === undefined) return since.is === 'bad' ? since : bad('missing');
  if (since.day > day) return bad('bad-sign');
  if (unit === 'days') return integer(day - since.day);
  const months = fullMonths(since.day, day);
  return integer(unit === 'months' ? months : Math.floor(months / 12));
}

export function prepareTarget(run: Run, id: string, node: TargetNode): Prepared {
  const stated = node.from === 'table' ? fromTable(run, id, node) : fromList(run, node);
  const field = node.table && run.tables.get(node.table.table)!.types.get(node.table.value)!;
  const type = wireType(node.gives, field?.currency ?? run.plan.currency);
  const days = node.prorate === 'days' ? daysWhere(run, node.prorateWhere) : undefined;
  const unit = node.for ?? 'period';

  function spread(person: Person, period: number): Value {
    const value = stated(person, period);
    if (unit === 'period') return value;
    const [start, end] = run.calendar.around(unit, period);
    const weights =
      node.spread === 'weights'
        ? node.weights!.map((weight) => constant(run, weight, 'number'))
        : Array.from({length: end - start + 1}, () => ONE);
    return allocate(value, weights, minorScale(type))[period - start]!;
  }
  function inPeriod(person: Person, period: number): Value {
    let exact = whole(multiply(spread(person, period), rampFactor(person, period)));
    if (days !== undefined) {
      const all = integer(run.calendar.end(period) - run.calendar.start(period));
      exact = {num: multiply(exact.num, days(person, period)), den: all};
    }
    return finish(exact, type, node.rounding);
  }
  function rampFactor(person: Person, period: number): Value {
    if (node.ramp === undefined) return ONE;
    const months = tenure(run, person, period, node.ramp.since, 'months');
    if (months.is !== 'decimal') return months;
    const factor = node.ramp.factors[Number(months.n)];
    return factor === undefined ? ONE : constant(run, factor, 'ratio');
  }

  return {
    grain: PARTICIPANT,
    types: {value: type},
    at({period, person}) {
      const [start, end] = spanOf(run.calendar, node, period, run.beginning);
      if (node.shift && !run.roster.isPresent(person!, end)) return {value: bad('missing')};
      const values: Value[] = [];
      for (let p = start; p <= end; ++p) if (run.roster.isPresent(person!, p)) values.push(inPeriod(person!, p));
      return {value: values.length === 0 ? bad('missing') : finish(whole(total(values)), type)};
    },
  };
}

type Stated = (person: Person, period: number) => Value;

function fromTable(run: Run, id: string, node: TargetNode): Stated {
  const {table, participant, period, value, where} = node.table!;
  const lineage = `table:${table}`;
  const test = where && condition(run, {lineage}, where);
  const rows = new Map<string, Row[]>();
  for (const row of run.tables.get(table)!.rows) {
    const person = run.roster.find(show(cellOf(row, participant)));
    const item = {id: row.id, row, period: NaN, share: ONE, parts: new Map<string, Value>()};
    const holds = test?.read({period: NaN, person, item});
    if (holds?.is === 'bad') except(run, id, row, '', '', 'data/unknown-condition');
    else if (holds === undefined || isTrue(holds)) {
      const key = JSON.stringify([show(cellOf(row, participant)), show(cellOf(row, period))]);
      rows.set(key, [...(rows.get(key) ?? []), row]);
    }
  }
  const otherwise = node.otherwise === undefined ? bad('missing') : constant(run, node.otherwise, node.gives);
  return (person, p) => {
    const found = rows.get(JSON.stringify([person.id, run.calendar.nameOf(node.for ?? 'period', p)])) ?? [];
    if (found.length === 0) return otherwise;
    return found.length > 1 ? bad('duplicate-key') : cellOf(found[0]!, value);
  };
}

function fromList(run: Run, node: TargetNode): Stated {
  const cases = node.list!.map(({when, value}) => ({
    test: condition(run, {}, when),
    value: constant(run, value, node.gives),
  }));
  const otherwise = node.otherwise === undefined ? bad('missing') : constant(run, node.otherwise, node.gives);
  return (person, period) => {
    for (const {test, value} of cases) {
      const holds = test.read({period, person});
      if (holds.is === 'bad') return holds;
      if (isTrue(holds)) return value;
    }
    return otherwise;
  };
}
