import {describe, expect, it} from 'vitest';
import {runOracle} from '../oracle/index.js';
import type {Plan} from '../oracle/plan.js';
import {expectedRows, expectedSummary, readTables, readText} from './expected.js';
import {testTemplate} from './suite.js';

const folder = 'mixed-team/behaviour-and-results';
const plan = JSON.parse(readText(folder, 'plan.json')) as Plan;
const template = JSON.parse(readText(folder, 'template.json')) as {run: {from: string; to: string}};
const expected = expectedRows(folder);
const tables = readTables(folder, plan);
const {value} = runOracle(plan, tables, template.run);
const people = [...new Set(expected.payouts.map((row) => row['participant']!))];
const periods = ['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'];
const teams = ['north', 'east', 'south', 'west'];

testTemplate('the mixed team template', folder);

describe('the data of the mixed team template', () => {
  it('has forty-eight people in four teams, four quarters and more than two thousand rows that count', () => {
    const {conservation} = expectedSummary(folder);
    const credited = Object.values(conservation).reduce((sum, counts) => sum + counts.credited, 0);
    expect(people.length).toBe(48);
    expect(new Set(expected.payouts.map((row) => row['period']))).toEqual(new Set(periods));
    expect(new Set(teamsOf('2026-Q4').values())).toEqual(new Set(teams));
    expect(credited).toBeGreaterThan(2000);
  });

  it.each([
    ['a newcomer below the sales target is lifted above 100 % by behaviour', 'P012', '2026-Q2', 'baseReward', '4000.00'],
    ['hired on 30 December, six months are full on 30 June', 'P018', '2026-Q2', 'baseReward', '8000.00'],
    ['exactly the sales target pays the base bonus', 'P003', '2026-Q1', 'baseReward', '8000.00'],
    ['a cent below the sales target does not', 'P016', '2026-Q2', 'baseReward', '0.00'],
    ['a third of a quarter pays no base bonus', 'P043', '2026-Q1', 'baseReward', '0.00'],
    ['a seller who left keeps the base bonus', 'P010', '2026-Q2', 'baseReward', '8000.00'],
    ['a seller who left has no part of the pool', 'P010', '2026-Q2', 'poolReward', '0.00'],
    ['the last day of the quarter is still in it', 'P028', '2026-Q3', 'poolReward', '530.41'],
    ['a cent below the lowest score has no part', 'P032', '2026-Q3', 'poolReward', '0.00'],
    ['more returned than sold pays nothing', 'P044', '2026-Q3', 'poolReward', '0.00'],
    ['a team below its target has no pool', 'P029', '2026-Q2', 'poolReward', '0.00'],
  ])('shows that %s', (_, participant, period, reward, amount) => {
    expect(payoutsOf(participant)).toContainEqual({participant, period, reward, unit: 'CNY', amount, status: 'ok'});
  });

  it.each([
    ['two who tie both receive the days of the first place', 'P017', '2026-Q1', 'leaveReward', '2.0', 'days'],
    ['two who tie both receive the days of the first place', 'P018', '2026-Q1', 'leaveReward', '2.0', 'days'],
    ['without follow-up figures visits and leads decide', 'P043', '2026-Q2', 'leaveReward', '2.0', 'days'],
    ['the second receives a day', 'P012', '2026-Q2', 'leaveReward', '1.0', 'days'],
    ['a score of 114 % in a third of a quarter receives none', 'P038', '2026-Q4', 'leaveReward', '0.0', 'days'],
    ['with equal scores the higher sales make the best newcomer', 'P018', '2026-Q1', 'honourReward', '1', 'honours'],
    ['with equal scores the lower sales do not', 'P017', '2026-Q1', 'honourReward', '0', 'honours'],
    ['exactly 130 % earns a seat', 'P040', '2026-Q4', 'trainingReward', '1', 'seats'],
    ['a cent below 130 % does not', 'P042', '2026-Q4', 'trainingReward', '0', 'seats'],
    ['a newcomer earns no seat', 'P017', '2026-Q1', 'trainingReward', '0', 'seats'],
  ])('shows that %s (%s)', (_, participant, period, reward, amount, unit) => {
    expect(payoutsOf(participant)).toContainEqual({participant, period, reward, unit, amount, status: 'ok'});
  });

  it('gives the pool of each team out to the cent', () => {
    let shared = 0;
    for (const period of periods) {
      const team = teamsOf(period);
      for (const name of teams) {
        const members = [...team.keys()].filter((person) => team.get(person) === name);
        const parts = members.map((person) => cents(amountOf(person, period, 'poolReward')));
        const pool = cents(Number(value('pool', members[0]!, period)).toFixed(2));
        expect(parts.reduce((sum, part) => sum + part, 0), `${name} ${period}`).toBe(pool);
        if (pool > 0) ++shared;
      }
    }
    expect(shared).toBeGreaterThan(6);
  });

  it('names at most one best newcomer in a team', () => {
    for (const period of periods) {
      const team = teamsOf(period);
      const best = people.filter((person) => amountOf(person, period, 'honourReward') === '1');
      expect(best.length).toBeGreaterThan(0);
      expect(new Set(best.map((person) => team.get(person))).size).toBe(best.length);
    }
  });

  it('blocks only the person whose target is missing', () => {
    const [period, status] = ['2026-Q3', 'missing'];
    expect(expected.blocked).toEqual([
      {participant: 'P035', period, reward: 'baseReward', node: 'salesTarget', status},
      {participant: 'P035', period, reward: 'trainingReward', node: 'salesTarget', status},
    ]);
    expect(amountOf('P035', period, 'poolReward')).toBe('0.00');
  });

  it('pays nothing for a quarter of absence', () => {
    expect(new Set(payoutsOf('P033').map((row) => row['period']))).toEqual(new Set(['2026-Q1', '2026-Q3', '2026-Q4']));
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the mixed team template in %s', (file) => {
  const text = readText(folder, file);
  const sectionOf = (participant: string): string =>
    text.split(/\n#+ /).find((part) => part.startsWith(participant))!;

  it.each(['P012', 'P015', 'P005'])('works out what %s is paid', (participant) => {
    const amounts = payoutsOf(participant).flatMap(({unit, amount}) => (unit === 'CNY' ? [amount!] : []));
    const year = amounts.reduce((sum, amount) => sum + cents(amount), 0);
    for (const amount of [...amounts, (year / 100).toFixed(2)]) expect(sectionOf(participant)).toContain(grouped(amount));
  });

  it('says what P012 is given beside the cash', () => {
    for (const period of periods.slice(1)) {
      const rewards = ['baseReward', 'poolReward', 'leaveReward', 'honourReward'];
      const amounts = rewards.map((reward) => grouped(amountOf('P012', period, reward)));
      expect(sectionOf('P012')).toContain(`| ${period} | ${amounts.join(' | ')} |`);
    }
  });

  it.each(['P015', 'P005'])('shows the values of %s as they were used', (participant) => {
    for (const period of periods) {
      const row = sectionOf(participant).match(new RegExp(`^\\| ${period} .*$`, 'm'))![0];
      for (const [port, decimals] of [['sales', 2], ['contribution', 4], ['pool', 2]] as const) {
        expect(row, port).toContain(grouped(Number(value(port, participant, period)).toFixed(decimals)));
      }
    }
  });

  it('divides the pool of Shanghai as it was divided', () => {
    const lines = [...sectionOf('P015').matchAll(/^\| (P\d{3}) \|.* ([\d.]+) \| [\d.]+ \| [\d.,]+ \| ([\d.,]+) \|$/gm)];
    const team = [...teamsOf('2026-Q2')].filter(([, name]) => name === 'east');
    expect(lines.map(([, person]) => person)).toEqual(team.map(([person]) => person));
    for (const [, person = '', coefficient, part] of lines) {
      expect(Number(coefficient)).toBe(Number(value('contribution', person, '2026-Q2')));
      expect(part).toBe(grouped(amountOf(person, '2026-Q2', 'poolReward')));
    }
  });

  it.each(['P012', 'P015', 'P005'])('names rows that belong to %s', (participant) => {
    const ids = new Map(
      [...tables['orders']!, ...tables['activities']!, ...tables['followUps']!].map((row) => [
        row['orderId'] ?? row['activityId'] ?? row['recordId'],
        row['seller'] ?? row['person'],
      ]),
    );
    for (const [id] of sectionOf(participant).matchAll(/\b(?:[SA]26-\d{5}|F26-\d{4})\b/g)) expect(ids.get(id), id).toBe(participant);
  });

  it('quotes exceptions that are there', () => {
    const quoted = [...text.matchAll(/^\| (\w+) (\d+) \| `(\w+)` \| (?:`([^`]+)`)? ?\| `([^`]+)` \|/gm)];
    expect(quoted.length).toBe(14);
    for (const [, table, row, field, value = '', code] of quoted) {
      expect(expected.exceptions).toContainEqual(expect.objectContaining({table, row, field, value, code}));
    }
  });

  it('names every parameter with its value', () => {
    const parameters = plan.parameters as Record<string, {type: string; value: string}>;
    for (const [name, {type, value}] of Object.entries(parameters)) {
      const shown = type === 'ratio' ? `${Math.round(Number(value) * 100)} ?%` : grouped(value);
      expect(text).toMatch(new RegExp(`^\\| \`${name}\` \\| ${shown} \\|`, 'm'));
    }
  });
});

function payoutsOf(participant: string): Record<string, string>[] {
  return expected.payouts.filter((row) => row['participant'] === participant);
}

function amountOf(participant: string, period: string, reward: string): string {
  return payoutsOf(participant).find((row) => row['period'] === period && row['reward'] === reward)?.['amount'] ?? '';
}

/** The team of each person present in the quarter: that of the last day present. */
function teamsOf(period: string): Map<string, string> {
  const [start, end] = [`2026-${pad(3 * Number(period.at(-1)) - 2)}-01`, `2026-${pad(3 * Number(period.at(-1)))}-32`];
  const present = (row: Record<string, string>): boolean =>
    row['position'] === 'seller' && row['validFrom']! < end && (row['validTo'] === '' || row['validTo']! > start);
  return new Map(tables['people']!.filter(present).map((row) => [row['personId']!, row['team']!]));
}

function cents(amount: string): number {
  return Number(amount.replace('.', ''));
}

function grouped(amount: string): string {
  const [whole = '', rest] = amount.split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (rest === undefined ? '' : `.${rest}`);
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
