import type {NextTier, Result} from '@planwright/runtime';
import {explain} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {sell} from './sales.js';

type Found = Extract<NextTier, {needs: string}>;

function next(result: Result, language: 'en' | 'zh-CN' = 'en'): NextTier[] {
  const explanation = explain(result, 'P1', '2026-01', language);
  if ('diagnostics' in explanation) throw new Error(JSON.stringify(explanation));
  return explanation.rewards.flatMap(({nextTier}) => nextTier);
}

function found(one: NextTier | undefined): Found {
  if (!one || 'reason' in one) throw new Error(JSON.stringify(one));
  return one;
}

const bands = [
  {from: '0', rate: '0.05'},
  {from: '1000', rate: '0.1'},
];
const pay = {kind: 'reward', in: {amount: 'tier'}, type: 'cash'};
const whole = {kind: 'tier', in: {input: 'sales'}, reading: 'whole', bands, gives: 'money'};

describe('what the next band needs', () => {
  it('is the difference to its bound, to the cent, and brings the higher rate on everything', () => {
    const one = found(next(sell(['920'], {tier: whole, pay}))[0]);
    expect(one).toMatchObject({metric: 'sales', needs: '80', band: 1, nextBand: 2, brings: '54'});
    expect(one.sentence).toContain('80.00');
    expect(one.sentence).toContain('54.00 CNY');
  });

  it('is one cent more where the bound itself belongs below', () => {
    const one = found(next(sell(['920'], {tier: {...whole, edge: 'upper'}, pay}))[0]);
    expect(one.needs).toBe('80.01');
  });

  it('goes through a ratio to the metric on top', () => {
    const nodes = {
      goal: {kind: 'attribute', what: 'value', attribute: 'incentive'},
      share: {kind: 'ratio', in: {of: 'sales', to: 'goal'}},
      tier: {
        ...whole,
        in: {input: 'share', base: 'sales'},
        bands: [
          {from: '0', rate: '0.05'},
          {from: '0.3333333333', rate: '0.1'},
        ],
      },
      pay,
    };
    const one = found(next(sell(['9000'], nodes))[0]);
    // 30,000 × 0.3333333333 = 9,999.999999, so 10,000.00 is the first amount in cents that reaches it
    expect(one).toMatchObject({metric: 'sales', needs: '1000', brings: '550'});
  });

  it('goes through a formula by search', () => {
    const nodes = {
      net: {kind: 'formula', in: {values: {sales: 'sales'}}, text: 'sales * 0.7 - 3', gives: 'money'},
      tier: {...whole, in: {input: 'net'}},
      pay,
    };
    // 0.7 x − 3 ≥ 1,000 from x = 1,432.857…
    expect(found(next(sell(['1000'], nodes))[0]).needs).toBe('432.86');
  });

  it('says that a cap takes it all', () => {
    const nodes = {
      tier: whole,
      cap: {kind: 'cap', label: 'The limit', in: {amount: 'tier'}, max: '40'},
      pay: {...pay, in: {amount: 'cap'}},
    };
    const one = found(next(sell(['920'], nodes))[0]);
    expect(one.brings).toBe('0');
    expect(one.sentence).toContain('The limit');
    expect(found(next(sell(['920'], nodes), 'zh-CN')[0]).sentence).toMatch(/受The limit限制，应付不变/);
  });

  it('runs the plan for everybody: a place won changes the prize', () => {
    const people = [
      {personId: 'P1', validFrom: '2025-01-01', incentive: '1'},
      {personId: 'P2', validFrom: '2025-01-01', incentive: '1'},
    ];
    const nodes = {
      tier: {
        ...whole,
        reading: 'step',
        bands: [
          {from: '0', amount: '1'},
          {from: '101', amount: '5'},
        ],
      },
      best: {kind: 'rank', in: {by: 'sales'}, prizes: ['50', '20'], gives: 'money'},
      pay: {kind: 'reward', in: {amounts: {step: 'tier', prize: 'best.prize'}}, type: 'cash'},
    };
    const one = found(next(sell(['99'], nodes, people))[0]);
    // from 1 + 20 to 5 + 50
    expect(one).toMatchObject({needs: '2', brings: '34'});
  });

  it('says why it does not know: the highest band, a curve, a value per row', () => {
    expect(next(sell(['2000'], {tier: whole, pay}))[0]).toMatchObject({reason: 'highest-band'});
    const curve = {
      ...whole,
      reading: 'curve',
      bands: [
        {from: '0', amount: '1'},
        {from: '10', amount: '2'},
      ],
    };
    expect(next(sell(['2'], {tier: curve, pay}))[0]).toMatchObject({reason: 'curve'});
    const rows = {
      each: {kind: 'formula', in: {rows: 'deals'}, text: 'amount', gives: 'money'},
      tier: {...whole, in: {input: 'each'}},
      pay,
    };
    expect(next(sell(['2'], rows))[0]).toMatchObject({reason: 'per-row'});
  });

  it('leaves the result as it was', () => {
    const result = sell(['920'], {tier: whole, pay});
    next(result);
    expect(result.payouts.amount).toEqual(['46.00']);
    expect(result.value('sales', 'P1', '2026-01')).toBe('920');
  });
});
