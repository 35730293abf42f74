/** The data of the reference job as columns: text where the field is text, numbers where it is a number. The same seed gives the same data. */
export interface BenchData {
  readonly deals: {
    readonly deal_id: string[];
    readonly rep_id: string[];
    readonly type: string[];
    readonly region: string[];
    readonly product: string[];
    readonly amount: Float64Array;
    readonly margin: Float64Array;
    readonly closed_on: string[];
    readonly collected: boolean[];
  };
  readonly reps: {
    readonly rep_id: string[];
    readonly grp: string[];
    readonly region: string[];
    readonly tenure_months: Float64Array;
  };
  readonly quotas: {readonly rep_id: string[]; readonly quarter: string[]; readonly quota: Float64Array};
}

/**
 * N deals of N / 100 people (1 … 50,000), dates in no order. Of every fifty people some have quotas on which a boundary is met:
 * 7 and 10 a score of exactly 0.5, 8 an attainment of exactly 100 %, 9 one next to 150 %, 11 a score just below 0.5 that is 0.5
 * at nine decimals.
 */
export function generate(rows: number, seed: number): BenchData {
  const random = xorshift(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const people = Math.min(50_000, Math.max(1, Math.floor(rows / 100)));
  const days = daysOf2025();
  const repId = Array.from({length: people}, (_, i) => `R${String(i).padStart(6, '0')}`);
  const isNew = Array.from({length: people}, () => random() < 0.7);
  const attained = new Float64Array(people * 4);
  const text = (): string[] => new Array<string>(rows).fill('');
  const deals = {
    deal_id: text(),
    rep_id: text(),
    type: text(),
    region: text(),
    product: text(),
    amount: new Float64Array(rows),
    margin: new Float64Array(rows),
    closed_on: text(),
    collected: new Array<boolean>(rows).fill(false),
  };
  for (let i = 0; i < rows; ++i) {
    const rep = below(people);
    const kind = random();
    const type = kind < 0.5 ? 'new' : kind < 0.8 ? 'renewal' : 'expansion';
    const day = below(days.length);
    let cents = 10_000 + Math.floor(random() * random() * 4_990_000);
    const plant = rep % 50;
    if (plant === 10) cents -= cents % 5;
    if (plant === 11) cents = 5_000_000;
    deals.deal_id[i] = `D${String(i).padStart(9, '0')}`;
    deals.rep_id[i] = repId[rep]!;
    deals.type[i] = type;
    deals.region[i] = REGIONS[below(REGIONS.length)]!;
    deals.product[i] = PRODUCTS[below(PRODUCTS.length)]!;
    deals.amount[i] = cents / 100;
    deals.margin[i] = (500 + below(9000)) / 10_000;
    deals.closed_on[i] = days[day]!.date;
    deals.collected[i] = plant === 7 || plant === 11 || (plant !== 10 && random() < 0.8);
    if (type === (isNew[rep] ? 'new' : 'renewal')) attained[rep * 4 + days[day]!.quarter]! += cents;
  }
  const quota = new Float64Array(people * 4);
  for (let cell = 0; cell < quota.length; ++cell) {
    const amount = attained[cell]!;
    const cents = amount === 0 ? 0 : plantedQuota(Math.floor(cell / 4) % 50, amount);
    quota[cell] = (cents > 0 ? cents : 2_000_000 + below(20_000_000)) / 100;
  }
  return {
    deals,
    reps: {
      rep_id: repId,
      grp: isNew.map((one) => (one ? 'new-business' : 'renewal')),
      region: repId.map(() => REGIONS[below(REGIONS.length)]!),
      tenure_months: Float64Array.from(repId, () => below(120)),
    },
    quotas: {
      rep_id: repId.flatMap((id) => [id, id, id, id]),
      quarter: repId.flatMap(() => ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']),
      quota,
    },
  };
}

/** A table as CSV. */
export function toCsv(table: Readonly<Record<string, ArrayLike<string | number | boolean>>>): string {
  const columns = Object.entries(table);
  const count = columns[0]?.[1].length ?? 0;
  const lines = [columns.map(([name]) => name).join(',')];
  for (let i = 0; i < count; ++i) lines.push(columns.map(([, cells]) => String(cells[i])).join(','));
  return `${lines.join('\n')}\n`;
}

/** Quota in cents by which a boundary is met; 0 for none. */
function plantedQuota(plant: number, cents: number): number {
  switch (plant) {
    case 7:
      return 6 * cents;
    case 8:
      return cents;
    case 9:
      return Math.floor((2 * cents) / 3);
    case 10:
      return (6 * cents) / 5;
    case 11:
      return 6 * cents + 1;
    default:
      return 0;
  }
}

function daysOf2025(): {date: string; quarter: number}[] {
  return Array.from({length: 365}, (_, i) => {
    const date = new Date(Date.UTC(2025, 0, 1 + i));
    return {date: date.toISOString().slice(0, 10), quarter: Math.floor(date.getUTCMonth() / 3)};
  });
}

/** Numbers in [0, 1), the same on every machine. */
function xorshift(seed: number): () => number {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const REGIONS = ['north', 'south', 'east', 'west', 'central'];
const PRODUCTS = ['core', 'analytics', 'mobile', 'api', 'storage', 'support', 'training', 'addon'];
