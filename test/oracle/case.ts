// Golden cases (test/cases/README.md): reading one with its base, and saying in words how a result differs from what it expects.
import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {RawTables} from './import.js';
import type {Conservation, OracleResult} from './types.js';

export interface Expected {
  readonly diagnostics?: readonly string[];
  /** Participant, period, reward, amount; "" or "!status" when blocked. */
  readonly payouts?: readonly (readonly [string, string, string, string])[];
  /** Participant, period, reward, node, status. */
  readonly blocked?: readonly (readonly [string, string, string, string, string])[];
  /** Table, row, code. */
  readonly exceptions?: readonly (readonly [string, number, string])[];
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rowValues?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Participant, period, reward, component, amount. */
  readonly components?: readonly (readonly string[])[];
  readonly conservation?: Readonly<Record<string, Partial<Conservation>>>;
  /** Code, node, period, amount. */
  readonly notes?: readonly (readonly [string, string, string, string])[];
}
export interface Case {
  readonly title: string;
  readonly plan: unknown;
  readonly tables: RawTables;
  readonly from: string;
  readonly to: string;
  readonly coverage?: Readonly<Record<string, string>>;
  readonly expected: Expected;
}

/** Reads a case and merges it into its base, if it names one. */
export function loadCase(file: string): Case {
  const own = readJson(file);
  if (typeof own['base'] !== 'string') return own as unknown as Case;
  const {tables: ownTables, ...rest} = own;
  const base = readJson(join(basesOf(file), `${own['base']}.json`));
  const tables = {...(base['tables'] as RawTables), ...(ownTables as RawTables | undefined)};
  return {...(mergeBase(base, rest) as object), tables} as Case;
}

/** Objects merge key by key, null removes a key, everything else replaces. */
function mergeBase(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const merged: Record<string, unknown> = {...base};
  for (const [key, value] of Object.entries(over)) {
    if (value === null) Reflect.deleteProperty(merged, key);
    else merged[key] = mergeBase(merged[key], value);
  }
  return merged;
}

/** Every difference between what the case expects and the result, one sentence each; only what the case writes is checked. */
export function checkCase({expected}: Case, result: OracleResult): string[] {
  const {payouts, blocked, exceptions, values, rowValues, components, conservation, notes} = expected;
  const problems: string[] = [];
  if (payouts !== undefined) {
    const wanted = payouts.map((payout) => (payout[3].startsWith('!') ? payout : [...payout.slice(0, 3), payout[3]]));
    const statuses = new Set(
      payouts.filter(([, , , amount]) => amount.startsWith('!')).map((p) => p.slice(0, 3).join()),
    );
    const found = result.payouts.map(({participant, period, reward, amount, status}) => {
      const key = [participant, period, reward];
      return [...key, statuses.has(key.join()) && status !== 'ok' ? `!${status}` : amount];
    });
    problems.push(...differences('payout', wanted, found));
  }
  if (blocked !== undefined) {
    const found = result.blocked.map((one) => [one.participant, one.period, one.reward, one.node, one.status]);
    problems.push(...differences('blocked payout', blocked, found));
  }
  if (exceptions !== undefined) {
    problems.push(
      ...differences(
        'exception',
        exceptions,
        result.exceptions.map(({table, row, code}) => [table, row, code]),
      ),
    );
  }
  for (const [node, cells] of Object.entries(values ?? {})) {
    for (const [key, value] of Object.entries(cells)) {
      const [participant, period] = key.split('|');
      const found = result.value(node, participant!, period!);
      if (found !== value) problems.push(`value of ${node} at ${key}: expected ${value}, found ${found ?? 'nothing'}`);
    }
  }
  for (const [node, cells] of Object.entries(rowValues ?? {})) {
    const rows = result.rowValues(node);
    for (const [key, value] of Object.entries(cells)) {
      const found = rows.filter(({row, participant}) => `${row}|${participant}` === key).map((row) => row.value);
      if (!found.includes(value))
        problems.push(`row value of ${node} at ${key}: expected ${value}, found ${found.join() || 'nothing'}`);
    }
  }
  if (components !== undefined) {
    const rewards = new Set(components.map(([, , reward]) => reward));
    const found = result.components.filter(({reward}) => rewards.has(reward));
    const lines = found.map((line) => [line.participant, line.period, line.reward, line.component, line.amount]);
    problems.push(...differences('component', components, lines));
  }
  for (const [source, counts] of Object.entries(conservation ?? {})) {
    for (const [name, count] of Object.entries(counts)) {
      const found = result.conservation[source]?.[name as keyof Conservation];
      if (found !== count) problems.push(`rows of ${source}, ${name}: expected ${count}, found ${found ?? 'nothing'}`);
    }
  }
  if (notes !== undefined) {
    problems.push(
      ...differences(
        'note',
        notes,
        result.notes.map((note) => [note.code, note.node, note.period, note.amount]),
      ),
    );
  }
  return problems;
}

/** Two lists without regard to order. */
function differences(
  what: string,
  wanted: readonly (readonly unknown[])[],
  found: readonly (readonly unknown[])[],
): string[] {
  const counts = new Map<string, number>();
  for (const one of found) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  const problems: string[] = [];
  for (const one of wanted) {
    const key = JSON.stringify(one);
    const left = counts.get(key) ?? 0;
    if (left === 0) problems.push(`${what} expected but not found: ${key}`);
    else counts.set(key, left - 1);
  }
  for (const [key, left] of counts)
    for (let i = 0; i < left; ++i) problems.push(`${what} found but not expected: ${key}`);
  return problems;
}

function basesOf(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'bases'))) return join(folder, 'bases');
  }
  throw new Error(`no folder of bases above ${file}`);
}

function readJson(file: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(parsed)) throw new Error(`${file} is not a JSON object`);
  return parsed;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
