import {compile} from '@planwright/runtime';
import {baseTables} from './data.js';
import type {Random} from './random.js';

type Json = Record<string, unknown>;
export interface RandomPlan extends Json {
  nodes: Record<string, Json>;
}

/** A plan of up to `size` nodes that compiles: a node that gives an error is left out again. */
export function randomPlan(random: Random, size: number): RandomPlan {
  const {pick, chance} = random;
  const plan: RandomPlan = {
    schemaVersion: 1,
    id: 'random',
    name: 'random',
    version: '1.0.0',
    effective: {from: '2026-01-01'},
    calendar: {
      period: pick(['month', 'month', 'month', 'quarter']),
      ...(chance(15) ? {yearStart: {month: 4}} : {}),
    },
    currency: 'CNY',
    parameters: {
      rate: {type: 'ratio', value: pick(['0.05', '0.085', '0.1234567']), label: 'rate'},
      bonus: {type: 'money', value: pick(['800', '0.01', '333.33']), label: 'bonus'},
      places: {type: 'count', value: pick(['1', '2']), label: 'places'},
    },
    tables: baseTables,
    roster: {
      table: 'people',
      manager: 'manager',
      ...(chance(30) ? {presence: pick(['any-day', 'first-day', 'last-day'])} : {}),
      ...(chance(30) ? {asOf: pick(['first-day', 'last-day', 'period-start', 'period-end'])} : {}),
      ...(chance(20) ? {eligible: {is: 'participant.active', op: 'eq', to: 'true'}} : {}),
    },
    nodes: {},
  };
  const state: State = {random, plan, ports: [], types: new Map()};
  const tried = size * 4;
  add(state, 'deals', {kind: 'source', table: 'deals', ...(chance(30) ? {where: rowPredicate(random)} : {})});
  for (let k = 0; k < tried && Object.keys(plan.nodes).length < size; ++k) {
    add(state, `n${k}`, randomNode(state));
  }
  let rewards = 0;
  for (let k = 0; k < 12 && rewards < 3; ++k) if (add(state, `r${k}`, reward(state))) rewards += 1;
  return plan;
}

interface Port {
  readonly ref: string;
  readonly value: string;
  readonly grain: string;
  readonly lineage: string | undefined;
}
interface State {
  readonly random: Random;
  readonly plan: RandomPlan;
  readonly ports: Port[];
  readonly types: Map<string, unknown>;
}

function add(state: State, id: string, node: Json | undefined): boolean {
  if (!node) return false;
  state.plan.nodes[id] = node;
  const {program} = compile(state.plan);
  if (!program) {
    Reflect.deleteProperty(state.plan.nodes, id);
    return false;
  }
  for (const [port, type] of Object.entries(program.types.get(id) ?? {})) {
    if (port === 'value' || port === 'rows' || port !== 'prize' || !('value' in (program.types.get(id) ?? {}))) {
      state.ports.push({
        ref: port === 'value' || port === 'rows' ? id : `${id}.${port}`,
        value: type.value,
        grain: type.grain,
        lineage: type.lineage,
      });
    }
  }
  return true;
}

const NUMERIC = ['money', 'ratio', 'score', 'count', 'days', 'number', 'points'];
const isNumeric = (port: Port): boolean => NUMERIC.includes(port.value);

function choose(state: State, test: (port: Port) => boolean): Port | undefined {
  const found = state.ports.filter(test);
  return found.length === 0 ? undefined : state.random.pick(found);
}

function randomNode(state: State): Json | undefined {
  const makers = [
    source,
    credit,
    metric,
    metric,
    metric,
    bucketMetric,
    attribute,
    target,
    ratio,
    history,
    tier,
    tier,
    tier,
    weight,
    condition,
    lookup,
    formula,
    formula,
    cap,
    rank,
    share,
    convert,
  ];
  return state.random.pick(makers)(state);
}

