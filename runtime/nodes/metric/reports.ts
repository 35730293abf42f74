import type {Expr} from '../../ops/expr.js';
import {cmp, col, ifMissing, isTrue, not, num, or, status, when} from '../../ops/expr.js';
import {present} from '../crediting.js';
import type {LowerContext} from '../definition.js';
import {MISSING} from '../../table/status.js';
import type {NodeMap} from '@planwright/schemas';

/** Replaces `rows` by one row per superior at the wanted levels, each person's chain as of the period. */
export function expandReports(node: NodeMap['metric'], context: LowerContext, rows: string): void {
  const {id, frame, plan} = context;
  const from = node.levels?.from ?? 1;
  const to = node.levels?.to ?? from;
  const manager = plan.roster.manager ?? '';
  const people = `${id}/chain`;
  context.emit({
    op: 'filter',
    node: id,
    out: `${people}/all`,
    input: frame.spine,
    tests: [{unless: present, as: 'drop'}],
  });
  context.derive(`${people}/all`, [{name: '$chain0', expr: col('$person')}]);
  const cycle: Expr[] = [];
  for (let level = 1; level <= to; ++level) {
    context.emit({
      op: 'lookup',
      node: id,
      rel: `${people}/all`,
      dim: frame.roster,
      on: [{left: `$chain${level - 1}`, right: frame.idField}],
      range: {at: '$asOf', from: '$from', to: '$to'},
      columns: [{name: `$up${level}`, from: manager}],
    });
    context.emit({
      op: 'lookup',
      node: id,
      rel: `${people}/all`,
      dim: frame.spine,
      on: [
        {left: `$up${level}`, right: '$person'},
        {left: '$period', right: '$period'},
      ],
      columns: [{name: `$there${level}`, from: 'present'}],
    });
    context.derive(`${people}/all`, [
      {
        name: `$chain${level}`,
        expr: when(isTrue(ifMissing(col(`$there${level}`), num(0))), col(`$up${level}`), status(MISSING)),
      },
    ]);
    for (let below = 0; below < level; ++below) {
      cycle.push(ifMissing(cmp('eq', col(`$chain${level}`), col(`$chain${below}`)), num(0)));
    }
  }
  context.emit({
    op: 'filter',
    node: id,
    out: people,
    input: `${people}/all`,
    tests: [{unless: not(or(...cycle)), as: 'exception', code: 'data/manager-cycle', value: '$person'}],
    table: plan.roster.table,
  });
  const inputs = [];
  for (let level = from; level <= to; ++level) {
    const rel = `${rows}/level${level}`;
    context.emit({op: 'filter', node: id, out: `${rel}/all`, input: rows, tests: []});
    context.emit({
      op: 'lookup',
      node: id,
      rel: `${rel}/all`,
      dim: people,
      on: [
        {left: '$person', right: '$person'},
        {left: '$period', right: '$period'},
      ],
      columns: [{name: '$superior', from: `$chain${level}`}],
    });
    context.emit({
      op: 'filter',
      node: id,
      out: rel,
      input: `${rel}/all`,
      tests: [{unless: not({e: 'isMissing', a: col('$superior')}), as: 'drop'}],
    });
    inputs.push({rel, tag: level});
  }
  context.emit({op: 'union', node: id, out: rows, inputs, tag: '$level', columns: []});
}
