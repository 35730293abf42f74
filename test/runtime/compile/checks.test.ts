import {describe, expect, it} from 'vitest';
import {compile} from '../../../runtime/compile/compile.js';
import {basePlan} from './read-case.js';
import type {Json} from './read-case.js';

describe('a node without its wires', () => {
  const alone = (node: Json): (string | undefined)[] =>
    compile(
      basePlan('sales-month', {nodes: {x: node, pay: {kind: 'reward', in: {amount: 'x'}, type: 'cash'}}}),
    ).diagnostics.map(({code, params}) => `${code} ${String(params['port'] ?? params['property'] ?? '')}`);

  it('says which are missing, each once', () => {
    expect(alone({kind: 'ratio'})).toEqual(['plan/missing-input of', 'plan/missing-input to']);
    expect(alone({kind: 'metric', field: 'amount'})).toEqual(['plan/missing-input rows']);
    expect(alone({kind: 'metric', aggregate: 'count'})).toEqual(['plan/missing-input rows']);
    expect(alone({kind: 'share', in: {by: 'sales'}})).toEqual(['plan/missing-input amount']);
  });

  it('is never run for want of a port that says so', () => {
    expect(alone({kind: 'weight', parts: [{use: 'a', weight: '1'}]})).toEqual(['shape/missing-property in']);
    expect(alone({kind: 'rank', in: {by: 'sales'}, top: 1, ties: 'tiebreak'})).toEqual([
      'shape/missing-property tiebreak',
    ]);
  });
});