function rowPredicate({pick, int, chance}: Random): Json {
  const one = (): Json =>
    pick<Json>([
      {is: 'isNew', op: 'eq', to: 'true'},
      {is: 'product', op: 'in', to: ['core', '𠀀字']},
      {is: 'amount', op: pick(['gt', 'gte', 'lt', 'lte', 'ne']), to: pick(['1000', '0', '999.99'])},
      {is: 'amount', op: 'between', to: ['0', '3000']},
      {is: 'margin', op: pick(['missing', 'present'])},
      {is: 'margin', op: 'gte', to: '0.3333'},
      {is: 'customer.segment', op: 'eq', to: 's1'},
      {is: 'participant.region', op: 'eq', to: 'east'},
      {is: 'participant.grade', op: 'gte', to: '1'},
      {is: 'closed', op: 'lt', to: '2026-02-14'},
    ]);
  const list = Array.from({length: 1 + int(2)}, one);
  if (chance(30)) return {not: one()};
  return list.length === 1 ? (list[0] ?? one()) : {[pick(['all', 'any'])]: list};
}

function personPredicate({pick}: Random): Json {
  return pick<Json>([
    {is: 'participant.region', op: 'eq', to: 'east'},
    {is: 'participant.team', op: 'in', to: ['A', '甲']},
    {is: 'participant.grade', op: 'gte', to: '2'},
    {is: 'participant.active', op: 'eq', to: 'true'},
    {is: 'period.index', op: 'lte', to: '2'},
    {
      any: [
        {is: 'participant.team', op: 'eq', to: 'B'},
        {is: 'participant.quota', op: 'gt', to: '0'},
      ],
    },
  ]);
}

function span({random: {pick, chance, int}}: State): Json {
  if (chance(45)) return {};
  const over = pick(['quarter-to-date', 'half-to-date', 'year-to-date', 'trailing', 'all-to-date', 'period']);
  return {
    over,
    ...(over === 'trailing' ? {trailing: 2 + int(2)} : {}),
    ...(chance(25) ? {shift: 1 + int(2), shiftBy: pick(['period', 'period', 'year'])} : {}),
  };
}

const rounding = ({pick, chance}: Random): Json =>
  chance(15)
    ? {
        rounding: {
          scale: pick([0, 2, -2, 4]),
          ...(chance(70) ? {mode: pick(['half-up', 'half-even', 'down', 'up', 'floor', 'ceil'])} : {}),
        },
      }
    : {};

function source({random: {pick, chance}, random}: State): Json {
  const table = pick(['deals', 'orders']);
  return {kind: 'source', table, ...(table === 'deals' && chance(60) ? {where: rowPredicate(random)} : {})};
}

function credit(state: State): Json | undefined {
  const {pick, chance, int} = state.random;
  const by = pick(['field', 'split', 'split', 'match', 'reports']);
  const rows = choose(state, (port) => port.value === 'rows' && (by !== 'reports' || port.grain === 'credited'));
  if (!rows) return undefined;
  const base = {kind: 'credit', in: {rows: rows.ref}, by};
  switch (by) {
    case 'field':
      return {...base, participant: 'seller'};
    case 'split':
      return {
        ...base,
        split: {
          table: 'shares',
          row: 'order',
          participant: 'person',
          share: 'part',
          ...(chance(60) ? {total: pick(['whole', 'at-most', 'any'])} : {}),
        },
      };
    case 'match':
      return {
        ...base,
        match: {field: 'area', attribute: pick(['region', 'team']), ...(chance(50) ? {each: 'equal'} : {})},
        ...(chance(30) ? {who: personPredicate(state.random)} : {}),
      };
    default: {
      const from = 1 + int(2);
      return {...base, ...(chance(60) ? {levels: {from, to: from + int(2)}} : {})};
    }
  }
}

const AGGREGATES = ['sum', 'sum', 'sum', 'count', 'count-distinct', 'average', 'min', 'max'];
const DEAL_FIELDS = ['amount', 'amount', 'margin', 'units', 'share', 'customer', 'isNew', 'closed', 'value'];

function metric(state: State): Json | undefined {
  const {pick, chance, random: _} = {...state.random, random: state.random};
  const aggregate = pick(AGGREGATES);
  const per = chance(70) ? {} : {per: pick<unknown>(['plan', 'reports', {attribute: 'region'}, {attribute: 'team'}])};
  const more = {
    ...span(state),
    ...per,
    ...(per.per === 'reports' && chance(40) ? {levels: {from: 1, to: 2}} : {}),
    ...(chance(15) ? {onEmpty: pick(['zero', 'missing'])} : {}),
    ...(chance(25) ? {onMissing: 'skip'} : {}),
    ...rounding(state.random),
  };
  if (chance(60)) {
    const rows = choose(state, (port) => port.value === 'rows');
    if (!rows) return undefined;
    return {
      kind: 'metric',
      in: {rows: rows.ref},
      aggregate,
      ...(aggregate === 'count' && chance(70) ? {} : {field: pick(DEAL_FIELDS)}),
      ...(chance(25) ? {where: rowPredicate(state.random)} : {}),
      ...more,
    };
  }
  const value = choose(state, (port) => port.value !== 'rows');
  return value && {kind: 'metric', in: {value: value.ref}, aggregate, ...more};
}

