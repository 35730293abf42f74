import {compile, run} from '@planwright/runtime';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';

/** A month-by-month plan over deals with the given nodes; `deals` are [person, month, cents]. */
function pay(
  nodes: Record<string, unknown>,
  deals: readonly (readonly [string, number, number])[],
  more: Record<string, unknown> = {},
) {
  const plan = {
    schemaVersion: 1,
    id: 'property',
    name: 'property',
    version: '1.0.0',
    effective: {from: '2026-01-01', to: '2027-01-01'},
    calendar: {period: 'month'},
    currency: 'CNY',
    tables: {
      people: {fields: {id: {type: 'key', role: 'id'}, from: {type: 'date', role: 'valid-from'}}},
      deals: {
        fields: {
          dealId: {type: 'key', role: 'id'},
          owner: {type: 'key', role: 'participant', references: 'people'},
          closed: {type: 'date', role: 'date'},
          amount: {type: 'money', scale: 2},
        },
      },
      shares: {
        fields: {
          deal: {type: 'key', references: 'deals'},
          person: {type: 'key', references: 'people'},
          part: {type: 'ratio', scale: 4},
        },
      },
    },
    roster: {table: 'people'},
    nodes: {deals: {kind: 'source', table: 'deals'}, ...nodes},
  };
  const {program, diagnostics} = compile(plan);
  if (!program) throw new Error(JSON.stringify(diagnostics));
  const rows = deals.map(([owner, month, cents], i) => ({
    dealId: `D${i}`,
    owner,
    closed: `2026-${String(month).padStart(2, '0')}-10`,
    amount: text(cents),
  }));
  const people = ['P1', 'P2', 'P3'].map((id) => ({id, from: '2025-01-01'}));
  const {result} = run(
    program,
    {people: {rows: people}, deals: {rows}, shares: {rows: []}, ...more},
    {from: '2026-01', to: '2026-12'},
  );
  if (!result) throw new Error('no result');
  return result;
}

const text = (cents: number): string => (cents / 100).toFixed(2);
const cents = (amount: string): bigint => BigInt(amount.replace('.', ''));
const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, amount) => total + cents(amount), 0n);
const deals = fc.array(
  fc.tuple(fc.constant('P1'), fc.integer({min: 1, max: 12}), fc.integer({min: -500_000, max: 3_000_000})),
  {maxLength: 20},
);

describe('money', () => {
  it('paid to date over a year adds up to what the year would be paid at once, in cents', () => {
    const bands = [
      {from: '0', rate: '0.0333'},
      {from: '10000', rate: '0.05'},
      {from: '30000', rate: '0.0777'},
    ];
    fc.assert(
      fc.property(deals, (list) => {
        const result = pay(
          {
            sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
            year: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'year-to-date'},
            monthly: {
              kind: 'tier',
              in: {input: 'sales'},
              reading: 'marginal',
              scope: 'to-date',
              over: 'year-to-date',
              bands,
              gives: 'money',
            },
            whole: {kind: 'tier', in: {input: 'year'}, reading: 'marginal', bands, gives: 'money'},
            monthlyPay: {kind: 'reward', in: {amount: 'monthly'}, type: 'cash'},
            yearPay: {kind: 'reward', in: {amount: 'whole'}, type: 'cash', pays: 'year-end'},
          },
          list,
        );
        const of = (reward: string): string[] =>
          result.payouts.amount.filter(
            (_, i) => result.payouts.reward[i] === reward && result.payouts.participant[i] === 'P1',
          );
        expect(of('monthlyPay')).toHaveLength(12);
        expect(sum(of('monthlyPay'))).toBe(sum(of('yearPay')));
      }),
      {numRuns: 60, seed: 11},
    );
  });

  it('split between people adds up to the row, to the cent', () => {
    const parts = fc.array(fc.integer({min: 1, max: 9_000}), {minLength: 1, maxLength: 3});
    fc.assert(
      fc.property(fc.integer({min: -5_000_000, max: 5_000_000}), parts, (amount, weights) => {
        const total = weights.reduce((a, b) => a + b, 0);
        const shares = weights.map((w) => Math.floor((w / total) * 10_000));
        shares[0] = (shares[0] ?? 0) + 10_000 - shares.reduce((a, b) => a + b, 0);
        const rows = shares.map((share, i) => ({deal: 'D0', person: `P${i + 1}`, part: (share / 10_000).toFixed(4)}));
        const result = pay(
          {
            parts: {
              kind: 'credit',
              in: {rows: 'deals'},
              by: 'split',
              split: {table: 'shares', row: 'deal', participant: 'person', share: 'part'},
            },
            mine: {kind: 'metric', in: {rows: 'parts'}, field: 'amount'},
            minePay: {kind: 'reward', in: {amount: 'mine'}, type: 'cash'},
          },
          [['P1', 3, amount]],
          {shares: {rows}},
        );
        expect(sum(result.payouts.amount)).toBe(BigInt(amount));
      }),
      {numRuns: 100, seed: 12},
    );
  });

  it('never falls when sales rise, where every rate rises', () => {
    const bands = [
      {from: '0', rate: '0.01'},
      {from: '10000', rate: '0.02'},
      {from: '20000', rate: '0.05'},
    ];
    for (const reading of ['marginal', 'whole', 'overage']) {
      fc.assert(
        fc.property(fc.integer({min: 0, max: 4_000_000}), fc.integer({min: 0, max: 100_000}), (base, more) => {
          const paid = (amount: number): bigint =>
            sum(
              pay(
                {
                  sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
                  rate: {kind: 'tier', in: {input: 'sales'}, reading, bands, gives: 'money'},
                  ratePay: {kind: 'reward', in: {amount: 'rate'}, type: 'cash'},
                },
                [['P1', 1, amount]],
              ).payouts.amount,
            );
          expect(paid(base + more)).toBeGreaterThanOrEqual(paid(base));
        }),
        {numRuns: 40, seed: 13},
      );
    }
  });

  it('shared from a pool adds up to the pool', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 0, max: 100_000}), {minLength: 3, maxLength: 3}),
        fc.integer({min: 1, max: 9_999_999}),
        (weights, pool) => {
          fc.pre(weights.some((w) => w > 0));
          const result = pay(
            {
              pool: {kind: 'formula', text: text(pool), gives: 'money'},
              sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
              part: {kind: 'share', in: {amount: 'pool', by: 'sales'}, nobody: 'nothing'},
              partPay: {kind: 'reward', in: {amount: 'part'}, type: 'cash'},
            },
            weights.map((w, i) => [`P${i + 1}`, 1, w] as const),
          );
          const january = result.payouts.amount.filter((_, i) => result.payouts.period[i] === '2026-01');
          expect(sum(january)).toBe(BigInt(pool));
        },
      ),
      {numRuns: 60, seed: 14},
    );
  });
});
