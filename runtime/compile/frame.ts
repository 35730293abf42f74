import type {Plan} from '@planwright/schemas';
import {PERIOD_COLUMNS} from '../nodes/crediting.js';
import type {FrameNames} from '../nodes/definition.js';
import {asOfDay} from '../nodes/attribute/lower.js';
import type {Expr} from '../ops/expr.js';
import {add, cmp, col, ifMissing, isTrue, not, num, or, sub} from '../ops/expr.js';
import type {Op} from '../ops/program.js';
import {fieldWithRole} from './fields.js';

/** Far outside any calendar: the validity of a roster row that states none. */
const EVER = 10_000_000;

export function frameNames(plan: Plan): FrameNames {
  return {
    periods: 'periods',
    reached: 'periods/reached',
    roster: 'roster',
    eligible: 'eligible',
    presence: 'presence',
    spine: 'spine',
    idField: fieldWithRole(plan, plan.roster.table, 'id') ?? '',
  };
}

/**
 * What every program starts with: the calendar, the roster, and the spine, one row per person and period from his first to his last
 * (SEM-13), with `present`, the days present and the attributes on the as-of day.
 */
export function frameOps(plan: Plan, eligible: Expr | undefined): Op[] {
  const {table, presence = 'any-day', asOf = 'last-day'} = plan.roster;
  const {idField} = frameNames(plan);
  const attributes = Object.keys(plan.tables[table]?.fields ?? {});
  const from = fieldWithRole(plan, table, 'valid-from');
  const to = fieldWithRole(plan, table, 'valid-to');
  const node = '';
  const both = [
    {left: '$person', right: '$person'},
    {left: '$period', right: '$period'},
  ];
  const inPresence: Expr =
    presence === 'any-day'
      ? num(1)
      : presence === 'first-day'
        ? cmp('eq', col('first'), col('period.start'))
        : cmp('eq', col('last'), sub(col('period.end'), num(1)));
  return [
    {op: 'scan', node, out: 'periods', table: '$periods'},
    // a calendar may begin long before anything is computed, and every one of its periods would be a row for everybody
    {
      op: 'filter',
      node,
      out: 'periods/reached',
      input: 'periods',
      tests: [{unless: isTrue(col('reached')), as: 'drop'}],
    },
    {op: 'scan', node, out: 'roster/all', table},
    {
      op: 'derive',
      node,
      rel: 'roster/all',
      columns: [
        {name: '$person', expr: col(idField)},
        {name: '$from', expr: from === undefined ? num(-EVER) : ifMissing(col(from), num(-EVER)), scale: 0},
        {name: '$to', expr: to === undefined ? num(EVER) : ifMissing(col(to), num(EVER)), scale: 0},
        {name: '$eligible', expr: eligible ?? num(1), scale: 0},
      ],
    },
    {
      op: 'filter',
      node,
      out: 'roster',
      input: 'roster/all',
      tests: [
        {
          unless: or(isTrue(col('$eligible')), not(isTrue(col('$eligible')))),
          as: 'exception',
          code: 'data/unknown-condition',
        },
      ],
    },
    {op: 'filter', node, out: 'eligible', input: 'roster', tests: [{unless: isTrue(col('$eligible')), as: 'drop'}]},
    {op: 'group', node, out: 'people', input: 'roster', by: ['$person'], aggregates: []},
    {
      op: 'join',
      node,
      out: 'days',
      left: 'eligible',
      right: 'periods/reached',
      on: [],
      overlap: {leftFrom: '$from', leftTo: '$to', rightFrom: 'start', rightTo: 'end'},
      columns: PERIOD_COLUMNS.map((name) => ({name: `period.${name}`, from: name})),
    },
    {
      op: 'derive',
      node,
      rel: 'days',
      columns: [
        {name: '$dayFrom', expr: {e: 'max', a: col('$from'), b: col('period.start')}, scale: 0},
        {name: '$dayTo', expr: {e: 'min', a: col('$to'), b: col('period.end')}, scale: 0},
        {name: '$length', expr: sub(col('$dayTo'), col('$dayFrom')), scale: 0},
        {name: '$lastDay', expr: sub(col('$dayTo'), num(1)), scale: 0},
      ],
    },
    {
      op: 'group',
      node,
      out: 'presence/all',
      input: 'days',
      by: ['$person', 'period.index', 'period.quarter', 'period.half', 'period.year', 'period.start', 'period.end'],
      aggregates: [
        {name: 'first', fn: 'min', col: '$dayFrom'},
        {name: 'last', fn: 'max', col: '$lastDay'},
        {name: 'days', fn: 'sum', col: '$length'},
      ],
    },
    {
      op: 'derive',
      node,
      rel: 'presence/all',
      columns: [
        {name: 'one', expr: num(1), scale: 0},
        {name: '$period', expr: col('period.index'), scale: 0},
      ],
    },
    {op: 'filter', node, out: 'presence', input: 'presence/all', tests: [{unless: inPresence, as: 'drop'}]},
    {
      op: 'lookup',
      node,
      rel: 'presence',
      dim: 'periods',
      on: [{left: 'period.index', right: 'index'}],
      columns: [{name: 'computed', from: 'computed'}],
    },
    {
      op: 'filter',
      node,
      out: 'presence/computed',
      input: 'presence',
      tests: [{unless: isTrue(col('computed')), as: 'drop'}],
    },
    {
      op: 'group',
      node,
      out: 'extent',
      input: 'presence/computed',
      by: ['$person'],
      aggregates: [
        {name: 'first', fn: 'min', col: 'period.index'},
        {name: 'last', fn: 'max', col: 'period.index'},
      ],
    },
    {op: 'derive', node, rel: 'extent', columns: [{name: '$end', expr: add(col('last'), num(1)), scale: 0}]},
    {op: 'derive', node, rel: 'periods', columns: [{name: '$next', expr: add(col('index'), num(1)), scale: 0}]},
    {
      op: 'join',
      node,
      out: 'spine',
      left: 'extent',
      right: 'periods',
      on: [],
      overlap: {leftFrom: 'first', leftTo: '$end', rightFrom: 'index', rightTo: '$next'},
      columns: [
        ...PERIOD_COLUMNS.map((name) => ({name: `period.${name}`, from: name})),
        {name: '$period', from: 'index'},
      ],
    },
    {
      op: 'lookup',
      node,
      rel: 'spine',
      dim: 'presence',
      on: both,
      columns: [
        {name: '$first', from: 'first'},
        {name: '$last', from: 'last'},
        {name: '$days', from: 'days'},
      ],
    },
    {
      op: 'lookup',
      node,
      rel: 'spine',
      dim: 'presence',
      on: both,
      columns: [{name: 'present', from: 'one'}],
      none: 'zero',
    },
    {op: 'derive', node, rel: 'spine', columns: [{name: '$asOf', expr: asOfDay(asOf), scale: 0}]},
    {
      op: 'lookup',
      node,
      rel: 'spine',
      dim: 'eligible',
      on: [{left: '$person', right: idField}],
      range: {at: '$asOf', from: '$from', to: '$to'},
      columns: [...attributes.map((name) => ({name: `participant.${name}`, from: name})), {name: '$row', from: '$row'}],
    },
  ];
}
