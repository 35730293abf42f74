import type {Random} from './random.js';

export type Row = Record<string, string>;
export type TableRows = Record<string, Row[]>;

/** Tables every random plan reads from; labels are left out on purpose. */
export const baseTables = {
  people: {
    fields: {
      personId: {type: 'key', role: 'id'},
      validFrom: {type: 'date', role: 'valid-from'},
      validTo: {type: 'date', role: 'valid-to', required: false},
      hired: {type: 'date', required: false},
      manager: {type: 'key', references: 'people', required: false},
      region: {type: 'enum', values: ['east', 'west']},
      team: {type: 'text', required: false},
      quota: {type: 'money', scale: 2, required: false},
      grade: {type: 'count', required: false},
      active: {type: 'flag'},
    },
  },
  customers: {fields: {customerId: {type: 'key', role: 'id'}, segment: {type: 'text', required: false}}},
  deals: {
    fields: {
      dealId: {type: 'key', role: 'id'},
      owner: {type: 'key', role: 'participant', references: 'people'},
      closed: {type: 'date', role: 'date'},
      amount: {type: 'money', scale: 2},
      margin: {type: 'ratio', scale: 4, required: false},
      units: {type: 'count', required: false},
      isNew: {type: 'flag'},
      product: {type: 'enum', values: ['core', 'addon', '𠀀字']},
      customer: {type: 'key', references: 'customers', required: false},
      paid: {type: 'date', required: false},
      currency: {type: 'text', required: false},
      foreign: {type: 'money', scale: 2, currency: {field: 'currency'}, required: false},
    },
  },
  orders: {
    fields: {
      orderId: {type: 'key', role: 'id'},
      seller: {type: 'key', references: 'people', required: false},
      day: {type: 'date', role: 'date'},
      value: {type: 'money', scale: 2},
      area: {type: 'text', required: false},
    },
  },
  shares: {
    fields: {
      order: {type: 'key', references: 'orders'},
      person: {type: 'key', references: 'people'},
      part: {type: 'ratio', scale: 4},
    },
  },
  targets: {
    fields: {
      person: {type: 'key', references: 'people'},
      span: {type: 'text'},
      what: {type: 'text'},
      value: {type: 'money', scale: 2},
    },
  },
  bands: {
    fields: {
      from: {type: 'number', scale: 2},
      rate: {type: 'ratio', scale: 4},
      amount: {type: 'number', scale: 2},
      area: {type: 'text', required: false},
    },
  },
  rates: {
    fields: {
      product: {type: 'text'},
      from: {type: 'number', scale: 2},
      rate: {type: 'ratio', scale: 4, required: false},
    },
  },
  fx: {
    fields: {from: {type: 'text'}, to: {type: 'text'}, day: {type: 'date'}, rate: {type: 'number', scale: 6}},
  },
} as const;

const DAYS = [
  '2025-12-31',
  '2026-01-01',
  '2026-01-15',
  '2026-01-31',
  '2026-02-01',
  '2026-02-14',
  '2026-02-28',
  '2026-03-01',
  '2026-03-31',
  '2026-04-01',
  '2026-05-20',
  '2026-06-30',
  '2026-07-01',
];
const AMOUNTS = [
  '0',
  '100',
  '999.99',
  '1000',
  '1000.01',
  '-250',
  '-1000',
  '0.01',
  '3000',
  '7999.99',
  '33333.33',
  '123456.78',
  '500',
  '200',
];
const PEOPLE = ['P1', 'P2', 'P3', 'P4', '张伟', '𠀋x'];

