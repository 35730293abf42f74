import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The three packages, packed as they would be published, in a folder of their own. */
export interface Packed {
  readonly folder: string;
  readonly tarballs: Readonly<Record<'schemas' | 'runtime' | 'templates' | 'hashes', string>>;
  remove(): void;
}

/** Packs what is built, with the one package that they need from elsewhere, so that installing asks no registry. */
export function packAll(): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'planwright-pack-'));
  const places = ['schemas', 'runtime', 'templates', 'node_modules/@noble/hashes'];
  const json = npm(folder, 'pack', '--json', '--ignore-scripts', ...places.map((place) => join(root, place)));
  const names = (JSON.parse(json) as {filename: string}[]).map(({filename}) => join(folder, filename));
  const [schemas = '', runtime = '', templates = '', hashes = ''] = names;
  return {
    folder,
    tarballs: {schemas, runtime, templates, hashes},
    remove: () => {
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

/** An empty folder in which the packages are installed from their tarballs, offline. */
export function installAll({folder, tarballs}: Packed): string {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({private: true, type: 'module'}));
  npm(project, 'install', '--offline', '--no-audit', '--no-fund', ...Object.values(tarballs));
  return project;
}

function npm(cwd: string, ...words: string[]): string {
  return execFileSync('npm', words, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
}
