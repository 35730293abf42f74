import {describe, expect, it} from 'vitest';
import {checkSeeds} from './seeds.js';

// Two files, so that two workers share the seeds.
describe('random plans, first half', () => {
  it('pay the same on the runtime and the oracle, to the last digit and status', {timeout: 600_000}, () => {
    const {compared, nodes, kinds} = checkSeeds(1, 1_100);
    console.log(`differential: ${compared} plans with ${nodes} nodes compared`);
    expect(compared).toBeGreaterThanOrEqual(1_000);
    expect(kinds.size).toBe(17);
  });
});
