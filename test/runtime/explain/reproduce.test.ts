import {compile, run} from '@planwright/runtime';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {loadCase} from '../../oracle/case.js';
import {checkAll} from './check.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'test/cases');
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.json') && !file.startsWith('bases'))
  .sort();

describe('the numbers of an explanation give each other', () => {
  it('over the SaaS template, everybody in every quarter', () => {
    const base = join(root, 'templates/saas/new-and-renewal');
    const {program} = compile(JSON.parse(readFileSync(join(base, 'plan.json'), 'utf8')));
    const csv = (name: string): {csv: string} => ({csv: readFileSync(join(base, `data/${name}.csv`), 'utf8')});
    const tables = {people: csv('people'), contracts: csv('contracts'), renewals: csv('renewals')};
    if (!program) throw new Error('The template does not compile');
    const {result} = run(program, tables, {from: '2026-Q1', to: '2026-Q4'});
    if (!result) throw new Error('The template does not run');
    const {problems, steps, calculations} = checkAll(result, 'zh-CN');
    expect(problems).toEqual([]);
    expect(calculations).toBeGreaterThan(steps / 2);
  }, 120_000);

  for (const [k, file] of files.entries()) {
    const {title, plan, tables, from, to, coverage, expected} = loadCase(join(folder, file));
    if (expected.diagnostics && Object.keys(expected).length === 1) continue;
    it(`${file}: ${title}`, () => {
      const {program} = compile(plan);
      if (!program) return;
      const inputs = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, {rows}]));
      const {result} = run(program, inputs, {from, to, ...(coverage ? {coverage} : {})});
      if (result) expect(checkAll(result, k % 2 === 0 ? 'en' : 'zh-CN').problems).toEqual([]);
    });
  }
});
