import {describe, expect, it} from 'vitest';
import type {Plan} from '../oracle/plan.js';
import {expectedRows, expectedSummary, readTables, readText} from './expected.js';
import {testTemplate} from './suite.js';

const folder = 'medical-device/two-regions';
const plan = JSON.parse(readText(folder, 'plan.json')) as Plan & {parameters: object};
const expected = expectedRows(folder);
const tables = readTables(folder, plan);
const IDS = ['invoiceId', 'paymentId', 'surveyId'];
const ownerOf = new Map(
  [...tables['invoices']!, ...tables['payments']!, ...tables['surveys']!].map((row) => [
    row[IDS.find((id) => id in row)!],
    row['rep'],
  ]),
);

testTemplate('the medical device template', folder);

describe('the data of the medical device template', () => {
  it('has 48 people in six teams, twelve months and more than two thousand rows that count', () => {
    const {people, conservation} = expectedSummary(folder);
    expect(people).toBe(48);
    expect(new Set(tables['people']!.map((row) => row['team'])).size).toBe(6);
    expect(new Set(expected.payouts.map((row) => row['period'])).size).toBe(12);
    expect(Object.values(conservation).reduce((sum, counts) => sum + counts.credited, 0)).toBeGreaterThan(2000);
  });

  it.each([
    ['exactly 100 % pays the target incentive of 3 × 9,000', 'S003', '2026-03', '27000.00'],
    ['exactly 80 % pays 40 % of 18,000', 'S007', '2026-06', '7200.00'],
    ['a cent below 80 % pays nothing', 'S011', '2026-06', '0.00'],
    ['exactly 130 % pays 175 % of 18,000', 'S019', '2026-09', '31500.00'],
    ['165 % pays no more than that', 'S024', '2026-03', '31500.00'],
    ['more credited than invoiced pays nothing', 'S013', '2026-12', '0.00'],
    ['a leaver of September is paid with September', 'S023', '2026-09', '8603.41'],
    ['a leaver of February is paid with February', 'S010', '2026-02', '17375.94'],
    ['somebody on leave in September is paid with August', 'S022', '2026-08', '7803.79'],
    ['four days at the top of the curve pay 4000 × 4 ÷ 31 × 1.75', 'S025', '2026-12', '903.23'],
  ])('shows in the East that %s', (_, participant, period, amount) => {
    expect(payoutsOf(participant)).toContainEqual(payout(participant, period, 'eastReward', amount));
  });

  it.each([
    ['a score below the guarantee pays 40 % of 4,000', 'S029', '2026-01', '1600.00'],
    ['exactly 60 % collected and 72 points: 0.66 × 12,000 − 3,200', 'S029', '2026-03', '4720.00'],
    ['a cent below 60 % leaves the guarantee', 'S030', '2026-06', '1600.00'],
    ['two months without a payment pay the guarantee', 'S032', '2026-08', '1600.00'],
    ['and the third catches up: 1.0175 × 12,000 − 3,200', 'S032', '2026-09', '9010.00'],
    ['a month takes nothing back', 'S036', '2026-03', '0.00'],
    ['no survey counts as 100 %: 0.7 × 28 ÷ 30 + 0.3 of 4,000', 'S042', '2026-04', '3813.33'],
    ['unanswered surveys count as 100 %', 'S047', '2026-09', '4000.00'],
    ['an average of 71.87 counts 0: 0.7 × 4,000', 'S028', '2026-12', '2800.00'],
    ['both parts are capped: 0.7 × 1.5 + 0.3 × 1.1 = 1.38 of 6,000', 'S043', '2026-09', '8280.00'],
    ['more refunded than received pays the guarantee', 'S035', '2026-05', '2400.00'],
  ])('shows in the South that %s', (_, participant, period, amount) => {
    expect(payoutsOf(participant)).toContainEqual(payout(participant, period, 'southReward', amount));
  });

  it('pays somebody who moves in mid-month in both regions', () => {
    expect(payoutsOf('S012')).toContainEqual(payout('S012', '2026-05', 'southReward', '1238.71'));
    expect(payoutsOf('S012')).toContainEqual(payout('S012', '2026-06', 'eastReward', '12783.47'));
  });

  it('pays nothing for a month of absence', () => {
    const months = new Set(payoutsOf('S039').map((row) => row['period']));
    expect(months.size).toBe(11);
    expect(months.has('2026-05')).toBe(false);
  });

  it('blocks what hangs on a wrong target, and only that', () => {
    expect(expected.blocked.map((row) => [row['participant'], row['period'], row['node'], row['status']])).toEqual([
      ['S014', '2026-03', 'salesAttainment', 'divide-by-zero'],
      ['S040', '2026-04', 'collectionTarget', 'missing'],
      ['S040', '2026-05', 'collectionTarget', 'missing'],
      ['S040', '2026-06', 'collectionTarget', 'missing'],
      ['S006', '2026-09', 'salesTarget', 'missing'],
      ['S045', '2026-10', 'collectionTarget', 'duplicate-key'],
      ['S045', '2026-11', 'collectionTarget', 'duplicate-key'],
      ['S045', '2026-12', 'collectionTarget', 'duplicate-key'],
    ]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the medical device template in %s', (file) => {
  const text = readText(folder, file);
  const people = ['S008', 'S036', 'S012'];

  it.each(people)('works out what %s is paid, and with which month', (participant) => {
    const section = sectionOf(text, participant);
    const paid = payoutsOf(participant).filter((row) => row['amount'] !== '0.00');
    for (const {period, amount} of paid as {period: string; amount: string}[]) {
      expect(section).toMatch(new RegExp(`^\\| ${period} \\|.*\\| ${grouped(amount)} \\|$`, 'm'));
    }
    const year = paid.reduce((sum, row) => sum + Number(row['amount']!.replace('.', '')), 0);
    expect(section).toContain(`**${grouped(`${Math.trunc(year / 100)}.${String(year).slice(-2)}`)}**`);
  });

  it.each(people)('names rows that belong to %s', (participant) => {
    const named = [...sectionOf(text, participant).matchAll(/\b[IRQ]26-\d{4,5}\b/g)];
    expect(named.length).toBeGreaterThan(1);
    for (const [id] of named) expect(ownerOf.get(id), id).toBe(participant);
  });

  it('quotes exceptions that are there', () => {
    const quoted = [...text.matchAll(/^\| (\w+) (\d+) \| `(\w+)` \| (?:`([^`]+)`)? ?\| `([^`]+)` \|/gm)];
    expect(quoted.length).toBe(13);
    for (const [, table, row, field, value = '', code] of quoted) {
      expect(expected.exceptions).toContainEqual(expect.objectContaining({table, row, field, value, code}));
    }
  });

  it('names every parameter and every field', () => {
    const fields = Object.values(plan.tables).flatMap((table) => Object.keys(table.fields));
    for (const name of [...Object.keys(plan.parameters), ...fields]) expect(text).toContain(`| \`${name}\` |`);
  });
});

function payoutsOf(participant: string): Record<string, string>[] {
  return expected.payouts.filter((row) => row['participant'] === participant);
}

function payout(participant: string, period: string, reward: string, amount: string): Record<string, string> {
  return {participant, period, reward, unit: 'CNY', amount, status: 'ok'};
}

function sectionOf(text: string, participant: string): string {
  return text.split(/\n#+ /).find((part) => part.startsWith(participant))!;
}

function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}
