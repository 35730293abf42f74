import {describe, expect, it} from 'vitest';
import {answerQuestion} from '../../../runtime/import/question.js';
import {errors, load, loadColumn, problems, values} from './files.js';

describe('numbers of a column', () => {
  it.each([
    ['plain', ['1234.56', '-5', '+7', '0'], ['1234.56', '-5', '7', '0']],
    ['American', ['1,234.56', '1,234,567', '12'], ['1234.56', '1234567', '12']],
    ['European', ['1.234,56', '1.234.567', '12'], ['1234.56', '1234567', '12']],
    ['French and Swiss', ['1 234,56', '1 234,5', "2'000,25"], ['1234.56', '1234.5', '2000.25']],
    ['in 万 and 亿', ['12.5万', '3亿', '0.01万元'], ['125000', '300000000', '100']],
    ['with currency', ['¥1,234.50', '￥12', '12元', 'CNY 5', '8 RMB'], ['1234.5', '12', '12', '5', '8']],
    ['negative', ['(1,234.00)', '-¥5.00', '¥-6', '7-', '−8', '（9）'], ['-1234', '-5', '-6', '-7', '-8', '-9']],
    ['full width', ['１，２３４．５０', '１２'], ['1234.5', '12']],
    ['two decimal marks that cannot be confused', ['1.234,56', '1,234.56'], ['1234.56', '1234.56']],
  ])('%s', (_, cells, expected) => {
    const imported = loadColumn('amount', cells);
    expect(imported.questions).toEqual([]);
    expect(values(imported, 'amount')).toEqual(expected);
  });

  it('are exact beyond what a double holds', () => {
    expect(values(loadColumn('amount', ['9,007,199,254,740,993.01']), 'amount')).toEqual(['9007199254740993.01']);
  });

  it('show what they were told by', () => {
    const {profiles, mapping} = loadColumn('amount', ['1,234', '1,234.56', '12']);
    const profile = profiles.find(({field}) => field === 'amount');
    expect(profile?.styles).toEqual(['1,234.56']);
    expect(profile?.evidence).toEqual([{style: '1,234.56', cells: 1, sample: '1,234.56', line: 3}]);
    expect(mapping?.columns.find(({field}) => field === 'amount')).toMatchObject({numbers: ['1,234.56']});
  });

  it('ask when 1,234 and 1.234 alone could be either', () => {
    const imported = loadColumn('amount', ['1,234', '5,678', '12']);
    expect(errors(imported)).toEqual(['import/ambiguous-numbers']);
    expect(imported.table).toBeUndefined();
    const [question] = imported.questions;
    expect(question?.choices).toEqual(['1,234.56', '1.234,56']);
    expect(question?.samples[0]).toEqual({
      text: '1,234',
      line: 2,
      readings: [
        {choice: '1,234.56', value: '1234'},
        {choice: '1.234,56', value: '1.234'},
      ],
    });
    expect(imported.report).toMatchObject({rows: 3, good: 1, bad: 2});
    const answered = answerQuestion(imported.mapping!, question!, '1,234.56');
    expect(values(load('dealId,amount,owner,signed\nD1,"1,234",P1,2026-01-01', {mapping: answered}), 'amount')).toEqual(
      ['1234'],
    );
  });

  it('do not take 1.005 for 1005: the column asks', () => {
    expect(errors(loadColumn('amount', ['100', '1.005']))).toEqual(['import/ambiguous-numbers']);
    const declared = loadColumn('amount', ['100', '1.005'], {numbers: ['1,234.56']});
    expect(problems(declared)).toEqual(['2 amount data/scale 1.005']);
  });

  it('ask when a column has both marks and a cell that fits both', () => {
    expect(errors(loadColumn('amount', ['1.234,56', '1,234.56', '1,234']))).toEqual(['import/ambiguous-numbers']);
  });

  it('follow a declared style, and refuse what it does not write', () => {
    const imported = loadColumn('amount', ['1.234', '12,5', '1,234.56'], {numbers: ['1.234,56']});
    expect(values(imported, 'amount')).toEqual(['1234', '12.5']);
    expect(problems(imported)).toEqual(['3 amount data/bad-value 1,234.56']);
  });

  it('refuse other currencies, words, lost digits and wrong groups', () => {
    const imported = loadColumn('amount', ['$5', '8%', 'abc', '1.2E+17', '1,23,456.00', '--5', '5万万', '#N/A']);
    expect(problems(imported)).toEqual([
      '1 amount import/other-currency-cell $5',
      '2 amount data/bad-value 8%',
      '3 amount data/bad-value abc',
      '4 amount import/scientific 1.2E+17',
      '5 amount data/bad-value 1,23,456.00',
      '6 amount data/bad-value --5',
      '7 amount data/bad-value 5万万',
      '8 amount data/bad-value #N/A',
    ]);
  });
});

