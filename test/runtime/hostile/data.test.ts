import type {Tables} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {csvTables, january, paid, runPlan, salesPlan} from './sales.js';

const people = (count: number): string[] => Array.from({length: count}, (_, i) => `P${String(i)}`);

describe('a lot of data', () => {
  it('that are all exceptions does not overflow the stack', () => {
    const deals = Array.from({length: 150_000}, () => 'd,A,2026-01-05,1');
    const {exceptions, payouts} = paid(salesPlan(), csvTables(['A'], deals));
    expect(exceptions.length).toBe(149_999);
    expect(payouts.amount).toEqual(['0.10']);
  });

  it('of columns is read, and those that are not used are named up to a hundred', () => {
    const {people: roster} = csvTables(['A'], []);
    const extra = Array.from({length: 200_000}, (_, i) => `c${String(i)}`).join(',');
    const cells = ',1'.repeat(200_000);
    const deals = {csv: `deal,owner,closed,amount,${extra}\nd1,A,2026-01-05,100.00${cells}\nd2,A,2026-01-05,1\n`};
    const {result, diagnostics} = runPlan(salesPlan(), {people: roster!, deals});
    expect(result?.payouts.amount).toEqual(['10.00']);
    expect(result?.exceptions.map(({row, code}) => [row, code])).toEqual([[2, 'data/ragged-row']]);
    expect(diagnostics.map(({params}) => params['column']).slice(-2)).toEqual(['c99', '… +199900']);
  });

  it('in a chain of references that ends in nothing is dropped from its end to its beginning', () => {
    const plan = salesPlan();
    const customers = {fields: {id: {type: 'key', role: 'id'}, parent: {type: 'key', references: 'customers'}}};
    Object.assign(plan['tables'] as object, {customers});
    const count = 20_000;
    const chain = Array.from({length: count}, (_, i) => `c${String(i)},c${String(i + 1)}`);
    const tables = {...csvTables(['A'], []), customers: {csv: ['id,parent', ...chain].join('\n')}};
    const {exceptions} = paid(plan, tables);
    expect(exceptions.length).toBe(count);
    expect(exceptions.every(({code}) => code === 'data/unknown-reference')).toBe(true);
  });

  it('of roster rows of one person finds the right one for each row', () => {
    const count = 20_000;
    const days = Array.from({length: count + 1}, (_, i) =>
      new Date(Date.UTC(1975, 0, 1 + i)).toISOString().slice(0, 10),
    );
    const roster = ['person,from,to'];
    // file order is not the order of time
    for (let i = 0; i < count; ++i) {
      const at = (i * 7919) % count;
      roster.push(`A,${days[at]!},${days[at + 1]!}`);
    }
    const deals = Array.from(
      {length: 20_000},
      (_, i) => `d${String(i)},A,2026-01-${String(1 + (i % 31)).padStart(2, '0')},1`,
    );
    const {payouts} = paid(salesPlan(), {...csvTables([], deals), people: {csv: roster.join('\n')}});
    expect(payouts.amount).toEqual(['2000.00']);
  });
});

describe('a date far away', () => {
  const deals = ['d1,A,0026-01-15,1', 'd2,A,2026-01-15,100.00'];

  it('does not make rows for everybody where nothing looks back', () => {
    expect(paid(salesPlan(), csvTables(['A', ...people(2000)], deals)).payouts.amount[0]).toBe('10.00');
  });

  it('is told where a value over all time would reach back to it; coverage says from when to count', () => {
    const plan = salesPlan({sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'all-to-date'}});
    const {result, diagnostics} = runPlan(plan, csvTables(['A'], deals));
    expect(result).toBeUndefined();
    expect(diagnostics).toEqual([
      {
        code: 'run/too-many-periods',
        severity: 'error',
        params: {from: '0026-01', to: '2026-01', count: 24_001, limit: 1200},
      },
    ]);
    const covered = {...january, coverage: {deals: '2026-01-01'}};
    expect(paid(plan, csvTables(['A'], deals), covered).payouts.amount).toEqual(['10.00']);
  });

  it('is told where the range asked for ends there', () => {
    const {diagnostics} = runPlan(salesPlan(), csvTables(['A'], []), {from: '2026-01', to: '9999-12'});
    expect(diagnostics.map(({code}) => code)).toEqual(['run/too-many-periods']);
  });
});

describe('run, called wrongly', () => {
  const {program} = compile(salesPlan());
  const good = csvTables(['A'], []);

  it.each<[string, unknown, unknown, RegExp]>([
    ['no options', good, undefined, /options/],
    ['no period', good, {}, /period as from/],
    ['no tables', undefined, january, /tables by name/],
    ['text as a table', {...good, deals: 'deal\n'}, january, /table deals/],
    ['a table without data', {...good, deals: {}}, january, /table deals/],
    ['CSV that is a number', {...good, deals: {csv: 5}}, january, /CSV of deals/],
    ['rows with a hole', {...good, deals: {rows: [{}, undefined]}}, january, /row 2 of deals/],
    ['a column that is a number', {...good, deals: {columns: {deal: 5}}}, january, /column deal of deals/],
    ['half a row at a time', good, {...january, batchRows: 1.5}, /batchRows/],
    ['no number of rows at a time', good, {...january, batchRows: NaN}, /batchRows/],
  ])('says what it expects: %s', (_, tables, options, text) => {
    expect(() => run(program!, tables as Tables, options as typeof january)).toThrow(text);
  });

  it('lists a cell that cannot even be made text', () => {
    const rows = [{deal: 'd', owner: 'A', closed: '2026-01-01', amount: Object.create(null) as string}];
    const {exceptions} = paid(salesPlan(), {...good, deals: {rows}});
    expect(exceptions.map(({code, value}) => [code, value])).toEqual([['data/bad-value', 'object']]);
  });

  it('refuses a coverage that is no day', () => {
    const {diagnostics} = run(program!, good, {...january, coverage: {deals: 5 as unknown as string}});
    expect(diagnostics.map(({code}) => code)).toEqual(['run/bad-coverage']);
  });
});
