// `npm run bench`: bundles the bench (Node 20 runs no TypeScript) and runs it against the built runtime. Not part of the tests.
import {readFileSync} from 'node:fs';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {rolldown} from 'rolldown';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const built = here('../../node_modules/.cache/planwright-bench/');
const bundle = await rolldown({
  input: {bench: here('bench.ts'), peer: here('peer.ts')},
  platform: 'node',
  external: [/^@planwright\//, 'decimal.js'],
  resolve: {extensionAlias: {'.js': ['.ts', '.js']}},
});
await bundle.write({dir: built, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs'});
const {bench} = await import(pathToFileURL(`${built}bench.mjs`).href);
const plan = JSON.parse(readFileSync(here('plan.json'), 'utf8'));
if (!(await bench(`${built}peer.mjs`, plan))) process.exitCode = 1;
