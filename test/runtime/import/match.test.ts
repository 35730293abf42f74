import {describe, expect, it} from 'vitest';
import type {ImportMapping} from '../../../runtime/import/mapping.js';
import {answerQuestion} from '../../../runtime/import/question.js';
import {errors, load, plan, problems, roster, values} from './files.js';

const row = 'D1,P001,2026-01-05,12';

describe('columns', () => {
  it.each([
    ['id', 'dealId,owner,signed,amount'],
    ['Chinese label', '合同编号,负责人,签约日期,合同额'],
    ['English label', 'Contract number,Owner,Signed on,Contract amount'],
    ['alias', '合同编号,销售,签约日期,合同额'],
    ['another case, spaces, width and marks', 'Deal ID,OWNER,signed_on,＊合同额'],
  ])('are matched by %s', (_, header) => {
    const imported = load(`${header}\n${row}`);
    expect(errors(imported)).toEqual([]);
    expect(values(imported, 'amount')).toEqual(['12']);
  });

  it.each([
    ['合同额(万)', '125000'],
    ['合同额（万元）', '125000'],
    ['合同额/万元', '125000'],
    ['合同额【单位：千元】', '12500'],
    ['Contract amount (CNY)', '12.5'],
    ['Contract amount (thousands)', '12500'],
  ])('have the unit of their heading: %s', (heading, expected) => {
    const imported = load(`dealId,owner,signed,${heading}\nD1,P001,2026-01-05,12.5\nD2,P001,2026-01-05,3亿`);
    expect(values(imported, 'amount')).toEqual([expected, '300000000']);
  });

  it('in another currency are refused', () => {
    expect(errors(load(`dealId,owner,signed,合同额(USD)\n${row}`))).toEqual(['import/other-currency']);
  });

  it('that no heading names are asked for', () => {
    const imported = load(`dealId,owner,day,amount\n${row}`);
    expect(errors(imported)).toEqual(['import/unmatched-field']);
    const [question] = imported.questions;
    expect(question).toMatchObject({field: 'signed', choices: ['day']});
    const mapping = answerQuestion(imported.mapping!, question!, 'day');
    expect(values(load(`dealId,owner,day,amount\n${row}`, {mapping}), 'signed')).toEqual(['2026-01-05']);
  });

  it('may be left out for one value of all rows', () => {
    const imported = load('dealId,owner,amount\nD1,P001,1');
    const mapping = answerQuestion(imported.mapping!, imported.questions[0]!, '2026-03-31');
    expect(mapping.constants).toEqual({signed: '2026-03-31'});
    expect(values(load('dealId,owner,amount\nD1,P001,1', {mapping}), 'signed')).toEqual(['2026-03-31']);
  });

  it('that name one field twice are asked about', () => {
    const file = `dealId,owner,销售,signed,amount\nD1,P001,P002,2026-01-05,1`;
    const imported = load(file);
    expect(errors(imported)).toEqual(['import/duplicate-column']);
    const mapping = answerQuestion(imported.mapping!, imported.questions[0]!, '销售');
    expect(values(load(file, {mapping}), 'owner')).toEqual(['P002']);
  });
});

describe('a mapping', () => {
  const file = '单号,谁,哪天,多少\nD1,P001,3/4/2026,"1,5"';
  const mapping: ImportMapping = {
    version: 1,
    table: 'deals',
    columns: [
      {heading: '单号', field: 'dealId'},
      {heading: '谁', field: 'owner'},
      {heading: '哪天', field: 'signed', dates: ['31/03/2026']},
      {heading: '多少', field: 'amount', numbers: ['1.234,56'], unit: '10000'},
    ],
  };

  it('reads headings that name nothing, in the styles it declares', () => {
    const imported = load(file, {mapping});
    expect(imported.table).toEqual({
      columns: {dealId: ['D1'], owner: ['P001'], signed: ['2026-04-03'], amount: ['15000']},
    });
    expect(imported.mapping).toEqual(mapping);
  });

  it('survives being saved, and reads the same file in the same way', () => {
    const first = load('dealId,owner,signed,amount\nD1,P001,31.03.2026,"1.234,56"');
    const saved: unknown = JSON.parse(JSON.stringify(first.mapping));
    const again = load('dealId,owner,signed,amount\nD1,P001,31.03.2026,"1.234,56"', {mapping: saved});
    expect(again.table).toEqual(first.table);
    expect(again.mapping).toEqual(first.mapping);
    const american = load('dealId,owner,signed,amount\nD1,P001,3/31/2026,"1,234.56"', {mapping: saved});
    expect(problems(american)).toEqual(['1 signed data/bad-value 3/31/2026']);
  });

  it('says which of its columns the file lacks', () => {
    const imported = load('单号,谁,哪天\nD1,P001,3/4/2026', {mapping});
    expect(imported.diagnostics.map(({code}) => code)).toContain('import/unknown-mapping-column');
    expect(errors(imported)).toEqual(['import/unmatched-field']);
    expect(imported.mapping?.columns).toHaveLength(4);
  });

  it.each([
    [{...mapping, version: 2}, '/version'],
    [{...mapping, table: 'people'}, '/table'],
    [{...mapping, columns: [{heading: 'x', field: 'nothing'}]}, '/columns/0/field'],
    [{...mapping, columns: [{heading: 'x', field: 'signed', dates: ['tomorrow']}]}, '/columns/0/dates'],
    [{...mapping, columns: [{heading: 'x', field: 'amount', unit: 'ten'}]}, '/columns/0/unit'],
    [{...mapping, constants: {['__proto__x']: 'y'}}, '/constants/__proto__x'],
    [[], '/version'],
  ])('that is wrong is refused with the place', (wrong, path) => {
    expect(load(file, {mapping: wrong}).diagnostics).toEqual([
      expect.objectContaining({code: 'import/bad-mapping', path}),
    ]);
  });
});

