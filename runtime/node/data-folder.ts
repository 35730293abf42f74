import {readdir, readFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {TableInput} from '../table/read.js';

/** Where the data of a plan are. */
export interface DataFiles {
  /** Folder with a file `<table>.csv` per table. */
  readonly folder?: string;
  /** Files by table; they come before the folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * The files of a plan's tables, as `readTables` takes them. A table whose file is missing or cannot be opened is an error and absent;
 * CSV files of the folder that belong to no table are told.
 */
export async function readDataFolder(
  {folder, files = {}}: DataFiles,
  plan: Pick<Plan, 'tables'>,
): Promise<{input: Record<string, TableInput>; diagnostics: Diagnostic[]}> {
  const input: Record<string, TableInput> = {};
  const diagnostics: Diagnostic[] = [];
  const found = folder === undefined ? new Map<string, string>() : await listCsv(folder, diagnostics);
  if (!found) return {input, diagnostics};
  for (const table of Object.keys(plan.tables)) {
    const given = Object.hasOwn(files, table) ? files[table] : undefined;
    const path = given ?? found.get(table.normalize('NFC'));
    found.delete(table.normalize('NFC'));
    if (path === undefined) diagnostics.push(problem('data/missing-file', {table, file: `${table}.csv`}));
    else {
      const csv = await read(table, path, diagnostics);
      if (csv) input[table] = {csv};
    }
  }
  for (const table of Object.keys(files)) {
    if (!Object.hasOwn(plan.tables, table)) diagnostics.push(problem('data/unknown-table', {table}));
  }
  for (const path of found.values()) diagnostics.push(problem('data/unknown-file', {file: basename(path)}));
  return {input, diagnostics};
}

/** CSV files of a folder by name without extension, in NFC: some file systems take names apart. */
async function listCsv(folder: string, diagnostics: Diagnostic[]): Promise<Map<string, string> | undefined> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.csv$/i.test(name)).sort();
    return new Map(names.map((name) => [name.slice(0, -4).normalize('NFC'), join(folder, name)]));
  } catch (cause) {
    diagnostics.push(problem('data/unreadable-folder', {folder, reason: reasonOf(cause)}));
    return undefined;
  }
}

async function read(table: string, path: string, diagnostics: Diagnostic[]): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = reasonOf(cause);
    const where = {table, file: path};
    diagnostics.push(
      reason === 'ENOENT' ? problem('data/missing-file', where) : problem('data/unreadable-file', {...where, reason}),
    );
    return undefined;
  }
}

/** Code of the system, such as EACCES. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
}
