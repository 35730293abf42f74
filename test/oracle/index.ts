// The oracle: a slow, plain, row-at-a-time reading of plan documents, exact to the last digit. It shares no code with the runtime.
import {codePointOrder, show} from './exact.js';
import type {Status} from './exact.js';
import {creditsItself} from './credit.js';
import {parseDate} from './dates.js';
import {topological} from './graph.js';
import type {RawTables} from './import.js';
import {makeRun} from './make-run.js';
import type {OracleOptions, Outcomes} from './make-run.js';
import {parseRef, wiresOf} from './plan.js';
import type {Plan, PlanNode, RewardNode, SourceNode} from './plan.js';
import {prepareReward} from './reward.js';
import type {Person} from './roster.js';
import {PARTICIPANT, once, placeOf} from './run.js';
import type {At, Outcome, Ports, Run} from './run.js';
import type {Blocked, Component, Conservation, OracleResult, Payout, RowValue} from './types.js';

export type {OracleOptions} from './make-run.js';
export type {OracleResult} from './types.js';

/** Runs a valid plan document on tables of text cells. */
export function runOracle(document: unknown, raw: RawTables, options: OracleOptions): OracleResult {
  const plan = document as Plan;
  const order = topological(plan);
  const {run, outcomes} = makeRun(plan, raw, options, order);
  for (const id of order) evaluateEverywhere(run, id);
  const paid = payEverybody(run, order);
  noteRemainders(run, paid.payouts);
  return {
    ...paid,
    exceptions: run.exceptions,
    notes: run.notes,
    conservation: conservationOf(run, outcomes),
    value: (nodeOrPort, participant, period) => valueOf(run, nodeOrPort, participant, period),
    rowValues: (nodeOrPort) => rowValuesOf(run, nodeOrPort),
  };
}

/** Exceptions and notes must not depend on what a reward happens to read. */
function evaluateEverywhere(run: Run, id: string): void {
  const {kind} = run.node(id);
  const {grain, warm} = run.prepared(id);
  warm?.();
  if (kind === 'source' || kind === 'credit') run.items(id);
  else if (grain.of === 'row') for (const item of run.items(grain.lineage)) run.ports(id, placeOf(item));
  else {
    for (const person of run.roster.people) {
      for (const period of run.spine(PARTICIPANT, {period: run.to, person})) {
        if (period >= run.from) run.ports(id, {period, person});
      }
    }
  }
}

function payEverybody(
  run: Run,
  order: readonly string[],
): {payouts: Payout[]; components: Component[]; blocked: Blocked[]} {
  const rewards = Object.entries(run.plan.nodes)
    .filter((entry): entry is [string, RewardNode] => entry[1].kind === 'reward')
    .sort(([a, x], [b, y]) => (x.order ?? 0) - (y.order ?? 0) || codePointOrder(a, b))
    .map(([id, node]) => ({id, pay: prepareReward(run, id, node), origin: once(() => upstream(run, id, order))}));
  const payouts: Payout[] = [];
  const components: Component[] = [];
  const blocked: Blocked[] = [];
  for (let period = run.from; period <= run.to; ++period) {
    if (!isInEffect(run, period)) continue;
    for (const {id, pay, origin} of rewards) {
      for (const person of run.roster.people) {
        const paid = pay(person, period);
        if (paid === undefined) continue;
        payouts.push(paid.payout);
        components.push(...paid.components);
        if (paid.status === undefined) continue;
        // a condition of the reward itself that cannot be decided arises at the reward
        const node = paid.atReward ? id : (firstWith(run, origin(), person, period, paid.status) ?? id);
        const {participant, period: name, reward} = paid.payout;
        blocked.push({participant, period: name, reward, node, status: paid.status});
      }
    }
  }
  return {payouts, components, blocked};
}

/** A remainder of a prize is a note where a reward that it feeds is due to one of those who tie. */
function noteRemainders(run: Run, payouts: readonly Payout[]): void {
  for (const {people, ...remainder} of run.remainders) {
    const isDue = payouts.some(
      ({participant, period, reward}) =>
        period === remainder.period && people.includes(participant) && feeds(run, remainder.node, reward),
    );
    if (isDue) run.notes.push({code: 'run/prize-remainder', ...remainder});
  }
}