function bucketMetric(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const rows = choose(state, (port) => port.value === 'rows');
  if (!rows) return undefined;
  return {
    kind: 'metric',
    in: {rows: rows.ref},
    aggregate: pick(['sum', 'sum', 'count', 'max', 'average']),
    field: pick(['amount', 'units', 'value']),
    by: pick([['customer'], ['product'], ['customer', 'product'], ['customer.segment'], ['area']]),
    ...span(state),
    ...(chance(20) ? {where: rowPredicate(state.random)} : {}),
  };
}

function attribute({random: {pick, chance}, random}: State): Json {
  const what = pick(['value', 'value', 'days-share', 'tenure']);
  const asOf =
    chance(40) && what !== 'days-share' ? {asOf: pick(['first-day', 'last-day', 'period-start', 'period-end'])} : {};
  if (what === 'days-share')
    return {
      kind: 'attribute',
      what,
      where: pick<Json>([
        {is: 'region', op: 'eq', to: 'east'},
        {is: 'team', op: 'eq', to: 'A'},
        {is: 'active', op: 'eq', to: 'true'},
      ]),
    };
  if (what === 'tenure')
    return {kind: 'attribute', what, attribute: 'hired', unit: pick(['days', 'months', 'years']), ...asOf};
  return {
    kind: 'attribute',
    what,
    attribute: pick(['quota', 'quota', 'grade', 'team', 'region', 'active', 'hired']),
    ...asOf,
    ...rounding(random),
  };
}

function target(state: State): Json {
  const {pick, chance, random} = {...state.random, random: state.random};
  const span_ = pick(['period', 'period', 'quarter', 'half', 'year']);
  const perYear = (state.plan['calendar'] as {period: string}).period === 'month' ? 12 : 4;
  const periods = {period: 1, quarter: perYear / 4, half: perYear / 2, year: perYear}[span_] ?? 1;
  const weights =
    chance(40) && periods > 1
      ? {spread: 'weights', weights: Array.from({length: periods}, () => pick(['1', '0.25', '2.5', '0', '3']))}
      : {};
  return {
    kind: 'target',
    ...(chance(60)
      ? {
          from: 'table',
          table: {
            table: 'targets',
            participant: 'person',
            period: 'span',
            value: 'value',
            ...(chance(70) ? {where: {is: 'what', op: 'eq', to: 'a'}} : {}),
          },
        }
      : {
          from: 'list',
          list: [
            {when: personPredicate(random), value: pick(['1000', '99.99'])},
            {when: personPredicate(random), value: {param: 'bonus'}},
          ],
        }),
    ...(chance(50) ? {otherwise: pick(['500', '0.01', '0'])} : {}),
    for: span_,
    ...weights,
    ...(chance(20) ? {ramp: {since: 'hired', factors: ['0.5', '0.75']}} : {}),
    ...(chance(30)
      ? {prorate: 'days', ...(chance(40) ? {prorateWhere: {is: 'region', op: 'eq', to: 'east'}} : {})}
      : {}),
    ...span(state),
    gives: 'money',
    ...rounding(random),
  };
}

function ratio(state: State): Json | undefined {
  const {chance, pick} = state.random;
  const of = choose(state, isNumeric);
  const to = of && choose(state, (port) => port.value === of.value);
  const amount = chance(40) ? choose(state, isNumeric) : undefined;
  if (!of || !to) return undefined;
  return {
    kind: 'ratio',
    in: {of: of.ref, to: to.ref, ...(amount ? {amount: amount.ref} : {})},
    ...(chance(40) ? {form: pick(['plain', 'swapped', 'reflected'])} : {}),
    ...(chance(40) ? {whenZero: pick(['0', '1', '0.9'])} : {}),
    ...rounding(state.random),
  };
}

