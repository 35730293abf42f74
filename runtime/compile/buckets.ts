import type {LowerContext} from '../nodes/definition.js';
import {bucketKey} from '../nodes/metric/lower.js';
import type {Span} from '../nodes/types.js';
import {spanColumns} from '../nodes/spans.js';
import {add, cmp, col, num, status, when} from '../ops/expr.js';
import {MISSING} from '../table/status.js';
import {bucketId} from './lineage.js';

/** One row per person, period and key seen in the union of the spans of the metrics that share it. */
export function makeBuckets(context: LowerContext, bucket: string): void {
  const node = context.plan.nodes[context.id];
  if (node?.kind !== 'metric' || !node.by) return;
  const {by} = node;
  const source = context.rowsOf(node.in?.rows === undefined ? 'value' : 'rows')?.rel ?? '';
  const rows = `${bucket}/rows`;
  const seen = `${bucket}/seen`;
  const keys = by.map((_, k) => `$by${k}`);
  context.emit({op: 'filter', node: context.id, out: rows, input: source, tests: []});
  context.derive(
    rows,
    by.map((path, k) => ({name: `$by${k}`, ...bucketKey(context, path, rows)})),
  );
  context.emit({
    op: 'group',
    node: context.id,
    out: seen,
    input: rows,
    by: ['$person', '$period', ...keys],
    aggregates: [],
  });
  context.derive(seen, [{name: '$next', expr: add(col('$period'), num(1)), scale: 0}]);
  const inputs = bucketSpans(context, bucket).map((span, k) => {
    const prefix = `@${bucket}/${k}:`;
    const names = spanColumns(context, span, context.perYear, prefix);
    const on = `${bucket}/on${k}`;
    const pairs = `${bucket}/pairs${k}`;
    const rel = `${bucket}/seen${k}`;
    context.emit({
      op: 'filter',
      node: context.id,
      out: on,
      input: context.frame.spine,
      tests: [{unless: cmp('eq', col('present'), num(1)), as: 'drop'}],
    });
    context.emit({
      op: 'join',
      node: context.id,
      out: pairs,
      left: on,
      right: seen,
      on: [{left: '$person', right: '$person'}],
      overlap: {leftFrom: names.from, leftTo: names.to, rightFrom: '$period', rightTo: '$next'},
      columns: keys.map((name) => ({name, from: name})),
    });
    context.emit({
      op: 'group',
      node: context.id,
      out: rel,
      input: pairs,
      by: ['$person', '$period', ...keys],
      aggregates: [],
    });
    return {rel, tag: k};
  });
  const all = `${bucket}/all`;
  context.emit({
    op: 'union',
    node: context.id,
    out: all,
    inputs,
    tag: '$span',
    columns: ['$person', '$period', ...keys],
  });
  context.emit({
    op: 'group',
    node: context.id,
    out: bucket,
    input: all,
    by: ['$person', '$period', ...keys],
    aggregates: [],
  });
  const attributes = Object.keys(context.plan.tables[context.plan.roster.table]?.fields ?? {}).map(
    (name) => `participant.${name}`,
  );
  const periods = ['name', 'start', 'end', 'days', 'quarter', 'half', 'year', 'inYear', 'started'].map(
    (name) => `period.${name}`,
  );
  context.emit({
    op: 'lookup',
    node: context.id,
    rel: bucket,
    dim: context.frame.spine,
    on: [
      {left: '$person', right: '$person'},
      {left: '$period', right: '$period'},
    ],
    columns: [...attributes, ...periods].map((name) => ({name, from: name})),
  });
  context.derive(
    bucket,
    by.map((path, k) => {
      const isText = context.nameType(path)?.value === 'text';
      const key = col(`$by${k}`);
      if (!isText) return {name: path, expr: key, scale: context.nameScale(path)};
      return {name: path, expr: when(cmp('eq', key, {e: 'text', text: ''}), status(MISSING), key)};
    }),
  );
}

/** The different spans of the metrics that share the buckets. */
function bucketSpans({plan}: LowerContext, bucket: string): Span[] {
  const spans = new Map<string, Span>();
  for (const [id, node] of Object.entries(plan.nodes)) {
    if (node.kind !== 'metric' || bucketId(plan, id) !== bucket) continue;
    const span: Span = {
      over: node.over ?? 'period',
      ...(node.trailing === undefined ? {} : {trailing: node.trailing}),
      ...(node.shift === undefined ? {} : {shift: node.shift}),
      ...(node.shiftBy === undefined ? {} : {shiftBy: node.shiftBy}),
    };
    spans.set(JSON.stringify(span), span);
  }
  return [...spans.values()];
}
