import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {blocksOf} from '../../scripts/docs/blocks.mjs';
import {planwright} from '../runtime/cli/planwright.js';
import {readPage} from './pages.js';

describe.each(['README.md', 'README.zh-CN.md'])('the examples of %s', (page) => {
  const blocks = blocksOf(readPage(page));
  const code = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
  const library = blocks.find(({language}) => language === 'ts')?.text ?? '';
  const commands = blocks.find(({language, text}) => language === 'sh' && text.includes('npx planwright'))?.text ?? '';

  it('have ten lines', () => {
    expect(code(library)).toHaveLength(10);
    expect(code(commands).length).toBeLessThanOrEqual(10);
  });

  it('run on the command line', {timeout: 60_000}, () => {
    const out = mkdtempSync(join(tmpdir(), 'planwright-readme-'));
    try {
      const lines = commands.replaceAll('\\\n', ' ').replaceAll('out/saas', out).trim().split('\n');
      for (const line of lines) {
        const [npx, name, ...words] = line.split(/\s+/);
        expect([npx, name]).toEqual(['npx', 'planwright']);
        // 4: the sample data have one blocked payout on purpose
        expect([0, 4], line).toContain(planwright(words).exit);
      }
    } finally {
      rmSync(out, {recursive: true, force: true});
    }
  });
});
