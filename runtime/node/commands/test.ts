import {existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import type {Plan} from '@planwright/schemas';
import {pick} from '@planwright/schemas';
import {run} from '../../index.js';
import type {Arguments} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, complainAbout, printJson, sayTo} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';
import {failure, isFailure, reasonOf} from '../cli-texts.js';
import type {Command} from './command.js';
import {outputFiles} from './output-files.js';
import {loadPlans} from './plans.js';
import {prepare} from './prepare.js';
import {refused} from './refused.js';
import {summarise} from './summary.js';
import {runCases} from './test-cases.js';
import type {Check} from './test-check.js';
import {differenceText} from './test-check.js';
import {checkExpected, expectedFiles} from './test-expected.js';

/** Runs the expected results and the test cases of templates; 1 if anything differs. */
export const test: Command = {
  options: {},
  async execute({files}, terminal) {
    if (files.length === 0) return failure(2, 'cli/missing-template', {command: 'test'});
    const tested: Tested[] = [];
    for (const folder of files) {
      const one = await testFolder(folder, terminal);
      if (isFailure(one)) return one;
      tested.push(one);
      if (!terminal.json) show(one, terminal);
    }
    const failed = tested.some(({checks}) => checks.some(({differences}) => differences.length > 0));
    if (terminal.json) printJson(terminal, {status: failed ? 'failed' : 'ok', folders: tested.map(testedJson)});
    return failed ? 1 : 0;
  },
};

interface Tested {
  readonly folder: string;
  readonly plan: Plan;
  readonly checks: readonly Check[];
}

async function testFolder(folder: string, terminal: Terminal): Promise<Tested | Failure> {
  const file = join(folder, 'plan.json');
  const loaded = loadPlans([file], 'test', terminal.language);
  if (isFailure(loaded)) return loaded;
  const program = loaded[0]?.program;
  if (!program) return {exit: 1, problems: loaded.flatMap(({problems}) => problems)};
  const {plan} = program;
  const expected = expectedFiles(folder);
  const checks = runCases(program, terminal.language);
  if (expected.length === 0 && checks.length === 0) return failure(2, 'cli/nothing-to-test', {folder: join(folder)});
  if (expected.length === 0) return {folder, plan, checks};
  const settings = runSettings(folder, terminal);
  if (isFailure(settings)) return settings;
  const prepared = await prepare('test', argumentsOf(folder, settings), settings.range, {...terminal, json: true});
  if (isFailure(prepared)) return prepared;
  const {result, diagnostics} = run(prepared.programs, prepared.tables, prepared.options);
  if (!result) return refused(diagnostics);
  complainAbout(
    terminal,
    [...prepared.problems, ...diagnostics].filter(({severity}) => severity !== 'info'),
  );
  const summary = summarise(result, prepared.plans, prepared.range);
  const found = outputFiles(result, summary, false);
  return {folder, plan, checks: [...checkExpected(folder, expected, found, summary), ...checks]};
}

/** `run` in template.json: the periods to run, and from when tables are complete. */
interface RunSettings {
  readonly range: {readonly from: string; readonly to: string} | undefined;
  readonly coverage: Readonly<Record<string, string>>;
}

function runSettings(folder: string, {language}: Terminal): RunSettings | Failure {
  const file = join(folder, 'template.json');
  if (!existsSync(file)) return {range: undefined, coverage: {}};
  try {
    const {run: given} = JSON.parse(readFileSync(file, 'utf8')) as {
      run?: {from?: string; to?: string; coverage?: Record<string, string>};
    };
    const {from, to, coverage = {}} = given ?? {};
    return {range: from === undefined || to === undefined ? undefined : {from, to}, coverage};
  } catch (error) {
    return failure(3, 'cli/unreadable-file', {file, reason: reasonOf(error, language)});
  }
}

/** What would stand on the command line of run. A whole path, as one that begins with `a=` would name a table. */
function argumentsOf(folder: string, {coverage}: RunSettings): Arguments {
  const lists = new Map([
    ['data', [resolve(folder, 'data')]],
    ['coverage', Object.entries(coverage).map(([table, day]) => `${table}=${day}`)],
  ]);
  return {files: [join(folder, 'plan.json')], flags: new Set(), values: new Map(), lists};
}

function show({folder, plan, checks}: Tested, terminal: Terminal): void {
  const name = pick(plan.name, terminal.language, plan.id);
  terminal.print(clean(sayTo(terminal, 'test.title', {folder, name, version: plan.version})));
  for (const {name: check, count, differences} of checks) {
    const key = differences.length === 0 ? 'test.ok' : 'test.failed';
    terminal.print(clean(`  ${sayTo(terminal, key, {name: check, count, differences: differences.length})}`));
    for (const one of differences.slice(0, SHOWN))
      terminal.print(clean(`      ${differenceText(one, terminal.language)}`));
    const more = differences.length - SHOWN;
    if (more > 0) terminal.print(`      ${sayTo(terminal, 'test.more', {count: more})}`);
  }
}

function testedJson({folder, plan: {id, version}, checks}: Tested): object {
  const failed = checks.some(({differences}) => differences.length > 0);
  return {
    folder,
    id,
    version,
    status: failed ? 'failed' : 'ok',
    checks: checks.map(({name, count, differences}) => ({
      name,
      status: differences.length === 0 ? 'ok' : 'failed',
      count,
      different: differences.length,
      differences: differences.slice(0, LISTED),
    })),
  };
}

/** Differences told per check on a terminal, and listed in JSON. */
const SHOWN = 10;
const LISTED = 1000;
