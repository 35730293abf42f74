import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {findFlag, findFunction, functionDef, functionNames, functionWords} from '../../../runtime/formula/functions.js';
import {closest} from '../../../runtime/formula/suggest.js';
import {codes, read} from './read.js';

describe('table of functions', () => {
  it('has no word twice and none that is a flag', () => {
    expect(new Set(functionWords).size).toBe(functionWords.length);
    for (const word of functionWords) expect(findFlag(word)).toBeUndefined();
  });

  it.each(functionNames)('%s has a Chinese word, help in both languages and an example that uses it', (fn) => {
    const {aliases, help, example} = functionDef(fn);
    expect(aliases.length).toBeGreaterThan(0);
    for (const alias of aliases) expect(findFunction(alias)).toBe(fn);
    expect(findFunction(fn.toLowerCase())).toBe(fn);
    expect(help.en).toMatch(/\.$/);
    expect(help['zh-CN']).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(read(example)).toMatchObject({kind: 'call', fn});
  });

  it.each(functionNames)('%s refuses one argument too few or too many', (fn) => {
    const {min, max} = functionDef(fn);
    const call = (count: number): string => `${fn}(${Array.from({length: count}, () => '1').join(', ')})`;
    if (min > 0) expect(codes(call(min - 1))).toEqual(['formula/argument-count']);
    expect(codes(call(min))).toEqual([]);
    if (max !== undefined) expect(codes(call(max + 1))).toEqual(['formula/argument-count']);
  });

  it('does not take a property of every object for a function', () => {
    for (const word of ['constructor', 'toString', '__proto__']) {
      expect(findFunction(word)).toBeUndefined();
      expect(codes(`${word}(a)`)).toEqual(['formula/unknown-function']);
    }
  });

  it('suggests the closest word only when it is close', () => {
    expect(closest('rond', functionWords)).toBe('ROUND');
    expect(closest('如過', functionWords)).toBe('如果');
    expect(closest('commission', functionWords)).toBeUndefined();
    expect(closest('x', functionWords)).toBeUndefined();
  });
});

describe.each(['docs/formula.md', 'docs/formula.zh-CN.md'])('%s', (path) => {
  const page = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

  it('shows only formulas that can be read', () => {
    const lines = [...page.matchAll(/```formula\n([^]*?)```/g)]
      .flatMap((match) => (match[1] ?? '').split('\n'))
      .filter((line) => line.trim() !== '');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(codes(line), line).toEqual([]);
  });

  it('names every function and every spelling of it', () => {
    for (const word of functionWords) expect(page).toContain(word);
  });
});
