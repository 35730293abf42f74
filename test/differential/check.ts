import type {Program} from '@planwright/runtime';
import {compile, run} from '@planwright/runtime';
import {runOracle} from '../oracle/index.js';
import {differences} from './compare.js';
import type {TableRows} from './data.js';
import {randomData} from './data.js';
import type {RandomPlan} from './plans.js';
import {randomPlan} from './plans.js';
import {makeRandom} from './random.js';

/** A plan with its data, as the differential test makes it from a seed. */
export interface Sample {
  readonly plan: RandomPlan;
  readonly tables: TableRows;
  readonly options: {readonly from: string; readonly to: string; readonly coverage?: Readonly<Record<string, string>>};
}

export function sampleOf(seed: number, size: number): Sample {
  const random = makeRandom(seed);
  const plan = randomPlan(random, size);
  const quarterly = (plan['calendar'] as {period: string; yearStart?: unknown}).period === 'quarter';
  const fiscal = (plan['calendar'] as {yearStart?: unknown}).yearStart !== undefined;
  const range = quarterly
    ? fiscal
      ? {from: '2026-Q4', to: '2027-Q1'}
      : {from: '2026-Q1', to: '2026-Q2'}
    : random.pick([
        {from: '2026-01', to: '2026-03'},
        {from: '2026-02', to: '2026-04'},
        {from: '2026-03', to: '2026-03'},
      ]);
  const coverage = random.chance(35)
    ? {coverage: {deals: random.pick(['2024-01-01', '2025-12-15', '2026-02-01']), orders: '2024-06-01'}}
    : {};
  return {plan, tables: randomData(random, random.chance(50)), options: {...range, ...coverage}};
}

/** What differs for a sample; undefined when the plan does not compile. */
export function checkSample({plan, tables, options}: Sample): string[] | undefined {
  const {program} = compile(plan);
  if (!program) return undefined;
  const inputs = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, {rows}]));
  const {result, diagnostics} = run(program, inputs, options);
  if (!result) return [`the runtime gave no result: ${JSON.stringify(diagnostics)}`];
  const oracle = runOracle(plan, tables, options);
  return differences(plan, result, oracle, portsOf(program));
}

function portsOf(program: Program): string[] {
  return program.order.flatMap((id) =>
    Object.entries(program.types.get(id) ?? {})
      .filter(([, type]) => type.value !== 'rows')
      .map(([port]) => (port === 'value' ? id : `${id}.${port}`)),
  );
}

/** The same difference with as little as possible: nodes, rewards and rows are taken away while something still differs. */
export function shrink(sample: Sample): Sample {
  let best = sample;
  const differs = (one: Sample): boolean => {
    try {
      return (checkSample(one)?.length ?? 0) > 0;
    } catch {
      return true;
    }
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const id of Object.keys(best.plan.nodes).reverse()) {
      const nodes = Object.fromEntries(Object.entries(best.plan.nodes).filter(([name]) => name !== id));
      const next = {...best, plan: {...best.plan, nodes}};
      if (Object.keys(nodes).length > 0 && differs(next)) {
        best = next;
        changed = true;
      }
    }
    for (const [name, rows] of Object.entries(best.tables)) {
      for (let i = rows.length - 1; i >= 0; --i) {
        const tables = {...best.tables, [name]: (best.tables[name] ?? []).filter((_, k) => k !== i)};
        const next = {...best, tables};
        if (differs(next)) {
          best = next;
          changed = true;
        }
      }
    }
  }
  return best;
}
