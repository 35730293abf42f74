// Value types, scales and what the oracle hands out.
import type {Status} from './exact.js';
import type {Field, Gives} from './plan.js';

export interface ValueType {
  readonly of: Gives;
  /** Decimals of the value where it is read: of its type on a wire, as declared in a field. */
  readonly scale: number;
  /** Of money: a currency, or the field that holds it per row. */
  readonly currency?: string | {readonly field: string} | undefined;
}

const SCALES: Readonly<Record<Gives, number>> = {
  money: 6,
  ratio: 12,
  score: 9,
  count: 0,
  days: 0,
  number: 6,
  points: 6,
  flag: 0,
  text: 0,
  date: 0,
};
const MINOR_UNITS: Readonly<Record<string, number>> = {
  ...digits(0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'),
  ...digits(3, 'BHD JOD KWD OMR TND'),
};

export type Currency = ValueType['currency'];

/** The type of a wire; only money has a currency. */
export function wireType(of: Gives, currency: Currency): ValueType {
  return {of, scale: SCALES[of], currency: of === 'money' ? currency : undefined};
}

export function fieldType(field: Field, planCurrency: string): ValueType {
  switch (field.type) {
    case 'key':
    case 'text':
    case 'enum':
      return wireType('text', undefined);
    case 'money': {
      const currency = field.currency ?? planCurrency;
      return {of: 'money', scale: field.scale ?? minorOf(currency), currency};
    }
    case 'ratio':
      return {of: 'ratio', scale: field.scale ?? 10};
    case 'number':
      return {of: 'number', scale: field.scale ?? 6};
    default:
      return wireType(field.type, undefined);
  }
}

/** Decimals of the minor unit of a type. */
export function minorScale(type: ValueType): number {
  if (type.of === 'money') return minorOf(type.currency);
  return type.of === 'points' ? 0 : SCALES[type.of];
}

export function minorOf(currency: Currency): number {
  return typeof currency === 'string' ? (MINOR_UNITS[currency] ?? 2) : 2;
}

export interface Exception {
  readonly table: string;
  /** 1-based data row. */
  readonly row: number;
  readonly field: string;
  readonly value: string;
  readonly code: string;
  /** '' when found at import. */
  readonly node: string;
}
export interface Note {
  readonly code: string;
  readonly node: string;
  readonly period: string;
  readonly amount: string;
}
export interface Payout {
  readonly participant: string;
  readonly period: string;
  readonly reward: string;
  readonly unit: string;
  /** With the digits of the minor unit; '' when blocked. */
  readonly amount: string;
  /** ok, or the status that blocks it. */
  readonly status: 'ok' | Status;
  readonly reason: string;
}
export interface Component {
  readonly participant: string;
  readonly period: string;
  readonly reward: string;
  readonly component: string;
  /** Id of the row, or ''. */
  readonly row: string;
  readonly amount: string;
}
export interface Blocked {
  readonly participant: string;
  readonly period: string;
  readonly reward: string;
  readonly node: string;
  readonly status: Status;
}
export interface Conservation {
  readonly read: number;
  readonly credited: number;
  readonly exceptions: number;
  readonly filtered: number;
  readonly outside: number;
  readonly ineligible: number;
}
export interface RowValue {
  readonly row: string;
  readonly participant: string;
  readonly value: string;
}
export interface OracleResult {
  readonly payouts: readonly Payout[];
  readonly components: readonly Component[];
  readonly blocked: readonly Blocked[];
  readonly exceptions: readonly Exception[];
  readonly notes: readonly Note[];
  readonly conservation: Readonly<Record<string, Conservation>>;
  value(nodeOrPort: string, participant: string, period: string): string | undefined;
  rowValues(nodeOrPort: string): readonly RowValue[];
}

function digits(n: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(' ').map((currency) => [currency, n]));
}
