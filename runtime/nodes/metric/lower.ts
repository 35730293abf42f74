import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {and, cmp, col, ifMissing, isTrue, num, status, when} from '../../ops/expr.js';
import {present} from '../crediting.js';
import type {LowerContext} from '../definition.js';
import {roundingOf} from '../lowering.js';
import type {SpanNames} from '../spans.js';
import {aggregatesOf} from './aggregates.js';
import {expandReports} from './reports.js';
import {covered, isPlain, MISSING, spanColumns} from '../spans.js';
import {scaleOf} from '../types.js';

type Metric = NodeMap['metric'];

/** filter → group per key and period → (join to the periods each counts for → group) → lookup from the spine → derive. */
export function lower(node: Metric, context: LowerContext): void {
  const {id, frame} = context;
  const perYear = context.perYear;
  const input = rowsOfMetric(node, context);
  const keys = keysOf(node, context, input);
  const aggregate = node.aggregate ?? 'sum';
  const column = input.value;
  const isFlag = input.isFlag;
  const fns = aggregatesOf(aggregate, column, node.onMissing === 'skip', isFlag);
  const names = spanColumns(context, node, perYear, context.temp('span:'));
  let cells = `${id}/cells`;
  if (isPlain(node)) {
    context.emit({
      op: 'group',
      node: id,
      out: cells,
      input: input.rel,
      by: [...keys.rows, '$period'],
      aggregates: fns.first,
    });
  } else {
    const partial = `${id}/perPeriod`;
    const distinct = aggregate === 'count-distinct';
    context.emit({
      op: 'group',
      node: id,
      out: partial,
      input: input.rel,
      by: distinct ? [...keys.rows, '$period', column ?? ''] : [...keys.rows, '$period'],
      aggregates: distinct ? [] : fns.first,
    });
    context.derive(partial, [{name: '$next', expr: {e: 'add', a: col('$period'), b: num(1)}, scale: 0}]);
    const domain = domainOf(node, context, keys, names);
    const counted = `${id}/counted`;
    context.emit({
      op: 'join',
      node: id,
      out: counted,
      left: domain,
      right: partial,
      on: keys.domain.map((left, k) => ({left, right: keys.rows[k] ?? ''})),
      overlap: {leftFrom: names.from, leftTo: names.to, rightFrom: '$period', rightTo: '$next'},
      columns: distinct ? [{name: '$value', from: column ?? ''}] : fns.first.map(({name}) => ({name, from: name})),
    });
    cells = `${id}/spanCells`;
    context.emit({
      op: 'group',
      node: id,
      out: cells,
      input: counted,
      by: [...keys.domain, '$period'],
      aggregates: distinct
        ? [
            {
              name: 'value',
              fn: 'count-distinct',
              col: '$value',
              ...(node.onMissing === 'skip' ? {skipMissing: true} : {}),
            },
            {name: 'n', fn: 'count'},
          ]
        : fns.again,
    });
  }
  const plain = isPlain(node);
  context.emit({
    op: 'lookup',
    node: id,
    rel: context.rel,
    dim: cells,
    on: [
      ...keys.spine.map((left, k) => ({left, right: (plain ? keys.rows : keys.domain)[k] ?? ''})),
      {left: '$period', right: '$period'},
    ],
    columns: fns.first.map(({name}) => ({name: context.temp(name), from: name})),
    none: 'zero',
  });
  if (context.rel !== frame.spine) copySpan(context, names);
  finish(node, context, names, input.table);
}

interface Rows {
  readonly rel: string;
  readonly table: string | undefined;
  /** Column that is aggregated, absent for a count of rows. */
  readonly value: string | undefined;
  readonly isFlag: boolean;
}

function rowsOfMetric(node: Metric, context: LowerContext): Rows {
  const {id, frame} = context;
  const port = node.in?.rows === undefined ? 'value' : 'rows';
  const behind = context.rowsOf(port);
  const source = behind?.rel ?? frame.spine;
  const tests = [];
  if (!behind) tests.push({unless: present, as: 'drop' as const});
  const where = node.where && context.predicate(node.where, 'node', source);
  // Of a person's value an undecided condition is a status; a row it leaves undecided is an exception.
  if (where) tests.push({unless: behind ? where : ifMissing(where, num(1)), as: 'drop' as const});
  const rel = `${id}/rows`;
  context.emit({
    op: 'filter',
    node: id,
    out: rel,
    input: source,
    tests,
    ...(behind ? {} : {table: context.plan.roster.table}),
  });
  const type = context.inputType('value');
  if (port === 'value' && where && !behind) {
    const value = context.temp('kept');
    const input = context.input('value', source);
    const scale =
      type === undefined || type.value === 'text' || type.value === 'rows' ? {} : {scale: scaleOf(type.value)};
    context.derive(rel, [{name: value, expr: when(where, input, status(MISSING)), ...scale}]);
    return {rel, table: undefined, value, isFlag: type?.value === 'flag'};
  }
  if (port === 'value')
    return {rel, table: behind?.table, value: context.inputColumn('value', source), isFlag: type?.value === 'flag'};
  if (node.field === undefined) return {rel, table: behind?.table, value: undefined, isFlag: false};
  const value = context.temp('field');
  const fieldType = context.nameType(node.field);
  context.derive(rel, [
    fieldType?.value === 'text'
      ? {name: value, expr: context.name(node.field, rel)}
      : {name: value, expr: context.name(node.field, rel), scale: context.nameScale(node.field)},
  ]);
  return {rel, table: behind?.table, value, isFlag: fieldType?.value === 'flag'};
}

