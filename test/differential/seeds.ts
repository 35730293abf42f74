import {expect} from 'vitest';
import type {Sample} from './check.js';
import {checkSample, sampleOf, shrink} from './check.js';

/** Checks the samples of consecutive seeds; the first that differs is shrunk and printed as a golden case file. */
export function checkSeeds(first: number, count: number): {compared: number; nodes: number; kinds: Set<string>} {
  let compared = 0;
  let nodes = 0;
  const kinds = new Set<string>();
  for (let seed = first; seed < first + count; ++seed) {
    const sample = sampleOf(seed, SIZES[seed % SIZES.length] ?? 8);
    const found = checkSample(sample);
    if (!found) continue;
    compared += 1;
    for (const node of Object.values(sample.plan.nodes)) {
      nodes += 1;
      kinds.add(String(node['kind']));
    }
    if (found.length > 0) {
      const small = shrink(sample);
      expect.fail(`seed ${seed} differs:\n${(checkSample(small) ?? found).join('\n')}\n\n${asCase(small, seed)}`);
    }
  }
  return {compared, nodes, kinds};
}

const SIZES = [4, 6, 8, 10, 14];

/** A sample as a file for test/cases; the expected figures are for whoever decides which side is right. */
function asCase({plan, tables, options}: Sample, seed: number): string {
  const title = `differential seed ${seed}`;
  return JSON.stringify({title, why: '', plan, tables, ...options, expected: {}}, null, 1);
}
