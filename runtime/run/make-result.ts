import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {splitRef} from '../compile/graph.js';
import {formatDecimal} from '../decimal/text.js';
import type {Environment} from '../ops/environment.js';
import {FATE} from '../ops/environment.js';
import {compareText} from '../ops/order.js';
import {bigAt, intAt, statusAt} from '../ops/relation.js';
import type {ExceptionRow} from '../table/column.js';
import type {Emitted, PayoutRow} from './emit.js';
import {emitPayouts, rowName, toColumns} from './emit.js';
import type {Evaluation} from './evaluation.js';
import {portColumn, portType, showValue, spineRow} from './evaluation.js';
import {rerun} from './rerun.js';
import type {Conservation, Result, ResultNote, Totals} from './result.js';

/** Reads a result out of what the operations left; the checks of SEM-15 are made here, in every run. */
export function makeResult(
  evaluations: readonly Evaluation[],
  importExceptions: readonly ExceptionRow[],
  diagnostics: Diagnostic[],
): Result {
  const rows: PayoutRow[] = [];
  const notes: ResultNote[] = [];
  const exceptions = [...importExceptions];
  const conservation: Conservation[] = [];
  for (const evaluation of evaluations) {
    const {program, env, periods, first, last, isEmitted} = evaluation;
    const wanted = periods.map(({index}) => index >= first && index <= last && isEmitted(index));
    const emitted = emitPayouts(program, env, periods, (period) => wanted[period] === true);
    // one by one: a spread of 10^5 and more arguments overflows the stack
    for (const row of emitted.rows) rows.push(row);
    for (const note of emitted.notes) notes.push(note);
    for (const note of prizeRemainders(evaluation, emitted)) notes.push(note);
    for (const exception of env.exceptions) exceptions.push(exception);
    if (conservation.length === 0) conservation.push(...accountsOf(env, importExceptions));
  }
  if (evaluations.length > 1)
    rows.sort(
      (a, b) =>
        compareText(a.periodName, b.periodName) ||
        a.order - b.order ||
        compareText(a.reward, b.reward) ||
        compareText(a.participant, b.participant),
    );
  for (const line of conservation) {
    const sum = line.credited + line.exceptions + line.filtered + line.outside + line.ineligible;
    if (sum !== line.read) diagnostics.push(problem('run/not-conserved', {node: line.node, read: line.read, sum}));
  }
  const columns = toColumns(rows);
  const [firstEvaluation] = evaluations;
  if (!firstEvaluation) throw new Error('A result needs an evaluation');
  const find = (period: string): {evaluation: Evaluation; index: number} | undefined => {
    for (const evaluation of evaluations) {
      const index = evaluation.periods.findIndex(({name}) => name === period);
      if (index >= 0 && (evaluations.length === 1 || evaluation.isEmitted(index))) return {evaluation, index};
    }
    return undefined;
  };
  return {
    plan: firstEvaluation.program.plan,
    ...columns,
    exceptions: unique(exceptions),
    totals: totalsOf(rows),
    conservation,
    notes,
    diagnostics,
    status: rows.some((row) => row.status !== 0) ? 'blocked' : 'ok',
    evaluations,
    value(port, participant, period) {
      const found = find(period);
      return found && valueOf(found.evaluation, port, participant, found.index);
    },
    rowValues: (port) => evaluations.flatMap((evaluation) => rowValuesOf(evaluation, port)),
    rerun: (adjust) => {
      const again = evaluations.map((evaluation) => rerun(evaluation, adjust));
      return makeResult(again, importExceptions, [...diagnostics]);
    },
  };
}

/** A node's value for a person and period as text. */
export function valueOf(evaluation: Evaluation, port: string, participant: string, period: number): string | undefined {
  const spine = evaluation.env.relations.get('spine');
  const name = portColumn(port);
  if (!spine?.has(name)) return undefined;
  const row = spineRow(evaluation, participant, period);
  return row < 0 ? undefined : showValue(spine.get(name), row, portType(evaluation, port));
}

function rowValuesOf(
  evaluation: Evaluation,
  port: string,
): {row: string; participant: string; period: string; value: string}[] {
  const {program, env, periods} = evaluation;
  const home = program.homes.get(splitRef(port).node) ?? 'spine';
  const rel = home === 'spine' ? undefined : env.relations.get(home);
  const name = portColumn(port);
  if (!rel?.has(name) || !rel.has('$person')) return [];
  const people = rel.get('$person');
  const periodOf = rel.get('$period');
  const column = rel.get(name);
  const type = portType(evaluation, port);
  return Array.from({length: rel.count}, (_, i) => ({
    row: rowName(rel, i),
    participant: people.kind === 'text' ? people.dictionary.text(people.codes[i]!) : '',
    period: periods[intAt(periodOf, i)]?.name ?? '',
    value: showValue(column, i, type),
  }));
}

