import type {Diagnostic, Language} from '@planwright/schemas';
import {message} from '@planwright/schemas';
import en from './texts.en.json' with {type: 'json'};
import zh from './texts.zh-CN.json' with {type: 'json'};

/** Every text of the command line by key; a key that Chinese lacks does not compile. */
const texts: Readonly<Record<Language, Readonly<Record<keyof typeof en, string | readonly string[]>>>> = {
  en,
  'zh-CN': zh,
};

export type TextKey = keyof typeof en;
export type Params = Readonly<Record<string, string | number | undefined>>;

/** Something wrong with how the program was called or with a file; what is wrong inside a plan or its data is a `Diagnostic`. */
export interface CliProblem {
  readonly code: TextKey & `cli/${string}`;
  readonly severity: 'error';
  readonly params: Params;
}
export type Problem = CliProblem | Diagnostic;

/** Why a command cannot go on: its exit code and what to say. */
export interface Failure {
  readonly exit: 1 | 2 | 3 | 130;
  readonly problems: readonly Problem[];
}

export function failure(exit: Failure['exit'], code: CliProblem['code'], params: Params = {}): Failure {
  return {exit, problems: [{code, severity: 'error', params}]};
}

export function isFailure(value: object): value is Failure {
  return 'exit' in value && 'problems' in value;
}

/** A text in a language; `[? … ]` is said only when every param inside is known. */
export function say(language: Language, key: TextKey, params: Params = {}): string {
  const text = texts[language][key];
  return (typeof text === 'string' ? text : text.join('\n'))
    .replace(/\[\?([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{([\w-]+)\}/g)].every(([, name]) => params[name ?? ''] !== undefined) ? part : '',
    )
    .replace(/\{([\w-]+)\}/g, (whole, name: string) => params[name]?.toString() ?? whole);
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

/** Text of a problem, without where it is. */
export function problemText(problem: Problem, language: Language): string {
  if (isCliProblem(problem)) return say(language, problem.code, problem.params);
  const key = `reason.${problem.params['reason'] ?? ''}`;
  const params = isTextKey(key) ? {...problem.params, reason: say(language, key)} : problem.params;
  return message({...problem, params}, language);
}

export function isCliProblem(problem: Problem): problem is CliProblem {
  return problem.code.startsWith('cli/');
}

/** Why a file could not be opened or written, in words; codes without a text are said as they are. */
export function reasonOf(error: unknown, language: Language): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const key = `reason.${code === 'ERR_FS_FILE_TOO_LARGE' || code === 'ERR_STRING_TOO_LONG' ? 'too-large' : code}`;
  if (isTextKey(key)) return say(language, key);
  return code === '' && error instanceof Error ? error.message : code;
}

/** The language of the environment, as POSIX has it: LC_ALL, else LC_MESSAGES, else LANG; else English. */
export function environmentLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
  return locale?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
