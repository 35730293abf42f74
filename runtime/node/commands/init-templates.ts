import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import type {Text} from '@planwright/schemas';

/** A template to start from. */
export interface Template {
  /** By which it is named: `industry/plan`. */
  readonly path: string;
  /** Where its files are. */
  readonly folder: string;
  readonly id: string;
  readonly version: string;
  readonly industry: string;
  readonly name: Text;
  readonly summary?: Text;
}

/** The templates of the package @planwright/templates, which is looked for beside this program, then in the working folder. */
export function findTemplates(): Template[] | undefined {
  const root = templatesFolder(import.meta.url) ?? templatesFolder(pathToFileURL(join(process.cwd(), 'x')).href);
  if (root === undefined) return undefined;
  return foldersOf(root)
    .flatMap((industry) => foldersOf(join(root, industry)).map((plan) => `${industry}/${plan}`))
    .flatMap((path) => readTemplate(root, path) ?? []);
}

/** What `template.json` says; a folder without one, or with one that is not finished, is no template. */
function readTemplate(root: string, path: string): Template | undefined {
  const folder = join(root, path);
  const file = join(folder, 'template.json');
  if (!existsSync(file)) return undefined;
  const about = JSON.parse(readFileSync(file, 'utf8')) as Partial<Template>;
  const {id, version, industry, name, summary} = about;
  if (id === undefined || version === undefined || industry === undefined || name === undefined) return undefined;
  return {path, folder, id, version, industry, name, ...(summary !== undefined && {summary})};
}

function templatesFolder(from: string): string | undefined {
  try {
    return dirname(createRequire(from).resolve('@planwright/templates/package.json'));
  } catch {
    return undefined;
  }
}

function foldersOf(folder: string): string[] {
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({name}) => name)
    .sort();
}
