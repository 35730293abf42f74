import type {Language} from '@planwright/schemas';
import {nearest} from '@planwright/schemas';
import {readArguments} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import {BrokenOutput, complainAbout, printJson, problemJson} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';
import {environmentLanguage, failure, isFailure, reasonOf, say} from '../cli-texts.js';
import type {Command} from './command.js';
import {engine} from './engine.js';
import {explain} from './explain.js';
import {importFile} from './import.js';
import {init} from './init.js';
import {run} from './run.js';
import {schema} from './schema.js';
import {test} from './test.js';
import {types} from './types.js';
import {validate} from './validate.js';

const commands = {init, validate, run, explain, test, types, schema, import: importFile} satisfies Readonly<
  Record<string, Command>
>;
type CommandName = keyof typeof commands;
const names: readonly string[] = [...Object.keys(commands), 'help'];

/** Runs one command line and gives its exit code: 0 done, 1 errors, 2 usage, 3 files, 4 blocked payouts, 130 interrupted. */
export async function main(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  streams: Pick<Terminal, 'print' | 'complain'>,
): Promise<number> {
  const asked = askedLanguage(words);
  const language = asked === 'en' || asked === 'zh-CN' ? asked : environmentLanguage(env);
  const terminal: Terminal = {language, json: words.includes('--json'), ...streams};
  if (asked !== undefined && asked !== language) {
    return fail(terminal, failure(2, 'cli/unknown-language', {found: asked}));
  }
  try {
    const outcome = await dispatch(words, terminal);
    return typeof outcome === 'number' ? outcome : fail(terminal, outcome);
  } catch (error) {
    if (error instanceof BrokenOutput) {
      const reason = reasonOf(error.cause, language);
      return fail({...terminal, json: false}, failure(3, 'cli/broken-output', {reason}));
    }
    // a mistake of ours: say so, with the stack for the report
    fail(terminal, failure(1, 'cli/crashed', {reason: String(error)}));
    if (error instanceof Error && error.stack !== undefined) terminal.complain(error.stack);
    return 70;
  }
}

async function dispatch(words: readonly string[], terminal: Terminal): Promise<number | Failure> {
  const at = words.findIndex((word, i) => !word.startsWith('-') && words[i - 1] !== '--lang');
  const command = words[at] ?? '';
  const rest = words.filter((_, i) => i !== at);
  if (isCommand(command)) {
    const {options, execute} = commands[command];
    const given = readArguments(command, rest, options);
    if (isFailure(given)) return given;
    if (given.flags.has('help')) return help(command, terminal);
    return given.flags.has('version') ? version(terminal) : execute(given, terminal);
  }
  if (command !== '' && command !== 'help') {
    return failure(2, 'cli/unknown-command', {found: command, suggestion: nearest(command, names)});
  }
  const given = readArguments('', rest, {});
  if (isFailure(given)) return given;
  if (given.flags.has('version')) return version(terminal);
  if (command === '' && !given.flags.has('help')) return failure(2, 'cli/no-command');
  return help(given.files[0], terminal);
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}

function help(topic: string | undefined, terminal: Terminal): number | Failure {
  if (topic !== undefined && !isCommand(topic))
    return failure(2, 'cli/unknown-command', {found: topic, suggestion: nearest(topic, names)});
  const text = say(terminal.language, topic === undefined ? 'help' : `help.${topic}`);
  if (terminal.json) printJson(terminal, {help: text});
  else terminal.print(text);
  return 0;
}

function version(terminal: Terminal): number {
  if (terminal.json) printJson(terminal, engine());
  else terminal.print(engine().version);
  return 0;
}

function fail(terminal: Terminal, {exit, problems}: Failure): number {
  complainAbout(terminal, problems);
  if (terminal.json) {
    const diagnostics = problems.map((problem) => problemJson(problem, terminal.language));
    printJson(terminal, {status: 'failed', exit, diagnostics});
  }
  return exit;
}

function askedLanguage(words: readonly string[]): Language | string | undefined {
  const at = words.lastIndexOf('--lang');
  return at >= 0 ? words[at + 1] : words.findLast((word) => word.startsWith('--lang='))?.slice('--lang='.length);
}
