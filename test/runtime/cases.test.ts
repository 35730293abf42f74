import {compile, run} from '@planwright/runtime';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {checkCase, loadCase} from '../oracle/case.js';
import {asOracle} from './as-oracle.js';

const folder = fileURLToPath(new URL('../cases', import.meta.url));
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.json') && !file.startsWith('bases'))
  .sort();

describe('golden cases on the runtime', () => {
  it('are at least 150', () => {
    expect(files.length).toBeGreaterThanOrEqual(150);
  });
  for (const file of files) {
    const golden = loadCase(join(folder, file));
    const {plan, tables, from, to, coverage, expected} = golden;
    it(`${file}: ${golden.title}`, () => {
      const {program, diagnostics} = compile(plan);
      const serious = diagnostics.filter(({severity}) => severity !== 'info').map(({code}) => code);
      if (expected.diagnostics) expect(serious.sort()).toEqual([...expected.diagnostics].sort());
      if (!program) {
        expect(expected.diagnostics, JSON.stringify(diagnostics)).toBeDefined();
        return;
      }
      if (Object.keys(expected).every((key) => key === 'diagnostics')) return;
      const inputs = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, {rows}]));
      const {result, diagnostics: problems} = run(program, inputs, {from, to, ...(coverage ? {coverage} : {})});
      if (!result) throw new Error(JSON.stringify(problems));
      expect(checkCase(golden, asOracle(result))).toEqual([]);
    });
  }
});