describe('rows', () => {
  const file = [
    '2026年第一季度合同台账,,,',
    '制表：财务部,,,',
    ',,,',
    '合同编号,负责人,签约日期,合同额(万)',
    'C1,P001,2026-01-05,1.5',
    '小计,,,1.5',
    'C2,P001,2026-02-05,2',
    '合同编号,负责人,签约日期,合同额(万)',
    'C3,P001,2026-02-06,3',
    '合  计,,,6.5',
    '制表人：张三,,,',
  ].join('\n');

  it('are told from titles above, totals within and below, repeated headers and notes', () => {
    const imported = load(file);
    expect(errors(imported)).toEqual([]);
    expect(values(imported, 'amount')).toEqual(['15000', '20000', '30000']);
    expect(imported.report).toMatchObject({rows: 3, good: 3, bad: 0});
    expect(imported.source.header).toBe(4);
    expect(imported.report.skipped.map(({line, reason}) => `${line} ${reason}`)).toEqual([
      '1 title',
      '2 title',
      '6 total',
      '8 repeated-header',
      '10 total',
      '11 note',
    ]);
  });

  it('with an id are no total, whatever else they say', () => {
    const imported = load('owner,dealId,signed,amount\n合计,D1,2026-01-05,1\n合计,,,1');
    expect(imported.report).toMatchObject({rows: 1, good: 1});
  });

  it('under a title that names a unit ask whether it applies', () => {
    const titled = `合同台账（单位：万元）,,,\ndealId,owner,signed,amount\n${row}`;
    const imported = load(titled);
    expect(errors(imported)).toEqual(['import/ambiguous-unit']);
    const answer = (choice: string) =>
      load(titled, {mapping: answerQuestion(imported.mapping!, imported.questions[0]!, choice)});
    expect(values(answer('10000'), 'amount')).toEqual(['120000']);
    expect(values(answer('1'), 'amount')).toEqual(['12']);
    expect(errors(load(`合同台账（单位：元）,,,\ndealId,owner,signed,amount\n${row}`))).toEqual([]);
  });

  it('that cannot be used are listed with number, line, field, value and code', () => {
    const bad = [
      'dealId,owner,signed,amount,remark',
      'D1,P001,2026-01-05,1,"two',
      'lines"',
      'D2,P999,2026-01-05,1,',
      'D1,P001,2026-01-06,2,',
      ',P001,2026-01-05,1,',
      'D3,P001,2026-01-05,1.005,',
      'D4,P001,2026-01-05,one,',
      'D5,P001,2026-01-05,"1,234.50",',
    ].join('\n');
    const imported = load(bad, {tables: {people: roster}});
    expect(imported.report.problems).toEqual([
      {row: 2, line: 4, field: 'owner', value: 'P999', code: 'data/unknown-participant', kept: true},
      {row: 3, line: 5, field: 'dealId', value: 'D1', code: 'data/duplicate-key', kept: false},
      {row: 4, line: 6, field: 'dealId', value: '', code: 'data/required', kept: false},
      {row: 5, line: 7, field: 'amount', value: '1.005', code: 'data/scale', kept: false},
      {row: 6, line: 8, field: 'amount', value: 'one', code: 'data/bad-value', kept: false},
    ]);
    expect(imported.report).toMatchObject({rows: 7, good: 2, bad: 5});
    expect(imported.report.byCode).toMatchObject({'data/duplicate-key': 1, 'data/unknown-participant': 1});
    expect(values(imported, 'dealId')).toEqual(['D1', 'D2', 'D5']);
  });
});

