import type {Plan} from '@planwright/schemas';
import {nodeKinds} from '@planwright/schemas';
import {sentence} from '@planwright/runtime';
import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import type {Node} from './sales.js';
import {salesPlan} from './sales.js';

const nodes: Record<string, Node> = {
  deals: {kind: 'source', table: 'deals'},
  sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
  goal: {kind: 'attribute', what: 'value', attribute: 'incentive'},
  role: {kind: 'attribute', what: 'value', attribute: 'role'},
  ratio: {kind: 'ratio', in: {of: 'sales', to: 'goal'}},
  pool: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', per: 'plan'},
};

function say(node: Node, language: 'en' | 'zh-CN'): string {
  const whole = {
    ...salesPlan,
    parameters: {limit: {type: 'money', value: '900', label: {en: 'The limit', 'zh-CN': '上限'}}},
    nodes: {...nodes, it: node},
  };
  return sentence(whole as unknown as Plan, 'it', language);
}

const where = {is: 'amount', op: 'gt', to: '5'};
const who = {is: 'participant.region', op: 'eq', to: 'East'};
const bands = [
  {from: '0', rate: '0.05'},
  {from: '1000', rate: '0.07'},
];
const rounding = {scale: 1, mode: 'down'};

/** A node of each kind, and changes each of which changes its meaning. */
const variations: Readonly<Record<string, {base: Node; changes: Node[]}>> = {
  source: {base: {kind: 'source', table: 'deals'}, changes: [{table: 'people'}, {where}]},
  credit: {
    base: {kind: 'credit', in: {rows: 'deals'}, by: 'match', match: {field: 'customer', attribute: 'region'}},
    changes: [
      {match: {field: 'product', attribute: 'region'}},
      {match: {field: 'customer', attribute: 'team'}},
      {match: {field: 'customer', attribute: 'region', each: 'equal'}},
      {who},
      {date: 'closed'},
      {splits: []},
      {splits: ['amount']},
      {by: 'field', participant: 'owner'},
      {by: 'reports'},
      {by: 'reports', levels: {from: 1, to: 3}},
      {by: 'split', split: {table: 'people', row: 'personId', participant: 'manager', share: 'incentive'}},
      {
        by: 'split',
        split: {table: 'people', row: 'personId', participant: 'manager', share: 'incentive', total: 'any'},
      },
      {
        by: 'split',
        split: {table: 'people', row: 'personId', participant: 'manager', share: 'incentive', total: 'at-most'},
      },
    ],
  },
  attribute: {
    base: {kind: 'attribute', what: 'value', attribute: 'incentive'},
    changes: [
      {attribute: 'role'},
      {asOf: 'period-end'},
      {asOf: 'first-day'},
      {rounding},
      {what: 'tenure', attribute: 'hired'},
      {what: 'tenure', attribute: 'hired', unit: 'days'},
      {what: 'days-share', where: {is: 'region', op: 'eq', to: 'East'}},
    ],
  },
  metric: {
    base: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
    changes: [
      {field: 'qty'},
      {aggregate: 'count'},
      {aggregate: 'count-distinct'},
      {aggregate: 'average'},
      {aggregate: 'min'},
      {aggregate: 'max'},
      {where},
      {per: 'plan'},
      {per: {attribute: 'team'}},
      {per: 'reports'},
      {per: 'reports', levels: {from: 2, to: 3}},
      {by: ['customer']},
      {over: 'year-to-date'},
      {over: 'trailing', trailing: 3},
      {over: 'trailing', trailing: 4},
      {shift: 1},
      {shift: 1, shiftBy: 'year'},
      {onEmpty: 'missing'},
      {onMissing: 'skip'},
      {rounding},
      {in: {value: 'goal'}},
      {in: {value: 'goal'}, aggregate: 'count'},
    ],
  },
  target: {
    base: {kind: 'target', from: 'list', list: [{when: who, value: '100'}], gives: 'money'},
    changes: [
      {list: [{when: who, value: '200'}]},
      {list: [{when: {...who, to: 'West'}, value: '100'}]},
      {otherwise: '5'},
      {for: 'year'},
      {for: 'quarter'},
      {for: 'quarter', spread: 'weights', weights: ['1', '2', '3']},
      {ramp: {since: 'hired', factors: ['0.5']}},
      {ramp: {since: 'hired', factors: ['0.5', '0.7']}},
      {prorate: 'days'},
      {prorate: 'days', prorateWhere: {is: 'region', op: 'eq', to: 'East'}},
      {over: 'quarter-to-date'},
      {rounding},
      {from: 'table', table: {table: 'people', participant: 'personId', period: 'team', value: 'incentive'}},
      {
        from: 'table',
        table: {
          table: 'people',
          participant: 'personId',
          period: 'team',
          value: 'incentive',
          where: {is: 'role', op: 'eq', to: 'x'},
        },
      },
    ],
  },
  ratio: {
    base: {kind: 'ratio', in: {of: 'sales', to: 'goal'}},
    changes: [
      {in: {of: 'pool', to: 'goal'}},
      {in: {of: 'sales', to: 'pool'}},
      {in: {of: 'sales', to: 'goal', amount: 'goal'}},
      {form: 'swapped'},
      {form: 'reflected'},
      {whenZero: '1'},
      {rounding},
    ],
  },
  history: {
    base: {kind: 'history', in: {value: 'sales'}, take: 'sum'},
    changes: [
      {in: {value: 'goal'}},
      ...['previous', 'change', 'average', 'min', 'max', 'count', 'balance'].map((take) => ({take})),
      {over: 'year-to-date'},
      {over: 'trailing', trailing: 3},
      {shift: 2},
      {shift: 2, onEmpty: 'zero'},
      {take: 'previous', shift: 2},
      {take: 'previous', shiftBy: 'year'},
      {take: 'previous', onEmpty: 'zero'},
      {rounding},
    ],
  },
  tier: {
    base: {kind: 'tier', in: {input: 'sales'}, reading: 'marginal', bands, gives: 'money'},
    changes: [
      {in: {input: 'goal'}},
      {in: {input: 'sales', base: 'goal'}},
      {in: {input: 'sales', already: 'goal'}},
      {in: {input: 'sales', target: 'goal'}, bounds: 'of-target'},
      {in: {input: 'sales', amount: 'goal'}, gives: 'ratio'},
      {reading: 'whole'},
      {reading: 'overage'},
      {reading: 'overage', excessOver: '50'},
      {reading: 'rate-curve'},
      {reading: 'rate-curve', above: 'zero'},
      {reading: 'rate-curve', above: 'extend'},
      {reading: 'rate-curve', below: 'clamp'},
      {reading: 'step', bands: [{from: '0', amount: '5'}]},
      {reading: 'step', bands: [{from: '0', amount: '5'}], grow: {width: '100', amount: '7'}},
      {reading: 'step-sum', bands: [{from: '0', amount: '5'}]},
      {reading: 'fill', bands: [{from: '0', amount: '5'}, {from: '9'}]},
      {reading: 'curve', bands: [{from: '0', amount: '5'}]},
      {
        bands: [
          {from: '0', rate: '0.05'},
          {from: '1000', rate: '0.08'},
        ],
      },
      {
        bands: [
          {from: '0', rate: '0.05'},
          {from: '2000', rate: '0.07'},
        ],
      },
      {
        bands: [
          {from: '0', rate: '0.05'},
          {from: '1000', rate: '0.07', edge: 'upper'},
        ],
      },
      {bands: {table: 'people', from: 'incentive', rate: 'incentive'}},
      {in: {input: 'sales', variant: 'role'}, variants: {AE: [{from: '0', rate: '0.5'}]}},
      {edge: 'upper'},
      {
        edge: 'upper',
        bands: [
          {from: '0', rate: '0.05'},
          {from: '1000', rate: '0.07', edge: 'lower'},
        ],
      },
      {scope: 'running'},
      {scope: 'to-date'},
      {scope: 'to-date', over: 'year-to-date'},
      {reading: 'whole', scope: 'running'},
      {reading: 'whole', scope: 'running', rateAt: 'before'},
      {below: 'zero'},
      {below: 'no-tier'},
      {roundEach: rounding},
      {rounding},
    ],
  },
  weight: {
    base: {
      kind: 'weight',
      in: {values: {a: 'ratio', b: 'ratio'}},
      parts: [
        {use: 'a', weight: '0.7'},
        {use: 'b', weight: '0.3'},
      ],
    },
    changes: [
      {
        parts: [
          {use: 'a', weight: '0.6'},
          {use: 'b', weight: '0.4'},
        ],
      },
      ...[
        {threshold: '0.5'},
        {cap: '1.2'},
        {floor: '0.1'},
        {whenMissing: 'zero'},
        {whenMissing: 'target'},
        {whenMissing: 'renormalise'},
      ].map((more) => ({
        parts: [
          {use: 'a', weight: '0.7', ...more},
          {use: 'b', weight: '0.3'},
        ],
      })),
      {mode: 'multiply'},
      {mode: 'add-modifiers'},
      {total: 'any'},
      {in: {values: {a: 'ratio', b: 'ratio'}, amount: 'goal'}},
      {rounding},
    ],
  },
  condition: {
    base: {
      kind: 'condition',
      in: {values: {a: 'ratio', s: 'sales'}},
      cases: [{when: {is: 'a', op: 'gte', to: '0.8'}, then: {use: 's'}}],
      otherwise: {value: '0'},
      gives: 'money',
    },
    changes: [
      ...['gt', 'lt', 'lte', 'eq', 'ne'].map((op) => ({cases: [{when: {is: 'a', op, to: '0.8'}, then: {use: 's'}}]})),
      {cases: [{when: {is: 'a', op: 'gte', to: '0.9'}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'between', to: ['0.8', '0.9']}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'in', to: ['0.8', '0.9']}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'not-in', to: ['0.8', '0.9']}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'missing'}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'present'}, then: {use: 's'}}]},
      {cases: [{when: {not: {is: 'a', op: 'gte', to: '0.8'}}, then: {use: 's'}}]},
      {cases: [{when: {is: 'a', op: 'gte', to: '0.8'}, then: {value: '7'}}]},
      {cases: [{when: {is: 'a', op: 'gte', to: '0.8'}, then: {param: 'limit'}}]},
      {otherwise: {value: '1'}},
      {rounding},
      {
        cases: [
          {
            when: {
              all: [
                {is: 'a', op: 'gte', to: '0.8'},
                {
                  any: [
                    {is: 's', op: 'gt', to: '1'},
                    {is: 's', op: 'lt', to: '0'},
                  ],
                },
              ],
            },
            then: {use: 's'},
          },
        ],
      },
    ],
  },
  lookup: {
    base: {
      kind: 'lookup',
      in: {values: {s: 'sales', r: 'role'}},
      keys: [{name: 'r'}],
      rows: [['rep', '0.1']],
      gives: 'ratio',
    },
    changes: [
      {rows: [['rep', '0.2']]},
      {rows: [['boss', '0.1']]},
      {keys: [{name: 's', match: 'band'}], rows: [['0', '0.1']]},
      {keys: [{name: 's', match: 'band', edge: 'upper'}], rows: [['0', '0.1']]},
      {hit: 'first'},
      {hit: 'sum'},
      {otherwise: '0'},
      {rounding},
      {rows: undefined, table: {table: 'people', keys: ['role'], value: 'incentive'}},
      {
        keys: [{name: 'r'}, {name: 's', match: 'band'}],
        rows: undefined,
        grid: {rows: ['rep'], columns: ['0', '10'], cells: [['0.1', '0.2']]},
      },
    ],
  },
  formula: {
    base: {kind: 'formula', in: {values: {s: 'sales'}}, text: 's * 2', gives: 'money'},
    changes: [{text: 's * 3'}, {in: {values: {s: 'goal'}}}, {rounding}],
  },
  cap: {
    base: {kind: 'cap', in: {amount: 'sales'}, max: '500'},
    changes: [
      {in: {amount: 'goal'}},
      {max: '600'},
      {max: {param: 'limit'}},
      {min: '10'},
      {max: undefined, min: '10'},
      {max: undefined, in: {amount: 'sales', max: 'goal'}},
      {over: 'year-to-date'},
      {over: 'quarter-to-date'},
      {over: 'year-to-date', excess: 'carry'},
      {rounding},
    ],
  },
  rank: {
    base: {kind: 'rank', in: {by: 'sales'}, top: 3},
    changes: [
      {in: {by: 'goal'}},
      {in: {by: 'sales', tiebreak: ['goal']}, ties: 'tiebreak'},
      {ties: 'tiebreak'},
      {within: 'region'},
      {who},
      {order: 'lowest-first'},
      {top: 4},
      {top: '0.1'},
      {prizes: ['50', '20'], gives: 'money'},
      {prizes: ['50', '30'], gives: 'money'},
      {prizes: ['50', '20'], gives: 'money', ties: 'same'},
      {prizes: ['50', '20'], gives: 'money', rounding},
    ],
  },
  share: {
    base: {kind: 'share', in: {amount: 'pool', by: 'sales'}},
    changes: [
      {in: {amount: 'goal', by: 'sales'}},
      {in: {amount: 'pool', by: 'goal'}},
      {among: {attribute: 'team'}},
      {who},
      {limit: 'claim'},
      {nobody: 'nothing'},
      {scale: 0},
    ],
  },
  convert: {
    base: {
      kind: 'convert',
      in: {amount: 'sales'},
      to: 'USD',
      rates: {table: 'people', from: 'role', to: 'region', date: 'hired', rate: 'incentive'},
    },
    changes: [
      {to: 'EUR'},
      {at: 'row-date'},
      {at: 'period-start'},
      {rates: {table: 'people', from: 'team', to: 'region', date: 'hired', rate: 'incentive'}},
      {in: {amount: 'goal'}},
      {rounding},
    ],
  },
  reward: {
    base: {kind: 'reward', in: {amount: 'sales'}, type: 'cash'},
    changes: [
      {in: {amount: 'goal'}},
      {in: {amounts: {a: 'sales', b: 'goal'}}},
      {in: {amount: 'sales', when: 'flag'}},
      {type: 'points'},
      {type: 'leave', unit: 'days'},
      {who},
      {pays: 'quarter-end'},
      {pays: 'year-end'},
      {pays: 'year-end', ifAbsent: 'forfeit'},
      {rounding: {scale: 0}},
      {rounding: {scale: 2, mode: 'down'}},
      {rounding: {scale: -2}},
      {multipleOf: '0.05'},
      {payDate: {days: 15, after: 'period-end'}},
      {payDate: {days: 16, after: 'period-end'}},
      {payDate: {days: 15, after: 'quarter-end'}},
    ],
  },
};

