import {readdirSync, readFileSync} from 'node:fs';

const root = new URL('../../cases/', import.meta.url);

/** A JSON object of a case. */
export type Json = Record<string, unknown>;

export interface CompileCase {
  readonly name: string;
  readonly title: string;
  readonly plan: Json;
  readonly codes: readonly string[];
}

/** The cases of compile, their plans merged into the plan of their base. */
export function readCases(): CompileCase[] {
  return readdirSync(new URL('compile/', root))
    .sort()
    .map((file) => {
      const one = readObject(`compile/${file}`);
      const {plan} = readObject(`bases/${String(one['base'])}.json`);
      const {diagnostics} = object(one['expected']);
      return {
        name: file.replace('.json', ''),
        title: String(one['title']),
        plan: object(merge(plan, one['plan'])),
        codes: Array.isArray(diagnostics) ? diagnostics.map(String) : [],
      };
    });
}

/** The plan of a base with a change merged into it. */
export function basePlan(base: string, change: Json = {}): Json {
  return object(merge(readObject(`bases/${base}.json`)['plan'], change));
}

/** Objects merge key by key, null removes a key, anything else replaces. */
export function merge(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change;
  const changed = Object.entries(change).map(([key, value]) => [key, merge(base[key], value)]);
  const all = Object.entries({...base, ...Object.fromEntries(changed)});
  return Object.fromEntries(all.filter(([, value]) => value !== null));
}

function readObject(path: string): Json {
  return object(JSON.parse(readFileSync(new URL(path, root), 'utf8')));
}

function object(value: unknown): Json {
  if (!isObject(value)) throw new Error('an object is expected');
  return value;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