/** Small tables with movers, gaps, leavers, cycles of managers, negatives, ties, missing cells, orphans and duplicates. */
export function randomData(random: Random, hostile: boolean): TableRows {
  const {int, pick, chance} = random;
  const maybe = (text: string, p = 85): string => (chance(p) ? text : '');
  const count = 2 + int(4);
  const persons = PEOPLE.slice(0, count);
  const people: Row[] = [];
  for (const personId of persons) {
    const splits = chance(40) ? [pick(['2026-02-01', '2026-02-10', '2026-03-01'])] : [];
    const start = chance(75) ? '2025-01-01' : pick(['2026-01-10', '2026-02-01']);
    const bounds = [start, ...splits.filter((day) => day > start)];
    bounds.forEach((validFrom, k) => {
      const next = bounds[k + 1];
      const gap = next !== undefined && chance(25) ? pick(['2026-01-20', '2026-01-31']) : next;
      const validTo =
        next === undefined ? (chance(80) ? '' : pick(['2026-03-15', '2026-04-01', '2026-05-01'])) : (gap ?? '');
      people.push({
        personId,
        validFrom,
        validTo: validTo !== '' && validTo <= validFrom ? '' : validTo,
        hired: maybe(pick(['2025-01-31', '2025-11-15', '2026-01-10', '2026-02-28', '2027-01-01'])),
        manager: maybe(pick(persons), 60),
        region: pick(['east', 'west']),
        team: maybe(pick(['A', 'B', '甲'])),
        quota: maybe(pick(['1000', '3000', '0', '2999.99', '-5'])),
        grade: maybe(String(int(4))),
        active: pick(['true', 'true', 'true', 'false']),
      });
    });
  }
  const who = (): string => (hostile && chance(6) ? pick(['ZZ', '']) : pick(persons));
  const table = (n: number, make: (i: number) => Row): Row[] => Array.from({length: n}, (_, i) => make(i));
  const customers = table(3, (i) => ({customerId: `C${i}`, segment: maybe(pick(['s1', 's2']))}));
  const deals = table(int(16), (i) => ({
    dealId: hostile && chance(4) ? 'D0' : `D${i}`,
    owner: who(),
    closed: hostile && chance(3) ? '2026-13-01' : pick(DAYS),
    amount: hostile && chance(3) ? pick(['', 'x', '1.005']) : hostile && chance(3) ? '999999999999.99' : pick(AMOUNTS),
    margin: maybe(pick(['0.5', '0.3333', '-0.1', '1'])),
    units: maybe(String(int(12) - 2)),
    isNew: pick(['true', 'false']),
    product: pick(['core', 'addon', '𠀀字']),
    customer: hostile && chance(4) ? 'C9' : maybe(`C${int(3)}`),
    paid: maybe(pick(DAYS)),
    currency: maybe(pick(['CNY', 'USD', 'JPY'])),
    foreign: maybe(pick(AMOUNTS)),
  }));
  const orders = table(int(8), (i) => ({
    orderId: `O${i}`,
    seller: maybe(who()),
    day: pick(DAYS),
    value: pick(AMOUNTS),
    area: maybe(pick(['east', 'west', 'A', 'B'])),
  }));
  const shares: Row[] = [];
  for (const {orderId = ''} of orders) {
    if (chance(15)) continue;
    const parts = pick([
      ['1'],
      ['0.5', '0.5'],
      ['0.3333', '0.3333', '0.3334'],
      ['0.6', '0.6'],
      ['0.7'],
      ['0.5', '-0.1', '0.6'],
    ]);
    for (const share of parts) shares.push({order: orderId, person: pick(persons), part: share});
  }
  const targets: Row[] = [];
  for (const person of persons) {
    for (const span of ['2026-01', '2026-02', '2026-03', '2026-Q1', '2026-H1', '2026', '2026-04', '2026-Q2']) {
      if (chance(75))
        targets.push({
          person,
          span,
          what: pick(['a', 'b', 'b']),
          value: pick(['1000', '3000', '0', '100.01', '999.97', '-1']),
        });
    }
  }
  const bands = ['0', '1000', '3000'].map((from) => ({
    from,
    rate: pick(['0.01', '0.05']),
    amount: pick(['10', '20.5']),
    area: maybe('east', 20),
  }));
  if (chance(50))
    bands.push(
      {from: '0', rate: '0.02', amount: '5', area: 'west'},
      {from: '500', rate: '0.07', amount: '9', area: 'west'},
    );
  const rates = ['core', 'addon', 'core', 'core'].map((product, k) => ({
    product,
    from: String([0, 0, 1000, pick([3000, 1000])][k] ?? 0),
    rate: maybe(pick(['0.1', '0.25']), 90),
  }));
  const fx: Row[] = [];
  for (const day of ['2025-12-01', '2026-01-15', '2026-02-10', '2026-03-31']) {
    for (const from of ['USD', 'JPY'])
      if (chance(80)) fx.push({from, to: 'CNY', day, rate: pick(['7.1', '0.048123', '7'])});
    if (chance(40)) fx.push({from: 'CNY', to: 'USD', day, rate: '0.14'});
    if (chance(10)) fx.push({from: 'USD', to: 'CNY', day, rate: '7.2'});
  }
  return {people, customers, deals, orders, shares, targets, bands, rates, fx};
}