describe('words', () => {
  it('of lists and flags are read by value, label or alias', () => {
    const kinds = ['new', '新签', 'New business', '续签', 'RENEWAL', ' ｎｅｗ '];
    const flags = ['是', 'N', 'y', '否', 'TRUE', '0'];
    const file = `dealId,owner,signed,amount,kind,isPaid\n${kinds.map((kind, i) => `D${i},P1,2026-01-05,1,${kind},${flags[i]}`).join('\n')}`;
    const imported = load(file);
    expect(values(imported, 'kind')).toEqual(['new', 'new', 'new', 'renewal', 'renewal', 'new']);
    expect(values(imported, 'isPaid')).toEqual(['true', 'false', 'true', 'false', 'true', 'false']);
  });

  it('that are unknown are asked for and their rows listed', () => {
    const file = 'dealId,owner,signed,amount,kind\nD1,P1,2026-01-05,1,老客户\nD2,P1,2026-01-05,1,new';
    const imported = load(file);
    expect(problems(imported)).toEqual(['1 kind data/bad-value 老客户']);
    const [question] = imported.questions;
    expect(question).toMatchObject({code: 'import/unknown-value', text: '老客户', choices: ['new', 'renewal']});
    const mapping = answerQuestion(imported.mapping!, question!, 'renewal');
    expect(values(load(file, {mapping}), 'kind')).toEqual(['renewal', 'new']);
  });
});

describe('ids', () => {
  it('stay whole', () => {
    const ids = ['007', '440301199001011234', '\t0010', '="0011"', "'=A1"];
    const quoted = ids.map((id) => `"${id.replaceAll('"', '""')}"`);
    const imported = load(`dealId,owner,signed,amount\n${quoted.map((id) => `${id},P1,2026-01-05,1`).join('\n')}`);
    expect(values(imported, 'dealId')).toEqual(['007', '440301199001011234', '0010', '0011', '=A1']);
  });

  it('that a spreadsheet has shortened are refused with the reason', () => {
    const imported = load('dealId,owner,signed,amount\n4.40301E+17,P1,2026-01-05,1\n1E5,P1,2026-01-05,1');
    expect(problems(imported)).toEqual(['1 dealId import/scientific 4.40301E+17', '2 dealId import/scientific 1E5']);
  });

  it('that have all lost their last digits are warned about', () => {
    const imported = load(
      'dealId,owner,signed,amount\n440301199001011000,P1,2026-01-05,1\n440301199001012000,P1,2026-01-05,1',
    );
    expect(imported.diagnostics.map(({code}) => code)).toEqual(['import/digits-lost']);
  });
});

describe('people', () => {
  const file = (...owners: string[]): string =>
    `dealId,owner,signed,amount\n${owners.map((owner, i) => `D${i},${owner},2026-01-05,1`).join('\n')}`;
  const tables = {people: roster};

  it('are matched by id or by name', () => {
    const imported = load(file('P001', '谢思远', '谢思远(P001)', '007 罗丽华', '007'), {tables});
    expect(values(imported, 'owner')).toEqual(['P001', 'P001', 'P001', '007', '007']);
    expect(
      imported.profiles.find(({field}) => field === 'owner')?.evidence.map(({style, cells}) => [style, cells]),
    ).toEqual([
      ['id', 2],
      ['name', 1],
      ['id-and-name', 2],
    ]);
  });

  it('of one name are asked about, and the answer is kept', () => {
    const imported = load(file('王伟', 'P001'), {tables});
    expect(errors(imported)).toEqual(['import/ambiguous-person']);
    expect(problems(imported)).toEqual(['1 owner import/ambiguous-person 王伟']);
    const [question] = imported.questions;
    expect(question).toMatchObject({text: '王伟', choices: ['P002', 'P003']});
    const mapping = answerQuestion(imported.mapping!, question!, 'P003');
    expect(values(load(file('王伟', 'P001'), {tables, mapping}), 'owner')).toEqual(['P003', 'P001']);
  });

  it('nobody knows are told from repeated ids', () => {
    const imported = load(file('赵六', 'P001'), {tables});
    expect(problems(imported)).toEqual(['1 owner data/unknown-participant 赵六']);
    expect(errors(imported)).toEqual([]);
  });

  it('of a roster name their managers, and a snapshot is given its day', () => {
    const snapshot = '工号,姓名,直属上级\nM1,李明,\nP1,张三,李明\nP2,李四,无此人';
    const open = load(snapshot, {table: 'people'});
    expect(open.questions.map(({field}) => field)).toEqual(['validFrom']);
    const mapping = answerQuestion(open.mapping!, open.questions[0]!, '2026-01-01');
    const imported = load(snapshot, {table: 'people', mapping});
    expect(values(imported, 'manager')).toEqual(['', 'M1', '无此人']);
    expect(values(imported, 'validFrom')).toEqual(['2026-01-01', '2026-01-01', '2026-01-01']);
    expect(imported.report).toMatchObject({rows: 3, good: 3, bad: 0});
    expect(imported.report.lostCells).toEqual([
      {row: 3, line: 4, field: 'manager', value: '无此人', code: 'data/unknown-reference', kept: false},
    ]);
  });

  it('with validity may stand in a roster several times', () => {
    const imported = load(
      'personId,name,validFrom,validTo\nP1,A,2026-01-01,2026-04-01\nP1,A,2026-04-01,\nP1,A,2026-03-01,',
      {table: 'people'},
    );
    expect(problems(imported)).toEqual(['3 validFrom data/roster-overlap 2026-03-01']);
  });
});

