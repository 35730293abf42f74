// Refuses import cycles and imports against the direction of the architecture (docs/architecture.md).
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, normalize, sep} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folders from the ground up: a file may import its own layer and lower ones. */
const LAYERS = [
  ['schemas'],
  ['runtime/csv', 'runtime/table', 'runtime/decimal', 'runtime/calendar', 'runtime/formula'],
  ['runtime/ops'],
  ['runtime/nodes'],
  ['runtime/compile', 'runtime/presets', 'runtime/import'],
  ['runtime/run', 'runtime/sql', 'runtime/explain'],
  ['runtime/index.ts'],
  ['runtime/worker.ts'],
  ['runtime/node'],
];
const PACKAGES = {
  '@planwright/schemas': 'schemas/index.ts',
  '@planwright/runtime': 'runtime/index.ts',
  '@planwright/runtime/import': 'runtime/import/index.ts',
  '@planwright/runtime/node': 'runtime/node/index.ts',
};

const problems = [];
const imports = new Map();
for (const file of ['schemas', 'runtime'].flatMap(sources)) imports.set(file, importsOf(file));

for (const [file, targets] of imports) {
  if (layerOf(file) < 0) problems.push(`${file}: its folder is in no layer; add it to scripts/check-cycles.mjs`);
  for (const target of targets) {
    if (layerOf(target) > layerOf(file)) problems.push(`${file}: must not import ${target}, which lies above it`);
  }
}

const state = new Map();
for (const file of imports.keys()) visit(file, []);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${imports.size} files, no import cycle, no import against the direction`);

function visit(file, path) {
  if (state.get(file) === 'done') return;
  if (state.get(file) === 'open') {
    problems.push(`import cycle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`);
    return;
  }
  state.set(file, 'open');
  for (const target of imports.get(file) ?? []) visit(target, [...path, file]);
  state.set(file, 'done');
}

function layerOf(file) {
  return LAYERS.findIndex((folders) => folders.some((folder) => file === folder || file.startsWith(`${folder}/`)));
}

function importsOf(file) {
  const text = readFileSync(root + file, 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found]
    .map(([, from, bare, dynamic]) => from ?? bare ?? dynamic)
    .map((name) => (name.startsWith('.') ? relative(file, name) : PACKAGES[name]))
    .filter((target) => target !== undefined);
}

function relative(file, name) {
  return normalize(join(dirname(file), name))
    .replaceAll(sep, '/')
    .replace(/\.js$/, '.ts');
}

function sources(folder) {
  return readdirSync(root + folder, {recursive: true})
    .map((path) => `${folder}/${path.replaceAll(sep, '/')}`)
    .filter((path) => /\.ts$/.test(path) && !/\.d\.ts$|\/(dist|node_modules)\//.test(path));
}
