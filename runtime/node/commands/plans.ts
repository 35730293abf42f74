import {readFileSync} from 'node:fs';
import type {Diagnostic, Language} from '@planwright/schemas';
import {compile} from '../../index.js';
import type {Program} from '../../index.js';
import type {Failure, Problem} from '../cli-texts.js';
import {failure, isFailure, reasonOf, say} from '../cli-texts.js';
import {jsonFault} from './json-fault.js';

/** A plan file, compiled; without a program it has errors. */
export interface LoadedPlan {
  readonly file: string;
  readonly program?: Program;
  readonly problems: readonly Problem[];
}

/** Reads and compiles plan files. Only a file that cannot be read is a failure; what is wrong inside is listed. */
export function loadPlans(files: readonly string[], command: string, language: Language): LoadedPlan[] | Failure {
  if (files.length === 0) return failure(2, 'cli/missing-plan', {command});
  const plans: LoadedPlan[] = [];
  for (const file of files) {
    const json = readJson(file, language);
    if (isFailure(json)) {
      if (json.exit === 3) return json;
      plans.push({file, problems: json.problems});
    } else plans.push(compiled(file, json.value));
  }
  return plans;
}

function compiled(file: string, json: unknown): LoadedPlan {
  const {program, diagnostics}: {program?: Program; diagnostics: Diagnostic[]} = compile(json);
  return program ? {file, program, problems: diagnostics} : {file, problems: diagnostics};
}

function readJson(file: string, language: Language): {value: unknown} | Failure {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return failure(3, 'cli/unreadable-plan', {file, reason: reasonOf(error, language)});
  }
  const text = textOf(bytes);
  if (text === undefined) return failure(1, 'cli/not-json', {file, reason: say(language, 'reason.not-utf8')});
  const found = jsonFault(text);
  if (!found) return {value: JSON.parse(text)};
  const {reason, line, column} = found;
  return failure(1, 'cli/not-json', {file, line, column, reason: say(language, `reason.json.${reason}`, {...found})});
}

/** Text of UTF-8, a byte order mark apart; undefined for other bytes, which would silently become other characters. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    return undefined;
  }
}
