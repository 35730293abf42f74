import {cpSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {answerOf, folderForTest, planwright, template} from '../../runtime/cli/planwright.js';

const source = join(template.plan, '..');

/** A copy of the SaaS template to change. */
function copy(): {folder: string; edit: (file: string, change: (text: string) => string) => void} {
  const folder = join(folderForTest(), 'copy');
  cpSync(source, folder, {recursive: true});
  return {
    folder,
    edit(file, change) {
      const before = readFileSync(join(folder, file), 'utf8');
      const after = change(before);
      expect(after).not.toBe(before);
      writeFileSync(join(folder, file), after);
    },
  };
}

interface Answer {
  readonly status: string;
  readonly folders: readonly {
    readonly status: string;
    readonly checks: readonly {name: string; status: string; count: number; different: number; differences: object[]}[];
  }[];
}

describe('planwright test', () => {
  it('finds the SaaS template as it should be', () => {
    const {exit, out, err} = planwright(['test', source]);
    expect({exit, err}).toEqual({exit: 0, err: ''});
    for (const name of ['payouts.csv', 'components.csv', 'blocked.csv', 'exceptions.csv', 'summary.json'])
      expect(out).toMatch(new RegExp(`^ {2}ok +${name} \\(\\d+\\)$`, 'm'));
    expect(planwright(['test', source, '--lang', 'zh-CN']).out).toContain('一致  payouts.csv');
  });

  it('tells what differs: another amount, a missing line, one too many', () => {
    const {folder, edit} = copy();
    edit('expected/payouts.csv', (text) =>
      text
        .replace('P001,2026-Q1,newReward,CNY,6400.00,ok', 'P001,2026-Q1,newReward,CNY,6500.00,ok')
        .replace('P002,2026-Q1,newReward,CNY,7600.00,ok', 'P999,2026-Q1,newReward,CNY,7600.00,ok'),
    );
    const {exit, out} = planwright(['test', folder]);
    expect(out).toContain('differs  payouts.csv (477), differences: 3');
    expect(out).toContain('P001 2026-Q1 newReward, amount: expected 6500.00, found 6400.00');
    expect(out).toContain('P999 2026-Q1 newReward: missing, expected CNY 7600.00 ok');
    expect(out).toContain('P002 2026-Q1 newReward: not expected, found CNY 7600.00 ok');
    expect(out).toContain('ok       components.csv');
    expect(exit).toBe(1);
    const {status, folders} = answerOf<Answer>(planwright(['test', source, folder, '--json']));
    expect([status, ...folders.map((one) => one.status)]).toEqual(['failed', 'ok', 'failed']);
    expect(folders[1]?.checks[0]).toMatchObject({name: 'payouts.csv', status: 'failed', count: 477, different: 3});
  });

  it('notices a changed parameter in every file it reaches, and shows the first differences only', () => {
    const {folder, edit} = copy();
    edit('plan.json', (text) => text.replace('"type": "money", "value": "800"', '"type": "money", "value": "801"'));
    const {exit, out} = planwright(['test', folder]);
    expect(out).toMatch(/differs {2}payouts\.csv[^]*differs {2}components\.csv[^]*differs {2}summary\.json/);
    expect(out).toMatch(/… and \d+ more/);
    expect(out).toContain('totals/newReward/2026-Q1: expected 220700.00, found');
    expect(exit).toBe(1);
  });

  it('notices a row of data that was lost', () => {
    const {folder, edit} = copy();
    edit('data/contracts.csv', (text) => text.replace(/^C26-00100,.*\n/m, ''));
    const {exit, out} = planwright(['test', folder]);
    expect(out).toContain('conservation/newContracts/read: expected 1583, found 1582');
    expect(exit).toBe(1);
  });

  it('takes the files that planwright run writes as expected files', () => {
    const {folder} = copy();
    rmSync(join(folder, 'expected'), {recursive: true});
    expect(planwright(['test', folder]).err).toContain('cli/nothing-to-test');
    planwright(['run', template.plan, '--data', template.data, '--out', join(folder, 'expected')]);
    const {exit, out} = planwright(['test', folder]);
    expect(out).not.toContain('differs');
    expect(exit).toBe(0);
  });

  it('refuses an expected column that no run writes', () => {
    const {folder, edit} = copy();
    edit('expected/payouts.csv', (text) => text.replace('amount', 'amuont'));
    const {exit, out} = planwright(['test', folder]);
    expect(out).toContain('found amuont');
    expect(exit).toBe(1);
  });

  it('ends with 1 for a plan with errors, 3 for data that are not there, 2 without a folder', () => {
    const {folder, edit} = copy();
    edit('plan.json', (text) => text.replace('"in": {"amount": "newTier"}', '"in": {"amount": "x"}'));
    expect(planwright(['test', folder]).exit).toBe(1);
    const {folder: other} = copy();
    rmSync(join(other, 'data', 'people.csv'));
    expect(planwright(['test', other]).exit).toBe(3);
    expect(planwright(['test', join(other, 'nowhere')]).exit).toBe(3);
    expect(planwright(['test']).err).toContain('cli/missing-template');
  });
});

describe('planwright test, on the tests kept in a plan,', () => {
  const people = [
    {personId: 'A', name: 'A', validFrom: '2026-01-01', hired: '2026-01-01', group: 'new', region: 'east'},
  ];
  const contract = {contractId: 'C1', owner: 'A', signed: '2026-02-01', product: 'crm', amount: '100.00', isNew: true};
  const withTests = (...tests: object[]): string => {
    const {folder, edit} = copy();
    rmSync(join(folder, 'expected'), {recursive: true});
    edit('plan.json', (text) => JSON.stringify({...(JSON.parse(text) as object), tests}));
    return folder;
  };

  it('passes what is paid, as objects or as lists, rows as objects or CSV', () => {
    const csv = 'contractId,owner,signed,product,amount,isNew\nC1,A,2026-02-01,crm,100.00,true\n';
    const folder = withTests(
      {
        title: {en: 'One contract', 'zh-CN': '一单'},
        period: '2026-Q1',
        tables: {people, contracts: [contract]},
        expected: [{participant: 'A', reward: 'newReward', amount: '800'}],
      },
      {title: 'CSV', tables: {people, contracts: csv}, expected: [['A', '2026-Q1', 'newReward', '800.00']]},
    );
    const {exit, out, err} = planwright(['test', folder]);
    expect(out).toContain('ok       One contract (1)');
    expect(out).toContain('ok       CSV (1)');
    expect({exit, err}).toEqual({exit: 0, err: ''});
    expect(planwright(['test', folder, '--lang', 'zh-CN']).out).toContain('一单');
  });

  it('fails on another amount, on a payout that is not named, and on a test that it cannot read', () => {
    const two = [people[0], {...people[0], personId: 'B'}];
    const contracts = [contract, {...contract, contractId: 'C2', owner: 'B'}];
    const expected = [{participant: 'A', reward: 'newReward', amount: '900'}];
    const folder = withTests(
      {title: 'wrong', period: '2026-Q1', tables: {people: two, contracts}, expected},
      {title: 'unreadable', tables: {people}, expected: ['A']},
      {title: 'no such table', period: '2026-Q1', tables: {people, deals: []}, expected},
    );
    const {exit, out} = planwright(['test', folder]);
    expect(out).toContain('A 2026-Q1 newReward: expected 900, found 800');
    expect(out).toContain('B 2026-Q1 newReward: not expected, found 800');
    expect(out).toContain('the test cannot be read');
    expect(exit).toBe(1);
  });
});
