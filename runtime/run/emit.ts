import type {Period} from '../calendar/periods.js';
import {formatDate} from '../calendar/date.js';
import {wiresOf} from '../compile/wires.js';
import {splitRef} from '../compile/graph.js';
import type {Program} from '../compile/program.js';
import {formatDecimal} from '../decimal/text.js';
import {pow10} from '../decimal/round.js';
import type {Environment} from '../ops/environment.js';
import {compareText} from '../ops/order.js';
import type {Emit} from '../ops/program.js';
import type {Relation} from '../ops/relation.js';
import {bigAt, intAt, statusAt} from '../ops/relation.js';
import {statusName} from '../table/status.js';
import {portColumn, rowsFor} from './evaluation.js';
import type {Blocked, Components, Payouts, ResultNote} from './result.js';

/** One payout before it is put in columns. */
export interface PayoutRow {
  readonly participant: string;
  readonly period: number;
  readonly periodName: string;
  readonly reward: string;
  readonly order: number;
  readonly unit: string;
  readonly minorScale: number;
  /** Scaled at `minorScale`, null where blocked. */
  readonly amount: bigint | null;
  readonly status: number;
  readonly node: string;
  readonly reason: string;
  readonly payDate: string;
  readonly components: readonly {
    readonly component: string;
    readonly row: string;
    readonly amount: bigint;
    readonly scale: number;
  }[];
}

export interface Emitted {
  readonly rows: PayoutRow[];
  readonly notes: ResultNote[];
  /** Spine rows in which each reward is due, for notes on what feeds it. */
  readonly due: Map<string, Set<number>>;
}

/** Reads the payouts of every reward for periods first..last, in the order of R-42. */
export function emitPayouts(
  program: Program,
  env: Environment,
  periods: readonly Period[],
  isEmitted: (period: number) => boolean,
): Emitted {
  const emitted: Emitted = {rows: [], notes: [], due: new Map()};
  for (const op of program.ops) if (op.op === 'emit') emitReward(op, {program, env, periods, isEmitted}, emitted);
  emitted.rows.sort(
    (a, b) =>
      a.period - b.period ||
      a.order - b.order ||
      compareText(a.reward, b.reward) ||
      compareText(a.participant, b.participant),
  );
  return emitted;
}

interface Context {
  readonly program: Program;
  readonly env: Environment;
  readonly periods: readonly Period[];
  readonly isEmitted: (period: number) => boolean;
}

function emitReward(op: Emit, context: Context, emitted: Emitted): void {
  const {env, periods, isEmitted} = context;
  const {reward, node} = op;
  const spine = env.relations.get(op.rel);
  if (!spine) return;
  const people = spine.get('$person');
  if (people.kind !== 'text') return;
  const periodOf = spine.get('$period');
  const present = spine.get('present');
  const due = spine.get(reward.due);
  const who = reward.who === null ? null : spine.get(reward.who);
  const gate = reward.when === null ? null : spine.get(reward.when);
  const amount = spine.get(reward.amount);
  const dueRows = new Set<number>();
  emitted.due.set(node, dueRows);
  const blame = new Blame(context, node);
  for (let i = 0; i < spine.count; ++i) {
    const period = intAt(periodOf, i);
    if (intAt(present, i) !== 1 || !isEmitted(period)) continue;
    const isDue = intAt(due, i);
    if (isDue === 0) continue;
    if (who && statusAt(who, i) === 0 && intAt(who, i) !== 1) continue;
    const participant = people.dictionary.text(people.codes[i]!);
    const base = {
      participant,
      period,
      periodName: periods[period]?.name ?? '',
      reward: node,
      order: reward.order,
      unit: reward.unit,
      minorScale: reward.minorScale,
      payDate: payDate(op, periods[period], periods),
    };
    let status = who ? statusAt(who, i) : 0;
    let reason = '';
    if (status === 0 && gate) {
      status = statusAt(gate, i);
      if (status === 0 && intAt(gate, i) !== 1) reason = 'when';
    }
    if (status === 0 && reason === '') status = statusAt(amount, i);
    const value = status !== 0 ? null : reason === '' ? bigAt(amount, i) : 0n;
    if (isDue === 3 || isDue === 2) {
      emitted.notes.push({
        code: isDue === 3 ? 'run/forfeited' : 'run/paid-early',
        node,
        participant,
        period: periods[period]?.name ?? '',
        amount: '',
      });
      if (isDue === 3) continue;
    }
    dueRows.add(i);
    if (value === null) {
      emitted.rows.push({
        ...base,
        amount: null,
        status,
        node: who && statusAt(who, i) !== 0 ? node : blame.of(i, people.codes[i]!, period, status),
        reason: '',
        components: [],
      });
      continue;
    }
    const components =
      reason === '' ? componentsOf(op, context, {spine, row: i, person: people.codes[i]!, period, paid: value}) : [];
    emitted.rows.push({...base, amount: value, status: 0, node: '', reason, components});
  }
}

interface Cell {
  readonly spine: Relation;
  readonly row: number;
  readonly person: number;
  readonly period: number;
  readonly paid: bigint;
}

