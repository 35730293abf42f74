// `npm start`: installs, builds, runs the SaaS template on its sample data, prints what it pays and says what to try next.
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const plan = 'templates/saas/new-and-renewal/plan.json';
const data = 'templates/saas/new-and-renewal/data';
const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
const language = locale.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
const texts = JSON.parse(readFileSync(`${root}runtime/node/texts.${language}.json`, 'utf8'));

console.log(texts['start.building']);
const built = run('npm', ['exec', '--', 'tsc', '-b', 'runtime/node'], process.platform === 'win32');
if (built !== 0) process.exit(built);
const out = 'out/saas-new-and-renewal';
const status = run(process.execPath, [
  'runtime/bin/planwright.js',
  'run',
  plan,
  '--data',
  data,
  '--out',
  out,
  '--print',
]);
// 4: done, with blocked payouts, of which the sample has one on purpose
if (status !== 0 && status !== 4) process.exit(status);
console.log(`\n${texts['start.more'].join('\n').replaceAll('{plan}', plan).replaceAll('{data}', data)}`);

function run(command, args, shell = false) {
  return spawnSync(command, args, {cwd: root, stdio: 'inherit', shell}).status ?? 1;
}
