import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {bundleForBrowser} from './bundle.js';
import type {Packed} from './pack.js';
import {installAll, packAll, root} from './pack.js';

let packed: Packed;
let project: string;

beforeAll(() => {
  packed = packAll();
  project = installAll(packed);
}, 120_000);
afterAll(() => {
  packed.remove();
});

const node = (script: string): string => {
  writeFileSync(join(project, 'script.mjs'), script);
  return execFileSync(process.execPath, ['script.mjs'], {cwd: project, encoding: 'utf8'});
};
const planwright = (...words: string[]) => {
  const bin = join(project, 'node_modules/@planwright/runtime/bin/planwright.js');
  return spawnSync(process.execPath, [bin, ...words], {
    cwd: project,
    encoding: 'utf8',
    env: {...process.env, LANG: 'C'},
  });
};

describe('the packages, installed from their tarballs in an empty folder,', () => {
  it('pay the SaaS template to the cent in Node', () => {
    const out = node(`
      import {readFileSync} from 'node:fs';
      import {fileURLToPath} from 'node:url';
      import {compile, explain, run} from '@planwright/runtime';
      import {importTable} from '@planwright/runtime/import';
      import {readDataFolder} from '@planwright/runtime/node';
      import plan from '@planwright/templates/saas/new-and-renewal/plan.json' with {type: 'json'};
      import expected from '@planwright/templates/saas/new-and-renewal/expected/summary.json' with {type: 'json'};
      const data = import.meta.resolve('@planwright/templates/saas/new-and-renewal/data/people.csv');
      const {program} = compile(plan);
      const {input} = await readDataFolder({folder: fileURLToPath(new URL('.', data))}, plan);
      const {result} = run(program, input, {from: expected.from, to: expected.to});
      const {reward, period, amount} = result.totals;
      const same = reward.every((id, i) => expected.totals[id][period[i]] === amount[i]);
      const {rewards} = explain(result, 'P026', '2026-Q4', 'en', {reward: 'newReward'});
      console.log(same, reward.length, rewards[0].amount, typeof importTable);
    `);
    expect(out).toBe('true 9 11500.00 function\n');
  });

  it('bring the command line with its templates', () => {
    expect(planwright('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(planwright('init', 'saas/new-and-renewal', 'mine').status).toBe(0);
    const {status, stdout, stderr} = planwright('test', 'mine');
    expect(stdout).toContain('ok       payouts.csv');
    expect({status, stderr}).toEqual({status: 0, stderr: ''});
    expect(planwright('schema').stdout).toContain('"$defs"');
  });

  it('have types that stand on their own, and reject a wrong column', () => {
    const check = (name: string, text: string): string => {
      const folder = join(project, name);
      mkdirSync(folder, {recursive: true});
      writeFileSync(join(folder, 'index.ts'), text);
      writeFileSync(join(folder, 'plan.ts'), planwright('types', '../project-plan.json').stdout);
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({compilerOptions: strict}));
      return spawnSync(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-p', folder], {
        encoding: 'utf8',
      }).stdout;
    };
    const plan = join(project, '..', 'project-plan.json');
    writeFileSync(plan, readFileSync(join(root, 'templates/saas/new-and-renewal/plan.json')));
    const use = (column: string): string => `
      import {compile, run} from '@planwright/runtime';
      import type {RunAnswer} from '@planwright/runtime/worker';
      import {writeFileAtomic} from '@planwright/runtime/node';
      import {planHash} from '@planwright/schemas';
      import type {SaasNewAndRenewal} from './plan.js';
      export const type: RunAnswer['type'] = 'result';
      export {planHash, writeFileAtomic};
      const {program} = compile({});
      if (program) {
        const people = {csv: ''};
        const base = {contractId: 'C1', owner: 'A', signed: '2026-01-01', product: 'crm', amount: '1'} as const;
        run<SaasNewAndRenewal>(
          program,
          {people, contracts: {rows: [{...base, ${column}: true}]}, renewals: {csv: ''}},
          {from: '2026-Q1', to: '2026-Q1'},
        );
      }
    `;
    expect(check('right', use('isNew'))).toBe('');
    expect(check('wrong', use('isnew'))).toContain("'isNew'");
  }, 60_000);

  it.each(['runtime', 'schemas', 'templates'] as const)('publint finds nothing wrong in %s', (name) => {
    const {stdout, status} = bin('publint/src/cli.js', '--strict', packed.tarballs[name]);
    expect(stdout).toContain('All good!');
    expect(status).toBe(0);
  });

  it.each(['runtime', 'schemas'] as const)(
    'the types of %s are not wrong',
    (name) => {
      const tarball = packed.tarballs[name];
      const {stdout, status} = bin(
        '@arethetypeswrong/cli/dist/index.js',
        tarball,
        '--profile',
        'esm-only',
        '-f',
        'json',
      );
      expect(status, stdout).toBe(0);
    },
    60_000,
  );

  it('keep the worker entry in a bundle though it exports nothing that is used', async () => {
    const entry = join(project, 'worker-entry.mjs');
    writeFileSync(entry, "import '@planwright/runtime/worker';\n");
    expect((await bundleForBrowser(entry)).length).toBeGreaterThan(100_000);
  });

  it('hold what is needed, and no sources, maps or build state', () => {
    const modules = join(project, 'node_modules');
    const files = readdirSync(join(modules, '@planwright'), {recursive: true, encoding: 'utf8'}).map((path) =>
      path.replaceAll('\\', '/'),
    );
    expect(files.filter((path) => /(?<!\.d)\.ts$|\.map$|\.tsbuildinfo$/.test(path))).toEqual([]);
    for (const template of templates()) {
      for (const file of ['template.json', 'plan.json', 'expected/summary.json'])
        expect(existsSync(join(modules, '@planwright/templates', template, file)), `${template}/${file}`).toBe(true);
    }
    expect(
      readdirSync(modules)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['@noble', '@planwright']);
  });
});

function templates(): string[] {
  return execFileSync('git', ['ls-files', 'templates/*/*/template.json'], {cwd: root, encoding: 'utf8'})
    .split('\n')
    .filter((path) => path !== '')
    .map((path) => path.replace(/^templates\/|\/template\.json$/g, ''));
}

function bin(path: string, ...words: string[]) {
  return spawnSync(process.execPath, [join(root, 'node_modules', path), ...words], {encoding: 'utf8', cwd: root});
}

const strict = {
  target: 'ES2023',
  lib: ['ES2023'],
  module: 'NodeNext',
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  exactOptionalPropertyTypes: true,
};
