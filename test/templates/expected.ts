import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {runOracle} from '../oracle/index.js';
import {codePointOrder} from '../oracle/exact.js';
import type {Plan} from '../oracle/plan.js';
import type {Conservation, OracleResult} from '../oracle/types.js';
import {formatCsv, parseCsv} from './csv.js';

export type Row = Record<string, string>;
export type Rows = Record<keyof typeof FIELDS, Row[]>;

export interface Summary {
  readonly from: string;
  readonly to: string;
  readonly people: number;
  /** Payout rows by status. */
  readonly payouts: Record<string, number>;
  /** By reward, then period. */
  readonly totals: Record<string, Record<string, string>>;
  /** By code. */
  readonly exceptions: Record<string, number>;
  /** By source node. */
  readonly conservation: Readonly<Record<string, Conservation>>;
  readonly notes: OracleResult['notes'];
}

/** The tables in `expected/` and their columns. */
const FIELDS = {
  payouts: ['participant', 'period', 'reward', 'unit', 'amount', 'status'],
  components: ['participant', 'period', 'reward', 'component', 'amount'],
  blocked: ['participant', 'period', 'reward', 'node', 'status'],
  exceptions: ['table', 'row', 'field', 'value', 'code', 'node'],
} as const;

/** What a template ships as expected: by period, reward order, participant; exceptions by table, row, code, node. */
export function expectedRows(folder: string): Rows {
  return eachTable((name) => parseCsv(readText(folder, `expected/${name}.csv`)));
}

export function expectedSummary(folder: string): Summary {
  return JSON.parse(readText(folder, 'expected/summary.json')) as Summary;
}

/** The files of `expected/` as the oracle computes them from plan and data. */
export function oracleFiles(folder: string): Record<string, string> {
  const plan = JSON.parse(readText(folder, 'plan.json')) as Plan;
  const {run} = JSON.parse(readText(folder, 'template.json')) as {run: {from: string; to: string}};
  const result = runOracle(plan, readTables(folder, plan), run);
  const rows = sortRows(result, plan);
  const csv = Object.entries(eachTable((name) => formatCsv(FIELDS[name], rows[name])));
  return {
    ...Object.fromEntries(csv.map(([name, text]) => [`${name}.csv`, text])),
    'summary.json': `${JSON.stringify(summarise(result, run), null, 2)}\n`,
  };
}

export function readTables(folder: string, {tables}: Pick<Plan, 'tables'>): Record<string, Row[]> {
  return Object.fromEntries(Object.keys(tables).map((name) => [name, parseCsv(readText(folder, `data/${name}.csv`))]));
}

export function readText(folder: string, file: string): string {
  return readFileSync(templatePath(folder, file), 'utf8');
}

export function templatePath(folder: string, file: string): string {
  return fileURLToPath(new URL(`../../templates/${folder}/${file}`, import.meta.url));
}

function sortRows(result: OracleResult, {nodes}: Plan): Rows {
  const order = (reward: string): number => (nodes[reward] as {order?: number}).order ?? 0;
  const byReward = (a: Row, b: Row): number =>
    codePointOrder(a['period']!, b['period']!) ||
    order(a['reward']!) - order(b['reward']!) ||
    codePointOrder(a['reward']!, b['reward']!) ||
    codePointOrder(a['participant']!, b['participant']!);
  const byRow = (a: Row, b: Row): number =>
    codePointOrder(a['table']!, b['table']!) ||
    Number(a['row']) - Number(b['row']) ||
    codePointOrder(a['code']!, b['code']!) ||
    codePointOrder(a['node']!, b['node']!);
  return eachTable((name) => {
    const rows = result[name].map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, String(v)])));
    return rows.sort(name === 'exceptions' ? byRow : byReward);
  });
}

function summarise(result: OracleResult, run: {from: string; to: string}): Summary {
  const {payouts, exceptions, conservation, notes} = result;
  const totals: Record<string, Record<string, string>> = {};
  for (const {reward, period, amount, status} of payouts) {
    if (status !== 'ok') continue;
    const ofReward = (totals[reward] ??= {});
    ofReward[period] = addDecimals(ofReward[period], amount);
  }
  return {
    ...run,
    people: new Set(payouts.map(({participant}) => participant)).size,
    payouts: countBy(payouts.map(({status}) => status)),
    totals: mapValues(totals, (periods) => mapValues(periods, (total) => total)),
    exceptions: countBy(exceptions.map(({code}) => code)),
    conservation,
    notes: notes.map(({code, node, period, amount}) => ({code, node, period, amount})),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted(codePointOrder)) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The sum of two amounts of one reward, which have the same decimals: cents, half days or whole honours. */
function addDecimals(a: string | undefined, b: string): string {
  const decimals = (b.split('.')[1] ?? '').length;
  const sum = BigInt(a?.replace('.', '') ?? 0) + BigInt(b.replace('.', ''));
  const digits = String(sum < 0n ? -sum : sum).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${sum < 0n ? '-' : ''}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ''}`;
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  const keys = Object.keys(record).sort(codePointOrder);
  return Object.fromEntries(keys.map((key) => [key, change(record[key]!)]));
}

function eachTable<T>(make: (name: keyof typeof FIELDS) => T): Record<keyof typeof FIELDS, T> {
  return {
    payouts: make('payouts'),
    components: make('components'),
    blocked: make('blocked'),
    exceptions: make('exceptions'),
  };
}
