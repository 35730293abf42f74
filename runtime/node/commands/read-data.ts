import {join} from 'node:path';
import type {Plan} from '@planwright/schemas';
import type {TableInput} from '../../index.js';
import type {Failure, Problem} from '../cli-texts.js';
import {readDataFolder} from '../data-folder.js';
import type {DataPlaces} from './data-files.js';

export interface DataRead {
  readonly tables: Readonly<Record<string, TableInput>>;
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** Reads the files of the tables of all versions of a plan; one that cannot be read is a failure. */
export async function readData(places: DataPlaces, plans: readonly Plan[]): Promise<DataRead | Failure> {
  const tables = Object.assign({}, ...plans.map((plan) => plan.tables)) as Plan['tables'];
  const {input, diagnostics} = await readDataFolder(places, {tables});
  if (diagnostics.some(({severity}) => severity === 'error')) return {exit: 3, problems: diagnostics};
  const {folder, files} = places;
  const read = Object.keys(tables).flatMap(
    (name) => files[name] ?? (folder === undefined ? [] : join(folder, `${name}.csv`)),
  );
  return {tables: input, files: read, problems: diagnostics};
}
