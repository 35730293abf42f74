// Follows docs/add-a-kind.md literally in a copy of the repository: writes its files, inserts its lines, runs its commands.
import {spawnSync} from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative, sep} from 'node:path';
import {fileURLToPath} from 'node:url';
import {blocksOf} from './docs/blocks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED = new Set(['node_modules', 'dist', '.git', 'out', 'coverage']);
const blocks = blocksOf(readFileSync(join(root, 'docs/add-a-kind.md'), 'utf8'));
const copy = mkdtempSync(join(tmpdir(), 'planwright-kind-'));

try {
  copyRepository();
  for (const block of blocks) apply(block);
  for (const {text} of blocks.filter(({language, words}) => language === 'sh' && words.includes('run'))) {
    for (const command of text.trim().split('\n')) execute(command);
  }
  console.log('docs/add-a-kind.md: followed, every command succeeded');
} finally {
  rmSync(copy, {recursive: true, force: true});
}

/** The working tree, and its dependencies by link: packages of ours must be those of the copy. */
function copyRepository() {
  cpSync(root, copy, {
    recursive: true,
    filter: (path) =>
      !relative(root, path)
        .split(sep)
        .some((part) => SKIPPED.has(part)),
  });
  const modules = join(copy, 'node_modules');
  mkdirSync(join(modules, '@planwright'), {recursive: true});
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@planwright' && name !== '.cache' && name !== '.vite')
      symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
  }
  for (const name of ['schemas', 'runtime', 'templates']) {
    symlinkSync(join(copy, name), join(modules, '@planwright', name), 'junction');
  }
}

function apply({attributes: {file, insert, after, before}, text}) {
  if (file !== undefined) {
    if (existsSync(join(copy, file))) throw new Error(`${file} exists already`);
    mkdirSync(dirname(join(copy, file)), {recursive: true});
    writeFileSync(join(copy, file), text);
  }
  if (insert === undefined) return;
  const lines = readFileSync(join(copy, insert), 'utf8').split('\n');
  const at = lines.indexOf(after ?? before);
  if (at < 0) throw new Error(`${insert} has no line “${after ?? before}”`);
  lines.splice(after === undefined ? at : at + 1, 0, ...text.trimEnd().split('\n'));
  writeFileSync(join(copy, insert), lines.join('\n'));
}

function execute(command) {
  console.log(`$ ${command}`);
  const {status, stdout, stderr} = spawnSync(command, {cwd: copy, shell: true, encoding: 'utf8'});
  const summary = /^\d+ passed.*$/m.exec(stdout)?.[0];
  if (status === 0 && !summary?.startsWith('0 passed')) return console.log(summary ?? 'ok');
  console.error(`${stdout}\n${stderr}`);
  throw new Error(`“${command}” ended with ${status}`);
}
