import {readdirSync} from 'node:fs';
import {join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {checkCase, loadCase} from './case.js';
import {runOracle} from './index.js';

const folder = fileURLToPath(new URL('../cases', import.meta.url));
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.json') && !file.startsWith('bases'))
  .sort();

describe('golden cases on the oracle', () => {
  for (const file of files) {
    const golden = loadCase(join(folder, file));
    if (Object.keys(golden.expected).every((key) => key === 'diagnostics')) continue;
    it(`${relative('.', file)}: ${golden.title}`, () => {
      const {plan, tables, from, to, coverage} = golden;
      expect(checkCase(golden, runOracle(plan, tables, {from, to, coverage: coverage ?? {}}))).toEqual([]);
    });
  }
});
