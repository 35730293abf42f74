import type {Relation} from '../ops/relation.js';
import {portColumn, showValue} from '../run/evaluation.js';
import {statusName} from '../table/status.js';
import type {NodeContext} from './context.js';
import type {Cell, Draft} from './draft.js';
import {contextAt, explainNode, headOf, textsOf, unitOf} from './draft.js';
import type {Step} from './explanation.js';
import type {LinedUp} from './lineup.js';
import {perRowStep} from './per-row.js';
import {rowTable} from './rows.js';

/** What is said about one node's port for one person and period. */
export function draftStep({node: id, port}: LinedUp, cell: Cell): Draft {
  const {evaluation} = cell;
  const {program, env} = evaluation;
  const node = program.plan.nodes[id];
  const home = program.homes.get(id) ?? 'spine';
  if (node?.kind === 'source' || node?.kind === 'credit') return rowsStep(id, cell);
  const column = node?.kind === 'reward' ? `@${id}/amount` : portColumn(`${id}.${port}`);
  if (home !== 'spine') return perRowStep(id, port, column, home, cell);
  const context = contextAt(id, port, column, {rel: 'spine', row: cell.spineRow}, cell);
  const explained = explainNode(context);
  const spine = env.relations.get('spine');
  const code = context.status;
  return {
    ...headOf(context),
    details: explained.details,
    ...textsOf(explained, context, spine, code),
    ...valueOf(context, spine, code),
    ...(explained.rows ? {rows: rowTable(explained.rows, context, cell)} : {}),
    code,
  };
}

function valueOf(
  context: NodeContext,
  rel: Relation | undefined,
  code: number,
): Pick<Step, 'value' | 'valueShown' | 'status'> {
  if (!rel?.has(context.column)) return {value: '', valueShown: ''};
  if (code !== 0) return {value: '', valueShown: context.statusText(code), status: statusName(code)};
  const type = context.typeOfColumn(context.column);
  const value = showValue(rel.get(context.column), context.place.row, type);
  return {value, valueShown: context.show(context.column, unitOf(context) ?? undefined)};
}

/** Rows read or credited: their number is the value. */
function rowsStep(id: string, cell: Cell): Draft {
  const context = contextAt(id, 'rows', '', {rel: id, row: -1}, cell);
  const explained = explainNode(context);
  const rows = rowTable(explained.rows ?? {rel: id, rows: [], value: ''}, context, cell);
  return {
    ...headOf(context),
    details: explained.details,
    value: String(rows.count),
    valueShown: String(rows.count),
    rows,
    code: 0,
  };
}
