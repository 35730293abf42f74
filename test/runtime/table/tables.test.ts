import {describe, expect, it} from 'vitest';
import {cells, codes, exceptions, read} from './read.js';
import type {Fields} from './read.js';

const deals: Fields = {
  id: {type: 'key', role: 'id'},
  owner: {type: 'key', role: 'participant', references: 'people'},
  closed: {type: 'date', role: 'date'},
  amount: {type: 'money'},
  note: {type: 'text', required: false},
};
const people: Fields = {
  id: {type: 'key', role: 'id'},
  from: {type: 'date', role: 'valid-from'},
  to: {type: 'date', role: 'valid-to', required: false},
  manager: {type: 'key', references: 'people', required: false},
};
const one = {csv: 'id,from\nP1,2026-01-01\n'};

describe('columns', () => {
  const csv = (header: string): string => `${header}\nD1,P1,2026-01-05,10\n`;

  it('are found by id, label in either language or alias', () => {
    const labelled: Fields = {
      ...deals,
      owner: {...deals.owner!, label: {en: 'Sales rep', 'zh-CN': '销售'}},
      closed: {...deals.closed!, label: '成交日'},
      amount: {...deals.amount!, aliases: ['Amt', '金额']},
    };
    for (const header of ['id,owner,closed,amount', 'id,Sales rep,成交日,Amt', '\uFEFFid, 销售 ,"成交日",金额']) {
      const result = read({people, deals: labelled}, {people: one, deals: {csv: csv(header)}});
      expect(codes(result)).toEqual([]);
      expect(cells(result, 'deals', 'amount')).toEqual(['10']);
      expect(cells(result, 'deals', 'note')).toEqual(['!missing']);
    }
  });

  it('that the plan does not know are listed, that it needs and lacks are an error', () => {
    const extra = read(
      {people, deals},
      {people: one, deals: {csv: 'id,owner,closed,amount,,city\nD1,P1,2026-01-05,10,,x\n'}},
    );
    expect(extra.diagnostics).toEqual([
      {code: 'data/unknown-column', severity: 'info', params: {table: 'deals', column: '#5'}},
      {code: 'data/unknown-column', severity: 'info', params: {table: 'deals', column: 'city'}},
    ]);
    const without = read({people, deals}, {people: one, deals: {csv: 'id,owner,closed,note\nD1,P1,2026-01-05,10\n'}});
    expect(without.diagnostics).toMatchObject([
      {code: 'data/missing-column', params: {table: 'deals', column: 'amount'}},
    ]);
    expect(without.tables.has('deals')).toBe(false);
  });

  it('that come twice are an error', () => {
    const aliased = {...deals, amount: {...deals.amount!, aliases: ['金额']}};
    const result = read(
      {people, deals: aliased},
      {people: one, deals: {csv: 'id,owner,closed,amount,金额\nD1,P1,2026-01-05,1,2\n'}},
    );
    expect(result.diagnostics).toMatchObject([
      {code: 'data/duplicate-column', params: {column: 'amount', headings: 'amount, 金额'}},
    ]);
  });

  it('of one table have one length', () => {
    const result = read({t: {x: {type: 'count'}, y: {type: 'count'}}}, {t: {columns: {x: [1, 2], y: [1]}}});
    expect(codes(result)).toEqual(['uneven-columns']);
  });

  it('may be left out of rows given as objects, and prototype names are none', () => {
    const result = read(
      {t: {x: {type: 'text'}, y: {type: 'text', required: false}}},
      {t: {rows: [{}, {x: 'a'}, {toString: 'b', x: 'c'}]}},
    );
    expect(exceptions(result)).toEqual(['t 1 x required']);
    expect(codes(result)).toEqual(['unknown-column']);
    expect(cells(result, 't', 'x')).toEqual(['a', 'c']);
    expect(read({t: {x: {type: 'text', aliases: ['toString']}}}, {t: {rows: [{x: 'a'}, {}]}}).exceptions).toHaveLength(
      1,
    );
    expect(codes(read({t: {x: {type: 'text'}}}, {t: {rows: []}}))).toEqual([]);
  });
});

describe('files', () => {
  it('that are broken, empty or not asked for are told', () => {
    expect(read({t: {x: {type: 'text'}}}, {t: {csv: 'x\n"a\n'}}).diagnostics).toMatchObject([
      {code: 'data/broken-file', params: {table: 't', line: 2, byte: 2, reason: 'unclosed-quote'}},
    ]);
    expect(codes(read({t: {x: {type: 'text'}}}, {t: {csv: ''}}))).toEqual(['empty-file']);
    expect(codes(read({t: {x: {type: 'text'}}}, {t: {csv: '\ud800'}}))).toEqual(['broken-file']);
    expect(codes(read({t: {x: {type: 'text'}}}, {t: {csv: 'x\na\n'}, u: {csv: 'x\n'}}))).toEqual(['unknown-table']);
  });

  it('that are only referred to must be there too', () => {
    expect(codes(read({people, deals}, {deals: {csv: 'id,owner,closed,amount\n'}}))).toEqual(['missing-table']);
    expect(codes(read({people, deals}, {people: one}))).toEqual([]);
  });
});

