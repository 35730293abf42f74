import {existsSync} from 'node:fs';
import {dirname, join, normalize} from 'node:path';
import {describe, expect, it} from 'vitest';
import {pages, proseOf, readPage, root} from './pages.js';

describe('pages', () => {
  it.each(pages())('%s has no link that leads nowhere', (path) => {
    const broken = linksOf(path).filter((link) => !leadsSomewhere(path, link));
    expect(broken).toEqual([]);
  });

  it.each(pages())('%s names no place outside the repository', (path) => {
    expect(readPage(path)).not.toMatch(/(^|[\s("'`])\/(work|home|tmp|root|Users)\/|localhost/m);
  });

  const translated = pages().filter((path) => path.endsWith('.zh-CN.md'));
  it.each(translated)('%s has the sections of its English page', (path) => {
    expect(levelsOf(path)).toEqual(levelsOf(path.replace('.zh-CN.md', '.md')));
  });

  it.each(translated)('%s shows the code of its English page', (path) => {
    const english = codeOf(path.replace('.zh-CN.md', '.md'));
    for (const block of codeOf(path).filter((text) => /^\S+ (file|insert)=|^sh run/.test(text))) {
      expect(english).toContain(block);
    }
    const files = (blocks: readonly string[]): number =>
      blocks.filter((text) => /^\S+ (file|insert)=/.test(text)).length;
    expect(files(codeOf(path))).toBe(files(english));
  });
});

function linksOf(path: string): string[] {
  return [...proseOf(readPage(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

function leadsSomewhere(from: string, link: string): boolean {
  if (/^(https?|mailto):/.test(link)) return true;
  const [file = '', anchor] = decodeURI(link).split('#');
  const target = file === '' ? from : normalize(join(dirname(from), file));
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  return anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor);
}

function anchorsOf(path: string): Set<string> {
  const markdown = readPage(path);
  const anchors = new Set([...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id));
  const prose = markdown.replace(/^```[\s\S]*?^```$/gm, '');
  for (const [, heading = ''] of prose.matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = slug;
    for (let n = 1; anchors.has(unique); ++n) unique = `${slug}-${n}`;
    anchors.add(unique);
  }
  return anchors;
}

function levelsOf(path: string): string[] {
  const prose = readPage(path).replace(/^```[\s\S]*?^```$/gm, '');
  return [...prose.matchAll(/^(#+) /gm)].map(([, level = '']) => level);
}

function codeOf(path: string): string[] {
  return [...readPage(path).matchAll(/^```([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
}
