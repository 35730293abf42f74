import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {runOracle} from './index.js';
import type {OracleResult} from './index.js';

type Rows = Record<string, string>[];
type Nodes = Record<string, unknown>;

function examplePlan(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/plans/${name}.plan.json`, import.meta.url), 'utf8'));
}

function rows(heading: string, ...lines: readonly string[]): Rows {
  const names = heading.split(' ');
  return lines.map((line) =>
    Object.fromEntries(line.split(' ').map((cell, i) => [names[i]!, cell === '-' ? '' : cell])),
  );
}

function paid(result: OracleResult): string[] {
  return result.payouts.map((p) => [p.participant, p.period, p.reward, p.amount || p.status].join(' '));
}

/** People p (and others) with deals per month; nodes are what a test is about. */
function salesPlan(nodes: Nodes, more: Record<string, unknown> = {}): unknown {
  return {
    effective: {from: '2026-01-01'},
    calendar: {period: 'month'},
    currency: 'CNY',
    parameters: {},
    tables: {
      people: {
        fields: {
          id: {type: 'key', role: 'id'},
          from: {type: 'date', role: 'valid-from'},
          to: {type: 'date', role: 'valid-to', required: false},
          manager: {type: 'key', references: 'people', required: false},
          region: {type: 'text', required: false},
          hired: {type: 'date', required: false},
        },
      },
      deals: {
        fields: {
          dealId: {type: 'key', role: 'id'},
          owner: {type: 'key', role: 'participant', references: 'people'},
          closed: {type: 'date', role: 'date'},
          amount: {type: 'money', required: false},
        },
      },
    },
    roster: {table: 'people', manager: 'manager'},
    nodes,
    ...more,
  };
}
const ONE_PERSON = rows('id from', 'p 2025-01-01');
const DEALS = 'dealId owner closed amount';
const SALES: Nodes = {
  deals: {kind: 'source', table: 'deals'},
  sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
};

describe('table of readings (SEM)', () => {
  const bands = [
    {from: '0', rate: '0.01'},
    {from: '1000', rate: '0.02'},
    {from: '3000', rate: '0.03'},
    {from: '8000', rate: '0.05'},
  ];
  const deals = rows(
    DEALS,
    'd1 p 2026-01-05 200',
    'd2 p 2026-01-12 300',
    'd3 p 2026-01-20 1500',
    'd4 p 2026-02-10 1200',
    'd5 p 2026-02-20 2000',
    'd6 p 2026-03-15 4500',
  );
  const onRows = {in: {input: 'deal'}, bands, gives: 'money'};
  const nodes: Nodes = {
    ...SALES,
    deal: {kind: 'formula', in: {rows: 'deals'}, text: 'amount', gives: 'money'},
    quarter: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'quarter-to-date'},
    marginalEach: {kind: 'tier', ...onRows, reading: 'marginal'},
    wholeEach: {kind: 'tier', ...onRows, reading: 'whole'},
    rateBefore: {
      kind: 'tier',
      ...onRows,
      reading: 'whole',
      scope: 'running',
      over: 'quarter-to-date',
      rateAt: 'before',
    },
    marginalPeriod: {kind: 'tier', ...onRows, reading: 'marginal', scope: 'running', over: 'quarter-to-date'},
    rateAfter: {kind: 'tier', ...onRows, reading: 'whole', scope: 'running', over: 'quarter-to-date'},
    toDateRate: {kind: 'tier', in: {input: 'quarter', base: 'sales'}, reading: 'whole', bands, gives: 'money'},
    wholePeriod: {
      kind: 'tier',
      in: {input: 'sales'},
      reading: 'whole',
      scope: 'to-date',
      over: 'quarter-to-date',
      bands,
      gives: 'money',
    },
  };
  const readings = Object.keys(nodes).slice(4);
  for (const id of readings) nodes[`${id}Reward`] = {kind: 'reward', in: {amount: id}, type: 'cash'};
  const result = runOracle(salesPlan(nodes), {people: ONE_PERSON, deals}, {from: '2026-01', to: '2026-03'});
  const sum = (id: string): number =>
    result.payouts
      .filter(({reward}) => reward === `${id}Reward`)
      .reduce((total, {amount}) => total + Number(amount), 0);

  it.each([
    ['marginalEach', 164],
    ['wholeEach', 234],
    ['rateBefore', 239],
    ['marginalPeriod', 285],
    ['rateAfter', 356],
    ['toDateRate', 361],
    ['wholePeriod', 485],
  ])('%s pays %i in the quarter', (id, expected) => {
    expect(sum(id)).toBe(expected);
  });
});

describe('the examples, by hand (plan model, section 10)', () => {
  it('saas: counts, renewal rates and pooled prizes paid in the fourth quarter', () => {
    const people = rows(
      'personId validFrom hired group region',
      'n1 2025-01-01 2024-01-01 new 北',
      'n2 2025-01-01 2024-01-01 new 北',
      'n3 2025-01-01 2024-01-01 new 北',
      'r1 2025-01-01 2024-01-01 renewal 北',
      'r2 2025-01-01 2024-01-01 renewal 北',
    );
    const heading = 'contractId owner signed amount isNew';
    const contracts = rows(
      heading,
      ...[1, 2, 3, 4, 5, 6].map((i) => `a${i} n1 2026-01-0${i} 10000 true`),
      'b1 n2 2026-05-01 60000 true',
      'c1 n3 2026-05-01 40000 true',
      'c2 n3 2026-05-02 90000 false',
    );
    const renewals = rows(
      'renewalId owner due dueAmount renewedAmount',
      'x1 r1 2026-02-01 300000 270000',
      'x2 r2 2026-02-01 300000 200000',
    );
    const result = runOracle(examplePlan('saas'), {people, contracts, renewals}, {from: '2026-Q1', to: '2026-Q4'});
    const lines = paid(result);
    expect(lines).toContain('n1 2026-Q1 newReward 5200.00');
    expect(lines).toContain('r1 2026-Q1 renewalReward 8100.00');
    expect(lines).toContain('r2 2026-Q1 renewalReward 0.00');
    expect(result.value('renewalRate', 'r2', '2026-Q1')).toBe('0.666666666666');
    expect(lines.filter((line) => line.includes('bestReward'))).toEqual([
      'n1 2026-Q4 bestReward 15000.00',
      'n2 2026-Q4 bestReward 15000.00',
      'n3 2026-Q4 bestReward 5000.00',
      'r1 2026-Q4 bestReward 0.00',
      'r2 2026-Q4 bestReward 0.00',
    ]);
  });

  it('medical device: a curve, a weighted score and a guarantee', () => {
    const people = rows(
      'personId validFrom hired region incentive',
      'e 2025-01-01 2024-01-01 east 9000',
      's1 2025-01-01 2024-01-01 south 9000',
      's2 2025-01-01 2024-01-01 south 9000',
    );
    const targets = rows(
      'person quarter measure targetValue',
      'e 2026-Q1 sales 300000',
      'e 2026-Q1 collection 300000',
      's1 2026-Q1 sales 300000',
      's1 2026-Q1 collection 300000',
      's2 2026-Q1 sales 300000',
      's2 2026-Q1 collection 300000',
    );
    const result = runOracle(
      examplePlan('medical-device'),
      {
        people,
        targets,
        invoices: rows('invoiceId rep invoiced amount', 'i1 e 2026-01-10 200000', 'i2 e 2026-03-10 150000'),
        payments: rows('paymentId rep received amount', 'y1 s1 2026-02-10 200000', 'y2 s2 2026-03-10 10000'),
        surveys: rows('surveyId rep answered score', 'v1 s1 2026-02-10 85.5'),
      },
      {from: '2026-01', to: '2026-03'},
    );
    expect(paid(result)).toEqual([
      'e 2026-03 eastReward 12000.00',
      's1 2026-03 southReward 6765.00',
      's2 2026-03 southReward 6000.00',
    ]);
    expect(result.value('salesAtt', 'e', '2026-03')).toBe('1.166666666666');
    expect(result.value('eastCurve', 'e', '2026-03')).toBe('1.333333333332');
    expect(result.value('southScore', 's1', '2026-03')).toBe('0.751666667');
    expect(result.value('southScore.applied', 's2', '2026-03')).toBe('2700');
  });

  it('insurance: shared premiums, call-backs, persistency and an override', () => {
    const people = rows(
      'personId validFrom hired manager role team',
      'a1 2025-01-01 2024-01-01 l agent T',
      'a2 2025-01-01 2024-01-01 l agent T',
      'l 2025-01-01 2024-01-01 - leader T',
    );
    const policies = rows(
      'policyId agent effective product term customer premium',
      'x a1 2026-02-01 life 10 new 10000.01',
      'y a1 2026-02-02 health 1 existing 3000',
      'z a2 2026-02-03 life 20 new 5000',
    );
    const shares = rows('policy agent part', 'x a2 0.5', 'x a1 0.5', 'y a1 1', 'z a2 1');
    const callbacks = rows('policy result', 'x passed', 'z failed');
    const persistency = rows('policy agent anniversary premiumDue premiumPaid', 'o1 a1 2026-02-10 10000 9600');
    const result = runOracle(
      examplePlan('insurance'),
      {people, policies, shares, callbacks, persistency},
      {from: '2026-02', to: '2026-02', coverage: {persistency: '2025-01-01'}},
    );
    expect(result.rowValues('rowCommission')).toEqual([
      {row: 'x', participant: 'a1', value: '1375'},
      {row: 'x', participant: 'a2', value: '1375'},
      {row: 'y', participant: 'a1', value: '180'},
      {row: 'z', participant: 'a2', value: '0'},
    ]);
    expect(paid(result)).toEqual([
      'a1 2026-02 commissionReward 1710.50',
      'a2 2026-02 commissionReward 1375.00',
      'l 2026-02 commissionReward 0.00',
      'l 2026-02 overrideReward 234.40',
    ]);
    expect(result.conservation['policies']).toEqual({
      read: 3,
      credited: 3,
      exceptions: 0,
      filtered: 0,
      outside: 0,
      ineligible: 0,
    });
  });
});

describe('numbers', () => {
  const value = (text: string, gives = 'money', parameters: Record<string, unknown> = {}): string | undefined =>
    runOracle(
      salesPlan({...SALES, f: {kind: 'formula', in: {values: {sales: 'sales'}}, text, gives}}, {parameters}),
      {people: ONE_PERSON, deals: rows(DEALS, 'd1 p 2026-01-05 100')},
      {from: '2026-01', to: '2026-01'},
    ).value('f', 'p', '2026-01');

  it.each([
    ['an inner division is rounded half-up at 12, the outermost is not', 'sales / 3 * 3', '100'],
    ['so a third of it three times is short', '(sales / 3 + sales / 3 + sales / 3) * 10000000', '999999999.99999'],
    ['full-width characters and Chinese functions', '如果（sales ＞＝ 100，四舍五入（sales × 8.55％，1），0）', '8.6'],
    ['PRORATE rounds once', 'PRORATE(sales, 31, 365)', '8.493151'],
    ['ties go away from zero', 'ROUND(-2.5, 0) * sales', '-300'],
    ['ROUNDEVEN takes the even digit', '银行家舍入(2.5) * sales', '200'],
    ['unary minus binds tighter than ×', '-sales * -2', '200'],
    ['CLAMP with low above high', 'CLAMP(sales, 2, 1)', '!range'],
    ['a false AND hides a status', 'IF(AND(FALSE, sales / 0 > 1), 1, 2)', '2'],
    ['a status stops AND', 'IF(AND(sales / 0 > 1, FALSE), 1, 2)', '!divide-by-zero'],
    ['only missing is caught', 'IFMISSING(sales / 0, 1)', '!divide-by-zero'],
    ['a product beyond 10^36', 'sales * 99999999999999 * 999999999999999 * 0', '!range'],
    ['SWITCH with otherwise', 'SWITCH(period.name, "2026-02", 1, "2026-01", sales, 3)', '100'],
    ['period days', 'sales / period.days', '3.225806'],
  ])('%s: %s', (_, text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('reads names in Chinese and in brackets', () => {
    const parameters = {比例: {type: 'ratio', value: '0.1'}, 单价: {type: 'money', value: '3'}};
    expect(value('[比例] * sales + 单价', 'money', parameters)).toBe('13');
  });

  it('knows the days of a period', () => {
    expect(value('DAYS(PERIODEND(1), PERIODSTART())', 'days')).toBe('58');
  });
});

describe('people and rows', () => {
  const pay = (nodes: Nodes): Nodes => ({...SALES, ...nodes});

  it('pays a leaver in the last period present, or not at all', () => {
    const reward = {kind: 'reward', in: {amount: 'year'}, type: 'cash', pays: 'quarter-end'};
    const nodes = pay({
      year: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'quarter-to-date'},
      a: reward,
      b: {...reward, ifAbsent: 'forfeit'},
    });
    const people = rows('id from to', 'p 2025-01-01 2026-02-15', 'q 2025-01-01 -');
    const result = runOracle(
      salesPlan(nodes),
      {people, deals: rows(DEALS, 'd1 p 2026-01-05 70', 'd2 q 2026-03-05 9')},
      {from: '2026-01', to: '2026-03'},
    );
    expect(paid(result)).toEqual(['p 2026-02 a 70.00', 'q 2026-03 a 9.00', 'q 2026-03 b 9.00']);
    expect(result.notes.map(({code, node}) => [code, node])).toEqual([
      ['run/paid-early', 'a'],
      ['run/forfeited', 'b'],
    ]);
  });

  it('accounts for every row of a source', () => {
    const nodes = {...SALES, deals: {kind: 'source', table: 'deals', where: {is: 'amount', op: 'gt', to: '10'}}};
    const deals = rows(
      DEALS,
      'd1 p 2026-01-05 70',
      'd2 p 2026-01-06 5',
      'd3 nobody 2026-01-06 5',
      'd4 p 2026-02-01 50',
      'd1 p 2026-01-07 70',
      'd5 p 2024-01-07 70',
      'd6 p 2026-01-08 -',
    );
    const result = runOracle(salesPlan(nodes), {people: ONE_PERSON, deals}, {from: '2026-01', to: '2026-01'});
    expect(result.conservation['deals']).toEqual({
      read: 7,
      credited: 1,
      exceptions: 4,
      filtered: 1,
      outside: 1,
      ineligible: 0,
    });
    expect(result.exceptions.map(({row, code}) => [row, code])).toEqual([
      [5, 'data/duplicate-key'],
      [3, 'data/unknown-participant'],
      [6, 'data/participant-inactive'],
      [7, 'data/unknown-condition'],
    ]);
  });

  it('names the node where a status first arose', () => {
    const nodes = pay({
      goal: {
        kind: 'target',
        from: 'list',
        list: [{when: {is: 'participant.region', op: 'eq', to: 'x'}, value: '5'}],
        gives: 'money',
      },
      attainment: {kind: 'ratio', in: {of: 'sales', to: 'goal'}},
      bonus: {kind: 'formula', in: {values: {a: 'attainment'}}, text: 'a * 100', gives: 'money'},
      r: {kind: 'reward', in: {amount: 'bonus'}, type: 'cash'},
    });
    const people = rows('id from region', 'p 2025-01-01 y');
    const result = runOracle(salesPlan(nodes), {people, deals: []}, {from: '2026-01', to: '2026-01'});
    expect(result.blocked).toEqual([
      {participant: 'p', period: '2026-01', reward: 'r', node: 'goal', status: 'missing'},
    ]);
    expect(paid(result)).toEqual(['p 2026-01 r missing']);
  });

  it('carries what is above a monthly maximum to later months of the quarter', () => {
    const nodes = pay({
      held: {kind: 'cap', in: {amount: 'sales'}, max: '100', over: 'quarter-to-date', excess: 'carry'},
    });
    const deals = rows(DEALS, 'd1 p 2026-01-05 250', 'd2 p 2026-03-05 20', 'd3 p 2026-04-05 20');
    const result = runOracle(salesPlan(nodes), {people: ONE_PERSON, deals}, {from: '2026-01', to: '2026-04'});
    const of = (node: string): (string | undefined)[] =>
      ['2026-01', '2026-02', '2026-03', '2026-04'].map((period) => result.value(node, 'p', period));
    expect(of('held')).toEqual(['100', '100', '70', '20']);
    expect(of('held.excess')).toEqual(['150', '50', '0', '0']);
  });

  it('divides a pool to the last cent and prizes equally', () => {
    const nodes = pay({
      pool: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', per: 'plan'},
      one: {kind: 'formula', text: '1', gives: 'number'},
      part: {kind: 'share', in: {amount: 'pool', by: 'one'}},
      best: {kind: 'rank', in: {by: 'one'}, prizes: ['20000'], gives: 'money'},
      award: {kind: 'reward', in: {amount: 'best.prize'}, type: 'cash'},
    });
    const people = rows('id from', 'a 2025-01-01', 'b 2025-01-01', 'c 2025-01-01');
    const deals = rows(DEALS, 'd1 a 2026-01-05 100');
    const result = runOracle(salesPlan(nodes), {people, deals}, {from: '2026-01', to: '2026-01'});
    const of = (node: string): (string | undefined)[] => ['a', 'b', 'c'].map((p) => result.value(node, p, '2026-01'));
    expect(of('part')).toEqual(['33.33', '33.34', '33.33']);
    expect(of('best.prize')).toEqual(['6666.66', '6666.66', '6666.66']);
    expect(result.notes).toEqual([{code: 'run/prize-remainder', node: 'best', period: '2026-01', amount: '0.02'}]);
  });

  it('reaches people without a group through IFMISSING', () => {
    const nodes = pay({
      team: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', per: {attribute: 'region'}},
      orNothing: {kind: 'formula', in: {values: {team: 'team'}}, text: 'IFMISSING(team, 0) + 1', gives: 'money'},
    });
    const people = rows('id from region', 'a 2025-01-01 -', 'b 2025-01-01 e');
    const deals = rows(DEALS, 'd1 a 2026-01-05 100', 'd2 b 2026-01-05 7');
    const result = runOracle(salesPlan(nodes), {people, deals}, {from: '2026-01', to: '2026-01'});
    expect(['a', 'b'].map((p) => result.value('team', p, '2026-01'))).toEqual(['!missing', '7']);
    expect(['a', 'b'].map((p) => result.value('orNothing', p, '2026-01'))).toEqual(['1', '8']);
  });

  it('names fiscal periods by the year in which they end', () => {
    const nodes = pay({
      ytd: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'year-to-date'},
      name: {kind: 'formula', text: 'period.name', gives: 'text'},
    });
    const calendar = {period: 'quarter', yearStart: {month: 4}};
    const deals = rows(DEALS, 'd1 p 2026-03-31 1', 'd2 p 2026-04-01 2', 'd3 p 2026-07-01 4');
    const result = runOracle(
      salesPlan(nodes, {calendar}),
      {people: ONE_PERSON, deals},
      {from: '2026-Q4', to: '2027-Q2', coverage: {deals: '2025-04-01'}},
    );
    expect(['2026-Q4', '2027-Q1', '2027-Q2'].map((q) => result.value('ytd', 'p', q))).toEqual(['1', '2', '6']);
  });

  it('joins the 53rd week to the last period of a 4-4-5 year', () => {
    const calendar = {period: 'month', pattern: '4-4-5', weekStart: 1, anchor: 'nearest'};
    const nodes = pay({days: {kind: 'formula', text: 'period.days', gives: 'days'}});
    const result = runOracle(
      salesPlan(nodes, {calendar}),
      {people: ONE_PERSON, deals: []},
      {from: '2026-01', to: '2026-12'},
    );
    // 2026 begins on Monday 2025-12-29, 2027 on Monday 2027-01-04: 53 weeks
    expect(result.value('days', 'p', '2026-01')).toBe('28');
    expect(result.value('days', 'p', '2026-03')).toBe('35');
    expect(result.value('days', 'p', '2026-12')).toBe('42');
  });

  it('runs 12 periods of 60 people and 3000 rows in a few seconds', () => {
    const nodes = pay({
      deal: {kind: 'formula', in: {rows: 'deals'}, text: 'ROUND(amount * 8%, 2)', gives: 'money'},
      running: {
        kind: 'tier',
        in: {input: 'deal'},
        reading: 'marginal',
        scope: 'running',
        over: 'year-to-date',
        bands: [
          {from: '0', rate: '0.5'},
          {from: '1000', rate: '0.7'},
        ],
        gives: 'money',
      },
      earned: {kind: 'metric', in: {value: 'running'}, over: 'year-to-date'},
      held: {kind: 'cap', in: {amount: 'earned'}, max: '900'},
      r: {kind: 'reward', in: {amount: 'held'}, type: 'cash'},
    });
    const people = Array.from({length: 60}, (_, i) => ({id: `p${i}`, from: '2025-01-01'}));
    const deals = Array.from({length: 3000}, (_, i) => ({
      dealId: `d${i}`,
      owner: `p${i % 60}`,
      closed: `2026-${String((i % 12) + 1).padStart(2, '0')}-15`,
      amount: String(100 + (i % 37)),
    }));
    const started = performance.now();
    const result = runOracle(salesPlan(nodes), {people, deals}, {from: '2026-01', to: '2026-12'});
    expect(result.payouts).toHaveLength(720);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
