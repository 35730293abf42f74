import {existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync} from 'node:fs';
import {open} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import type {OutputFile} from './output-files.js';

/**
 * Writes files into a folder, all or none. They are first written beside it, so a full disk changes nothing; then the old ones
 * are put aside and the new ones moved in, the last file last. If that fails, the old ones are put back.
 */
export async function writeTogether(folder: string, files: readonly OutputFile[], rename = renameSync): Promise<void> {
  const target = resolve(folder);
  const isNew = !existsSync(target);
  if (!isNew && !statSync(target).isDirectory()) throw Object.assign(new Error(target), {code: 'ENOTDIR'});
  for (const {name} of files) refuseFolder(join(target, name));
  const parent = dirname(target);
  if (isNew) mkdirSync(parent, {recursive: true});
  // inside an existing folder: its parent may be another disk, between which files cannot be moved
  const work = mkdtempSync(join(isNew ? parent : target, '.planwright-'));
  const cleanUp = (): void => {
    rmSync(work, {recursive: true, force: true});
  };
  const onInterrupt = (): void => {
    cleanUp();
    process.exit(130);
  };
  for (const signal of SIGNALS) process.once(signal, onInterrupt);
  try {
    mkdirSync(join(work, 'new'));
    mkdirSync(join(work, 'old'));
    for (const {name, text} of files) await writeDurably(join(work, 'new', name), text);
    if (isNew) rename(join(work, 'new'), target);
    else
      exchange(
        target,
        work,
        files.map(({name}) => name),
        rename,
      );
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, onInterrupt);
    cleanUp();
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A folder that has the name of a file is not ours to replace. */
function refuseFolder(path: string): void {
  if (statSync(path, {throwIfNoEntry: false})?.isDirectory() === true)
    throw Object.assign(new Error(path), {code: 'EISDIR'});
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Moves the old files out, the last one first, and the new ones in; undone in reverse if a step fails. */
function exchange(target: string, work: string, names: readonly string[], rename: typeof renameSync): void {
  const done: [from: string, to: string][] = [];
  const move = (from: string, to: string): void => {
    rename(from, to);
    done.push([from, to]);
  };
  try {
    for (const name of names.toReversed()) {
      const path = join(target, name);
      if (existsSync(path)) move(path, join(work, 'old', name));
    }
    for (const name of names) move(join(work, 'new', name), join(target, name));
  } catch (error) {
    for (const [from, to] of done.reverse()) renameSync(to, from);
    throw error;
  }
}
