import {spawnSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {blocksOf} from '../../scripts/docs/blocks.mjs';
import {pages, readPage, root} from './pages.js';

interface Snippet {
  readonly name: string;
  readonly text: string;
  /** What the block `text output` right below it says. */
  readonly output: string | undefined;
}

const folder = join(root, 'test/docs/out');
const snippets = pages().flatMap(snippetsOf);

describe('code blocks marked `ts run`', () => {
  beforeAll(() => {
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    for (const {name, text} of snippets) writeFileSync(join(folder, `${name}.mts`), text);
  });
  afterAll(() => {
    rmSync(folder, {recursive: true, force: true});
  });

  it('exist', () => {
    expect(snippets.length).toBeGreaterThanOrEqual(2);
  });

  it('have the types they need', () => {
    const {status, stdout} = spawnSync('npx', ['tsc', '-p', folder], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 60_000);

  it.each(snippets)('$name runs and prints what the page says', async ({name, output}) => {
    const lines: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((...parts: unknown[]) => lines.push(parts.join(' ')));
    try {
      await import(join(folder, `${name}.mts`));
    } finally {
      log.mockRestore();
    }
    if (output !== undefined) expect(`${lines.join('\n')}\n`).toBe(output);
  });
});

function snippetsOf(page: string): Snippet[] {
  const blocks = blocksOf(readPage(page));
  return blocks.flatMap((block, i) => {
    if (block.language !== 'ts' || !block.words.includes('run')) return [];
    const next = blocks[i + 1];
    const output = next?.language === 'text' && next.words.includes('output') ? next.text : undefined;
    return [{name: `${page.replace(/\.md$/, '').replaceAll(/[^\w-]/g, '-')}-${i}`, text: block.text, output}];
  });
}

const config = {
  extends: '../../../tsconfig.base.json',
  compilerOptions: {noEmit: true, composite: false, declaration: false, sourceMap: false, types: ['node']},
  include: ['*.mts'],
};
