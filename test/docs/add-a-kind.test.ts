import {spawnSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {root} from './pages.js';

it('docs/add-a-kind.md, followed literally in a copy, gives a kind whose cases pass', () => {
  const {status, stdout, stderr} = spawnSync(process.execPath, ['scripts/follow-add-a-kind.mjs'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toContain('followed, every command succeeded');
  expect(status).toBe(0);
}, 180_000);