/** What of pooled prizes could not be shared equally, per tie; only where a reward that is fed by it is due. */
function prizeRemainders({program, env, periods}: Evaluation, {due}: Emitted): ResultNote[] {
  const notes: ResultNote[] = [];
  const spine = env.relations.get('spine');
  if (!spine) return notes;
  for (const id of program.order) {
    const node = program.plan.nodes[id];
    if (node?.kind !== 'rank' || !spine.has(`@${id}/remainder`)) continue;
    const rewards = [...due].filter(([reward]) => feeds(program.inputs, id, reward));
    const remainder = spine.get(`@${id}/remainder`);
    const place = spine.get(`@${id}.place`);
    const periodOf = spine.get('$period');
    const within = node.within === undefined ? null : spine.get(`participant.${node.within}`);
    const seen = new Set<string>();
    for (let i = 0; i < spine.count; ++i) {
      if (statusAt(remainder, i) !== 0 || statusAt(place, i) !== 0 || bigAt(remainder, i) === 0n) continue;
      if (!rewards.some(([, rows]) => rows.has(i))) continue;
      const key = `${intAt(periodOf, i)}|${within ? intAt(within, i) : ''}|${intAt(place, i)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      notes.push({
        code: 'run/prize-remainder',
        node: id,
        participant: '',
        period: periods[intAt(periodOf, i)]?.name ?? '',
        amount: formatDecimal(bigAt(remainder, i), remainder.kind === 'num' ? remainder.scale : 0, true),
      });
    }
  }
  return notes;
}

function feeds(inputs: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
  const stack = [to];
  const seen = new Set<string>();
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === from) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...(inputs.get(id) ?? []));
  }
  return false;
}

function accountsOf(env: Environment, importExceptions: readonly ExceptionRow[]): Conservation[] {
  return [...env.accounts].map(([node, {table, fate}]) => {
    const count = new Array<number>(6).fill(0);
    for (const one of fate) count[one] = (count[one] ?? 0) + 1;
    const bad = new Set(
      importExceptions
        .filter((one) => one.table === table.name && one.code !== 'data/unknown-manager')
        .map((one) => one.row),
    ).size;
    return {
      node,
      table: table.name,
      read: table.read,
      credited: count[FATE.credited] ?? 0,
      exceptions: bad + (count[FATE.exception] ?? 0),
      filtered: count[FATE.filtered] ?? 0,
      outside: count[FATE.outside] ?? 0,
      ineligible: count[FATE.ineligible] ?? 0,
    };
  });
}

/** Sums per period, reward and unit; the rows of one follow each other. */
function totalsOf(rows: readonly PayoutRow[]): Totals {
  const totals: Totals = {period: [], reward: [], unit: [], amount: [], paid: [], blocked: []};
  for (let start = 0; start < rows.length;) {
    const {periodName, reward, unit, minorScale} = rows[start]!;
    let sum = 0n;
    let paid = 0;
    let end = start;
    for (; end < rows.length; ++end) {
      const row = rows[end]!;
      if (row.periodName !== periodName || row.reward !== reward || row.unit !== unit) break;
      if (row.amount === null) continue;
      sum += row.amount;
      paid += 1;
    }
    totals.period.push(periodName);
    totals.reward.push(reward);
    totals.unit.push(unit);
    totals.amount.push(formatDecimal(sum, minorScale, false));
    totals.paid.push(paid);
    totals.blocked.push(end - start - paid);
    start = end;
  }
  return totals;
}

/** Each exception once, by table, row, code, node. */
function unique(exceptions: readonly ExceptionRow[]): ExceptionRow[] {
  const seen = new Map<string, ExceptionRow>();
  for (const one of exceptions) {
    const node = one.code === 'data/unknown-condition' ? one.node : '';
    const key = `${one.table}|${one.row}|${one.code}|${node}|${one.field}|${one.value}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()].sort(
    (a, b) =>
      compareText(a.table, b.table) || a.row - b.row || compareText(a.code, b.code) || compareText(a.node, b.node),
  );
}
