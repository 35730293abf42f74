import type {Diagnostic} from '@planwright/schemas';
import type {Result, RunOptions, Tables} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';

type Json = Record<string, unknown>;

/** 10 % of what each person sold in a month. */
export function salesPlan(nodes: Json = {}, head: Json = {}): Json & {nodes: Json} {
  return {
    schemaVersion: 1,
    id: 'sales',
    name: 'sales',
    version: '1.0.0',
    effective: {from: '2026-01-01'},
    calendar: {period: 'month'},
    currency: 'CNY',
    tables: {
      people: {
        fields: {
          person: {type: 'key', role: 'id'},
          from: {type: 'date', role: 'valid-from', required: false},
          to: {type: 'date', role: 'valid-to', required: false},
        },
      },
      deals: {
        fields: {
          deal: {type: 'key', role: 'id'},
          owner: {type: 'key', role: 'participant', references: 'people'},
          closed: {type: 'date', role: 'date'},
          amount: {type: 'money', scale: 2},
          product: {type: 'text', required: false},
        },
      },
    },
    roster: {table: 'people'},
    ...head,
    nodes: {
      deals: {kind: 'source', table: 'deals'},
      sales: {kind: 'metric', in: {rows: 'deals'}, field: 'amount'},
      bonus: {kind: 'formula', in: {values: {sales: 'sales'}}, text: 'sales * 10%', gives: 'money'},
      pay: {kind: 'reward', in: {amount: 'bonus'}, type: 'cash'},
      ...nodes,
    },
  };
}

/** CSV of people, one id a line, and of deals `deal,owner,closed,amount`. */
export function csvTables(people: readonly string[], deals: readonly string[]): Tables {
  return {
    people: {csv: ['person,from,to', ...people.map((id) => `${id},,`)].join('\n')},
    deals: {csv: ['deal,owner,closed,amount', ...deals].join('\n')},
  };
}

export const january: RunOptions = {from: '2026-01', to: '2026-01'};

export function runPlan(
  plan: unknown,
  tables: Tables,
  options = january,
): {result?: Result; diagnostics: Diagnostic[]} {
  const {program, diagnostics} = compile(plan);
  if (!program) throw new Error(`The plan does not compile: ${JSON.stringify(diagnostics)}`);
  return run(program, tables, options);
}

export function paid(plan: unknown, tables: Tables, options = january): Result {
  const {result, diagnostics} = runPlan(plan, tables, options);
  if (!result) throw new Error(`The run failed: ${JSON.stringify(diagnostics)}`);
  return result;
}

export function codesOf(plan: unknown): string[] {
  return compile(plan).diagnostics.map(({code}) => code);
}