function history(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const take = pick(['previous', 'change', 'sum', 'average', 'min', 'max', 'count', 'balance']);
  const value = choose(state, (port) => port.value !== 'rows' && port.grain !== 'row');
  return (
    value && {
      kind: 'history',
      in: {value: value.ref},
      take,
      ...span(state),
      ...(chance(30) ? {onEmpty: 'zero'} : {}),
      ...rounding(state.random),
    }
  );
}

function bandsFor({random: {pick, int, chance}}: State, reading: string, small: boolean): Json[] {
  const bounds = small ? ['0', '0.5', '0.9999', '1', '1.5'] : ['-1000', '0', '200', '999.99', '1000', '3000', '8000'];
  const start = int(small ? 2 : 3);
  const chosen = bounds.slice(start).filter(() => chance(60));
  const from = chosen.length >= 2 ? chosen : bounds.slice(-3);
  const useRate = ['marginal', 'whole', 'overage', 'rate-curve'].includes(reading);
  return from.map((bound, k) => ({
    from: bound,
    ...(useRate ? {rate: chance(10) ? {param: 'rate'} : pick(['0.01', '0.02', '0.05', '0', '-0.01', '0.0333'])} : {}),
    ...(!useRate && !(reading === 'fill' && k === from.length - 1)
      ? {amount: pick(['100', '0.3333', '1', '500.5', '-20', '0'])}
      : {}),
    ...(reading === 'whole' && chance(30) ? {amount: pick(['-10', '25.55'])} : {}),
    ...(chance(15) && reading !== 'curve' && reading !== 'rate-curve' ? {edge: pick(['lower', 'upper'])} : {}),
  }));
}

function tier(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const input = choose(state, isNumeric);
  if (!input) return undefined;
  const reading = pick([
    'marginal',
    'marginal',
    'whole',
    'whole',
    'step',
    'step-sum',
    'overage',
    'fill',
    'curve',
    'rate-curve',
  ]);
  const scope = pick(['each', 'each', 'running', 'to-date']);
  const gives = pick(['money', 'money', 'ratio', 'number', 'points', 'count']);
  const base = chance(30) ? choose(state, isNumeric) : undefined;
  // a rate curve of an attainment times an amount has more digits than the domain: the compiler warns
  const amount = gives === 'ratio' && reading !== 'rate-curve' && chance(70) ? choose(state, isNumeric) : undefined;
  const ofTarget = chance(20) ? choose(state, (port) => port.value === input.value) : undefined;
  const already = chance(10) && scope === 'each' ? choose(state, (port) => port.value === input.value) : undefined;
  const variant = chance(10) ? choose(state, (port) => port.value === 'text') : undefined;
  const small = ofTarget !== undefined || input.value === 'ratio' || input.value === 'score';
  return {
    kind: 'tier',
    in: {
      input: input.ref,
      ...(base && !amount ? {base: base.ref} : {}),
      ...(amount ? {amount: amount.ref} : {}),
      ...(ofTarget ? {target: ofTarget.ref} : {}),
      ...(already ? {already: already.ref} : {}),
      ...(variant ? {variant: variant.ref} : {}),
    },
    reading,
    scope,
    ...(scope === 'each' ? {} : {over: pick(['period', 'quarter-to-date', 'year-to-date', 'all-to-date'])}),
    ...(ofTarget ? {bounds: 'of-target'} : {}),
    ...(chance(30) ? {edge: pick(['lower', 'upper'])} : {}),
    ...(chance(45)
      ? {
          below: pick(
            reading.includes('curve')
              ? ['zero', 'clamp', 'extend', 'no-tier']
              : reading === 'marginal'
                ? ['zero', 'extend', 'no-tier']
                : ['zero', 'no-tier'],
          ),
        }
      : {}),
    ...(reading.includes('curve') && chance(60) ? {above: pick(['clamp', 'extend', 'zero'])} : {}),
    ...(reading === 'overage' && chance(50) ? {excessOver: pick(['0.5', '200'])} : {}),
    ...(reading === 'step' && chance(30)
      ? {grow: {width: pick(['100', '0.25', '1000']), amount: pick(['7', '0.5'])}}
      : {}),
    ...(reading === 'marginal' && !base && chance(20)
      ? {roundEach: {scale: pick([0, 2]), mode: pick(['half-up', 'down', 'half-even'])}}
      : {}),
    ...(reading === 'whole' && scope === 'running' && chance(40) ? {rateAt: 'before'} : {}),
    bands: chance(8)
      ? {
          table: 'bands',
          from: 'from',
          ...(['marginal', 'whole', 'overage', 'rate-curve'].includes(reading) ? {rate: 'rate'} : {amount: 'amount'}),
          ...(variant ? {variant: 'area'} : {}),
        }
      : bandsFor(state, reading, small),
    ...(variant && chance(70)
      ? {variants: {A: bandsFor(state, reading, small), east: bandsFor(state, reading, small)}}
      : {}),
    gives,
    ...rounding(state.random),
  };
}

