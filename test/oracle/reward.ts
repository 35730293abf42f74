// reward: what is due to whom, rounded once, with its lines.
import {
  ONE,
  ZERO,
  bad,
  isZero,
  multiply,
  round,
  show,
  showWith,
  statusOf,
  store,
  subtract,
  total,
  whole,
} from './exact.js';
import type {Mode, Status, Value} from './exact.js';
import {constant} from './names.js';
import type {RewardNode} from './plan.js';
import {condition, isTrue} from './predicate.js';
import type {Person} from './roster.js';
import {placeOf} from './run.js';
import type {At, Named, Run} from './run.js';
import {minorOf} from './types.js';
import type {Component, Payout} from './types.js';

const UNITS = {points: 'points', leave: 'days', training: 'seats', honour: 'honours'};
const DIGITS = {points: 0, leave: 1, training: 0, honour: 0};
const LAST_OF = {'quarter-end': 'quarter', 'half-end': 'half', 'year-end': 'year'} as const;

export interface Paid {
  readonly payout: Payout;
  readonly components: readonly Component[];
  readonly status?: Status;
  /** The status is that of `who`. */
  readonly atReward?: boolean;
}
interface Line {
  readonly component: string;
  readonly row: string;
  readonly value: Value;
}

/** Asks for the payout of a person in a period; undefined: no row. */
export function prepareReward(
  run: Run,
  id: string,
  node: RewardNode,
): (person: Person, period: number) => Paid | undefined {
  const who = node.who && condition(run, {wires: node.in.amounts}, node.who);
  const when = node.in.when === undefined ? undefined : run.wire(node.in.when);
  const given = node.in.amounts ?? {amount: node.in.amount!};
  const amounts = Object.entries(given).map(([name, ref]) => ({name, wire: run.wire(ref)}));
  const unit = node.type === 'cash' ? (node.unit ?? run.plan.currency) : (node.unit ?? UNITS[node.type]);
  const digits = node.type === 'cash' ? minorOf(unit) : DIGITS[node.type];
  const byRow = amounts.length === 1 && node.in.amounts === undefined && amounts[0]!.wire.grain.of === 'row';

  function rounded(exact: Value): Value {
    const mode: Mode = node.rounding?.mode ?? 'half-up';
    if (node.multipleOf === undefined) return round(whole(exact), node.rounding?.scale ?? digits, mode);
    const step = constant(run, node.multipleOf, 'number');
    return multiply(round({num: exact, den: step}, 0, mode), step);
  }

  return (person, period) => {
    if (!run.roster.isPresent(person, period)) return undefined;
    const at: At = {period, person};
    const due = dueIn(run, node, person, period);
    if (due === 'no') return undefined;
    const invited = who?.read(at);
    if (invited !== undefined && invited.is !== 'bad' && !isTrue(invited)) return undefined;
    if (due !== 'yes') run.notes.push({code: `run/${due}`, node: id, period: run.calendar.name(period), amount: ''});
    if (due === 'forfeited') return undefined;

    const keys = {participant: person.id, period: run.calendar.name(period), reward: id};
    const blocked = (status: Status): Paid => ({
      payout: {...keys, unit, amount: '', status, reason: ''},
      components: [],
      status,
    });
    if (invited?.is === 'bad') return {...blocked(invited.status), atReward: true};
    const gate = when?.read(at);
    if (gate?.is === 'bad') return blocked(gate.status);
    if (gate !== undefined && !isTrue(gate)) {
      const amount = showWith(ZERO, digits);
      return {payout: {...keys, unit, amount, status: 'ok', reason: 'when'}, components: []};
    }
    const lines = byRow
      ? rowLines(run, amounts[0]!.wire, person, period)
      : amounts.map((one) => personLine(run, one, at));
    const sum = total(lines.map(({value}) => value));
    const exact = byRow ? store(sum, amounts[0]!.wire.type.scale) : sum;
    const pay = store(rounded(exact), digits);
    if (pay.is !== 'decimal') return blocked(statusOf(pay)!);
    const components = byRow ? rowComponents(lines, rounded) : personComponents(lines, subtract(pay, exact));
    return {
      payout: {...keys, unit, amount: showWith(pay, digits), status: 'ok', reason: ''},
      components: components.map(({component, row, value}) => ({...keys, component, row, amount: show(value)})),
    };
  };
}

/** Whether the period is one in which the reward is due; leavers get or lose theirs in the last period present (ruling 11). */
function dueIn(run: Run, node: RewardNode, person: Person, period: number): 'yes' | 'no' | 'paid-early' | 'forfeited' {
  const pays = node.pays ?? 'period';
  if (pays === 'period') return 'yes';
  const [, last] = run.calendar.around(LAST_OF[pays], period);
  if (period === last) return 'yes';
  for (let later = period + 1; later <= last; ++later) if (run.roster.isPresent(person, later)) return 'no';
  return node.ifAbsent === 'forfeit' ? 'forfeited' : 'paid-early';
}

function personLine(run: Run, {name, wire}: {name: string; wire: Named}, at: At): Line {
  if (wire.grain.of !== 'row') return {component: name, row: '', value: asAmount(wire.read(at))};
  return {component: name, row: '', value: total(rowLines(run, wire, at.person!, at.period).map(({value}) => value))};
}

function rowLines(run: Run, wire: Named, person: Person, period: number): Line[] {
  if (wire.grain.of !== 'row') return [];
  return run
    .itemsOf(wire.grain.lineage, person)
    .filter((item) => item.period === period)
    .map((item) => ({component: 'amount', row: item.id, value: asAmount(wire.read(placeOf(item)))}));
}

function asAmount(value: Value): Value {
  if (value.is === 'flag') return value.flag ? ONE : ZERO;
  return value.is === 'decimal' || value.is === 'bad' ? value : bad('missing');
}

function personComponents(lines: readonly Line[], difference: Value): Line[] {
  return isZero(difference) ? [...lines] : [...lines, {component: 'rounding', row: '', value: difference}];
}

/** The rounded sum divided over the rows: each the difference of rounded running sums. */
function rowComponents(lines: readonly Line[], rounded: (exact: Value) => Value): Line[] {
  let before: Value = ZERO;
  return lines.map((line, i) => {
    const until = rounded(total(lines.slice(0, i + 1).map(({value}) => value)));
    const value = subtract(until, before);
    before = until;
    return {...line, value};
  });
}
