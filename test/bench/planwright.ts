import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Program, Tables} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import type {Peer} from './peer.js';

/** The plan document on the runtime: every cell is read and checked, ids and references too, and rows are accounted for. */
export const planwright: Peer = {
  fromColumns({deals, reps, quotas}, plan) {
    const program = compiled(plan);
    return () => payouts(program, {deals: {columns: deals}, reps: {columns: reps}, quotas: {columns: quotas}});
  },
  fromCsv(folder, plan) {
    const program = compiled(plan);
    const csv = (name: string): Uint8Array => readFileSync(join(folder, `${name}.csv`));
    return () => payouts(program, {deals: {csv: csv('deals')}, reps: {csv: csv('reps')}, quotas: {csv: csv('quotas')}});
  },
};

function compiled(plan: unknown): Program {
  const {program, diagnostics} = compile(plan);
  if (!program) throw new Error(`The plan does not compile: ${JSON.stringify(diagnostics)}`);
  return program;
}

function payouts(program: Program, tables: Tables): Map<string, string> {
  const {result, diagnostics} = run(program, tables, {from: '2025', to: '2025'});
  if (!result || result.exceptions.length > 0) throw new Error(`The run failed: ${JSON.stringify(diagnostics)}`);
  const {participant, period, amount} = result.payouts;
  return new Map(participant.map((id, i) => [`${id}|${period[i]}`, amount[i]!]));
}
