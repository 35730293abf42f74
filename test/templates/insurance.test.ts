import {describe, expect, it} from 'vitest';
import type {Plan} from '../oracle/plan.js';
import {expectedRows, expectedSummary, readTables, readText} from './expected.js';
import {testTemplate} from './suite.js';

const folder = 'insurance/agency';
const plan = JSON.parse(readText(folder, 'plan.json')) as Plan;
const expected = expectedRows(folder);
const tables = readTables(folder, plan);
const people = ['A012', 'A022', 'L05'];

testTemplate('the insurance template', folder);

describe('the data of the insurance template', () => {
  it('has ten parameters, each with bounds', () => {
    const parameters = Object.values(plan.parameters ?? {}) as {min?: string; max?: string}[];
    expect(parameters.length).toBe(10);
    for (const {min, max} of parameters) expect([min, max]).not.toContain(undefined);
  });

  it('has fifty-three people, twelve months and more than two thousand policies that count', () => {
    expect(expectedSummary(folder).people).toBe(53);
    expect(new Set(expected.payouts.map((row) => row['period'])).size).toBe(12);
    expect(expectedSummary(folder).conservation['allPolicies']!.credited).toBeGreaterThan(2000);
  });

  it('has more than three hundred joint cases, cancellations and gifts', () => {
    const agents = new Map<string, number>();
    for (const {policy = ''} of tables['shares']!) agents.set(policy, (agents.get(policy) ?? 0) + 1);
    expect([...agents.values()].filter((n) => n > 1).length).toBeGreaterThan(300);
    expect(tables['policies']!.filter(({cancels}) => cancels !== '').length).toBeGreaterThan(40);
    expect(tables['policies']!.filter(({premium}) => premium === '0.00').length).toBeGreaterThan(40);
  });

  it('looks back twelve months from the first one', () => {
    const first = tables['persistency']!.map((row) => row['assessed']!).sort()[0]!;
    expect(first.slice(0, 7)).toBe('2025-02');
  });

  it.each([
    ['a persistency of exactly 95 % is strong: 9,013.83 × 1.1', 'A012', '2026-03', 'commissionReward', '9915.21'],
    ['a persistency of exactly 85 % is standard: 9,812.43 × 1', 'A007', '2026-06', 'commissionReward', '9812.43'],
    ['a cent below 85 % is weak: 12,324.04 × 0.8', 'A008', '2026-06', 'commissionReward', '9859.23'],
    ['a newcomer without policies due is on the standard', 'A009', '2026-03', 'commissionReward', '6399.84'],
    ['a month with nothing but a cancellation is negative', 'A031', '2026-08', 'commissionReward', '-1113.75'],
    ['a month without policies pays nothing', 'A025', '2026-05', 'commissionReward', '0.00'],
    ['four active agents halve the override', 'L05', '2026-02', 'overrideReward', '336.20'],
    ['five active agents do not, weak persistency of the team does', 'L05', '2026-03', 'overrideReward', '534.73'],
    ['a leader who becomes senior has 10 % from then on: 62,178.68 × 0.8', 'L03', '2026-07', 'overrideReward', '4974.29'],
    ['an agent who becomes leader has an override', 'A042', '2026-09', 'overrideReward', '3838.72'],
    ['a director has the difference of the levels below', 'D02', '2026-02', 'overrideReward', '4233.87'],
  ])('shows that %s', (_, participant, period, reward, amount) => {
    expect(payoutsOf(participant)).toContainEqual({participant, period, reward, unit: 'CNY', amount, status: 'ok'});
  });

  it('pays nothing for months of absence', () => {
    const months = payoutsOf('A033').map((row) => row['period']);
    expect(months).not.toContain('2026-05');
    expect(months).not.toContain('2026-06');
    expect(months.length).toBe(10);
  });

  it('shows direct and differential override as lines of their own', () => {
    const lines = expected.components.filter((row) => row['participant'] === 'D02' && row['period'] === '2026-02');
    const override = lines.filter((row) => row['reward'] === 'overrideReward');
    expect(Object.fromEntries(override.map((row) => [row['component'], row['amount']]))).toMatchObject({
      direct: '647.1335',
      differential: '3586.7407',
    });
  });

  it('blocks what a missing rate and a negative amount due touch, and nothing else', () => {
    expect(expected.blocked.map((row) => Object.values(row).join(' '))).toEqual([
      'A034 2026-03 commissionReward persistencyRate bad-sign',
      'A034 2026-04 commissionReward persistencyRate bad-sign',
      'A023 2026-10 commissionReward rate missing',
      'D02 2026-10 overrideReward indirectCommission missing',
      'L03 2026-10 overrideReward directCommission missing',
    ]);
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the insurance template in %s', (file) => {
  const text = readText(folder, file);
  const sectionOf = (participant: string): string =>
    text.split(/\n#+ /).find((part) => part.startsWith(participant)) ?? '';

  it.each(people)('works out what %s is paid', (participant) => {
    const amounts = payoutsOf(participant).map((row) => row['amount']!);
    const year = amounts.reduce((sum, amount) => sum + Number(amount.replace('.', '')), 0);
    for (const amount of [...amounts, `${Math.trunc(year / 100)}.${String(year).slice(-2)}`]) {
      expect(sectionOf(participant)).toContain(amount.replace(/\B(?=(\d{3})+\.)/g, ','));
    }
  });

  it.each(people.slice(0, 2))('names policies that belong to %s', (participant) => {
    const rows = [...tables['shares']!, ...tables['persistency']!].filter((row) => row['agent'] === participant);
    const owned = new Set(rows.map((row) => row['policy'] ?? row['policyId']));
    const named = [...sectionOf(participant).matchAll(/\bP\d\d-\d{5}\b/g)];
    expect(named.length).toBeGreaterThan(6);
    for (const [id] of named) expect(owned).toContain(id);
  });

  it('names every field of every table', () => {
    for (const [table, {fields}] of Object.entries(plan.tables)) {
      expect(text).toContain(`**\`${table}.csv\``);
      for (const field of Object.keys(fields)) expect(text).toContain(`| \`${field}\` |`);
    }
  });

  it('names every parameter', () => {
    for (const parameter of Object.keys(plan.parameters ?? {})) expect(text).toContain(`| \`${parameter}\` |`);
  });

  it('quotes exceptions that are there', () => {
    const quoted = [...text.matchAll(/^\| (\w+) (\d+) \| (?:`([^`]+)`)? ?\| `(data\/[^`]+)` \|/gm)];
    expect(quoted.length).toBe(18);
    for (const [, table, row, value, code] of quoted) {
      const given = value === undefined ? {} : {value};
      expect(expected.exceptions).toContainEqual(expect.objectContaining({table, row, code, ...given}));
    }
  });
});

function payoutsOf(participant: string): Record<string, string>[] {
  return expected.payouts.filter((row) => row['participant'] === participant);
}