function weight(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const first = choose(state, isNumeric);
  if (!first) return undefined;
  const isMoney = first.value === 'money';
  const second = choose(state, (port) => isNumeric(port) && (port.value === 'money') === isMoney);
  const amount = !isMoney && chance(60) ? choose(state, isNumeric) : undefined;
  const mode = isMoney ? 'sum' : pick(['sum', 'sum', 'multiply', 'add-modifiers']);
  const part = (use: string, weight_: string): Json => ({
    use,
    ...(mode === 'sum' ? {weight: weight_} : {}),
    ...(chance(30) ? {threshold: pick(['0.6', '1'])} : {}),
    ...(chance(30) ? {cap: pick(['1.5', '1.1'])} : {}),
    ...(chance(20) ? {floor: pick(['0', '0.2'])} : {}),
    ...(chance(60) ? {whenMissing: pick(['block', 'renormalise', 'target', 'zero'])} : {}),
  });
  const whole = chance(70);
  const [a, b] = whole
    ? pick([
        ['0.6', '0.4'],
        ['0.7', '0.3'],
        ['0.3333', '0.6667'],
      ])
    : ['0.5', pick(['0.7', '0'])];
  return {
    kind: 'weight',
    in: {values: {x: first.ref, ...(second ? {y: second.ref} : {})}, ...(amount ? {amount: amount.ref} : {})},
    mode,
    ...(whole ? {} : {total: 'any'}),
    parts: second ? [part('x', a ?? '1'), part('y', b ?? '0')] : [part('x', whole ? '1' : '0.7')],
    ...rounding(state.random),
  };
}

function condition(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const test = choose(state, (port) => port.value !== 'rows');
  const then = test && choose(state, (port) => isNumeric(port));
  if (!test || !then) return undefined;
  const when = isNumeric(test)
    ? {
        is: 'x',
        op: pick(['gte', 'gt', 'lt', 'lte', 'eq', 'ne']),
        to: pick(test.value === 'count' || test.value === 'days' ? ['1', '5', '0'] : ['0', '1', '0.9999', '1000']),
      }
    : {is: 'x', op: pick(['missing', 'present'])};
  const also = chance(40) ? {[pick(['all', 'any'])]: [when, {is: 'x', op: pick(['missing', 'present'])}]} : when;
  const result = (): Json => (chance(50) ? {use: 'y'} : {value: pick(['0', '1', '12'])});
  return {
    kind: 'condition',
    in: {values: {x: test.ref, y: then.ref}},
    cases: [{when: also, then: result()}],
    otherwise: result(),
    gives: chance(80) ? then.value : pick(['number', 'money', 'count']),
    ...rounding(state.random),
  };
}

