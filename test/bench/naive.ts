import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {Decimal} from 'decimal.js';
import type {BenchData} from './generate.js';
import type {Peer} from './peer.js';

Decimal.set({precision: 60});

interface Deal {
  readonly rep: string;
  readonly type: string;
  readonly amount: string;
  readonly closedOn: string;
  readonly collected: boolean;
}
interface Rep {
  readonly id: string;
  readonly isNew: boolean;
}
interface Input {
  readonly deals: readonly Deal[];
  readonly reps: readonly Rep[];
  readonly quotas: ReadonlyMap<string, string>;
}

/** What a careful developer writes by hand: a row at a time, objects, Map and decimal.js. No row is checked. */
export const naive: Peer = {
  fromColumns(data) {
    const input = objects(data);
    return () => payouts(input);
  },
  fromCsv(folder) {
    return () => payouts(parse(folder));
  },
};

function payouts({deals, reps, quotas}: Input): Map<string, string> {
  const sums = new Map<string, Sums>();
  for (const deal of deals) {
    const key = `${deal.rep}|${quarterOf(deal.closedOn)}`;
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = new Sums()));
    sum.add(deal);
  }
  const none = new Sums();
  const out = new Map<string, string>();
  for (const {id, isNew} of reps) {
    for (const quarter of ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']) {
      const key = `${id}|${quarter}`;
      out.set(key, payout(sums.get(key) ?? none, isNew, new Decimal(quotas.get(key) ?? '')));
    }
  }
  return out;
}

class Sums {
  newAmount = new Decimal(0);
  newCount = 0;
  renewalAmount = new Decimal(0);
  renewalCount = 0;
  amount = new Decimal(0);
  count = 0;
  collected = new Decimal(0);

  add(deal: Deal): void {
    const amount = new Decimal(deal.amount);
    if (deal.type === 'new') {
      this.newAmount = this.newAmount.plus(amount);
      this.newCount += 1;
    } else if (deal.type === 'renewal') {
      this.renewalAmount = this.renewalAmount.plus(amount);
      this.renewalCount += 1;
    }
    this.amount = this.amount.plus(amount);
    this.count += 1;
    if (deal.collected) this.collected = this.collected.plus(amount);
  }
}

function payout(sums: Sums, isNew: boolean, quota: Decimal): string {
  const attainment = floor(isNew ? sums.newAmount : sums.renewalAmount, quota);
  const collection = sums.amount.isZero() ? new Decimal(0) : floor(sums.collected, sums.amount);
  const score = Decimal.min(attainment, '1.5')
    .times('0.6')
    .plus(Decimal.min(collection, 1).times('0.4'))
    .toDecimalPlaces(9, Decimal.ROUND_HALF_UP);
  if (score.lt('0.5')) return '0.00';
  const bonus = isNew ? newBonus(sums, quota) : renewalBonus(sums);
  return Decimal.min(bonus, quota.times('0.15')).toFixed(2, Decimal.ROUND_HALF_UP);
}

function newBonus({newAmount, newCount}: Sums, quota: Decimal): Decimal {
  const high = quota.times('1.5');
  const ladder = Decimal.min(newAmount, quota)
    .times('0.05')
    .plus(Decimal.max(Decimal.min(newAmount, high).minus(quota), 0).times('0.08'))
    .plus(Decimal.max(newAmount.minus(high), 0).times('0.12'));
  return newCount >= 10 ? ladder.plus(new Decimal(500).times(newCount)) : ladder;
}

function renewalBonus({renewalAmount, renewalCount, count}: Sums): Decimal {
  const share = count === 0 ? new Decimal(0) : floor(new Decimal(renewalCount), new Decimal(count));
  const rate = share.lt('0.2') ? '0.01' : share.lt('0.3') ? '0.02' : share.lt('0.4') ? '0.03' : '0.04';
  return renewalAmount.times(rate);
}

function floor(a: Decimal, b: Decimal): Decimal {
  return a.div(b).toDecimalPlaces(12, Decimal.ROUND_FLOOR);
}

function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

function objects({deals, reps, quotas}: BenchData): Input {
  return {
    deals: deals.rep_id.map((rep, i) => ({
      rep,
      type: deals.type[i]!,
      amount: String(deals.amount[i]),
      closedOn: deals.closed_on[i]!,
      collected: deals.collected[i]!,
    })),
    reps: reps.rep_id.map((id, i) => ({id, isNew: reps.grp[i] === 'new-business'})),
    quotas: new Map(quotas.rep_id.map((id, i) => [`${id}|${quotas.quarter[i]}`, String(quotas.quota[i])])),
  };
}

function parse(folder: string): Input {
  const lines = (name: string): string[][] =>
    readFileSync(join(folder, `${name}.csv`), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
  return {
    deals: lines('deals').map(([, rep = '', type = '', , , amount = '', , closedOn = '', collected = '']) => ({
      rep,
      type,
      amount,
      closedOn,
      collected: collected === 'true',
    })),
    reps: lines('reps').map(([id = '', grp]) => ({id, isNew: grp === 'new-business'})),
    quotas: new Map(lines('quotas').map(([id, quarter, quota = '']) => [`${id}|${quarter}`, quota])),
  };
}