function componentsOf(
  {reward}: Emit,
  {env}: Context,
  {spine, row, person, period, paid}: Cell,
): PayoutRow['components'] {
  if (reward.rows) {
    const partRel = env.relations.get(reward.rows.rel);
    if (!partRel) return [];
    const part = partRel.get(reward.rows.part);
    return rowsFor(partRel, person, period).map((i) => ({
      component: 'amount',
      row: rowName(partRel, i),
      amount: bigAt(part, i),
      scale: reward.minorScale,
    }));
  }
  const lines = reward.components.map(({name, col}) => {
    const column = spine.get(col);
    return {component: name, row: '', amount: bigAt(column, row), scale: column.kind === 'num' ? column.scale : 0};
  });
  const scale = Math.max(reward.minorScale, ...lines.map((line) => line.scale));
  const total = lines.reduce((sum, line) => sum + line.amount * pow10(scale - line.scale), 0n);
  const rounding = paid * pow10(scale - reward.minorScale) - total;
  return rounding === 0n ? lines : [...lines, {component: 'rounding', row: '', amount: rounding, scale}];
}

/** Id of a row as imported, or the keys of a bucket. */
export function rowName(rel: Relation, i: number): string {
  const text = (name: string): string => {
    const column = rel.get(name);
    if (statusAt(column, i) !== 0) return '';
    if (column.kind === 'text') return column.dictionary.text(column.codes[i]!);
    return formatDecimal(bigAt(column, i), column.scale, true);
  };
  if (rel.has('$id')) return text('$id');
  const keys: string[] = [];
  for (let k = 0; rel.has(`$by${k}`); ++k) keys.push(text(`$by${k}`));
  return keys.length > 0 ? [text('period.name'), ...keys].join('|') : text('$row');
}

function payDate({reward}: Emit, period: Period | undefined, periods: readonly Period[]): string {
  if (!reward.payDate || !period) return '';
  const {days, after} = reward.payDate;
  const last = {
    'period-end': period.index,
    'quarter-end': period.quarterEnd,
    'half-end': period.halfEnd,
    'year-end': period.yearEnd,
  }[after];
  const end = periods[last]?.end ?? period.end;
  return formatDate(end - 1 + days);
}

/** Finds where a status first arose: the first node upstream, in order, whose value for that person and period has it. */
class Blame {
  readonly #context: Context;
  /** Ports the reward reads, directly or through others, in order. */
  readonly #upstream: readonly string[];
  readonly #reward: string;

  constructor(context: Context, reward: string) {
    this.#context = context;
    this.#reward = reward;
    const {plan, order} = context.program;
    const read = new Set<string>();
    const stack = [reward];
    const seen = new Set<string>();
    for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
      const node = plan.nodes[id];
      if (seen.has(id) || !node) continue;
      seen.add(id);
      for (const {ref} of wiresOf(node)) {
        if (ref === undefined) continue;
        read.add(ref);
        stack.push(splitRef(ref).node);
      }
    }
    const position = new Map(order.map((id, k) => [id, k]));
    const rank = (ref: string): number => position.get(splitRef(ref).node) ?? 0;
    this.#upstream = [...read].sort((a, b) => rank(a) - rank(b));
  }

  of(row: number, person: number, period: number, status: number): string {
    const {program, env} = this.#context;
    for (const ref of this.#upstream) {
      const {node} = splitRef(ref);
      const home = program.homes.get(node) ?? 'spine';
      const rel = env.relations.get(home);
      const name = portColumn(ref);
      if (!rel?.has(name)) continue;
      const column = rel.get(name);
      const rows = home === 'spine' ? [row] : rowsFor(rel, person, period);
      if (rows.some((i) => statusAt(column, i) === status)) return node;
    }
    return this.#reward;
  }
}

/** Payout rows as result columns. */
export function toColumns(rows: readonly PayoutRow[]): {payouts: Payouts; components: Components; blocked: Blocked} {
  const payouts: Payouts = {
    participant: [],
    period: [],
    reward: [],
    unit: [],
    amount: [],
    status: [],
    reason: [],
    payDate: [],
  };
  const components: Components = {participant: [], period: [], reward: [], component: [], row: [], amount: []};
  const blocked: Blocked = {participant: [], period: [], reward: [], node: [], status: []};
  for (const row of rows) {
    const period = row.periodName;
    payouts.participant.push(row.participant);
    payouts.period.push(period);
    payouts.reward.push(row.reward);
    payouts.unit.push(row.unit);
    payouts.amount.push(row.amount === null ? '' : formatDecimal(row.amount, row.minorScale, false));
    payouts.status.push(statusName(row.status));
    payouts.reason.push(row.reason);
    payouts.payDate.push(row.payDate);
    for (const line of row.components) {
      components.participant.push(row.participant);
      components.period.push(period);
      components.reward.push(row.reward);
      components.component.push(line.component);
      components.row.push(line.row);
      components.amount.push(formatDecimal(line.amount, line.scale, true));
    }
    if (row.status === 0) continue;
    blocked.participant.push(row.participant);
    blocked.period.push(period);
    blocked.reward.push(row.reward);
    blocked.node.push(row.node);
    blocked.status.push(statusName(row.status));
  }
  return {payouts, components, blocked};
}