function feeds(run: Run, from: string, to: string): boolean {
  return from === to || wiresOf(run.node(to)).some((ref) => feeds(run, from, parseRef(ref)[0]));
}

/** A period belongs to the version in effect on its first day. */
function isInEffect(run: Run, period: number): boolean {
  const {from, to} = run.plan.effective;
  const day = run.calendar.start(period);
  return parseDate(from)! <= day && (to === undefined || day < parseDate(to)!);
}

/** Ports that a reward reads, directly or through others, in topological order. */
function upstream(run: Run, reward: string, order: readonly string[]): string[] {
  const refs = new Set<string>();
  const visit = (node: PlanNode): void => {
    for (const ref of wiresOf(node)) {
      const [id, port] = parseRef(ref);
      if (refs.has(`${id}.${port}`)) continue;
      refs.add(`${id}.${port}`);
      visit(run.node(id));
    }
  };
  visit(run.node(reward));
  const position = new Map(order.map((id, i) => [id, i]));
  return [...refs].sort((a, b) => position.get(parseRef(a)[0])! - position.get(parseRef(b)[0])!);
}

/** The first node whose value, or the value of one of whose rows, has the status for this person and period. */
function firstWith(
  run: Run,
  refs: readonly string[],
  person: Person,
  period: number,
  status: Status,
): string | undefined {
  const hasStatus = (ports: Ports, port: string): boolean => {
    const value = ports[port];
    return value?.is === 'bad' && value.status === status;
  };
  for (const ref of refs) {
    const [id, port] = parseRef(ref);
    const {grain} = run.prepared(id);
    const places: At[] =
      grain.of !== 'row'
        ? [{period, person}]
        : run
            .itemsOf(grain.lineage, person)
            .filter((item) => item.period === period)
            .map(placeOf);
    if (places.some((at) => hasStatus(run.ports(id, at), port))) return id;
  }
  return undefined;
}

const OUTCOMES: readonly Outcome[] = ['credited', 'exceptions', 'outside', 'ineligible', 'filtered'];

function conservationOf(run: Run, outcomes: Outcomes): Record<string, Conservation> {
  const result: Record<string, Conservation> = {};
  for (const [id, node] of Object.entries(run.plan.nodes)) {
    if (node.kind !== 'source' || !isCredited(run, id, node)) continue;
    const table = run.tables.get(node.table)!;
    const count = {credited: 0, exceptions: table.count - table.rows.length, outside: 0, ineligible: 0, filtered: 0};
    for (const row of table.rows) {
      const met = outcomes.get(id)?.get(row);
      ++count[OUTCOMES.find((outcome) => met?.has(outcome)) ?? 'credited'];
    }
    result[id] = {read: table.count, ...count};
  }
  return result;
}

/** Only rows that are credited, by themselves or by a credit node, are accounted for. */
function isCredited(run: Run, id: string, node: SourceNode): boolean {
  const isBehind = (other: PlanNode): boolean => other.kind === 'credit' && parseRef(other.in.rows)[0] === id;
  return creditsItself(run.tables.get(node.table)!) || Object.values(run.plan.nodes).some(isBehind);
}

function valueOf(run: Run, nodeOrPort: string, participant: string, period: string): string | undefined {
  const [id, port] = parseRef(nodeOrPort);
  const person = run.roster.find(participant);
  const at = run.calendar.parse(period);
  if (person === undefined || run.prepared(id).grain.of === 'row' || !run.roster.isPresent(person, at))
    return undefined;
  const value = run.ports(id, {period: at, person})[port];
  return value === undefined ? undefined : show(value);
}

function rowValuesOf(run: Run, nodeOrPort: string): RowValue[] {
  const [id, port] = parseRef(nodeOrPort);
  const {grain} = run.prepared(id);
  if (grain.of !== 'row') return [];
  return run.items(grain.lineage).flatMap((item) => {
    const value = run.ports(id, placeOf(item))[port];
    return value === undefined ? [] : [{row: item.id, participant: item.person?.id ?? '', value: show(value)}];
  });
}
