import {parseArgs} from 'node:util';
import {nearest} from '@planwright/schemas';
import type {Failure} from './cli-texts.js';
import {failure} from './cli-texts.js';

/** `flag` takes no value, `value` one, `list` several: `--data a=1 b=2` or `--data a=1 --data b=2`. */
export type OptionKind = 'flag' | 'value' | 'list';
export type Options = Readonly<Record<string, OptionKind>>;

/** What stands on the command line after the command. */
export interface Arguments {
  readonly files: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** Options every command has. */
const commonOptions: Options = {lang: 'value', json: 'flag', help: 'flag', version: 'flag'};

/** Reads the words after the command by its options. */
export function readArguments(command: string, words: readonly string[], own: Options): Arguments | Failure {
  const options: Options = {...commonOptions, ...own};
  const files: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  let list: string[] | undefined;
  for (const token of tokensOf(words, options)) {
    if (token.kind === 'option-terminator') {
      list = undefined;
    } else if (token.kind === 'positional') {
      if (list && PAIR.test(token.value)) list.push(token.value);
      else files.push(token.value);
    } else {
      const {name, rawName: option, value, inlineValue} = token;
      const kind = Object.hasOwn(options, name) ? options[name] : undefined;
      if (kind === undefined)
        return failure(2, 'cli/unknown-option', {found: option, ...meant(name, options), command});
      list = undefined;
      if (kind === 'flag') {
        if (value !== undefined) return failure(2, 'cli/no-value', {option});
        flags.add(name);
        continue;
      }
      if (value === undefined || value === '' || (!inlineValue && value.startsWith('-')))
        return failure(2, 'cli/missing-value', {option});
      if (kind === 'value') {
        if (values.has(name)) return failure(2, 'cli/repeated-option', {option});
        values.set(name, value);
      } else {
        list = lists.get(name) ?? [];
        list.push(value);
        lists.set(name, list);
      }
    }
  }
  return {files, flags, values, lists};
}

/** `table=…`; a path that looks like one is written ./a=b. */
const PAIR = /^[\p{L}_][\p{L}\p{N}_]*=/u;

/** The two sides of `table=…`, undefined if it is none. */
export function splitPair(word: string): [string, string] | undefined {
  const at = word.indexOf('=');
  return PAIR.test(word) && at < word.length - 1 ? [word.slice(0, at), word.slice(at + 1)] : undefined;
}

function tokensOf(words: readonly string[], options: Options) {
  const config: Record<string, {type: 'boolean' | 'string'; short?: string; multiple: true}> = {};
  for (const [name, kind] of Object.entries(options)) {
    config[name] = {type: kind === 'flag' ? 'boolean' : 'string', multiple: true};
  }
  config['help'] = {type: 'boolean', short: 'h', multiple: true};
  config['version'] = {type: 'boolean', short: 'v', multiple: true};
  const {tokens} = parseArgs({args: [...words], options: config, strict: false, allowPositionals: true, tokens: true});
  return tokens;
}

function meant(name: string, options: Options): {suggestion?: string} {
  const suggestion = nearest(name, Object.keys(options));
  return suggestion === undefined ? {} : {suggestion: `--${suggestion}`};
}
