import type {Result} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import type {Plan} from '@planwright/schemas';
import {readFileSync} from 'node:fs';

type Row = Readonly<Record<string, string>>;
export type Node = Readonly<Record<string, unknown>>;

const base: {plan: Plan} = JSON.parse(
  readFileSync(new URL('../../cases/bases/sales-month.json', import.meta.url), 'utf8'),
);

/** The plan of the golden cases: people, deals, and the metric `sales` a month. */
export const salesPlan: Plan = base.plan;

const person: Row = {
  personId: 'P1',
  validFrom: '2025-01-01',
  hired: '2024-03-15',
  role: 'rep',
  region: 'East',
  team: 'T1',
  incentive: '30000',
};

/** Runs that plan with more nodes. The first person has the deals given, each other one of 100, all in January. */
export function sell(
  amounts: readonly string[],
  nodes: Readonly<Record<string, Node>>,
  people: readonly Row[] = [person],
  to = '2026-01',
): Result {
  const {program, diagnostics} = compile({...salesPlan, nodes: {...salesPlan.nodes, ...nodes}});
  if (!program) throw new Error(JSON.stringify(diagnostics));
  const deals = people.flatMap(({personId = ''}, k) =>
    (k === 0 ? amounts : ['100']).map((amount, n) => ({
      dealId: `${personId}-${n + 1}`,
      owner: personId,
      closed: `2026-01-${String(n + 5).padStart(2, '0')}`,
      amount,
    })),
  );
  const {result, diagnostics: problems} = run(
    program,
    {people: {rows: people}, deals: {rows: deals}},
    {from: '2026-01', to},
  );
  if (!result) throw new Error(JSON.stringify(problems));
  return result;
}
