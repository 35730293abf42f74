import type {NodeMap} from '@planwright/schemas';
import {col, num} from '../../ops/expr.js';
import type {Reject} from '../../ops/program.js';
import {creditRows} from '../crediting.js';
import type {LowerContext} from '../definition.js';

/** scan → (lookups of crediting) → filter. Rows that cannot be credited are exceptions before `where` (SEM-15). */
export function lower(node: NodeMap['source'], context: LowerContext): void {
  const {id} = context;
  const all = `${id}/all`;
  context.emit({op: 'scan', node: id, out: all, table: node.table});
  const fields = Object.entries(context.plan.tables[node.table]?.fields ?? {});
  const participant = fields.find(([, f]) => f.role === 'participant')?.[0];
  const date = fields.find(([, f]) => f.role === 'date')?.[0];
  const id$ = fields.find(([, f]) => f.role === 'id');
  context.derive(all, [
    {name: 'share', expr: num(1), scale: 12},
    ...(id$ ? [{name: '$id', expr: col(id$[0])}] : []),
    ...(date === undefined ? [] : [{name: '$day', expr: col(date), scale: 0}]),
  ]);
  const where = (): Reject[] =>
    node.where ? [{unless: context.predicate(node.where, 'node', all), as: 'filtered'}] : [];
  if (participant !== undefined && date !== undefined) {
    context.derive(all, [{name: '$person', expr: col(participant)}]);
    creditRows(context, {rel: all, out: id, personField: participant, dateField: date, account: id, where});
    return;
  }
  context.emit({op: 'filter', node: id, out: id, input: all, tests: where(), account: {source: id, credited: false}});
}
