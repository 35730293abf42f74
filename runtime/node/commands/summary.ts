import type {Plan} from '@planwright/schemas';
import {planHash} from '@planwright/schemas';
import type {Result} from '../../index.js';
import {engine} from './engine.js';

/** What `summary.json` says: what was run, what it pays in all, and that every row is accounted for. The same input gives the same bytes. */
export interface Summary {
  /** `blocked`: done, but some payouts have a status in place of an amount. */
  readonly status: 'ok' | 'blocked';
  readonly engine: {readonly name: string; readonly version: string};
  /** Versions that were run. Two plans with the same hash pay the same. */
  readonly plans: readonly {readonly id: string; readonly version: string; readonly hash: string}[];
  readonly from: string;
  readonly to: string;
  /** People who have a payout, if only one of 0. */
  readonly people: number;
  /** Payouts by status. */
  readonly payouts: Readonly<Record<string, number>>;
  readonly totals: readonly {
    readonly period: string;
    readonly reward: string;
    readonly unit: string;
    readonly amount: string;
    readonly paid: number;
    readonly blocked: number;
  }[];
  /** Exceptions by code. */
  readonly exceptions: Readonly<Record<string, number>>;
  /** Rows of each source: read = credited + exceptions + filtered + outside + ineligible. */
  readonly conservation: Result['conservation'];
  readonly notes: Result['notes'];
}

export function summarise(result: Result, plans: readonly Plan[], range: {from: string; to: string}): Summary {
  const {payouts, totals, exceptions, conservation, notes, status} = result;
  return {
    status,
    engine: engine(),
    plans: plans.map((plan) => ({id: plan.id, version: plan.version, hash: planHash(plan)})),
    from: range.from,
    to: range.to,
    people: new Set(payouts.participant).size,
    payouts: countBy(payouts.status),
    totals: totals.period.map((period, i) => ({
      period,
      reward: totals.reward[i] ?? '',
      unit: totals.unit[i] ?? '',
      amount: totals.amount[i] ?? '',
      paid: totals.paid[i] ?? 0,
      blocked: totals.blocked[i] ?? 0,
    })),
    exceptions: countBy(exceptions.map(({code}) => code)),
    conservation,
    notes,
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
