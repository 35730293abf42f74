// Writes the pages that follow from the schemas: one per node kind, the shared shapes, the diagnostics; with --check, compares instead.
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {KINDS} from '../schemas/scripts/assemble.mjs';
import {apiPage} from './docs/api.mjs';
import {diagnosticsPage} from './docs/diagnostics.mjs';
import {kindIndex, kindPage} from './docs/kinds.mjs';
import {presetsPage} from './docs/presets.mjs';
import {shapesPage} from './docs/shapes.mjs';
import {LANGUAGES, suffix} from './docs/write.mjs';

const root = new URL('../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const check = process.argv.includes('--check');

const plan = read('schemas/plan.source.json');
const planTexts = read('schemas/plan.zh-CN.json');
const kinds = KINDS.map((kind) => ({
  kind,
  schema: read(`schemas/nodes/${kind}/schema.json`),
  texts: read(`schemas/nodes/${kind}/zh-CN.json`),
  example: readFileSync(new URL(`schemas/nodes/${kind}/example.json`, root), 'utf8'),
  notes: read(`docs/kinds/notes/${kind}.json`),
}));
const diagnostics = readdirSync(new URL('schemas/diagnostics/', root))
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => ({group: file.replace('.json', ''), codes: read(`schemas/diagnostics/${file}`)}));

const presets = read('runtime/presets/presets.json');

const pages = {};
for (const language of LANGUAGES) {
  const end = suffix(language);
  for (const one of kinds) pages[`docs/kinds/${one.kind}${end}`] = kindPage(one, language);
  pages[`docs/kinds/README${end}`] = kindIndex(kinds, language);
  pages[`docs/kinds/shapes${end}`] = shapesPage(plan.$defs, planTexts.defs, language);
  pages[`docs/presets${end}`] = presetsPage(presets, language);
  pages[`docs/diagnostics${end}`] = diagnosticsPage(diagnostics, language);
}
pages['docs/api.md'] = apiPage(root);

let stale = 0;
for (const [path, text] of Object.entries(pages)) {
  const file = new URL(path, root);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  report(path, 'is stale');
  if (check) continue;
  mkdirSync(dirname(file.pathname), {recursive: true});
  writeFileSync(file, text);
}
for (const name of readdirSync(new URL('docs/kinds/', root)).filter((file) => file.endsWith('.md'))) {
  if (pages[`docs/kinds/${name}`] !== undefined) continue;
  report(`docs/kinds/${name}`, 'is of no kind');
  if (!check) rmSync(new URL(`docs/kinds/${name}`, root));
}
if (check && stale > 0) process.exit(1);

function report(path, what) {
  stale++;
  if (check) console.error(`${path} ${what}: run \`npm run gen\``);
  else console.log(`wrote ${path}`);
}
