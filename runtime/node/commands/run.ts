import {existsSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {performance} from 'node:perf_hooks';
import type {Diagnostic} from '@planwright/schemas';
import {pick} from '@planwright/schemas';
import type {Result} from '../../index.js';
import {run as runPrograms} from '../../index.js';
import type {Arguments} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, complainAbout, printJson, problemJson, sayTo} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';
import {failure, isFailure, reasonOf} from '../cli-texts.js';
import type {Command} from './command.js';
import {outputFiles, outputNames} from './output-files.js';
import type {Prepared} from './prepare.js';
import {dataOptions, prepare} from './prepare.js';
import {refused} from './refused.js';
import {report} from './report.js';
import type {Summary} from './summary.js';
import {summarise} from './summary.js';
import {writeTogether} from './write-together.js';

/** Runs a plan on data and writes what it pays; 4 if payouts are blocked. */
export const run: Command = {
  options: {...dataOptions, from: 'value', to: 'value', out: 'value', print: 'flag', bom: 'flag'},
  async execute(given, terminal) {
    const asked = askedRange(given);
    if (asked && isFailure(asked)) return asked;
    const prepared = await prepare('run', given, asked, terminal);
    if (isFailure(prepared)) return prepared;
    const out = given.values.get('out');
    const conflict = out === undefined ? undefined : overwritten(out, prepared.files);
    if (conflict !== undefined) return failure(2, 'cli/overwrites-input', {file: conflict});
    const start = performance.now();
    const {result, diagnostics} = runPrograms(prepared.programs, prepared.tables, prepared.options);
    const ms = performance.now() - start;
    if (!result) return refused(diagnostics);
    complainAbout(terminal, diagnostics);
    const summary = summarise(result, prepared.plans, prepared.range);
    if (out !== undefined) {
      try {
        await writeTogether(out, outputFiles(result, summary, given.flags.has('bom')));
      } catch (error) {
        return failure(3, 'cli/unwritable', {folder: out, reason: reasonOf(error, terminal.language)});
      }
    }
    if (terminal.json) answer(prepared, summary, diagnostics, out, terminal);
    else show(prepared, result, summary, {ms, out, full: given.flags.has('print')}, terminal);
    return result.status === 'blocked' ? 4 : 0;
  },
};

function askedRange({values}: Arguments): {from: string; to: string} | Failure | undefined {
  const from = values.get('from');
  const to = values.get('to');
  if (from === undefined && to === undefined) return undefined;
  return from === undefined || to === undefined ? failure(2, 'cli/half-range') : {from, to};
}

function overwritten(out: string, inputs: readonly string[]): string | undefined {
  const read = new Set(inputs.map((file) => resolve(file)));
  return outputNames.map((name) => join(out, name)).find((file) => read.has(resolve(file)) && existsSync(file));
}

function answer(
  prepared: Prepared,
  summary: Summary,
  diagnostics: readonly Diagnostic[],
  out: string | undefined,
  terminal: Terminal,
): void {
  printJson(terminal, {
    ...summary,
    range: prepared.range.why,
    written: out === undefined ? [] : outputNames.map((name) => join(out, name)),
    diagnostics: [...prepared.problems, ...diagnostics].map((one) => problemJson(one, terminal.language)),
  });
}

function show(
  {plans, range}: Prepared,
  result: Result,
  summary: Summary,
  {ms, out, full}: {ms: number; out: string | undefined; full: boolean},
  terminal: Terminal,
): void {
  for (const {name, id, version} of plans) {
    terminal.print(clean(sayTo(terminal, 'run.title', {name: pick(name, terminal.language, id), version})));
  }
  const why = range.why === 'asked' ? 'run.range' : (`run.range.${range.why}` as const);
  terminal.print(sayTo(terminal, why, {from: range.from, to: range.to}));
  const read = new Map(result.conservation.map((line) => [line.table, line.read]));
  const rows = [...read.values()].reduce((sum, count) => sum + count, 0);
  const payouts = result.payouts.participant.length;
  terminal.print(sayTo(terminal, 'run.rows', {rows, people: summary.people, payouts, ms: Math.round(ms)}));
  report(result, terminal, range, full);
  if (out === undefined) terminal.print(`\n${sayTo(terminal, 'run.not-written')}`);
  else {
    terminal.print(`\n${sayTo(terminal, 'run.written', {folder: out})}`);
    for (const name of outputNames) terminal.print(`  ${join(out, name)}`);
  }
}