describe('the finer points', () => {
  const pay = {kind: 'reward', in: {amount: 'x'}, type: 'cash'};
  const sales = {s: 'sales'};
  const ratio = {
    half: {kind: 'cap', in: {amount: 'sales'}, max: '500'},
    r: {kind: 'ratio', in: {of: 'half', to: 'sales'}},
  };
  const floor = {...pay, rounding: {scale: 0, mode: 'floor'}};
  const byR = (text: string, more: Json = {}): Json => ({
    ...ratio,
    x: {kind: 'formula', in: {values: {r: 'r'}}, text, gives: 'money', ...more},
    pay: floor,
  });
  const sumOf = (rows: string): Json => ({
    x: {kind: 'metric', in: {rows}, field: 'amount'},
    pay: {kind: 'reward', in: {amounts: {x: 'x', sales: 'sales'}}, type: 'cash'},
  });
  const choices = {tables: {deals: {fields: {product: {type: 'enum', values: ['East', 'West']}}}}};
  const roles = {tables: {people: {fields: {role: {type: 'enum', values: ['rep', 'lead']}}}}};
  const usd = {tables: {deals: {fields: {usd: {type: 'money', currency: 'USD', required: false}}}}};
  const parameter = (one: Json): Json => ({parameters: {p: {label: 'p', type: 'money', value: '5', ...one}}});
  const role = {kind: 'attribute', what: 'value', attribute: 'role'};

  it.each<[string, string[], Json, Json?]>([
    [
      'a formula compares a choice with a value it does not have',
      ['plan/unknown-enum-value'],
      {
        d: {kind: 'formula', in: {rows: 'deals'}, text: 'IF(product = "Est", amount, 0)', gives: 'money'},
        x: {kind: 'metric', in: {value: 'd'}},
        pay: {kind: 'reward', in: {amounts: {x: 'x', s: 'sales'}}, type: 'cash'},
      },
      choices,
    ],
    [
      'an attribute brings its values along the wire',
      ['plan/unknown-enum-value'],
      {
        role,
        x: {
          kind: 'condition',
          in: {values: {...sales, role: 'role'}},
          cases: [{when: {is: 'role', op: 'eq', to: 'rap'}, then: {use: 's'}}],
          otherwise: {value: '0'},
          gives: 'money',
        },
        pay,
      },
      roles,
    ],
    [
      'a lookup by a choice has a row for what it cannot be',
      ['plan/unknown-enum-value'],
      {
        l: {kind: 'lookup', keys: [{name: 'participant.role'}], rows: [['rap', '2']], gives: 'money'},
        x: {kind: 'formula', in: {values: {l: 'l', ...sales}}, text: 'l + s', gives: 'money'},
        pay,
      },
      roles,
    ],
    [
      'dollars are not compared with yuan',
      ['plan/two-currencies'],
      {new: {kind: 'source', table: 'deals', where: {is: 'usd', op: 'gt', to: {name: 'amount'}}}, ...sumOf('new')},
      usd,
    ],
    ['a rounded ratio that only decides is not a product', [], byR('IF(r > 1, 800, 500)')],
    ['a product rounded to cents first may be floored', [], byR('ROUND(r * 9000, 2)')],
    [
      'a formula rounds down a product with a ratio',
      ['plan/directed-rounding'],
      {...byR('ROUNDDOWN(r * 9000, 0)'), pay},
    ],
    [
      'a node rounds down a product with a ratio',
      ['plan/directed-rounding'],
      {...byR('r * 9000', {rounding: {scale: 0, mode: 'down'}}), pay},
    ],
    [
      'the exact applied amount may be floored',
      [],
      {
        ...ratio,
        r: {kind: 'ratio', in: {of: 'half', to: 'sales', amount: 'sales'}},
        pay: {...floor, in: {amount: 'r.applied'}},
      },
    ],
    [
      'what is used up has the type of the input',
      ['plan/wrong-type'],
      {
        ...ratio,
        x: {
          kind: 'tier',
          in: {input: 'sales', already: 'r'},
          reading: 'marginal',
          bands: [{from: '0', rate: '1'}],
          gives: 'money',
        },
        pay,
      },
    ],
    [
      'ties are not broken by values per deal',
      ['plan/wrong-grain'],
      {
        d: {kind: 'formula', in: {rows: 'deals'}, text: 'amount', gives: 'money'},
        x: {kind: 'rank', in: {by: 'sales', tiebreak: ['d']}, ties: 'tiebreak', prizes: ['5'], gives: 'money'},
        pay: {...pay, in: {amount: 'x.prize'}},
      },
    ],
    [
      'a list of targets has a case that is never reached',
      ['plan/unreachable-case'],
      {
        t: {
          kind: 'target',
          from: 'list',
          list: [
            {when: {is: 'participant.role', op: 'in', to: ['rep', 'lead']}, value: '1'},
            {when: {is: 'participant.role', op: 'eq', to: 'rep'}, value: '2'},
          ],
          gives: 'money',
        },
        x: {kind: 'ratio', in: {of: 'sales', to: 't', amount: 'sales'}},
        pay: {...pay, in: {amount: 'x.applied'}},
      },
    ],
    [
      'a parameter that a condition gives is used',
      [],
      {
        x: {
          kind: 'condition',
          in: {values: sales},
          cases: [{when: {is: 's', op: 'gte', to: '5'}, then: {param: 'p'}}],
          otherwise: {value: '0'},
          gives: 'money',
        },
        pay,
      },
      parameter({}),
    ],
    [
      'the bounds of a parameter are in order',
      ['plan/min-above-max'],
      {x: {kind: 'cap', in: {amount: 'sales'}, max: {param: 'p'}}, pay},
      parameter({min: '9', max: '3'}),
    ],
    [
      'a text is not rounded',
      ['plan/property-not-used'],
      {
        t: {...role, rounding: {scale: 0}},
        x: {
          kind: 'condition',
          in: {values: {...sales, t: 't'}},
          cases: [{when: {is: 't', op: 'present'}, then: {use: 's'}}],
          otherwise: {value: '0'},
          gives: 'money',
        },
        pay,
      },
    ],
    [
      'parts of a pool keep no more decimals than money has',
      ['plan/rounding-too-fine'],
      {
        all: {kind: 'metric', in: {rows: 'deals'}, aggregate: 'count', per: 'plan'},
        x: {kind: 'share', in: {amount: 'all', by: 'sales'}, scale: 2},
        pay: {...pay, type: 'points'},
      },
    ],
    [
      'a cap on a part lies above its floor',
      ['plan/min-above-max'],
      {
        ...ratio,
        w: {
          kind: 'weight',
          in: {values: {r: 'r'}, amount: 'sales'},
          parts: [{use: 'r', weight: '1', floor: '2', cap: '1'}],
        },
        pay: {...pay, in: {amount: 'w.applied'}},
      },
    ],
  ])('%s', (_, codes, nodes, rest = {}) => {
    expect(compile(basePlan('sales-month', {...rest, nodes})).diagnostics.map(({code}) => code)).toEqual(codes);
  });
});