function lookup(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const text = choose(state, (port) => port.value === 'text');
  const number = choose(state, isNumeric);
  const rows = choose(state, (port) => port.value === 'rows' && port.grain === 'credited');
  const gives = pick(['ratio', 'money', 'number', 'text']);
  const value = (): string => (gives === 'text' ? pick(['A', 'B']) : pick(['0.1', '0.25', '100', '0']));
  const base = {
    kind: 'lookup',
    gives,
    ...(chance(40) ? {otherwise: value()} : {}),
    ...(chance(40) ? {hit: pick(gives === 'text' ? ['first', 'only'] : ['first', 'sum', 'only'])} : {}),
  };
  const edge = chance(30) ? {edge: 'upper'} : {};
  if (rows && chance(50)) {
    if (chance(40))
      return {
        ...base,
        in: {rows: rows.ref},
        keys: [{name: 'product'}, {name: 'amount', match: 'band', ...edge}],
        table: {table: 'rates', keys: ['product', 'from'], value: 'rate'},
        gives: 'ratio',
        otherwise: '0.5',
      };
    return {
      ...base,
      in: {rows: rows.ref},
      keys: [{name: 'product'}, {name: 'amount', match: 'band', ...edge}],
      rows: [
        ['core', '0', value()],
        ['core', '1000', value()],
        ['addon', '0', value()],
        ['core', '1000', value()],
      ],
    };
  }
  if (number && text && chance(50)) {
    return {
      ...base,
      in: {values: {k: text.ref, v: number.ref}},
      keys: [{name: 'k'}, {name: 'v', match: 'band', ...edge}],
      rows: [
        ['A', '0', value()],
        ['A', '0.5', value()],
        ['B', '1000', value()],
        ['east', '0', value()],
      ],
    };
  }
  if (!number || gives === 'text') return undefined;
  return {
    ...base,
    in: {values: {v: number.ref}},
    keys: [
      {name: 'v', match: 'band', ...edge},
      {name: 'participant.grade', match: pick(['band', 'exact'])},
    ],
    grid: {
      rows: ['0', '0.9', '1000'],
      columns: ['0', '1', '3'],
      cells: [
        [value(), value(), value()],
        [value(), value(), value()],
        [value(), value(), {param: gives === 'money' ? 'bonus' : 'rate'}],
      ],
    },
  };
}

function formula(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const a = choose(state, isNumeric);
  const b = choose(state, isNumeric);
  if (!a || !b) return undefined;
  const rows = chance(20) ? choose(state, (port) => port.value === 'rows' && port.grain === 'credited') : undefined;
  const text = rows
    ? pick([
        'amount',
        'amount * margin',
        'IFMISSING(margin, 0.5) * amount',
        'amount * 5%',
        'MIN(amount, 1000)',
        'units * 10',
        'IF(isNew, amount, 0)',
        'DAYS(IFMISSING(paid, closed), closed)',
        'foreign',
        'PRORATE(amount, period.days, 31)',
        'amount * share',
        'IF(product = "core", amount, 0)',
      ])
    : pick([
        'a + b',
        'a - b',
        'a * b',
        'a / b',
        '(a - b) / b',
        'a * b / a',
        'MAX(a, b)',
        'MIN(a, 0)',
        'IF(a > b, a, b)',
        'IFMISSING(a, b)',
        'ROUND(a / b, 2)',
        'ROUNDDOWN(a, 0)',
        'ROUNDUP(a, 1)',
        'ROUNDEVEN(a, 1)',
        'PRORATE(a, b, b)',
        'PRORATE(a, period.days, 30)',
        'ATTAIN(a, b)',
        'IF(ISMISSING(a), 0, a)',
        'a * 500',
        'a * rate',
        'CLAMP(a, 0, 1000)',
        'ABS(a)',
        '-a',
        'IF(OR(a > 0, b > 0), a, 0)',
        'IF(AND(a > 0, b > 0), a, 0)',
        'IF(BETWEEN(a, 0, 1000), 1, 2)',
        'SWITCH(a, 0, 5, 1, 6, 7)',
        'IF(IN(a, 0, 1, 2), 1, 0)',
        'IF(participant.region = "east", a, 0)',
        'a * period.index',
        'a / b * 100',
        'IF(b = 0, 0, a / b)',
        'DAYS(PERIODEND(0), PERIODSTART(-1)) * 1',
      ]);
  return {
    kind: 'formula',
    in: {...(rows ? {rows: rows.ref} : {values: {a: a.ref, b: b.ref}})},
    text,
    gives: chance(60) ? a.value : pick(['money', 'ratio', 'number', 'count', 'points', 'days']),
    ...rounding(state.random),
  };
}

function cap(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const amount = choose(state, isNumeric);
  if (!amount) return undefined;
  const bound = chance(25) ? choose(state, (port) => port.value === amount.value) : undefined;
  const over = chance(50) ? {over: pick(['each', 'quarter-to-date', 'half-to-date', 'year-to-date'])} : {};
  const carry = over.over !== undefined && over.over !== 'each' && chance(40);
  return {
    kind: 'cap',
    in: {amount: amount.ref, ...(bound ? {max: bound.ref} : {})},
    ...(bound ? {} : {max: pick(['1000', '50', '0.5'])}),
    ...(!carry && chance(40) ? {min: pick(['0', '-100', '600'])} : {}),
    ...over,
    ...(carry ? {excess: 'carry'} : {}),
    ...rounding(state.random),
  };
}

