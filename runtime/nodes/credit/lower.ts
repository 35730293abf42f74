import type {NodeMap} from '@planwright/schemas';
import {creditRows} from '../crediting.js';
import type {LowerContext} from '../definition.js';
import {lowerMatch} from './match.js';
import {lowerReports} from './reports.js';
import {rootSource, tableOf} from './rows.js';
import {lowerSplit} from './split.js';

/** Parts of rows, one per person: joins, shares (SEM-8), then crediting as for a source. */
export function lower(node: NodeMap['credit'], context: LowerContext): void {
  const {id} = context;
  const root = rootSource(context, node.in.rows);
  const table = context.plan.tables[tableOf(context, root)];
  const fields = Object.entries(table?.fields ?? {});
  const inRows = `${id}/in`;
  const input = node.in.rows.split('.')[0] ?? '';
  const credited = context.inputType('rows')?.grain === 'credited';
  context.emit({op: 'filter', node: id, out: inRows, input, tests: []});
  const dateField = node.date ?? fields.find(([, f]) => f.role === 'date')?.[0] ?? '';
  if (node.date !== undefined || !credited) {
    context.derive(inRows, [
      {name: '$day', expr: dateField === '' ? {e: 'status', code: 1} : context.name(dateField, inRows), scale: 0},
    ]);
  }
  const account = credited || node.by === 'reports' ? undefined : root;
  const splits = (node.splits ?? fields.filter(([, f]) => f.type === 'money').map(([name]) => name)).map((name) => ({
    name,
    scale: context.fieldScale(tableOf(context, root), name),
  }));
  const done = (rel: string, personField?: string): void => {
    creditRows(context, {
      rel,
      out: id,
      ...(personField === undefined ? {} : {personField}),
      dateField,
      ...(account === undefined ? {} : {account}),
    });
  };
  switch (node.by) {
    case 'field': {
      const participant = node.participant ?? '';
      context.derive(inRows, [{name: '$person', expr: context.name(participant, inRows)}]);
      return done(inRows, participant);
    }
    case 'split':
      return done(lowerSplit(node, context, inRows, splits, account));
    case 'match':
      return done(lowerMatch(node, context, inRows, splits, account));
    case 'reports':
      return done(lowerReports(node, context, inRows));
  }
}
