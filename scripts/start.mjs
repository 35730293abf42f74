// `npm start`: installs, builds, runs the SaaS template on its sample data and prints what it pays.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import './setup.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const template = 'templates/saas/new-and-renewal';
const cli = 'runtime/dist/node/cli.js';

run('npm', ['run', '--silent', 'build']);
const missing = [cli, template].find((path) => !existsSync(root + path));
if (missing) {
  console.log(`Built. Nothing to run yet: ${missing} does not exist.`);
} else {
  run(process.execPath, [cli, 'run', `${template}/plan.json`, '--data', `${template}/data`, '--out', 'out', '--print']);
}

function run(command, args) {
  const {status} = spawnSync(command, args, {cwd: root, stdio: 'inherit', shell: process.platform === 'win32'});
  if (status !== 0) process.exit(status ?? 1);
}
