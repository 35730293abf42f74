import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, it} from 'vitest';
import {folderForTest, planwright, template} from '../cli/planwright.js';

const run = (out: string): string[] => ['run', template.plan, '--data', template.data, '--out', out];

it('refuses a plan that is not UTF-8 instead of reading other characters from it', () => {
  const file = join(folderForTest(), 'plan.json');
  const text = readFileSync(template.plan, 'utf8').replace('"zh-CN": "', '"zh-CN": "é');
  writeFileSync(file, Buffer.from(text, 'latin1'));
  const {exit, err} = planwright(['validate', file]);
  expect(exit).toBe(1);
  expect(err).toContain('cli/not-json');
  expect(err).toContain('not UTF-8');
});

it('leaves a folder alone that has the name of one of its files', () => {
  const out = folderForTest();
  mkdirSync(join(out, 'payouts.csv'));
  writeFileSync(join(out, 'payouts.csv', 'mine.txt'), 'mine');
  const {exit, err} = planwright(run(out));
  expect(exit).toBe(3);
  expect(err).toContain('cli/unwritable');
  expect(readdirSync(out)).toEqual(['payouts.csv']);
  expect(readFileSync(join(out, 'payouts.csv', 'mine.txt'), 'utf8')).toBe('mine');
});

it.skipIf(!existsSync('/dev/full'))('says so where its output cannot be written', () => {
  const program = fileURLToPath(new URL('../../../runtime/bin/planwright.js', import.meta.url));
  const out = join(folderForTest(), 'out');
  const {status, stderr} = spawnSync(process.execPath, [program, ...run(out), '--lang', 'en'], {
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  expect(status).toBe(3);
  expect(stderr).toContain('cli/broken-output');
  expect(stderr).not.toContain('    at ');
  expect(readdirSync(out)).toContain('summary.json');
});
