import {describe, expect, it} from 'vitest';
import {checkShape, nodeKinds} from '@planwright/schemas';
import {minimalPlan, namesIn, readJson} from './read.js';

describe('examples', () => {
  it.each(namesIn('test/fixtures/plans'))('%s is a plan without a problem', (name) => {
    expect(checkShape(readJson(`test/fixtures/plans/${name}`)).diagnostics).toEqual([]);
  });

  it.each(nodeKinds)('the example of %s is valid inside a minimal plan', (kind) => {
    const plan = minimalPlan();
    const example = readJson(`schemas/nodes/${kind}/example.json`);
    plan.nodes['example'] = example;
    expect(example).toMatchObject({kind});
    expect(checkShape(plan).diagnostics).toEqual([]);
  });

  it('has a kind for each folder and no other', () => {
    expect([...nodeKinds].sort()).toEqual(namesIn('schemas/nodes'));
  });
});
