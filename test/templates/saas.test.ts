import {describe, expect, it} from 'vitest';
import type {Plan} from '../oracle/plan.js';
import {expectedRows, expectedSummary, readTables, readText} from './expected.js';
import {testTemplate} from './suite.js';

const folder = 'saas/new-and-renewal';
const plan = JSON.parse(readText(folder, 'plan.json')) as Plan;
const expected = expectedRows(folder);
const {contracts, renewals} = readTables(folder, plan);
const ownerOf = new Map([...contracts!, ...renewals!].map((row) => [row['contractId'] ?? row['renewalId'], row['owner']]));

testTemplate('the SaaS template', folder);

describe('the data of the SaaS template', () => {
  it('has sixty people, four quarters and more than three thousand rows that count', () => {
    const {people, conservation} = expectedSummary(folder);
    const credited = Object.values(conservation).reduce((sum, counts) => sum + counts.credited + counts.filtered, 0);
    expect(people).toBe(60);
    expect(new Set(expected.payouts.map((row) => row['period'])).size).toBe(4);
    expect(credited).toBeGreaterThan(3000);
  });

  it.each([
    ['exactly five contracts stay in the first band', 'P026', '2026-Q3', 'newReward', '4000.00'],
    ['exactly ten contracts fill the middle band', 'P004', '2026-Q2', 'newReward', '10000.00'],
    ['twenty contracts reach the cap exactly', 'P002', '2026-Q4', 'newReward', '25000.00'],
    ['twenty-three contracts are capped', 'P036', '2026-Q2', 'newReward', '25000.00'],
    ['more cancelled than signed pays nothing', 'P006', '2026-Q3', 'newReward', '0.00'],
    ['a renewal rate of exactly 90 % pays 3 %', 'P013', '2026-Q1', 'renewalReward', '10800.00'],
    ['a cent below 90 % pays 2 %', 'P028', '2026-Q2', 'renewalReward', '7200.00'],
    ['exactly 80 % pays 2 %', 'P031', '2026-Q1', 'renewalReward', '4800.00'],
    ['exactly 70 % pays 1 %', 'P050', '2026-Q3', 'renewalReward', '1400.00'],
    ['a cent below 70 % pays nothing', 'P051', '2026-Q3', 'renewalReward', '0.00'],
    ['nothing due pays nothing', 'P058', '2026-Q3', 'renewalReward', '0.00'],
    ['half a cent goes up', 'P015', '2026-Q4', 'renewalReward', '9480.30'],
    ['two who tie for first share first and second prize', 'P020', '2026-Q4', 'bestReward', '15000.00'],
    ['three who tie for third share 5,000, rounded down', 'P035', '2026-Q4', 'bestReward', '1666.66'],
    ['a zero seller gets no third prize', 'P056', '2026-Q4', 'bestReward', '0.00'],
    ['the best of a region who left in November gets no award', 'P038', '2026-Q4', 'bestReward', '0.00'],
  ])('shows that %s', (_, participant, period, reward, amount) => {
    expect(payoutsOf(participant)).toContainEqual({participant, period, reward, unit: 'CNY', amount, status: 'ok'});
  });

  it('pays a person who moves in mid-quarter for both groups', () => {
    const second = payoutsOf('P005').filter((row) => row['period'] === '2026-Q2');
    expect(second.map((row) => [row['reward'], row['amount']])).toEqual([
      ['newReward', '3200.00'],
      ['renewalReward', '3365.61'],
    ]);
  });

  it('pays nothing for a quarter of absence', () => {
    expect(new Set(payoutsOf('P043').map((row) => row['period']))).toEqual(new Set(['2026-Q1', '2026-Q3', '2026-Q4']));
  });

  it('blocks the one rate that cannot be computed', () => {
    expect(expected.blocked).toEqual([
      {participant: 'P059', period: '2026-Q2', reward: 'renewalReward', node: 'renewalRate', status: 'bad-sign'},
    ]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the SaaS template in %s', (file) => {
  const text = readText(folder, file);

  it.each(['P026', 'P015', 'P005'])('works out what %s is paid', (participant) => {
    const section = text.split(/\n#+ /).find((part) => part.startsWith(participant))!;
    const amounts = payoutsOf(participant).map((row) => row['amount']!);
    const year = amounts.reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
    for (const amount of [...amounts.filter((a) => a !== '0.00'), `${Math.trunc(year / 100)}.${String(year).slice(-2)}`]) {
      expect(section).toContain(amount.replace(/\B(?=(\d{3})+\.)/g, ','));
    }
  });

  it.each(['P026', 'P015', 'P005'])('names rows that belong to %s', (participant) => {
    const section = text.split(/\n#+ /).find((part) => part.startsWith(participant))!;
    for (const [id] of section.matchAll(/\b[CR]26-\d{5}\b/g)) expect(ownerOf.get(id)).toBe(participant);
  });

  it('quotes exceptions that are there', () => {
    const quoted = [...text.matchAll(/^\| (\w+) (\d+) \| `(\w+)` \| (?:`([^`]+)`)? ?\| `([^`]+)` \|/gm)];
    expect(quoted.length).toBe(9);
    for (const [, table, row, field, value = '', code] of quoted) {
      expect(expected.exceptions).toContainEqual(expect.objectContaining({table, row, field, value, code}));
    }
  });
});

function payoutsOf(participant: string): Record<string, string>[] {
  return expected.payouts.filter((row) => row['participant'] === participant);
}
