import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {checkShape} from '@planwright/schemas';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../oracle/plan.js';
import {expectedSummary, oracleFiles, readText, templatePath} from './expected.js';
import {missingTexts} from './texts.js';

/** What holds for every template, whatever its industry: `title` is how the tests call it. */
export function testTemplate(title: string, folder: string): void {
  const plan = JSON.parse(readText(folder, 'plan.json')) as Plan & {id: string; version: string};

  describe(title, () => {
    it('writes the same data again, byte for byte', () => {
      const again = mkdtempSync(join(tmpdir(), 'planwright-template-'));
      try {
        execFileSync(process.execPath, [templatePath(folder, 'generate.mjs'), again]);
        for (const table of Object.keys(plan.tables)) {
          const written = readFileSync(join(again, `${table}.csv`));
          expect(written.equals(readFileSync(templatePath(folder, `data/${table}.csv`))), table).toBe(true);
        }
      } finally {
        rmSync(again, {recursive: true});
      }
    });

    it.each(Object.entries(oracleFiles(folder)))('pays what the oracle computes: expected/%s', (name, text) => {
      expect(readText(folder, `expected/${name}`)).toBe(text);
    });

    it('is a valid plan', () => {
      expect(checkShape(plan).diagnostics).toEqual([]);
    });

    it('says everything in English and Chinese', () => {
      expect(missingTexts(plan)).toEqual([]);
      expect(missingTexts(JSON.parse(readText(folder, 'template.json')))).toEqual([]);
    });

    it('names the plan it ships', () => {
      const template = JSON.parse(readText(folder, 'template.json')) as {id: string; version: string};
      expect([template.id, template.version]).toEqual([plan.id, plan.version]);
    });

    it('accounts for every row that was read', () => {
      for (const counts of Object.values(expectedSummary(folder).conservation)) {
        const {read, ...places} = counts;
        expect(Object.values(places).reduce((sum, n) => sum + n, 0)).toBe(read);
      }
    });
  });
}
