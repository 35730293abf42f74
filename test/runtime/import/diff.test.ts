import {describe, expect, it} from 'vitest';
import {diffTables} from '../../../runtime/import/diff.js';
import {load, plan} from './files.js';

const header = 'dealId,owner,signed,amount,isPaid';

describe('importing again', () => {
  it('shows what is new, changed and gone by id, by value and not by spelling', () => {
    const before = load(`${header}\nD1,P1,2026-01-05,"1,000.50",是\nD2,P1,2026-01-06,2,否\nD3,P1,2026-01-07,3,`).table!;
    const after = load(`${header}\nD4,P1,2026-01-08,4,\nD2,P2,6.1.2026,2.00,Y\nD1,P1,2026/1/5,1000.5,true`).table!;
    expect(diffTables(plan, 'deals', before, after)).toEqual({
      added: ['D4'],
      changed: [
        {
          id: 'D2',
          fields: [
            {field: 'owner', before: 'P1', after: 'P2'},
            {field: 'isPaid', before: 'false', after: 'true'},
          ],
        },
      ],
      gone: ['D3'],
      same: 1,
    });
  });

  it('compares a roster by person and first day', () => {
    const csv = (...rows: string[]) => ({csv: ['personId,name,validFrom,validTo', ...rows].join('\n')});
    const before = csv('P1,A,2026-01-01,');
    const after = csv('P1,A,2026-01-01,2026-04-01', 'P1,B,2026-04-01,');
    expect(diffTables(plan, 'people', before, after)).toEqual({
      added: ['P1 2026-04-01'],
      changed: [{id: 'P1 2026-01-01', fields: [{field: 'validTo', before: '', after: '2026-04-01'}]}],
      gone: [],
      same: 0,
    });
  });

  it('takes a changed row of a table without an id for one gone and one new', () => {
    const csv = (...rows: string[]) => ({csv: ['person,period,target', ...rows].join('\n')});
    const before = csv('P1,2026-01,1', 'P1,2026-02,1', 'P1,2026-02,1');
    const after = csv('P1,2026-01,2', 'P1,2026-02,1.00', 'P1,2026-02,1');
    expect(diffTables(plan, 'targets', before, after)).toEqual({
      added: ['P1 2026-01 2'],
      changed: [],
      gone: ['P1 2026-01 1'],
      same: 2,
    });
  });
});
