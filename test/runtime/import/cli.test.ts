import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {answerOf, folderForTest, planwright, template, withFolder} from '../cli/planwright.js';
import {row, workbook} from './workbook.js';

const words = ['--plan', template.plan, '--table', 'contracts'];
const sheet = [
  '2026年合同台账;;;;;;',
  '合同编号;签约人;签约日期;产品;合同金额(万);是否新签;备注',
  'C1;谢思远;31.03.2026;客户管理;1.234,5;是;"a;b"',
  'C2;P002;01.04.2026;ERP;12,5;N;',
  'C3;P999;02.04.2026;HR;1,2345678;Y;',
  '合计;;;;1.248;;',
].join('\r\n');

interface Answer {
  readonly status: string;
  readonly report: {readonly rows: number; readonly good: number; readonly bad: number};
  readonly changes?: {readonly added: readonly string[]};
  readonly diagnostics: readonly {readonly code: string}[];
}

describe('planwright import', () => {
  it('reads a sheet as people have it, writes a clean file, the bad rows and the mapping', () => {
    const folder = folderForTest();
    const file = join(folder, '台账.csv');
    writeFileSync(file, sheet);
    const [out, bad, mapping] = ['clean.csv', 'bad.csv', 'mapping.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const outcome = planwright([
      'import',
      file,
      ...words,
      '--data',
      template.data,
      '--out',
      out,
      '--rejects',
      bad,
      '--save-mapping',
      mapping,
    ]);
    expect(outcome.err).not.toContain('error');
    expect(outcome.exit).toBe(0);
    expect(outcome.out).toContain('3 rows = 2 good + 1 bad.');
    expect(readFileSync(out, 'utf8')).toBe(
      'contractId,owner,signed,product,amount,isNew,remark\nC1,P001,2026-03-31,crm,12345000,true,a;b\nC2,P002,2026-04-01,erp,125000,false,\n',
    );
    expect(readFileSync(bad, 'utf8')).toMatch(
      /^row,line,field,value,code,kept,message\n3,5,amount,"1,2345678",data\/scale,false,/,
    );
    const again = planwright(['import', file, ...words, '--mapping', mapping, '--data', template.data, '--json']);
    expect(answerOf<Answer>(again)).toMatchObject({status: 'ok', report: {rows: 3, good: 2, bad: 1}});
    const run = planwright([
      'run',
      template.plan,
      '--data',
      template.data,
      `contracts=${out}`,
      '--from',
      '2026-Q1',
      '--to',
      '2026-Q2',
    ]);
    // 4: the sample has few contracts left, so some values are missing
    expect({err: run.err, exit: run.exit}).toEqual({err: '', exit: 4});
  });

  it('asks what is open, writes nothing, and takes the answer', () => {
    withFolder((folder, write) => {
      const file = write(
        'a.csv',
        'contractId,owner,signed,product,amount,isNew\nC1,P001,03/04/2026,crm,"1,234",true\n',
      );
      const out = join(folder, 'clean.csv');
      const asked = planwright(['import', file, ...words, '--out', out]);
      expect(asked.exit).toBe(1);
      expect(asked.err).toContain('[import/ambiguous-dates]');
      expect(asked.out).toContain(
        '--answer "signed=…": 31/03/2026 | 3/31/2026 (31/03/2026 → 2026-04-03, 3/31/2026 → 2026-03-04)',
      );
      expect(existsSync(out)).toBe(false);
      const answers = ['--answer', 'signed=3/31/2026', 'amount=1,234.56'];
      expect(planwright(['import', file, ...words, '--out', out, ...answers]).exit).toBe(0);
      expect(readFileSync(out, 'utf8')).toContain('C1,P001,2026-03-04,crm,1234,true');
    });
  });

  it('shows what would change before it replaces a file', () => {
    withFolder((folder, write) => {
      const out = join(folder, 'clean.csv');
      const head = 'contractId,owner,signed,product,amount,isNew';
      planwright(['import', write('a.csv', `${head}\nC1,P001,2026-03-04,crm,1,true\n`), ...words, '--out', out]);
      const next = write('b.csv', `${head}\nC1,P001,2026-03-04,crm,2,true\nC2,P001,2026-03-04,crm,2,true\n`);
      const held = planwright(['import', next, ...words, '--out', out]);
      expect(held.exit).toBe(2);
      expect(held.out).toContain('1 new, 1 changed, 0 gone, 0 the same');
      expect(held.out).toContain('~ C1: amount 1 → 2');
      expect(readFileSync(out, 'utf8')).not.toContain('C2');
      const answer = planwright(['import', next, ...words, '--out', out, '--replace', '--json']);
      expect(answerOf<Answer>(answer)).toMatchObject({status: 'ok', changes: {added: ['C2']}});
      expect(readFileSync(out, 'utf8')).toContain('C2');
    });
  });

  it('reads a workbook', () => {
    const folder = folderForTest();
    const file = join(folder, 'book.xlsx');
    const rows =
      row(1, '合同编号', '签约人', '签约日期', '产品', '合同金额', '是否新签') +
      row(2, 'C1', 'P001', '<c s="1"><v>46112</v></c>', 'crm', 12.5, '是');
    writeFileSync(file, workbook({说明: row(1, 'x'), 合同: rows}));
    const {exit, out} = planwright(['import', file, ...words, '--out', join(folder, 'clean.csv')]);
    expect(out).toContain('sheet 合同');
    expect(exit).toBe(0);
    expect(readFileSync(join(folder, 'clean.csv'), 'utf8')).toContain('C1,P001,2026-03-31,crm,12.5,true');
    expect(planwright(['import', file, ...words, '--sheet', 'none']).err).toContain('[import/no-sheet]');
  });

  it('speaks Chinese', () => {
    withFolder((_, write) => {
      const {out, err, exit} = planwright(['import', write('a.csv', sheet), ...words, '--lang', 'zh-CN']);
      expect(out).toContain('以分号分隔，表头在第 2 行');
      expect(out).toContain('共 3 行 = 可用 2 + 不可用 1。');
      expect({err, exit}).toEqual({err: '', exit: 0});
      expect(planwright(['help', 'import', '--lang', 'zh-CN']).out).toContain('绝不猜测');
    });
  });

  it('says what is wrong with the call', () => {
    withFolder((_, write) => {
      const file = write('a.csv', sheet);
      expect(planwright(['import', ...words]).exit).toBe(2);
      expect(planwright(['import', file, '--table', 'contracts']).exit).toBe(2);
      expect(planwright(['import', file, '--plan', template.plan, '--table', 'contract']).err).toContain('contracts');
      expect(planwright(['import', '/nowhere.csv', ...words]).exit).toBe(3);
      expect(planwright(['import', file, ...words, '--encoding', 'big5']).err).toContain('gb18030');
      expect(planwright(['import', file, ...words, '--out', file]).err).toContain('[cli/overwrites-input]');
      const {err, exit} = planwright(['import', write('bad.json', 'x'), ...words, '--mapping', file]);
      expect({err: err.includes('[import/bad-mapping]'), exit}).toEqual({err: true, exit: 1});
    });
  });
});
