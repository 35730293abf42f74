import type {Result} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import type {Sample} from '../differential/check.js';
import {sampleOf} from '../differential/check.js';
import type {Row} from '../differential/data.js';
import type {Random} from '../differential/random.js';
import {makeRandom} from '../differential/random.js';

describe('a result depends on what the rows say', () => {
  it('not on their order, where the plan takes no first row', {timeout: 120_000}, () => {
    const random = makeRandom(7);
    let compared = 0;
    for (let seed = 1; seed <= 150; ++seed) {
      const sample = withoutRepeats(sampleOf(seed, 8));
      if (JSON.stringify(sample.plan.nodes).includes('"first"')) continue;
      const mixed = Object.fromEntries(
        Object.entries(sample.tables).map(([name, rows]) => [name, shuffled(rows, random)]),
      );
      const once = payoutsOf(sample);
      if (!once) continue;
      compared += 1;
      expect(payoutsOf({...sample, tables: mixed}), `seed ${seed}`).toEqual(once);
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('not on how many are evaluated at a time', {timeout: 120_000}, () => {
    let compared = 0;
    for (let seed = 1; seed <= 100; ++seed) {
      const sample = sampleOf(seed, 8);
      const once = payoutsOf(sample);
      if (!once) continue;
      compared += 1;
      for (const batchRows of [1, 3]) expect(payoutsOf(sample, batchRows), `seed ${seed}`).toEqual(once);
    }
    expect(compared).toBeGreaterThan(80);
  });

  it('and never on a table it was given being changed: inputs stay as they were', () => {
    const sample = sampleOf(3, 8);
    const before = JSON.stringify(sample);
    payoutsOf(sample);
    expect(JSON.stringify(sample)).toBe(before);
  });
});

function payoutsOf({plan, tables, options}: Sample, batchRows?: number): Result['payouts'] | undefined {
  const {program} = compile(plan);
  if (!program) return undefined;
  const inputs = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, {rows}]));
  return run(program, inputs, {...options, ...(batchRows === undefined ? {} : {batchRows})}).result?.payouts;
}

/** Of rows with one id the first counts, so there must be none; nor two shares of one person in one order. */
function withoutRepeats(sample: Sample): Sample {
  const unique = (rows: readonly Row[], key: (row: Row) => string): Row[] => [
    ...new Map(rows.map((row) => [key(row), row])).values(),
  ];
  const {deals = [], shares = []} = sample.tables;
  return {
    ...sample,
    tables: {
      ...sample.tables,
      deals: unique(deals, (row) => row['dealId'] ?? ''),
      shares: unique(shares, (row) => `${row['order']} ${row['person']}`),
    },
  };
}

function shuffled<T>(rows: readonly T[], random: Random): T[] {
  const out = [...rows];
  for (let i = out.length - 1; i > 0; --i) {
    const j = random.int(i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
