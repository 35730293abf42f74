import type {Adjustment, NextTier, Result} from '@planwright/runtime';
import {compile, explain, run} from '@planwright/runtime';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {loadCase} from '../../oracle/case.js';
import {parse} from './arithmetic.js';
import {cells} from './check.js';

const folder = fileURLToPath(new URL('../../cases', import.meta.url));
const files = ['tier', 'readings', 'examples', 'ratio', 'cap', 'weight']
  .flatMap((kind) => readdirSync(join(folder, kind)).map((file) => `${kind}/${file}`))
  .sort();

describe('the next band, against whole runs', () => {
  for (const file of files) {
    it(file, () => {
      const {plan, tables, from, to, coverage} = loadCase(join(folder, file));
      const {program} = compile(plan);
      if (!program) return;
      const inputs = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, {rows}]));
      const options = {from, to, ...(coverage ? {coverage} : {})};
      const {result} = run(program, inputs, options);
      if (!result) return;
      for (const cell of cells(result).slice(0, 12)) {
        const explanation = explain(result, cell.participant, cell.period, 'en');
        if ('diagnostics' in explanation) throw new Error(JSON.stringify(explanation));
        for (const {reward, nextTier} of explanation.rewards)
          for (const next of nextTier) {
            const problems = check(
              next,
              result,
              reward,
              cell,
              (adjust) => run(program, inputs, {...options, adjust}).result,
            );
            expect(problems).toEqual([]);
          }
      }
    });
  }
});

function check(
  next: NextTier,
  result: Result,
  reward: string,
  {participant, period}: {participant: string; period: string},
  whole: (adjust: Adjustment[]) => Result | undefined,
): string[] {
  if ('reason' in next) return [];
  const digits = next.needs.split('.')[1]?.length ?? 0;
  const {value} = result.evaluations[0]?.program.types.get(next.metric) ?? {};
  const scale =
    value?.value === 'money' ? Math.max(digits, 2) : value?.value === 'count' || value?.value === 'days' ? 0 : 6;
  const needs = parse(next.needs);
  const amount = (needs.n * 10n ** BigInt(scale)) / needs.d;
  const again = (more: bigint): Result | undefined =>
    whole([{node: next.metric, participant, period, amount: more, scale}]);
  const band = (one: Result | undefined): string | undefined => one?.value(`${next.node}.band`, participant, period);
  const after = again(amount);
  const problems: string[] = [];
  const here = `${participant} ${period} ${reward} ${next.node}`;
  if (band(after) !== String(next.nextBand) || next.nextBand <= next.band)
    problems.push(`${here}: ${next.needs} gives band ${band(after) ?? ''}`);
  if (amount > 1n && band(again(amount - 1n)) !== String(next.band))
    problems.push(`${here}: less than ${next.needs} is enough`);
  const paid = (one: Result | undefined): string => {
    const {payouts} = one ?? result;
    const at = payouts.participant.findIndex(
      (id, i) => id === participant && payouts.period[i] === period && payouts.reward[i] === reward,
    );
    return payouts.amount[at] ?? '';
  };
  if (next.brings !== '' && paid(result) !== '') {
    const now = parse(paid(result));
    const then = parse(paid(after));
    const brings = parse(next.brings);
    if ((then.n * now.d - now.n * then.d) * brings.d !== brings.n * then.d * now.d)
      problems.push(`${here}: brings ${next.brings}, not ${paid(after)} − ${paid(result)}`);
  }
  return problems;
}