describe('rows', () => {
  const rows = (...lines: string[]): ReturnType<typeof read> =>
    read({people, deals}, {people: one, deals: {csv: ['id,owner,closed,amount', ...lines].join('\n')}});

  it('are used or listed: read = usable + exceptions', () => {
    const result = rows(
      'D1,P1,2026-01-05,10',
      'D2,P1,2026-01-05,1.005',
      'D1,P1,2026-01-06,20',
      'D3,P9,2026-01-05,1',
      'D4,P1,2026-01-05,2',
    );
    const table = result.tables.get('deals');
    expect(table).toMatchObject({count: 2, read: 5, rowNumbers: Int32Array.of(1, 5)});
    expect(cells(result, 'deals', 'amount')).toEqual(['10', '2']);
    expect(result.exceptions).toEqual([
      {table: 'deals', row: 2, field: 'amount', value: '1.005', code: 'data/scale', node: ''},
      {table: 'deals', row: 3, field: 'id', value: 'D1', code: 'data/duplicate-key', node: ''},
      {table: 'deals', row: 4, field: 'owner', value: 'P9', code: 'data/unknown-participant', node: ''},
    ]);
  });

  it('with several problems are listed once: a missing cell, then a bad one, a repeated id, a reference', () => {
    const result = rows(
      'D1,P9,2026-99-05,x',
      'D1,P1,2026-01-05,1',
      'D1,P9,2026-01-05,1',
      'x,,2026-99-05,',
      'D2,P9',
      'D3,P1,2026-01-05,1,',
    );
    expect(exceptions(result)).toEqual([
      'deals 1 closed bad-value',
      'deals 3 id duplicate-key',
      'deals 4 owner required',
      'deals 5  ragged-row',
      'deals 6  ragged-row',
    ]);
    expect(cells(result, 'deals', 'id')).toEqual(['D1']);
  });

  it('list at most 200 characters of a value', () => {
    const result = rows(`D1,P1,2026-01-05,${'x'.repeat(199)}😀😀`);
    expect(result.exceptions[0]?.value).toBe('x'.repeat(199));
  });
});

describe('references', () => {
  const regions: Fields = {id: {type: 'key', role: 'id'}, country: {type: 'key', references: 'countries'}};
  const countries: Fields = {id: {type: 'key', role: 'id'}, size: {type: 'count'}};
  const shops: Fields = {id: {type: 'key', role: 'id'}, region: {type: 'key', references: 'regions', required: false}};

  it('are followed through tables: what refers to an unusable row is not usable', () => {
    const result = read(
      {shops, regions, countries},
      {
        shops: {csv: 'id,region\nS1,R1\nS2,R2\nS3,\n'},
        regions: {csv: 'id,country\nR1,C1\nR2,C2\n'},
        countries: {csv: 'id,size\nC1,5\nC2,big\n'},
      },
    );
    expect(exceptions(result)).toEqual([
      'shops 2 region unknown-reference',
      'regions 2 country unknown-reference',
      'countries 2 size bad-value',
    ]);
    expect(cells(result, 'shops', 'region')).toEqual(['R1', '!missing']);
  });

  it('in a ring fall together', () => {
    const left: Fields = {id: {type: 'key', role: 'id'}, other: {type: 'key', references: 'right'}};
    const right: Fields = {id: {type: 'key', role: 'id'}, other: {type: 'key', references: 'left'}};
    const result = read(
      {left, right},
      {left: {csv: 'id,other\nA,1\nB,2\nC,3\n'}, right: {csv: 'id,other\n1,A\n2,C\n'}},
    );
    expect(exceptions(result)).toEqual([
      'left 2 other unknown-reference',
      'left 3 other unknown-reference',
      'right 2 other unknown-reference',
    ]);
  });

  it('of the roster lose the cell, not the row', () => {
    const result = read(
      {people},
      {people: {csv: 'id,from,manager\nP1,2026-01-01,P2\nP2,2026-01-01,P9\nP3,2026-01-01,\n'}},
    );
    expect(exceptions(result)).toEqual(['people 2 manager unknown-reference']);
    expect(cells(result, 'people', 'manager')).toEqual(['P2', '!missing', '!missing']);
    expect(result.tables.get('people')).toMatchObject({count: 3, read: 3});
  });
});

describe('the roster', () => {
  const roster = (fields: Fields, ...lines: string[]): string[] =>
    exceptions(read({people: fields}, {people: {csv: lines.join('\n')}})).map((line) => line.replace('people ', ''));

  it('takes rows of a person by their first day and refuses those that overlap or are empty', () => {
    expect(
      roster(
        people,
        'id,from,to',
        'P1,2026-03-01,2026-05-01',
        'P1,2026-01-01,2026-04-01', // begins earlier, so it is taken and row 1 is not
        'P1,2026-05-01,',
        'P2,2026-01-01,2026-01-01',
        'P2,2026-01-01,2026-02-01',
        'P2,2026-02-01,2026-03-01',
        'P3,2026-01-01,',
        'P3,2027-01-01,2027-02-01',
        'P3,2026-01-01,2026-02-01',
      ),
    ).toEqual(['1 from roster-overlap', '4 to empty-validity', '8 from roster-overlap', '9 from roster-overlap']);
  });

  it('compares with the rows taken, not with those refused', () => {
    expect(
      roster(people, 'id,from,to', 'P1,2026-01-01,2026-03-01', 'P1,2026-02-01,2026-06-01', 'P1,2026-04-01,2026-05-01'),
    ).toEqual(['2 from roster-overlap']);
  });

  it('without validity has one row a person', () => {
    expect(roster({id: {type: 'key', role: 'id'}}, 'id', 'P1', 'P2', 'P1')).toEqual(['3 id duplicate-key']);
  });

  it('with only a first day holds each row for good', () => {
    const {to: _, ...open} = people;
    expect(roster(open, 'id,from', 'P1,2026-01-01', 'P1,2026-02-01')).toEqual(['2 from roster-overlap']);
  });
});
