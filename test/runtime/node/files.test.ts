import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {readDataFolder} from '../../../runtime/node/data-folder.js';
import {writeFileAtomic} from '../../../runtime/node/write-file.js';
import {Dictionary} from '../../../runtime/table/dictionary.js';
import {readTables} from '../../../runtime/table/read.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'planwright-'));
});
afterEach(async () => {
  await rm(folder, {recursive: true});
});

const plan = {
  currency: 'CNY',
  roster: {table: 'people'},
  tables: {
    people: {fields: {id: {type: 'key', role: 'id'}}},
    业绩: {fields: {owner: {type: 'key', references: 'people'}, amount: {type: 'money'}}},
  },
} as const;

describe('readDataFolder', () => {
  it('reads a file per table, by folder or by name, and tells what belongs to no table', async () => {
    await writeFile(join(folder, 'people.csv'), 'id\nP1\n');
    await writeFile(join(folder, '业绩.CSV'), 'owner,amount\nP1,5\n');
    await writeFile(join(folder, 'notes.csv'), '');
    await writeFile(join(folder, 'README.md'), '');
    const {input, diagnostics} = await readDataFolder({folder}, plan);
    expect(diagnostics).toEqual([{code: 'data/unknown-file', severity: 'info', params: {file: 'notes.csv'}}]);
    expect(readTables(plan, input, new Dictionary()).tables.get('业绩')).toMatchObject({count: 1, read: 1});

    const other = join(folder, 'other');
    await writeFile(other, 'owner,amount\nP1,5\nP1,6\n');
    const named = await readDataFolder({folder, files: {业绩: other, sales: other}}, plan);
    expect(named.diagnostics.map(({code}) => code)).toEqual(['data/unknown-table', 'data/unknown-file']);
    expect(readTables(plan, named.input, new Dictionary()).tables.get('业绩')).toMatchObject({count: 2});
  });

  it('says which file is missing or cannot be opened', async () => {
    await mkdir(join(folder, 'people.csv'));
    const {input, diagnostics} = await readDataFolder({folder}, plan);
    expect(input).toEqual({});
    expect(diagnostics).toMatchObject([
      {code: 'data/unreadable-file', severity: 'error', params: {table: 'people', reason: 'EISDIR'}},
      {code: 'data/missing-file', severity: 'error', params: {table: '业绩', file: '业绩.csv'}},
    ]);
    const nowhere = join(folder, 'nowhere');
    expect((await readDataFolder({folder: nowhere}, plan)).diagnostics).toMatchObject([
      {code: 'data/unreadable-folder', params: {folder: nowhere, reason: 'ENOENT'}},
    ]);
    const gone = await readDataFolder({files: {people: nowhere, 业绩: nowhere}}, plan);
    expect(gone.diagnostics.map(({code}) => code)).toEqual(['data/missing-file', 'data/missing-file']);
  });
});

describe('writeFileAtomic', () => {
  it('writes into new folders, replaces whole files and leaves nothing behind', async () => {
    const path = join(folder, 'out', 'payouts.csv');
    await writeFileAtomic(path, 'a\n');
    await writeFileAtomic(path, Uint8Array.of(98, 10));
    expect(await readFile(path, 'utf8')).toBe('b\n');
    expect(await readdir(join(folder, 'out'))).toEqual(['payouts.csv']);
  });

  it('fails with the cause and leaves nothing behind', async () => {
    await mkdir(join(folder, 'taken'));
    await expect(writeFileAtomic(join(folder, 'taken'), 'a')).rejects.toMatchObject({
      message: `Cannot write ${join(folder, 'taken')}`,
      cause: {code: 'EISDIR'},
    });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});
