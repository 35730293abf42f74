// node test/templates/write-expected.mjs saas/new-and-renewal: rewrites the expected files of a template from the oracle.
import {mkdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {rolldown} from 'rolldown';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const bundle = await rolldown({
  input: here('expected.ts'),
  platform: 'node',
  resolve: {extensionAlias: {'.js': ['.ts', '.js']}},
  // the bundle lies elsewhere: paths stay relative to this folder
  transform: {define: {'import.meta.url': JSON.stringify(pathToFileURL(here('expected.ts')).href)}},
});
const file = here('../../node_modules/.cache/planwright-expected.mjs');
await bundle.write({file, format: 'esm'});
const {oracleFiles, templatePath} = await import(pathToFileURL(file).href);

for (const folder of process.argv.slice(2)) {
  const files = Object.entries(oracleFiles(folder));
  mkdirSync(templatePath(folder, 'expected'), {recursive: true});
  for (const [name, text] of files) writeFileSync(templatePath(folder, `expected/${name}`), text);
  console.log(`${folder}: ${files.map(([name, text]) => `${name} ${text.split('\n').length - 1} lines`).join(', ')}`);
}
