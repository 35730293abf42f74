import {readFileSync} from 'node:fs';
import {compile, run} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {asOracle} from '../runtime/as-oracle.js';
import {expectedRows, expectedSummary, readText, templatePath} from './expected.js';

const folders = ['insurance/agency', 'saas/new-and-renewal', 'medical-device/two-regions', 'mixed-team/behaviour-and-results'];

describe.each(folders)('%s on the runtime', (folder) => {
  const plan: unknown = JSON.parse(readText(folder, 'plan.json'));
  const {from, to} = expectedSummary(folder);
  const {program, diagnostics} = compile(plan);
  const tables = Object.fromEntries(
    Object.keys((plan as {tables: object}).tables).map((name) => [name, {csv: readFileSync(templatePath(folder, `data/${name}.csv`))}]),
  );
  const outcome = program && run(program, tables, {from, to});
  const result = outcome?.result && asOracle(outcome.result);

  it('compiles without a problem', () => {
    expect(diagnostics).toEqual([]);
  });

  it('pays what is expected, line by line, from the CSV files', () => {
    const expected = expectedRows(folder);
    const only = (rows: readonly object[] | undefined, fields: readonly string[]): object[] =>
      (rows ?? []).map((row) => Object.fromEntries(fields.map((field) => [field, String((row as Record<string, unknown>)[field])])));
    for (const [name, rows] of Object.entries(expected)) {
      const [first] = rows;
      const found = only(result?.[name as keyof typeof expected], Object.keys(first ?? {}));
      expect(found, name).toEqual(rows);
    }
  });

  it('accounts for every row', () => {
    expect(result?.conservation).toEqual(expectedSummary(folder).conservation);
  });
});
