import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {parseAst} from 'rolldown/parseAst';
import {describe, expect, it} from 'vitest';
import {bundleForBrowser} from './bundle.js';

const dist = (path: string): string => fileURLToPath(new URL(`../../runtime/dist/${path}`, import.meta.url));

describe.each([
  ['the browser entry', 'index.js', 160],
  ['the worker entry', 'worker.js', 135],
])('%s, bundled with schemas and validator,', (_, file, kilobytes) => {
  // The goal is 60 KB. These limits are what it is today with little to spare, so that it does not grow unseen.
  it(`has at most ${String(kilobytes)} KB, gzipped`, async () => {
    const size = gzipSync(await bundleForBrowser(dist(file)), {level: 9}).length;
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it('holds no eval, no Function from text, no require and nothing of Node', async () => {
    expect(forbidden(await bundleForBrowser(dist(file)))).toEqual([]);
  });
});

it('finds what is forbidden, and not where it is only spoken of', () => {
  expect(forbidden('import "node:fs"; export * from "fs"; const a = () => import("node:os");')).toHaveLength(3);
  expect(forbidden('eval("1"); new Function("1"); Function("1"); require("x"); process.exit()')).toHaveLength(5);
  expect(forbidden('const a = {node: 1, code: `require("x")`, t: "eval(1)"}; a.eval; a.process;')).toEqual([]);
});

/** Uses of names that a page under a strict policy does not have, by the syntax tree rather than the text. */
function forbidden(code: string): string[] {
  const found: string[] = [];
  const visit = (value: unknown, property: boolean): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, false);
    if (typeof value !== 'object' || value === null || !('type' in value)) return;
    const node = value as Readonly<Record<string, unknown>>;
    const {type, name, source} = node;
    if (type === 'Identifier' && !property && FORBIDDEN.has(String(name))) found.push(String(name));
    if (/^Import|^Export.*Declaration$/.test(String(type)) && source !== undefined && source !== null)
      found.push(String(type));
    for (const [key, child] of Object.entries(node)) {
      visit(child, (key === 'property' || key === 'key') && node['computed'] !== true);
    }
  };
  visit(parseAst(code), false);
  return found;
}

const FORBIDDEN: ReadonlySet<string> = new Set(['eval', 'Function', 'require', 'process', 'Buffer', '__dirname']);
