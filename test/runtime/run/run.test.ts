import type {Program, TableInput} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';

const people = [
  {personId: 'P1', validFrom: '2025-01-01'},
  {personId: '张伟', validFrom: '2026-02-01'},
];
const deals = [
  {dealId: 'D1', owner: 'P1', closed: '2026-01-05', amount: '1000.00'},
  {dealId: 'D2', owner: '张伟', closed: '2026-02-05', amount: '2000.50'},
  {dealId: 'D3', owner: 'P1', closed: '2026-03-05', amount: '-300'},
];

function plan(rate: string, effective: {from: string; to?: string}, more: object = {}): object {
  return {
    schemaVersion: 1,
    id: 'sales',
    name: {en: 'Sales', 'zh-CN': '销售'},
    version: '1.0.0',
    effective,
    calendar: {period: 'month'},
    currency: 'CNY',
    tables: {
      people: {fields: {personId: {type: 'key', role: 'id'}, validFrom: {type: 'date', role: 'valid-from'}}},
      deals: {
        fields: {
          dealId: {type: 'key', role: 'id'},
          owner: {type: 'key', role: 'participant', references: 'people'},
          closed: {type: 'date', role: 'date'},
          amount: {type: 'money', scale: 2},
        },
      },
    },
    roster: {table: 'people'},
    nodes: {
      deals: {kind: 'source', table: 'deals'},
      sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
      rate: {kind: 'tier', in: {input: 'sales'}, reading: 'marginal', bands: [{from: '0', rate}], gives: 'money'},
      pay: {kind: 'reward', in: {amount: 'rate'}, type: 'cash'},
    },
    ...more,
  };
}

function programOf(document: object): Program {
  const {program, diagnostics} = compile(document);
  if (!program) throw new Error(JSON.stringify(diagnostics));
  return program;
}

const year = {from: '2026-01', to: '2026-03'};
const yearly = programOf(plan('0.1', {from: '2026-01-01', to: '2027-01-01'}));
const given = {people: {rows: people}, deals: {rows: deals}};

