import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {readCsv} from '../../../runtime/csv/read.js';
import {answerOf, planwright, template, withFolder} from './planwright.js';

const {plan, data, expected} = template;
const FILES = ['blocked.csv', 'components.csv', 'exceptions.csv', 'payouts.csv', 'summary.json'];

describe('planwright run', () => {
  it('writes what the SaaS template pays: 4, because one payout is blocked', () => {
    withFolder((folder) => {
      const out = join(folder, 'deep', 'out');
      const {exit, out: text, err} = planwright(['run', plan, '--data', data, '--out', out]);
      expect(err).toBe('');
      expect(exit).toBe(4);
      expect(text).toContain('2026-Q1 to 2026-Q4: the whole fiscal years in which the plan is in effect');
      expect(text).toContain('P059');
      expect(readdirSync(out).sort()).toEqual(FILES);
      expect(readdirSync(join(folder, 'deep'))).toEqual(['out']);
      for (const name of FILES.filter((file) => file.endsWith('.csv'))) {
        if (existsSync(join(expected, name))) expect(columnsOf(out, name), name).toEqual(rowsOf(expected, name));
      }
    });
  });

  it('sums up the same totals, counts and rows as the template expects', () => {
    const answer = answerOf<Summary>(planwright(['run', plan, '--data', data, '--json']));
    expect(answer).toMatchObject({status: 'blocked', from: '2026-Q1', to: '2026-Q4', range: 'years', written: []});
    expect(answer.plans[0]).toMatchObject({id: 'saas-new-and-renewal', version: '1.0.0'});
    for (const {read, credited, exceptions, filtered, outside, ineligible} of answer.conservation)
      expect(credited + exceptions + filtered + outside + ineligible).toBe(read);
    if (!existsSync(join(expected, 'summary.json'))) return;
    const summary = JSON.parse(readFileSync(join(expected, 'summary.json'), 'utf8')) as ExpectedSummary;
    expect(answer).toMatchObject({people: summary.people, payouts: summary.payouts, exceptions: summary.exceptions});
    for (const {reward, period, amount} of answer.totals) expect(summary.totals[reward]?.[period]).toBe(amount);
  });

  it('writes the same bytes again, in either language', () => {
    withFolder((folder) => {
      const bytes = ['en', 'zh-CN'].map((lang) => {
        planwright(['run', plan, '--data', data, '--out', join(folder, lang), '--lang', lang]);
        return FILES.map((name) => readFileSync(join(folder, lang, name), 'utf8'));
      });
      expect(bytes[0]).toEqual(bytes[1]);
    });
  });

  it('runs the periods it is asked for and takes single files before the folder', () => {
    withFolder((_, write) => {
      const header = 'contractId,owner,signed,customer,product,amount,isNew,remark\n';
      const contracts = write('c.csv', `${header}C1,P026,2026-02-01,,crm,100.00,true,\n`);
      const words = ['run', plan, '--data', data, `contracts=${contracts}`, '--from', '2026-Q1', '--to', '2026-01'];
      expect(planwright(words).exit).toBe(2);
      const outcome = planwright([...words.slice(0, -1), '2026-Q1', '--json']);
      const {totals} = answerOf<Summary>(outcome);
      expect(totals.find(({reward}) => reward === 'newReward')).toMatchObject({period: '2026-Q1', amount: '800.00'});
      expect(outcome.exit).toBe(0);
    });
  });

  it('prints tables that stand straight with Chinese names', () => {
    const {out, exit} = planwright(['run', plan, '--data', data, '--print', '--lang', 'zh-CN']);
    const lines = out.split('\n');
    const at = lines.findIndex((line) => line.startsWith('各周期'));
    expect(lines[at + 1]).toBe('  周期     奖励              金额  单位  应付笔数  拦截');
    expect(lines[at + 3]).toMatch(/^ {2}2026-Q1 {2}新签奖金 {2} {0,9}[\d,.]+ {2}CNY {9}\d+ {5}0$/);
    expect(out).toContain('没有写入任何内容');
    expect(exit).toBe(4);
  });

  it('guards cells that a spreadsheet would run, but not its own negative amounts', () => {
    withFolder((folder, write) => {
      const people = write(
        'people.csv',
        'personId,name,validFrom,validTo,hired,manager,group,region\n=1+1,A,2026-01-01,,2026-01-01,,new,east\n',
      );
      const contracts = write(
        'contracts.csv',
        'contractId,owner,signed,customer,product,amount,isNew,remark\n1,=1+1,2026-02-01,,crm,-x,true,\n',
      );
      const renewals = write('renewals.csv', 'renewalId,owner,due,customer,product,dueAmount,renewedAmount\n');
      const out = join(folder, 'out');
      const pairs = [`people=${people}`, `contracts=${contracts}`, `renewals=${renewals}`];
      expect(planwright(['run', plan, '--data', ...pairs, '--out', out, '--bom']).exit).toBe(0);
      expect(readFileSync(join(out, 'payouts.csv'), 'utf8')).toMatch(/^\uFEFFparticipant,[^\n]*\n'=1\+1,2026-Q1,/);
      expect(readFileSync(join(out, 'exceptions.csv'), 'utf8')).toContain(`,amount,'-x,data/bad-value`);
    });
  });
});

describe('planwright run, when something is wrong,', () => {
  it('writes nothing if the plan has errors', () => {
    withFolder((folder, write) => {
      const bad = write(
        'plan.json',
        readFileSync(plan, 'utf8').replace('"in": {"amount": "newTier"}', '"in": {"amount": "x"}'),
      );
      const {exit, err} = planwright(['run', bad, '--data', data, '--out', join(folder, 'out')]);
      expect(err).toContain('/nodes/newCap/in/amount');
      expect(exit).toBe(1);
      expect(readdirSync(folder)).toEqual(['plan.json']);
    });
  });

  it('leaves the old files as they are if the data are broken', () => {
    withFolder((folder, write) => {
      const out = join(folder, 'out');
      mkdirSync(out);
      writeFileSync(join(out, 'payouts.csv'), 'old');
      const contracts = write('c.csv', 'contractId,owner,signed,product,amount,isNew\n"C1,P001\n');
      const {exit, err} = planwright(['run', plan, '--data', data, `contracts=${contracts}`, '--out', out]);
      expect(err).toContain('data/broken-file');
      expect(err).toContain('a quote is not closed');
      expect(exit).toBe(1);
      expect(readdirSync(out)).toEqual(['payouts.csv']);
      expect(readFileSync(join(out, 'payouts.csv'), 'utf8')).toBe('old');
    });
  });

  it('replaces old files and keeps what is not its own', () => {
    withFolder((folder) => {
      const out = join(folder, 'out');
      mkdirSync(out);
      writeFileSync(join(out, 'payouts.csv'), 'old');
      writeFileSync(join(out, 'letter.txt'), 'mine');
      planwright(['run', plan, '--data', data, '--out', out]);
      expect(readdirSync(out).sort()).toEqual([...FILES, 'letter.txt'].sort());
      expect(readFileSync(join(out, 'payouts.csv'), 'utf8')).toMatch(/^participant,/);
    });
  });

  it('cannot write where a file stands: 3, and nothing is left behind', () => {
    withFolder((folder, write) => {
      const file = write('file', '');
      const {exit, err} = planwright(['run', plan, '--data', data, '--out', file]);
      expect(err).toContain('cli/unwritable');
      expect(exit).toBe(3);
      expect(planwright(['run', plan, '--data', data, '--out', join(file, 'below')]).exit).toBe(3);
      expect(readdirSync(folder)).toEqual(['file']);
      expect(readFileSync(file, 'utf8')).toBe('');
    });
  });

  it('cannot read data that are not there: 3', () => {
    const {exit, err} = planwright(['run', plan, '--data', '/nowhere']);
    expect(err).toContain('data/unreadable-folder');
    expect(err).toContain('it does not exist');
    expect(exit).toBe(3);
    expect(planwright(['run', plan, '--data', data, 'people=/nowhere/people.csv']).exit).toBe(3);
    expect(planwright(['run', plan, '--data', `people=${join(data, 'people.csv')}`]).exit).toBe(3);
  });

  it('does not write over a file that it reads', () => {
    withFolder((folder, write) => {
      const contracts = write('payouts.csv', readFileSync(join(data, 'contracts.csv'), 'utf8'));
      const {exit, err} = planwright(['run', plan, '--data', data, `contracts=${contracts}`, '--out', folder]);
      expect(err).toContain('cli/overwrites-input');
      expect(exit).toBe(2);
    });
  });

  it('refuses two versions that are in effect at once', () => {
    const {exit, err} = planwright(['run', plan, plan, '--data', data]);
    expect(err).toContain('run/two-versions');
    expect(exit).toBe(1);
  });
});

describe('the default range', () => {
  it.each([
    ['an open end: the fiscal year in which it begins', {from: '2026-04-01'}, '2026-Q2', '2026-Q4', 'open'],
    [
      'two years and a half: the two whole years',
      {from: '2026-01-01', to: '2028-07-01'},
      '2026-Q1',
      '2027-Q4',
      'years',
    ],
    ['half a year: its periods', {from: '2026-04-01', to: '2026-10-01'}, '2026-Q2', '2026-Q3', 'periods'],
  ])('is, for a plan with %s', (_, effective, from, to, range) => {
    withFolder((__, write) => {
      const json = {...(JSON.parse(readFileSync(plan, 'utf8')) as object), effective};
      const file = write('plan.json', JSON.stringify(json));
      expect(answerOf(planwright(['run', file, '--data', data, '--json']))).toMatchObject({from, to, range});
    });
  });

  it('joins the versions of a plan', () => {
    withFolder((_, write) => {
      const json = JSON.parse(readFileSync(plan, 'utf8')) as object;
      const first = write('1.json', JSON.stringify({...json, effective: {from: '2026-01-01', to: '2026-07-01'}}));
      const second = write(
        '2.json',
        JSON.stringify({...json, version: '2.0.0', effective: {from: '2026-07-01', to: '2027-01-01'}}),
      );
      const answer = answerOf<Summary>(planwright(['run', first, second, '--data', data, '--json']));
      expect(answer).toMatchObject({from: '2026-Q1', to: '2026-Q4', range: 'years'});
      expect(answer.plans.map(({version}) => version)).toEqual(['1.0.0', '2.0.0']);
      expect(new Set(answer.totals.map(({period}) => period)).size).toBe(4);
    });
  });
});

interface Summary {
  readonly plans: {readonly version: string}[];
  readonly totals: {readonly period: string; readonly reward: string; readonly amount: string}[];
  readonly conservation: Record<'read' | 'credited' | 'exceptions' | 'filtered' | 'outside' | 'ineligible', number>[];
}

interface ExpectedSummary {
  readonly people: number;
  readonly payouts: Record<string, number>;
  readonly exceptions: Record<string, number>;
  readonly totals: Record<string, Record<string, string>>;
}

function rowsOf(folder: string, name: string): Record<string, string>[] {
  const {header, columns} = readCsv(readFileSync(join(folder, name)));
  const count = columns[0]?.length ?? 0;
  return Array.from({length: count}, (_, row) =>
    Object.fromEntries(header.map((field, c) => [field, columns[c]?.[row] ?? ''])),
  );
}

/** Rows of a written file, only the columns of the expected one. */
function columnsOf(folder: string, name: string): Record<string, string>[] {
  const wanted = Object.keys(rowsOf(expected, name)[0] ?? {});
  return rowsOf(folder, name).map((row) => Object.fromEntries(wanted.map((key) => [key, row[key] ?? ''])));
}
