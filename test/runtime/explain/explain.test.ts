import type {Explanation, Result, Step} from '@planwright/runtime';
import {explain, formatExplanation} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {check} from './check.js';
import {sell} from './sales.js';

function explained(result: Result, language: 'en' | 'zh-CN' = 'en', maxRows?: number): Explanation {
  const found = explain(result, 'P1', '2026-01', language, {
    nextTier: false,
    ...(maxRows === undefined ? {} : {maxRows}),
  });
  if ('diagnostics' in found) throw new Error(JSON.stringify(found));
  expect(check(found)).toEqual([]);
  return found;
}

function step(result: Result, node: string, language: 'en' | 'zh-CN' = 'en', port = 'value'): Step {
  const all = explained(result, language).rewards.flatMap(({steps}) => steps);
  const found = all.find((one) => one.node === node && one.port === port);
  if (!found) throw new Error(`No step ${node}.${port} in ${all.map((one) => `${one.node}.${one.port}`).join()}`);
  return found;
}

const pay = {kind: 'reward', in: {amount: 'tier'}, type: 'cash'};
const bands = [
  {from: '0', rate: '0.08'},
  {from: '1000000', rate: '0.12'},
];
const marginal = {kind: 'tier', in: {input: 'sales'}, reading: 'marginal', bands, gives: 'money'};

describe('a step', () => {
  it('shows each part at its own rate', () => {
    const {calculation} = step(sell(['1000000', '120000'], {tier: marginal, pay}), 'tier');
    expect(calculation?.shown).toBe('1,000,000.00 × 8 % + 120,000.00 × 12 % = 94,400.00');
    expect(calculation?.expression).toBe('1000000 * 0.08 + 120000 * 0.12');
    expect(calculation?.result).toBe('94400');
  });

  it('writes percent in Chinese without a space', () => {
    const {calculation} = step(sell(['1120000'], {tier: marginal, pay}), 'tier', 'zh-CN');
    expect(calculation?.shown).toBe('1,000,000.00 × 8% + 120,000.00 × 12% = 94,400.00');
  });

  it('divides with the digits that were used and says how it rounded', () => {
    const nodes = {
      goal: {kind: 'attribute', what: 'value', attribute: 'incentive'},
      ratio: {kind: 'ratio', in: {of: 'sales', to: 'goal', amount: 'goal'}},
      pay: {...pay, in: {amount: 'ratio.applied'}},
    };
    const result = sell(['20000'], nodes);
    const ratio = step(result, 'ratio');
    expect(ratio.calculation?.shown).toBe(
      '20,000.00 ÷ 30,000.00 = 66.6666666666 % (rounded down to 10 decimals of a percent)',
    );
    expect(ratio.calculation?.rounding).toEqual({scale: 12, mode: 'floor', exact: false});
    const applied = step(result, 'ratio', 'en', 'applied');
    expect(applied.calculation?.shown).toBe('30,000.00 × 20,000.00 ÷ 30,000.00 = 20,000.00');
    expect(applied.uses).toEqual(['sales', 'goal']);
  });

  it('lists the rows behind a sum, and caps the list', () => {
    const many = Array.from({length: 12}, (_, k) => String(k + 1));
    const result = sell(many, {pay: {...pay, in: {amount: 'sales'}}});
    const {rows, calculation} = step(result, 'sales');
    expect(rows?.count).toBe(12);
    expect(rows?.rows[2]).toMatchObject({
      row: 3,
      id: 'P1-3',
      participant: 'P1',
      date: '2026-01-07',
      value: '3',
      valueShown: '3.00',
    });
    expect(rows?.rows[2]?.fields).toMatchObject({dealId: 'P1-3', owner: 'P1', amount: '3'});
    expect(calculation?.expression).toBe('1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 11 + 12');
    expect(calculation?.shown).toBe('1.00 + 2.00 + 3.00 + 4.00 + 5.00 + 6.00 + 57.00 (6 more) = 78.00');
    const capped = explained(result, 'en', 5).rewards[0]?.steps.find(({node}) => node === 'sales');
    expect([capped?.rows?.count, capped?.rows?.rows.length]).toEqual([12, 5]);
  });

  it('calculates row by row where the value is per row', () => {
    const nodes = {
      each: {kind: 'formula', in: {rows: 'deals'}, text: 'amount * 5%', gives: 'money'},
      tier: {
        ...marginal,
        in: {input: 'each'},
        bands: [
          {from: '0', rate: '1'},
          {from: '10', rate: '2'},
        ],
      },
      pay,
    };
    const {rows, value} = step(sell(['100', '300'], nodes), 'tier');
    expect(rows?.rows.map((row) => row.calculation?.shown)).toEqual([
      '5.00 × 100 % = 5.00',
      '10.00 × 100 % + 5.00 × 200 % = 20.00',
    ]);
    expect(value).toBe('25');
  });

  it('says which case held, with the numbers that were compared', () => {
    const nodes = {
      goal: {kind: 'attribute', what: 'value', attribute: 'incentive'},
      share: {kind: 'ratio', in: {of: 'sales', to: 'goal'}},
      tier: {
        kind: 'condition',
        in: {values: {share: 'share', sales: 'sales'}},
        cases: [
          {when: {is: 'share', op: 'gte', to: '1'}, then: {use: 'sales'}},
          {when: {is: 'share', op: 'gte', to: '0.5'}, then: {value: '7'}},
        ],
        otherwise: {value: '0'},
        gives: 'money',
      },
      pay,
    };
    expect(step(sell(['18000'], nodes), 'tier').details).toEqual([
      'Does not hold: Ratio share (60.00 %) ≥ 100 %.',
      'Holds: Ratio share (60.00 %) ≥ 50 %; so 7.00 applies.',
    ]);
    expect(step(sell(['18000'], nodes), 'tier', 'zh-CN').details[1]).toBe('成立：比率 share（60.00%）≥50%，取7.00。');
  });

  it('shows a total to date before and after', () => {
    const tier = {
      ...marginal,
      scope: 'to-date',
      over: 'year-to-date',
      bands: [
        {from: '0', rate: '0.1'},
        {from: '500', rate: '0.2'},
      ],
    };
    const {calculation, details} = step(sell(['700'], {tier, pay}), 'tier');
    expect(calculation?.shown).toBe('500.00 × 10 % + 200.00 × 20 % = 90.00');
    expect(details[1]).toBe('To date 700.00 gives 90.00; it is the first period of the span.');
  });

  it('ends in the payout, its rounding as a line', () => {
    const steps = explained(sell(['0.37'], {tier: {...marginal, bands: [{from: '0', rate: '0.05'}]}, pay})).rewards[0]
      ?.steps;
    const last = steps?.at(-1);
    expect(last?.calculation?.shown).toBe('0.0185 = 0.02 (rounded half up to 2 decimals)');
    expect(last?.details).toEqual(['Rounding: 0.0015.']);
  });
});

