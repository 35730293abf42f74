import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';

/** Whether a folder is not there, or is empty. */
export function isFree(folder: string): boolean {
  if (!existsSync(folder)) return true;
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), {code: 'ENOTDIR'});
  return readdirSync(folder).length === 0;
}

/** Copies a folder to one that is free, whole or not at all, and says which files it holds. */
export function copyTogether(from: string, folder: string): string[] {
  const target = resolve(folder);
  const isNew = !existsSync(target);
  const parent = dirname(target);
  const made = isNew ? mkdirSync(parent, {recursive: true}) : undefined;
  const work = mkdtempSync(join(isNew ? parent : target, '.planwright-'));
  const moved: string[] = [];
  // taken until the copy is whole, which is soon: an interrupt would leave half of it
  const hold = (): void => undefined;
  process.on('SIGINT', hold);
  process.on('SIGTERM', hold);
  try {
    const copy = join(work, 'copy');
    cpSync(from, copy, {recursive: true});
    if (isNew) renameSync(copy, target);
    else
      for (const name of readdirSync(copy)) {
        renameSync(join(copy, name), join(target, name));
        moved.push(join(target, name));
      }
  } catch (error) {
    for (const path of moved) rmSync(path, {recursive: true, force: true});
    if (made !== undefined) rmSync(made, {recursive: true, force: true});
    throw error;
  } finally {
    rmSync(work, {recursive: true, force: true});
    process.removeListener('SIGINT', hold);
    process.removeListener('SIGTERM', hold);
  }
  return filesOf(target);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map(({parentPath, name}) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
    .sort();
}