function rank(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const by = choose(state, (port) => isNumeric(port) && port.grain !== 'row');
  if (!by) return undefined;
  const ties = pick(['pool', 'pool', 'same', 'tiebreak']);
  const second = ties === 'tiebreak' ? choose(state, (port) => isNumeric(port) && port.grain !== 'row') : undefined;
  return {
    kind: 'rank',
    in: {by: by.ref, ...(second ? {tiebreak: [second.ref]} : {})},
    ...(chance(40) ? {within: pick(['region', 'team'])} : {}),
    ...(chance(30) ? {who: personPredicate(state.random)} : {}),
    ...(chance(30) ? {order: 'lowest-first'} : {}),
    ties,
    ...(chance(40) ? {top: pick<unknown>([1, 2, '0.5', '0.34', {param: 'places'}, {param: 'rate'}])} : {}),
    prizes: pick([['1000', '500', '100'], ['100.01'], ['20000', '10000.01']]),
    gives: pick(['money', 'money', 'points', 'count']),
  };
}

function share(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const amount = choose(state, (port) => isNumeric(port) && (port.grain === 'plan' || port.grain === 'group'));
  const by = choose(state, (port) => isNumeric(port) && port.grain !== 'row');
  if (!amount) return {kind: 'formula', text: pick(['bonus * 7', 'bonus - 1000']), gives: 'money'};
  if (!by) return undefined;
  return {
    kind: 'share',
    in: {amount: amount.ref, by: by.ref},
    ...(chance(50) ? {among: pick<unknown>(['plan', {attribute: 'region'}, {attribute: 'team'}])} : {}),
    ...(chance(30) ? {who: personPredicate(state.random)} : {}),
    ...(chance(30) ? {limit: 'claim'} : {}),
    ...(chance(50) ? {nobody: 'nothing'} : {}),
    ...(chance(20) ? {scale: pick([0, 1, 4])} : {}),
  };
}

function convert(state: State): Json | undefined {
  const {pick} = state.random;
  const amount = choose(state, (port) => port.value === 'money');
  return (
    amount && {
      kind: 'convert',
      in: {amount: amount.ref},
      to: pick(['CNY', 'USD']),
      rates: {table: 'fx', from: 'from', to: 'to', date: 'day', rate: 'rate'},
      at: pick(['period-end', 'period-start', 'row-date']),
      ...rounding(state.random),
    }
  );
}

function reward(state: State): Json | undefined {
  const {pick, chance} = state.random;
  const amount = choose(state, isNumeric);
  if (!amount) return undefined;
  const second = chance(25) ? choose(state, (port) => port.value === amount.value && port.grain !== 'row') : undefined;
  const gate = chance(25) ? choose(state, (port) => port.value === 'flag' && port.grain !== 'row') : undefined;
  const type =
    amount.value === 'money'
      ? 'cash'
      : amount.value === 'days'
        ? 'leave'
        : pick(['points', 'training', 'honour', 'leave']);
  return {
    kind: 'reward',
    in: {
      ...(second && amount.grain !== 'row' ? {amounts: {one: amount.ref, two: second.ref}} : {amount: amount.ref}),
      ...(gate ? {when: gate.ref} : {}),
    },
    type,
    ...(chance(30) ? {who: personPredicate(state.random)} : {}),
    ...(chance(40) ? {pays: pick(['period', 'quarter-end', 'half-end', 'year-end'])} : {}),
    ...(chance(15) ? {ifAbsent: pick(['pay-last', 'forfeit'])} : {}),
    ...(chance(25)
      ? {
          rounding: {
            scale: pick([2, 1, 0, -2]),
            ...(chance(60) ? {mode: pick(['half-up', 'half-even', 'down', 'up', 'floor', 'ceil'])} : {}),
          },
        }
      : {}),
    ...(chance(10) ? {multipleOf: pick(['0.05', '100', '1'])} : {}),
  };
}