describe('a payout that is not what it would be', () => {
  it('is blocked where a status arose, and every later step points there', () => {
    const nodes = {
      nothing: {kind: 'formula', in: {values: {sales: 'sales'}}, text: 'sales * 0', gives: 'money'},
      share: {kind: 'ratio', in: {of: 'sales', to: 'nothing'}},
      tier: {...marginal, in: {input: 'share', base: 'sales'}},
      pay,
    };
    const {rewards} = explained(sell(['100'], nodes));
    const [reward] = rewards;
    expect(reward).toMatchObject({amount: '', status: 'divide-by-zero'});
    const [share, tier, last] = reward?.steps.slice(-3) ?? [];
    expect(share?.status).toBe('divide-by-zero');
    expect(share?.details.at(-1)).toBe(
      'Without a value: the number below the line is 0. Enter a target or divisor above 0, or state a result for zero.',
    );
    expect(tier?.details.at(-1)).toBe('Without a value (division by zero), because Ratio share has none (step 4).');
    expect(last?.valueShown).toBe('division by zero');
  });

  it('is 0 behind a closed gate, and says so', () => {
    const nodes = {
      open: {
        kind: 'condition',
        in: {values: {s: 'sales'}},
        cases: [{when: {is: 's', op: 'gt', to: '500'}, then: {value: 'true'}}],
        otherwise: {value: 'false'},
        gives: 'flag',
      },
      pay: {...pay, in: {amount: 'sales', when: 'open'}},
    };
    const last = explained(sell(['100'], nodes)).rewards[0]?.steps.at(-1);
    expect(last).toMatchObject({value: '0', valueShown: '0.00', details: ['Not paid: Condition open does not hold.']});
    expect(last?.calculation).toBeUndefined();
  });
});

describe('explain', () => {
  it('answers with a diagnostic for people and periods that have no value', () => {
    const result = sell(['1'], {pay: {...pay, in: {amount: 'sales'}}});
    expect(explain(result, 'P9', '2026-01', 'en')).toMatchObject({diagnostics: [{code: 'run/unknown-participant'}]});
    expect(explain(result, 'P1', 'May', 'en')).toMatchObject({diagnostics: [{code: 'run/bad-period-name'}]});
  });

  it('explains one reward alone when asked', () => {
    const both = {a: {...pay, in: {amount: 'sales'}}, b: {...pay, in: {amount: 'sales'}}};
    const found = explain(sell(['1'], both), 'P1', '2026-01', 'en', {reward: 'b'});
    expect('rewards' in found ? found.rewards.map(({reward}) => reward) : []).toEqual(['b']);
  });

  it('is plain text in both languages', () => {
    const result = sell(['1000000', '120000'], {
      tier: marginal,
      pay: {...pay, label: {en: 'Commission', 'zh-CN': '佣金'}},
    });
    for (const language of ['en', 'zh-CN'] as const) {
      const text = formatExplanation(explained(result, language));
      expect(text).toContain(language === 'en' ? 'Commission: 94,400.00 CNY' : '佣金：94,400.00 CNY');
      expect(text).not.toMatch(/undefined|…|\{/);
    }
  });

  it('runs again only what depends on what was changed, and comes to the same', () => {
    const nodes = {
      tier: marginal,
      best: {kind: 'rank', in: {by: 'tier'}, prizes: ['50'], gives: 'money'},
      pay: {...pay, in: {amounts: {a: 'tier', b: 'best.prize'}}},
    };
    const result = sell(['100'], nodes);
    const again = result.rerun([{node: 'sales', participant: 'P1', period: '2026-01', amount: 900n, scale: 0}]);
    const directly = sell(['1000'], nodes);
    expect(again.payouts).toEqual(directly.payouts);
    expect(again.totals).toEqual(directly.totals);
    expect(result.payouts.amount).not.toEqual(again.payouts.amount);
  });
});
