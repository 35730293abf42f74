import {formatDecimal} from '../decimal/text.js';
import type {RowSet} from '../nodes/explaining.js';
import {number, sumOf} from '../nodes/terms.js';
import {bigAt, statusAt} from '../ops/relation.js';
import {rowsFor} from '../run/evaluation.js';
import {statusName} from '../table/status.js';
import {calculationTexts} from './calculation.js';
import type {Cell, Draft} from './draft.js';
import {contextAt, explainNode, headOf, textsOf} from './draft.js';
import type {StepRows} from './explanation.js';
import {formatNumber} from './format.js';
import {rowTable} from './rows.js';

/** A value per row: each row with its own calculation, and their sum where they can be added. */
export function perRowStep(id: string, port: string, column: string, home: string, cell: Cell): Draft {
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
  return {
    ...base,
    value: formatDecimal(total, cells.scale, true),
    valueShown: formatNumber(total, cells.scale, unit, cell.language),
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

/** Values that may be added over rows. */
const ADDED: readonly string[] = ['money', 'count', 'days', 'points', 'number'];