describe('run', () => {
  it('takes rows, columns and CSV, and pays the same', () => {
    const columns = (rows: readonly Record<string, string>[]): TableInput => ({
      columns: Object.fromEntries(Object.keys(rows[0] ?? {}).map((name) => [name, rows.map((row) => row[name] ?? '')])),
    });
    const csv = (rows: readonly Record<string, string>[]): TableInput => ({
      csv: [Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(','))].join('\r\n'),
    });
    const {result} = run(yearly, given, year);
    expect(result?.payouts.amount).toEqual(['100.00', '0.00', '200.05', '-30.00', '0.00']);
    for (const as of [columns, csv]) {
      const other = run(yearly, {people: as(people), deals: as(deals)}, year).result;
      expect(other?.payouts).toEqual(result?.payouts);
    }
  });

  it('takes for each period the version in effect on its first day', () => {
    const first = programOf(plan('0.1', {from: '2026-01-01', to: '2026-02-01'}));
    const second = programOf(plan('0.2', {from: '2026-02-01'}));
    const {result, diagnostics} = run([first, second], given, year);
    expect(diagnostics).toEqual([]);
    expect(result?.payouts.period).toEqual(['2026-01', '2026-02', '2026-02', '2026-03', '2026-03']);
    expect(result?.payouts.amount).toEqual(['100.00', '0.00', '400.10', '-60.00', '0.00']);
    expect(result?.value('rate', 'P1', '2026-01')).toBe('100');
    expect(result?.value('rate', 'P1', '2026-03')).toBe('-60');
  });

  it('says which periods no version covers, and refuses two for one period', () => {
    const gap = programOf(plan('0.1', {from: '2026-02-01'}));
    const {result, diagnostics} = run(gap, given, year);
    expect(diagnostics.map(({code, params}) => [code, params['period']])).toEqual([['run/not-effective', '2026-01']]);
    expect(result?.payouts.period).toEqual(['2026-02', '2026-02', '2026-03', '2026-03']);
    const twice = run([yearly, gap], given, year);
    expect(twice.result).toBeUndefined();
    expect(twice.diagnostics.map(({code}) => code)).toContain('run/two-versions');
  });

  it('refuses programs of different plans', () => {
    const other = programOf(plan('0.1', {from: '2027-01-01'}, {id: 'other'}));
    expect(run([yearly, other], given, year).diagnostics.map(({code}) => code)).toEqual(['run/different-plans']);
  });

  it('refuses ranges that are no periods, reversed, or cut one', () => {
    const quarterly = programOf(plan('0.1', {from: '2026-01-01'}, {calendar: {period: 'quarter'}}));
    const codes = (program: Program, from: string, to: string): string[] =>
      run(program, given, {from, to}).diagnostics.map(({code}) => code);
    expect(codes(yearly, '2026-13', '2026-14')).toEqual(['run/bad-period-name']);
    expect(codes(yearly, '2026-03', '2026-01')).toEqual(['run/range-reversed']);
    expect(codes(quarterly, '2026-01', '2026-02')).toEqual(['run/range-cuts-period']);
    expect(codes(quarterly, '2026-01', '2026-03')).toEqual([]);
    expect(run(yearly, given, {from: '2026-Q1', to: '2026'}).result?.payouts.period.at(-1)).toBe('2026-12');
  });

  it('names a table that was not given', () => {
    const {result, diagnostics} = run(yearly, {people: {rows: people}}, year);
    expect(result).toBeUndefined();
    expect(diagnostics.map(({code, params}) => [code, params['table']])).toContainEqual(['run/missing-table', 'deals']);
  });

  it('refuses a coverage that is no date, or of no table', () => {
    const codes = (coverage: Record<string, string>): string[] =>
      run(yearly, given, {...year, coverage}).diagnostics.map(({code}) => code);
    expect(codes({deals: 'soon'})).toEqual(['run/bad-coverage']);
    expect(codes({dealz: '2026-01-01'})).toEqual(['run/bad-coverage']);
  });

  it('reports progress, and stops when told to, leaving nothing', () => {
    const seen: number[] = [];
    const {result} = run(yearly, given, {...year, onProgress: ({done, of}) => void seen.push(done / of)});
    expect(result).toBeDefined();
    expect(seen.at(-1)).toBe(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    const stopped = run(yearly, given, {...year, onProgress: ({done}) => done < 5});
    expect(stopped.result).toBeUndefined();
    expect(stopped.diagnostics.map(({code}) => code)).toEqual(['run/cancelled']);
  });

  it('answers what-if without changing what was run', () => {
    const {result} = run(yearly, given, year);
    const adjust = [{node: 'sales', participant: 'P1', period: '2026-01', amount: 50_000n, scale: 2}];
    const {result: what} = run(yearly, given, {...year, adjust});
    expect(what?.payouts.amount).toEqual(['150.00', '0.00', '200.05', '-30.00', '0.00']);
    expect(result?.payouts.amount[0]).toBe('100.00');
  });

  it('gives any value of any node, and nothing for people who are not there', () => {
    const {result} = run(yearly, given, year);
    expect(result?.value('sales', '张伟', '2026-02')).toBe('2000.5');
    expect(result?.value('rate.band', 'P1', '2026-01')).toBe('1');
    expect(result?.value('sales', '张伟', '2026-01')).toBeUndefined();
    expect(result?.value('sales', 'nobody', '2026-01')).toBeUndefined();
    expect(result?.value('nothing', 'P1', '2026-01')).toBeUndefined();
  });

  it('totals by period, reward and unit', () => {
    const {result} = run(yearly, given, year);
    expect(result?.totals).toEqual({
      period: ['2026-01', '2026-02', '2026-03'],
      reward: ['pay', 'pay', 'pay'],
      unit: ['CNY', 'CNY', 'CNY'],
      amount: ['100.00', '200.05', '-30.00'],
      paid: [1, 2, 2],
      blocked: [0, 0, 0],
    });
  });
});