it('every kind has its sentence tried', () => {
  expect(nodeKinds.filter((kind) => !variations[kind])).toEqual([]);
});

describe.each(Object.entries(variations))('the sentence of %s', (kind, {base, changes}) => {
  it.each(['en', 'zh-CN'] as const)('changes in %s with every property that changes the meaning', (language) => {
    const said = new Map<string, string>();
    for (const change of [{}, ...changes]) {
      const node = Object.fromEntries(Object.entries({...base, ...change}).filter(([, value]) => value !== undefined));
      const text = say(node, language);
      expect(text, JSON.stringify(change)).not.toMatch(/undefined|…|\{|\[object/);
      expect(said.get(text), `${JSON.stringify(change)} says the same: ${text}`).toBeUndefined();
      said.set(text, JSON.stringify(change));
    }
  });

  it('is said for the example of the kind', () => {
    const node = JSON.parse(readFileSync(`schemas/nodes/${kind}/example.json`, 'utf8')) as Node;
    for (const language of ['en', 'zh-CN'] as const) expect(say(node, language).length).toBeGreaterThan(3);
  });
});

describe('sentences', () => {
  it('read like the plan model', () => {
    expect(
      say(
        {
          kind: 'weight',
          in: {values: {a: 'ratio', b: 'ratio'}},
          parts: [
            {use: 'a', weight: '0.7'},
            {use: 'b', weight: '0.3'},
          ],
        },
        'en',
      ),
    ).toBe('70 % Ratio ratio + 30 % Ratio ratio.');
    expect(say({kind: 'cap', label: {}, in: {amount: 'sales'}, max: '50000', over: 'year-to-date'}, 'zh-CN')).toBe(
      '指标 sales最高 50,000.00，按年度累计控制，超出作废。',
    );
    expect(
      say(
        {kind: 'metric', in: {rows: 'deals'}, field: 'amount', over: 'year-to-date', per: {attribute: 'region'}},
        'en',
      ),
    ).toBe('Sum of amount of Source deals, of everyone with the same region, year to date.');
  });

  it('say whether a condition is on rows or on people', () => {
    const east: Node = {kind: 'metric', in: {rows: 'deals'}, aggregate: 'count', where: who};
    expect(say(east, 'en')).toContain('only rows where');
    expect(say(east, 'zh-CN')).toMatch(/仅计.+的行/);
    const people: Node = {kind: 'metric', in: {value: 'ratio'}, aggregate: 'count', per: 'plan', where: who};
    expect(say(people, 'en')).toContain('only people where');
    expect(say(people, 'zh-CN')).toMatch(/仅计.+的人/);
  });

  it('are said for half-finished plans', () => {
    expect(say({kind: 'cap', in: {amount: 'nowhere'}, max: {param: 'unknown'}}, 'en')).toBe(
      'Nowhere, at most unknown, the rest is lost.',
    );
  });
});
