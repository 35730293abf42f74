import type {Plan} from '@planwright/schemas';
import {nearest} from '@planwright/schemas';
import {splitPair} from '../cli-arguments.js';
import type {Failure} from '../cli-texts.js';
import {failure, isFailure} from '../cli-texts.js';

/** Where the data are, as `--data` says: a folder with one file a table, and single files that go before it. */
export interface DataPlaces {
  readonly folder?: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Reads the words after `--data`. */
export function dataPlaces(words: readonly string[], plans: readonly Plan[], command: string): DataPlaces | Failure {
  if (words.length === 0) return failure(2, 'cli/missing-option', {option: '--data', command});
  let folder: string | undefined;
  const pairs: string[] = [];
  for (const word of words) {
    if (splitPair(word) ?? word.endsWith('=')) pairs.push(word);
    else if (folder === undefined) folder = word;
    else return failure(2, 'cli/two-folders', {a: folder, b: word});
  }
  const files = tablePairs(pairs, '--data', 'file', plans);
  if (isFailure(files)) return files;
  return folder === undefined ? {files} : {folder, files};
}

/** `table=…` words as a record; the tables must be those of a plan. */
export function tablePairs(
  words: readonly string[],
  option: string,
  form: string,
  plans: readonly Plan[],
): Record<string, string> | Failure {
  const tables = [...new Set(plans.flatMap((plan) => Object.keys(plan.tables)))];
  const pairs = new Map<string, string>();
  for (const word of words) {
    const pair = splitPair(word);
    if (!pair) return failure(2, 'cli/bad-pair', {found: word, option, form});
    const [table, value] = pair;
    if (!tables.includes(table)) {
      const suggestion = nearest(table, tables);
      return failure(2, 'cli/no-such-table', {found: table, suggestion, tables: tables.join(', ')});
    }
    if (pairs.has(table)) return failure(2, 'cli/repeated-option', {option: `${option} ${table}`});
    pairs.set(table, value);
  }
  return Object.fromEntries(pairs);
}