describe('shares of a column', () => {
  it('are per cent by their sign or their heading', () => {
    expect(values(loadColumn('discount', ['8%', '12.5%', '100%', '0']), 'discount')).toEqual([
      '0.08',
      '0.125',
      '1',
      '0',
    ]);
    const headed = load('dealId,owner,signed,amount,折扣(%)\nD1,P001,2026-01-01,1,8\nD2,P001,2026-01-01,1,12.5%');
    expect(values(headed, 'discount')).toEqual(['0.08', '0.125']);
  });

  it('ask what a bare number beside them is', () => {
    const imported = loadColumn('discount', ['8%', '1']);
    expect(errors(imported)).toEqual(['import/ambiguous-percent']);
    const mapping = answerQuestion(imported.mapping!, imported.questions[0]!, '0.01');
    const again = load('dealId,discount,owner,signed,amount\nD1,8%,P1,2026-01-01,1\nD2,1,P1,2026-01-01,1', {mapping});
    expect(values(again, 'discount')).toEqual(['0.08', '0.01']);
  });
});

describe('dates of a column', () => {
  it.each([
    ['ISO and its relatives', ['2026-03-31', '2026/3/31', '2026.3.31', '2026年3月31日']],
    ['compact', ['20260331']],
    ['German', ['31.03.2026', '31.3.2026']],
    ['American', ['3/31/2026', '03/31/2026']],
    ['British', ['31/03/2026', '31-3-2026']],
    ['with a month by name', ['31 Mar 2026', '31-Mar-2026', 'March 31, 2026']],
    ['Excel serial days', ['46112', '46112.75']],
    ['with a time', ['2026-03-31 23:59:59', '2026-03-31T08:00', '3/31/2026 11:05 PM']],
    ['several styles that cannot be confused', ['2026/3/31', '31.03.2026', '3/31/2026', '46112']],
  ])('%s', (_, cells) => {
    const imported = loadColumn('signed', cells);
    expect(imported.questions).toEqual([]);
    expect(values(imported, 'signed')).toEqual(cells.map(() => '2026-03-31'));
  });

  it('settle 03/04/2026 by another cell of the column', () => {
    expect(values(loadColumn('signed', ['03/04/2026', '3/31/2026']), 'signed')).toEqual(['2026-03-04', '2026-03-31']);
    expect(values(loadColumn('signed', ['03/04/2026', '31/3/2026']), 'signed')).toEqual(['2026-04-03', '2026-03-31']);
  });

  it('ask when no cell settles it', () => {
    const imported = loadColumn('signed', ['03/04/2026', '05/05/2026']);
    expect(errors(imported)).toEqual(['import/ambiguous-dates']);
    expect(imported.questions[0]?.samples).toEqual([
      {
        text: '03/04/2026',
        line: 2,
        readings: [
          {choice: '31/03/2026', value: '2026-04-03'},
          {choice: '3/31/2026', value: '2026-03-04'},
        ],
      },
    ]);
    expect(errors(loadColumn('signed', ['03/04/2026', '2026-01-01']))).toEqual(['import/ambiguous-dates']);
    expect(errors(loadColumn('signed', ['03/04/2026', '31/3/2026', '3/31/2026']))).toEqual(['import/ambiguous-dates']);
    expect(errors(loadColumn('signed', ['01/02/03']))).toEqual(['import/ambiguous-dates']);
  });

  it('follow declared styles, also Excel days counted from 1904', () => {
    expect(values(loadColumn('signed', ['03/04/2026'], {dates: ['31/03/2026']}), 'signed')).toEqual(['2026-04-03']);
    expect(values(loadColumn('signed', ['44650'], {dates: ['serial-1904']}), 'signed')).toEqual(['2026-03-31']);
  });

  it('refuse days that do not exist', () => {
    const imported = loadColumn('signed', ['2026-02-29', '31.04.2026', '2026-01-05', 'soon']);
    expect(problems(imported).map((line) => line.split(' ')[0])).toEqual(['1', '2', '4']);
  });

  it('take times with a zone in the zone of the plan, or refuse them', () => {
    const imported = loadColumn('signed', ['2026-03-30T18:30:00Z']);
    expect(errors(imported)).toEqual(['import/needs-time-zone']);
    expect(imported.report).toMatchObject({rows: 1, good: 0, bad: 1});
  });
});
