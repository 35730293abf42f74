import type {Language} from '@planwright/schemas';
import {dispatch} from '../compile/check.js';
import {formatDecimal} from '../decimal/text.js';
import type {Explained, RowSet} from '../nodes/explaining.js';
import type {Unit} from '../nodes/terms.js';
import {number, sumOf} from '../nodes/terms.js';
import {bigAt, statusAt} from '../ops/relation.js';
import type {Relation} from '../ops/relation.js';
import type {Evaluation} from '../run/evaluation.js';
import {portColumn, rowsFor, showValue} from '../run/evaluation.js';
import {statusName} from '../table/status.js';
import {calculationTexts} from './calculation.js';
import type {Spot} from './context.js';
import {NodeContext} from './context.js';
import type {Step, StepRows} from './explanation.js';
import type {LinedUp} from './lineup.js';
import {rowTable} from './rows.js';

/** Whom and when a step is about. */
export interface Cell {
  readonly evaluation: Evaluation;
  readonly language: Language;
  readonly person: number;
  readonly period: number;
  readonly spineRow: number;
  readonly maxRows: number;
}

/** A step without its number, and the status of its value. */
export type Draft = Omit<Step, 'number' | 'uses'> & {readonly code: number};

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

function contextAt(node: string, port: string, column: string, place: Spot['place'], cell: Cell): NodeContext {
  const {evaluation, language, person, period} = cell;
  return new NodeContext(evaluation, {node, port, column, place, person, period}, language);
}

function explainNode(context: NodeContext): Explained {
  const node = context.plan.nodes[context.id];
  return node ? dispatch(node, (def, one) => def.explain(one, context)) : {details: []};
}

function headOf(context: NodeContext): Pick<Step, 'node' | 'port' | 'label' | 'sentence'> {
  const node = context.plan.nodes[context.id];
  const label = context.label(context.id);
  const isMain = context.port === 'value' || context.port === 'rows';
  return {
    node: context.id,
    port: context.port,
    label: isMain ? label : context.say('words/port', {node: label, port: context.portName(context.port)}),
    sentence: node ? dispatch(node, (def, one) => def.sentence(one, context)) : '',
  };
}

function textsOf(
  explained: Explained,
  context: NodeContext,
  rel: Relation | undefined,
  code: number,
): Pick<Step, 'calculation'> {
  if (!explained.calculation || !rel || code !== 0 || !rel.has(context.column)) return {};
  if (PLAIN.includes(context.typeOfColumn(context.column)?.value ?? 'number')) return {};
  const {row} = context.place;
  const calculation = calculationTexts(explained.calculation, rel.get(context.column), row, unitOf(context), context);
  return calculation ? {calculation} : {};
}

function unitOf(context: NodeContext): Unit | null {
  return context.rewardUnit() ?? context.unitOfColumn(context.column);
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

/** A value per row: each row with its own calculation, and their sum where they can be added. */
function perRowStep(id: string, port: string, column: string, home: string, cell: Cell): Draft {
  const {evaluation, person, period, maxRows} = cell;
  const rel = evaluation.env.relations.get(home);
  const head = contextAt(id, port, column, {rel: home, row: -1}, cell);
  const mine = rel ? rowsFor(rel, person, period) : [];
  const set: RowSet = {rel: home, rows: mine, value: column};
  const rows = explainRows(rowTable(set, head, cell), mine.slice(0, maxRows), {id, port, column, home}, cell);
  const base = {...headOf(head), details: [] as string[], rows, value: '', valueShown: ''};
  if (!rel?.has(column)) return {...base, code: 0};
  const cells = rel.get(column);
  const codes = mine.map((row) => statusAt(cells, row)).filter((code) => code !== 0);
  const code = codes.length === 0 ? 0 : Math.min(...codes);
  if (code !== 0) {
    const details = [head.say('status/row', {count: codes.length, status: head.statusText(code)})];
    return {...base, details, code, status: statusName(code), valueShown: head.statusText(code)};
  }
  const type = head.typeOfColumn(column);
  if (cells.kind === 'text' || !type || !ADDED.includes(type.value)) return {...base, code};
  const unit = head.unitOfColumn(column);
  const term = sumOf(
    mine.map((row) => number(bigAt(cells, row), cells.scale, unit)),
    unit,
  );
  const total = mine.reduce((sum, row) => sum + bigAt(cells, row), 0n);
  const calculation = calculationTexts(
    {term},
    {kind: 'num', scale: cells.scale, data: BigInt64Array.of(total), status: null},
    0,
    unit,
    head,
  );
  const shown = calculation?.shown.split(' = ').at(-1) ?? '';
  return {
    ...base,
    value: formatDecimal(total, cells.scale, true),
    valueShown: shown,
    ...(calculation ? {calculation} : {}),
    code,
  };
}

function explainRows(
  table: StepRows,
  rows: readonly number[],
  {id, port, column, home}: {id: string; port: string; column: string; home: string},
  cell: Cell,
): StepRows {
  return {
    ...table,
    rows: table.rows.map((one, k) => {
      const context = contextAt(id, port, column, {rel: home, row: rows[k] ?? -1}, cell);
      const explained = explainNode(context);
      const texts = textsOf(explained, context, context.relation(home), context.status);
      return {...one, ...texts, ...(explained.details.length > 0 ? {details: explained.details} : {})};
    }),
  };
}

/** Values that are not numbers for people. */
const PLAIN: readonly string[] = ['flag', 'date', 'text'];
const ADDED: readonly string[] = ['money', 'count', 'days', 'points', 'number'];
