import type {Plan} from '@planwright/schemas';
import type {Program, RunOptions, Tables} from '../../index.js';
import type {Arguments, Options} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import {complainAbout} from '../cli-terminal.js';
import type {Failure, Problem} from '../cli-texts.js';
import {failure, isFailure} from '../cli-texts.js';
import type {DataPlaces} from './data-files.js';
import {dataPlaces, tablePairs} from './data-files.js';
import type {Range} from './default-range.js';
import {defaultRange} from './default-range.js';
import {loadPlans} from './plans.js';
import {readData} from './read-data.js';

/** Options of every command that runs a plan. */
export const dataOptions: Options = {data: 'list', coverage: 'list'};

/** All that a run needs, read and checked. */
export interface Prepared {
  readonly programs: readonly Program[];
  readonly plans: readonly Plan[];
  readonly tables: Tables;
  readonly options: RunOptions;
  readonly range: Range;
  /** Files that were read, which must not be written over. */
  readonly files: readonly string[];
  /** What was found so far and stops nothing. */
  readonly problems: readonly Problem[];
}

/** Loads plans and data as the arguments say. */
export async function prepare(
  command: string,
  given: Arguments,
  asked: {from: string; to: string} | undefined,
  terminal: Terminal,
): Promise<Prepared | Failure> {
  const loaded = loadPlans(given.files, command, terminal.language);
  if (isFailure(loaded)) return loaded;
  const programs = loaded.flatMap(({program}) => program ?? []);
  if (programs.length < loaded.length) return {exit: 1, problems: loaded.flatMap(({problems}) => problems)};
  for (const {file, problems} of loaded) complainAbout(terminal, problems, file);
  const plans = programs.map(({plan}) => plan);
  const places: DataPlaces | Failure = dataPlaces(given.lists.get('data') ?? [], plans, command);
  if (isFailure(places)) return places;
  const coverage = tablePairs(given.lists.get('coverage') ?? [], '--coverage', '2025-01-01', plans);
  if (isFailure(coverage)) return coverage;
  const range: Range | undefined = asked ? {...asked, why: 'asked'} : defaultRange(plans);
  if (!range) return failure(2, 'cli/missing-option', {option: '--from', command});
  const data = await readData(places, plans);
  if (isFailure(data)) return data;
  complainAbout(terminal, data.problems);
  return {
    programs,
    plans,
    tables: data.tables,
    options: {from: range.from, to: range.to, coverage},
    range,
    files: [...given.files, ...data.files],
    problems: [...loaded.flatMap(({problems}) => problems), ...data.problems],
  };
}