interface Keys {
  /** Key columns of the rows, of the domain the spans are laid over, and of the relation the value lives in. */
  readonly rows: readonly string[];
  readonly domain: readonly string[];
  readonly spine: readonly string[];
  readonly domainRel: 'spine' | 'buckets' | 'groups';
}

function keysOf(node: Metric, context: LowerContext, input: Rows): Keys {
  const {per} = node;
  if (node.by) {
    const keys = node.by.map((_, k) => `$by${k}`);
    context.derive(
      input.rel,
      node.by.map((path, k) => ({name: `$by${k}`, ...bucketKey(context, path, input.rel)})),
    );
    return {
      rows: ['$person', ...keys],
      domain: ['$person', ...keys],
      spine: ['$person', ...keys],
      domainRel: 'buckets',
    };
  }
  if (typeof per === 'object') {
    const key = `participant.${per.attribute}`;
    return {rows: [key], domain: [key], spine: [key], domainRel: 'groups'};
  }
  if (per === 'plan') return {rows: [], domain: [], spine: [], domainRel: 'groups'};
  if (per === 'reports') {
    expandReports(node, context, input.rel);
    return {rows: ['$superior'], domain: ['$person'], spine: ['$person'], domainRel: 'spine'};
  }
  return {rows: ['$person'], domain: ['$person'], spine: ['$person'], domainRel: 'spine'};
}

/** A missing key is a bucket of its own: text that cannot occur. */
export function bucketKey(context: LowerContext, path: string, rel: string): {expr: Expr; scale?: number} {
  const type = context.nameType(path);
  if (type?.value === 'text') return {expr: ifMissing(context.name(path, rel), {e: 'text', text: ''})};
  return {expr: context.name(path, rel), scale: context.nameScale(path)};
}

/** Relation with the keys, `$period`, and the bounds of the span. */
function domainOf(node: Metric, context: LowerContext, keys: Keys, names: {from: string; to: string}): string {
  const {id, frame} = context;
  switch (keys.domainRel) {
    case 'spine':
      return frame.spine;
    case 'buckets': {
      copySpan(context, names);
      return context.rel;
    }
    case 'groups': {
      const on = `${id}/on`;
      const groups = `${id}/groups`;
      context.emit({op: 'filter', node: id, out: on, input: frame.spine, tests: [{unless: present, as: 'drop'}]});
      context.emit({
        op: 'group',
        node: id,
        out: groups,
        input: on,
        by: [...keys.domain, '$period'],
        aggregates: [
          {name: names.from, fn: 'min', col: names.from},
          {name: names.to, fn: 'max', col: names.to},
        ],
      });
      return groups;
    }
  }
}

function copySpan(context: LowerContext, names: object): void {
  const columns = Object.values(names).map((name) => ({name: String(name), from: String(name)}));
  context.emit({
    op: 'lookup',
    node: context.id,
    rel: context.rel,
    dim: context.frame.spine,
    on: [
      {left: '$person', right: '$person'},
      {left: '$period', right: '$period'},
    ],
    columns,
  });
}

function finish(node: Metric, context: LowerContext, names: SpanNames, table: string | undefined): void {
  const type = context.output('value');
  const aggregate = node.aggregate ?? 'sum';
  const isFlag = context.inputType('value')?.value === 'flag';
  const n = col(context.temp('n'));
  const value = aggregate === 'count' && !isFlag ? n : col(context.temp('value'));
  const zero =
    (node.onEmpty ?? (['sum', 'count', 'count-distinct'].includes(aggregate) ? 'zero' : 'missing')) === 'zero';
  const empty: Expr = zero ? num(0) : status(MISSING);
  const filled = when(cmp('eq', n, num(0)), empty, value);
  const isPersonal = type.grain === 'participant' || type.grain === 'row';
  const there = isPersonal ? when(and(isTrue(col(names.there))), filled, status(MISSING)) : filled;
  const expr = covered(there, node, names, table);
  const rounded = roundingOf(node.rounding, type);
  context.derive(context.rel, [
    aggregate === 'average'
      ? {name: context.column(), expr, over: when(cmp('eq', n, num(0)), num(1), n), ...rounded}
      : {name: context.column(), expr, ...rounded},
  ]);
}
