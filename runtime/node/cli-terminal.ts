import type {Language} from '@planwright/schemas';
import type {Params, Problem, TextKey} from './cli-texts.js';
import {isCliProblem, problemText, say} from './cli-texts.js';

/** Where a command speaks: results to standard output, problems to standard error, in one language. */
export interface Terminal {
  readonly language: Language;
  /** Answer with one JSON document instead of text. */
  readonly json: boolean;
  print(text: string): void;
  complain(text: string): void;
}

/** Standard output cannot be written: the disk it goes to is full. Thrown by `print`. */
export class BrokenOutput extends Error {}

export function sayTo(terminal: Terminal, key: TextKey, params: Params = {}): string {
  return say(terminal.language, key, params);
}

/** Lists problems, errors first, each with where it is and its code. In JSON they are part of the answer instead. */
export function complainAbout(terminal: Terminal, problems: readonly Problem[], file?: string): void {
  if (terminal.json) return;
  const rank = {error: 0, warning: 1, info: 2};
  const sorted = [...problems].sort((a, b) => rank[a.severity] - rank[b.severity]);
  for (const problem of sorted) {
    const place = placeOf(problem, terminal.language);
    const where = [file, place].filter((part) => part !== undefined && part !== '').join(', ');
    const text = `${say(terminal.language, `severity.${problem.severity}`)} [${problem.code}] ${problemText(problem, terminal.language)}`;
    terminal.complain(clean(where === '' ? text : `${text}\n  → ${where}`));
  }
}

/** Where a problem is: the JSON pointer into the plan says it all, else the node. */
function placeOf(problem: Problem, language: Language): string {
  if (isCliProblem(problem)) return '';
  if (problem.path !== undefined && problem.path !== '') return say(language, 'at.path', {path: problem.path});
  return problem.node === undefined ? '' : say(language, 'at.node', {node: problem.node});
}

/** A problem for machines: its stable code and params, and its text. */
export function problemJson(problem: Problem, language: Language): object {
  return {...problem, message: problemText(problem, language)};
}

export function printJson(terminal: Terminal, answer: object): void {
  terminal.print(JSON.stringify(answer, null, 2));
}

/** Text from files and people without characters that steer a terminal. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (c) => (c === '\n' ? c : '\ufffd'));
}
