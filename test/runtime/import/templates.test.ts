import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import type {Plan} from '../../../schemas/index.js';
import {compile} from '../../../runtime/index.js';
import {importTable} from '../../../runtime/import/import-table.js';
import {Dictionary} from '../../../runtime/table/dictionary.js';
import type {TableInput} from '../../../runtime/table/read.js';
import {readTables} from '../../../runtime/table/read.js';
import {root} from '../../docs/pages.js';

const folders = readdirSync(join(root, 'templates'), {withFileTypes: true})
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
  .flatMap(({name}) => readdirSync(join(root, 'templates', name)).map((plan) => join(root, 'templates', name, plan)))
  .filter((folder) => existsSync(join(folder, 'plan.json')) && existsSync(join(folder, 'data')));

function planOf(folder: string): Plan {
  const {program} = compile(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')));
  if (!program) throw new Error(`${folder} has errors`);
  return program.plan;
}

describe('the data of the templates', () => {
  it.each(folders)(
    '%s: what cannot be used is the same as in a run, row by row, but for styles a run does not read',
    (folder) => {
      const plan = planOf(folder);
      const tables: Record<string, TableInput> = {};
      for (const name of Object.keys(plan.tables))
        tables[name] = {csv: readFileSync(join(folder, 'data', `${name}.csv`))};
      const {exceptions} = readTables(plan, tables, new Dictionary());
      expect(Object.keys(tables).length).toBeGreaterThan(1);
      for (const name of Object.keys(plan.tables)) {
        const {report, questions} = importTable(readFileSync(join(folder, 'data', `${name}.csv`)), {
          plan,
          table: name,
          tables,
        });
        const found = [...report.problems, ...report.lostCells].sort((a, b) => a.row - b.row);
        const inRun = exceptions
          .filter(({table}) => table === name)
          .map(({row, field, code, value}) => ({row, field, code, value}))
          // the import reads what a run must not: 3.68万, 0,30
          .filter(({code, value}) => !(code === 'data/bad-value' && /^[\d.,]+万$|^0,\d+$/.test(value)));
        expect(found.map(({row, field, code, value}) => ({row, field, code, value}))).toEqual(inRun);
        expect(questions.filter(({code}) => code !== 'import/unknown-value')).toEqual([]);
      }
    },
  );
});
