import type {Language, Plan, PlanTest} from '@planwright/schemas';
import {pick} from '@planwright/schemas';
import type {Program, Result, TableInput} from '../../index.js';
import {run} from '../../index.js';
import {minimalDecimal, formatDecimal, parseDecimal} from '../../decimal/text.js';
import {problemText, say} from '../cli-texts.js';
import {defaultRange} from './default-range.js';
import type {Check, Difference} from './test-check.js';
import {compareValues} from './test-check.js';

/** Runs the tests kept in a plan, one check each. */
export function runCases(program: Program, language: Language): Check[] {
  return (program.plan.tests ?? []).map((test) => ({
    name: pick(test.title, language),
    count: test.expected.length,
    differences: runCase(program, test, language),
  }));
}

function runCase(program: Program, test: PlanTest, language: Language): Difference[] {
  const {plan} = program;
  const range = test.period === undefined ? defaultRange([plan]) : {from: test.period, to: test.period};
  const expected = expectedPayouts(test);
  const tables = tablesOf(test, plan);
  if (!expected || !tables || !range) return [wrong(test, say(language, 'test.bad-case'), language)];
  const {result, diagnostics} = run(program, tables, range);
  if (!result) {
    const errors = diagnostics.filter(({severity}) => severity === 'error');
    return errors.map((one) => wrong(test, `[${one.code}] ${problemText(one, language)}`, language));
  }
  return compareValues(expected, foundPayouts(result, expected));
}

function wrong({title}: PlanTest, found: string, language: Language): Difference {
  return {at: pick(title, language), expected: say(language, 'test.payouts'), found};
}

/** Rows as objects, or a text as CSV; a table that the test leaves out is empty. */
function tablesOf({tables}: PlanTest, plan: Plan): Record<string, TableInput> | undefined {
  const all = new Map<string, TableInput>(Object.keys(plan.tables).map((name) => [name, {rows: []}]));
  for (const [name, data] of Object.entries(tables)) {
    if (typeof data === 'string') all.set(name, {csv: data});
    else if (Array.isArray(data)) all.set(name, {rows: data as Record<string, string>[]});
    else return undefined;
  }
  return Object.fromEntries(all);
}

/** Amounts by participant, period and reward: `{participant, reward, amount, period}` or `[participant, period, reward, amount]`. */
function expectedPayouts({expected, period}: PlanTest): Map<string, string> | undefined {
  const payouts = new Map<string, string>();
  for (const one of expected as readonly unknown[]) {
    const [participant, of, reward, amount] = Array.isArray(one)
      ? (one as unknown[])
      : ['participant', 'period', 'reward', 'amount'].map((key) => property(one, key));
    const cells = [participant, of ?? period, reward, amount];
    if (!cells.every((cell) => typeof cell === 'string')) return undefined;
    payouts.set(cells.slice(0, 3).join(' '), minimal(cells[3] ?? ''));
  }
  return payouts;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** Payouts that a test speaks of: those it names, and what else the same rewards pay that is not 0; blocked ones as `!status`. */
function foundPayouts({payouts}: Result, expected: ReadonlyMap<string, string>): Map<string, string> {
  const rewards = new Set([...expected.keys()].map((name) => name.slice(name.lastIndexOf(' ') + 1)));
  const found = new Map<string, string>();
  payouts.participant.forEach((participant, i) => {
    const [period = '', reward = '', amount = '', status = ''] = [
      payouts.period[i],
      payouts.reward[i],
      payouts.amount[i],
      payouts.status[i],
    ];
    const at = `${participant} ${period} ${reward}`;
    const value = status === 'ok' ? minimal(amount) : `!${status}`;
    if (expected.has(at) || (rewards.has(reward) && value !== '0')) found.set(at, value);
  });
  return found;
}

function minimal(amount: string): string {
  const decimal = parseDecimal(amount);
  if (!decimal) return amount;
  const {value, scale} = minimalDecimal(decimal);
  return formatDecimal(value, scale, true);
}
