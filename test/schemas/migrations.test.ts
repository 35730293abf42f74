import {describe, expect, it} from 'vitest';
import {checkShape, schemaVersion} from '@planwright/schemas';
import {minimalPlan, readJson} from './read.js';

describe('versions of the document', () => {
  it('brings a version 0 plan to version 1 and says so', () => {
    const before = readJson('schemas/migrations/0-to-1.before.json');
    const untouched = JSON.stringify(before);
    const {plan, diagnostics} = checkShape(before);
    expect(plan).toEqual(readJson('schemas/migrations/0-to-1.after.json'));
    expect(diagnostics.map(({code, severity}) => [code, severity])).toEqual([['shape/migrated', 'info']]);
    expect(JSON.stringify(before)).toBe(untouched);
  });

  it('leaves a current plan as it is', () => {
    const plan = minimalPlan();
    expect(checkShape(plan).plan).toBe(plan);
  });

  it.each([schemaVersion + 1, 99])('refuses version %d, which is newer', (version) => {
    const {plan, diagnostics} = checkShape({...minimalPlan(), schemaVersion: version, unheardOf: true});
    expect(plan).toBeUndefined();
    expect(diagnostics.map(({code}) => code)).toEqual(['shape/newer-version']);
  });

  it.each(['1', 1.5, -1, null, {}])('refuses %j, which is no version', (version) => {
    const {diagnostics} = checkShape({...minimalPlan(), schemaVersion: version});
    expect(diagnostics.map(({code}) => code)).toEqual(['shape/unknown-version']);
  });

  it('survives anything in place of an old plan', () => {
    for (const json of [
      {},
      {nodes: 5},
      {nodes: {a: null}},
      {tables: {t: {fields: {share: 1}}}},
      {nodes: {a: {kind: 'rank', tiebreak: 1}}},
    ]) {
      expect(checkShape(json).plan).toBeUndefined();
    }
  });
});
