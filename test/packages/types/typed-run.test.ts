import {readFileSync} from 'node:fs';
import {compile, run} from '@planwright/runtime';
import type {TypedTables} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import type {SaasNewAndRenewal} from './saas.js';

// Half of this test is done by the compiler: a line below @ts-expect-error that would compile fails `tsc -b`.

const plan: unknown = JSON.parse(
  readFileSync(new URL('../../../templates/saas/new-and-renewal/plan.json', import.meta.url), 'utf8'),
);
const {program} = compile(plan);
const range = {from: '2026-Q1', to: '2026-Q1'};

const tables: TypedTables<SaasNewAndRenewal> = {
  people: {
    rows: [
      {personId: 'A', name: 'A', validFrom: '2026-01-01', hired: '2026-01-01', group: 'new', region: 'east'},
      {personId: 'B', name: 'B', validFrom: '2026-01-01', hired: '2026-01-01', group: 'renewal', region: 'east'},
    ],
  },
  contracts: {
    columns: {
      contractId: ['C1'],
      owner: ['A'],
      signed: ['2026-02-01'],
      product: ['crm'],
      amount: ['100.00'],
      isNew: [true],
    },
  },
  renewals: {csv: 'renewalId,owner,due,product,dueAmount,renewedAmount\n'},
};

describe('run with the types of a plan', () => {
  it('takes tables of the plan and gives results in its names', () => {
    if (!program) throw new Error('the template compiles');
    const {result} = run<SaasNewAndRenewal>(program, tables, range);
    const at = result?.payouts.reward.indexOf('newReward') ?? -1;
    expect(result?.payouts.amount[at]).toBe('800.00');
    expect(result?.value('newCount', 'A', '2026-Q1')).toBe('1');
    expect(result?.value('newTier.applied', 'A', '2026-Q1')).toBeUndefined();
    // @ts-expect-error no reward of this plan
    expect(result?.payouts.reward.indexOf('newRewrd')).toBe(-1);
    // @ts-expect-error no node of this plan
    expect(result?.value('newCuont', 'A', '2026-Q1')).toBeUndefined();
    // @ts-expect-error no unit of this plan
    expect(result?.payouts.unit[0] === 'USD').toBe(false);
  });

  it('does not compile where a table, a column or a value is wrong', () => {
    if (!program) throw new Error('the template compiles');
    const {people, contracts, renewals} = tables;
    const base = {contractId: 'C1', owner: 'A', signed: '2026-02-01', product: 'crm', amount: '1'} as const;
    const codes = (given: {diagnostics: readonly {code: string}[]}): string[] =>
      given.diagnostics.map(({code}) => code);
    // @ts-expect-error a column that is misspelt
    run<SaasNewAndRenewal>(program, {people, contracts: {rows: [{...base, isnew: true}]}, renewals}, range);
    // @ts-expect-error a column that is none, beside all that are needed
    run<SaasNewAndRenewal>(program, {people, contracts: {rows: [{...base, isNew: true, colour: 1}]}, renewals}, range);
    // @ts-expect-error a column of the wrong type
    run<SaasNewAndRenewal>(program, {people, contracts: {rows: [{...base, isNew: 7}]}, renewals}, range);
    const isNew = true;
    // @ts-expect-error a value that the enum lacks
    run<SaasNewAndRenewal>(program, {people, contracts: {rows: [{...base, isNew, product: 'cmr'}]}, renewals}, range);
    // @ts-expect-error a table that is missing
    expect(codes(run<SaasNewAndRenewal>(program, {people, contracts}, range))).toContain('run/missing-table');
    // @ts-expect-error a table that is none
    run<SaasNewAndRenewal>(program, {people, contracts, renewals, deals: {rows: []}}, range);
    const columns = {
      contractId: ['C1'],
      owner: ['A'],
      signed: ['2026-02-01'],
      product: ['crm'],
      amount: ['1'],
    } as const;
    // @ts-expect-error columns of which one is missing
    run<SaasNewAndRenewal>(program, {people, contracts: {columns}, renewals}, range);
    run<SaasNewAndRenewal>(program, {people, contracts: {columns: {...columns, isNew: [true]}}, renewals}, range);
  });

  it('stays as it was without types', () => {
    if (!program) throw new Error('the template compiles');
    const {diagnostics} = run(program, {people: {rows: [{personId: 'A', whatever: 1}]}}, range);
    expect(diagnostics.map(({code}) => code)).toContain('run/missing-table');
  });
});