describe('wide sheets of targets', () => {
  const targets = (text: string, mapping?: unknown) =>
    load(text, {table: 'targets', ...(mapping !== undefined && {mapping})});

  it.each([
    ['人员,2026-01,2026-02', ['2026-01', '2026-02']],
    ['人员,2026年1月,2026年2月(万)', ['2026-01', '2026-02']],
    ['人员,2026-Q1,2026年二季度', ['2026-Q1', '2026-Q2']],
    ['人员,Jan 2026,Feb 2026', ['2026-01', '2026-02']],
    ['人员,2026上半年目标,2026下半年目标', ['2026-H1', '2026-H2']],
    ['人员,202601,202602', ['2026-01', '2026-02']],
  ])('%s become rows', (header, periods) => {
    const imported = targets(`${header}\nP1,"1,000.00",2000\nP2,,3000`);
    expect(errors(imported)).toEqual([]);
    expect(values(imported, 'person')).toEqual(['P1', 'P1', 'P2']);
    expect(values(imported, 'period')).toEqual([periods[0], periods[1], periods[1]]);
    expect(values(imported, 'target')).toEqual(
      header.includes('万') ? ['1000', '20000000', '30000000'] : ['1000', '2000', '3000'],
    );
    expect(imported.report).toMatchObject({rows: 3, sourceRows: 2, good: 3});
  });

  it('without a year ask for it, unless a title says it', () => {
    const sheet = '人员,1月,2月\nP1,1,2';
    const imported = targets(sheet);
    expect(errors(imported)).toEqual(['import/which-year']);
    const mapping = answerQuestion(imported.mapping!, imported.questions[0]!, '2026');
    const answered = targets(sheet, mapping);
    expect(values(answered, 'period')).toEqual(['2026-01', '2026-02']);
    expect(values(targets('人员,1月,2月,3月\nP1,1,2,3', answered.mapping), 'period')).toEqual([
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
    expect(values(targets(`2026年度销售目标,,\n${sheet}`), 'period')).toEqual(['2026-01', '2026-02']);
  });

  it('list a bad cell by its row and value', () => {
    const imported = targets('人员,2026-01,2026-02\nP1,1,x\nP2,2,3');
    expect(problems(imported)).toEqual(['1 target data/bad-value x']);
    expect(imported.report).toMatchObject({rows: 4, good: 3, bad: 1});
  });

  it('may be declared whole', () => {
    const mapping = {
      version: 1,
      table: 'targets',
      columns: [
        {heading: '谁', field: 'person'},
        {heading: '上', field: 'target', is: {period: '2026-H1'}},
        {heading: '下', field: 'target', is: {period: '2026-H2'}},
      ],
    };
    expect(values(targets('谁,上,下\nP1,1,2', mapping), 'period')).toEqual(['2026-H1', '2026-H2']);
  });
});

describe('a table', () => {
  it('that the plan does not have is refused', () => {
    expect(load('a,b', {table: 'dealz'}).diagnostics[0]).toMatchObject({
      code: 'import/no-table',
      params: {suggestion: 'deals'},
    });
    expect(Object.keys(plan.tables)).toEqual(['people', 'deals', 'targets']);
  });
});
