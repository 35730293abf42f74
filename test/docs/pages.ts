import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every page of documentation, by its path in the repository. */
export function pages(): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(root + folder, {recursive: true, encoding: 'utf8'})
      .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.md') && !path.includes('/node_modules/'));
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  return [...top, ...['docs', 'templates', 'test/cases'].flatMap(inside)].sort();
}

export function readPage(path: string): string {
  return readFileSync(root + path, 'utf8');
}

/** A page without its code. */
export function proseOf(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
}
