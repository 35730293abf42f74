import {readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, it} from 'vitest';
import {writeTogether} from '../../../runtime/node/commands/write-together.js';
import {folderForTest} from './planwright.js';

it('puts the old files back if a new one cannot take its place', async () => {
  const out = folderForTest();
  writeFileSync(join(out, 'a.csv'), 'old a');
  writeFileSync(join(out, 'b.csv'), 'old b');
  const files = [
    {name: 'a.csv', text: 'new a'},
    {name: 'b.csv', text: 'new b'},
    {name: 'c.csv', text: 'new c'},
  ];
  await expect(writeTogether(out, files, cannotMove('c.csv'))).rejects.toThrow('c.csv');
  expect(readFileSync(join(out, 'a.csv'), 'utf8')).toBe('old a');
  expect(readFileSync(join(out, 'b.csv'), 'utf8')).toBe('old b');
  expect(readdirSync(out).sort()).toEqual(['a.csv', 'b.csv']);
});

it('makes a folder that does not exist in one step', async () => {
  const parent = folderForTest();
  await writeTogether(join(parent, 'x', 'out'), [{name: 'a.csv', text: 'a'}]);
  expect(readdirSync(join(parent, 'x'))).toEqual(['out']);
  expect(readFileSync(join(parent, 'x', 'out', 'a.csv'), 'utf8')).toBe('a');
});

function cannotMove(name: string): typeof renameSync {
  return (from, to) => {
    if (String(to).endsWith(name)) throw new Error(`cannot move ${name}`);
    renameSync(from, to);
  };
}
