import type {Dictionary} from '../table/dictionary.js';
import type {ExceptionRow, Table} from '../table/column.js';
import type {EvalContext} from './evaluate.js';
import type {Relation} from './relation.js';
import type {Vec} from './vectors.js';
import {load} from './vectors.js';

/** What became of each usable row of a source's table; a later, stronger fate replaces a weaker one. */
export interface Account {
  readonly table: Table;
  readonly fate: Uint8Array;
}
export const FATE = {none: 0, filtered: 1, ineligible: 2, outside: 3, exception: 4, credited: 5} as const;

/** State of one run: the relations made so far, and what the operations report. */
export interface Environment {
  readonly dictionary: Dictionary;
  readonly tables: ReadonlyMap<string, Table>;
  readonly relations: Map<string, Relation>;
  /** Imported table a relation's `$row` numbers refer to. */
  readonly tableOf: Map<string, string>;
  readonly exceptions: ExceptionRow[];
  readonly accounts: Map<string, Account>;
  readonly coverage: (table: string) => number;
  /** Rows evaluated at a time. */
  readonly chunk: number;
  /** Called between chunks of work with the number of rows done; may throw to cancel. */
  readonly tick: (rows: number) => void;
}

/** Rows per batch unless a run says otherwise: small enough that temporaries stay in the cache. */
export const CHUNK = 4096;

export function relation(env: Environment, name: string): Relation {
  const found = env.relations.get(name);
  if (!found) throw new Error(`No relation ${name}`);
  return found;
}

/** Calls `body` for consecutive chunks of rows of a relation with a context to evaluate expressions in. */
export function forChunks(env: Environment, input: Relation, body: (from: number, context: EvalContext) => void): void {
  for (let from = 0; from < input.count; from += env.chunk) {
    const to = Math.min(from + env.chunk, input.count);
    const seen = new Map<string, Vec>();
    body(from, {
      n: to - from,
      dictionary: env.dictionary,
      shared: new Map(),
      coverage: env.coverage,
      column(name) {
        let vec = seen.get(name);
        if (!vec) {
          vec = load(input.get(name), from, to);
          seen.set(name, vec);
        }
        return vec;
      },
    });
    env.tick(to - from);
  }
}
