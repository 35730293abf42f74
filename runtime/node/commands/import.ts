import {existsSync, readFileSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {Imported, ImportOptions, TableDiff} from '../../import/index.js';
import {
  answerQuestion,
  chooseSheet,
  delimiters,
  diffTables,
  encodings,
  importTable,
  isZip,
  readXlsx,
} from '../../import/index.js';
import type {ImportQuestion, Sheet} from '../../import/index.js';
import type {TableInput} from '../../index.js';
import type {Arguments} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import {complainAbout, printJson, problemJson} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';
import {failure, isFailure, reasonOf} from '../cli-texts.js';
import {readDataFolder} from '../data-folder.js';
import {writeFileAtomic} from '../write-file.js';
import type {Command} from './command.js';
import {dataPlaces} from './data-files.js';
import {cleanCsv, rejectsCsv} from './import-files.js';
import {showImport} from './import-report.js';
import {loadPlans} from './plans.js';

/** Reads a file of any style into a table of a plan: says what was detected and what is wrong, and writes a clean file; 1 while something is open. */
export const importFile: Command = {
  options: {
    plan: 'value',
    table: 'value',
    mapping: 'value',
    data: 'list',
    answer: 'list',
    encoding: 'value',
    delimiter: 'value',
    sheet: 'value',
    out: 'value',
    replace: 'flag',
    rejects: 'value',
    'save-mapping': 'value',
    bom: 'flag',
  },
  async execute(given, terminal) {
    const [file, extra] = given.files;
    if (file === undefined) return failure(2, 'cli/missing-file', {command: 'import'});
    if (extra !== undefined) return failure(2, 'cli/unexpected', {found: extra, command: 'import'});
    const planFile = given.values.get('plan');
    const table = given.values.get('table');
    if (planFile === undefined) return failure(2, 'cli/missing-option', {option: '--plan', command: 'import'});
    if (table === undefined) return failure(2, 'cli/missing-option', {option: '--table', command: 'import'});
    const plans = loadPlans([planFile], 'import', terminal.language);
    if (isFailure(plans)) return plans;
    const plan = plans[0]?.program?.plan;
    if (!plan) return {exit: 1, problems: plans.flatMap(({problems}) => problems)};
    const options = await readOptions(given, plan, table, terminal);
    if (isFailure(options)) return options;
    const bytes = readFile(file, terminal);
    if (isFailure(bytes)) return bytes;
    const conflict = [given.values.get('out'), given.values.get('rejects'), given.values.get('save-mapping')].find(
      (path) => path !== undefined && [file, planFile].some((read) => resolve(read) === resolve(path)),
    );
    if (conflict !== undefined) return failure(2, 'cli/overwrites-input', {file: conflict});
    const source = await openWorkbook(bytes, options, given.values.get('sheet'));
    if ('severity' in source) return {exit: 1, problems: [source]};
    const imported = importAnswered(source, options, given.lists.get('answer') ?? []);
    return finish({file, plan, table, given, imported}, terminal);
  },
};

interface Done {
  readonly file: string;
  readonly plan: Plan;
  readonly table: string;
  readonly given: Arguments;
  readonly imported: Imported;
}

/** Says what was found and writes what was asked for; an older clean file is compared first, and replaced only if told. */
async function finish({file, plan, table, given, imported}: Done, terminal: Terminal): Promise<number | Failure> {
  const out = given.values.get('out');
  const hasErrors = !imported.table;
  const changes = imported.table && out !== undefined ? compare(plan, table, out, imported.table) : undefined;
  const isHeld = changes !== undefined && !given.flags.has('replace');
  const written: string[] = [];
  if (imported.table && !isHeld) {
    const files = [
      [out, () => cleanCsv(imported.table!, given.flags.has('bom'))],
      [given.values.get('rejects'), () => rejectsCsv(imported, table, terminal.language, given.flags.has('bom'))],
      [given.values.get('save-mapping'), () => `${JSON.stringify(imported.mapping, null, 2)}\n`],
    ] as const;
    for (const [path, text] of files) {
      if (path === undefined) continue;
      try {
        await writeFileAtomic(path, text());
      } catch (error) {
        const cause: unknown = error instanceof Error ? error.cause : undefined;
        return failure(3, 'cli/unwritable', {folder: path, reason: reasonOf(cause ?? error, terminal.language)});
      }
      written.push(path);
    }
  }
  const exit = hasErrors ? 1 : isHeld ? 2 : 0;
  if (terminal.json) printJson(terminal, answer(imported, {exit, changes, written, isHeld}, terminal));
  else {
    complainAbout(terminal, imported.diagnostics);
    showImport(basename(file), imported, {changes, written, out, isHeld}, terminal);
  }
  return exit;
}

function answer(
  {source, mapping, report, profiles, diagnostics, questions}: Imported,
  {exit, changes, written, isHeld}: {exit: number; changes: TableDiff | undefined; written: string[]; isHeld: boolean},
  terminal: Terminal,
): object {
  return {
    status: exit === 0 ? 'ok' : isHeld ? 'not-replaced' : 'failed',
    source,
    profiles,
    report,
    questions,
    ...(changes && {changes}),
    written,
    mapping,
    diagnostics: diagnostics.map((one) => problemJson(one, terminal.language)),
  };
}

/** Imports, answers what is asked as told on the command line, and imports again until nothing more is answered. */
function importAnswered(file: Uint8Array | Sheet, options: ImportOptions, words: readonly string[]): Imported {
  let imported = importTable(file, options);
  for (let rest = [...words]; rest.length > 0;) {
    const {mapping} = imported;
    const found = imported.questions.flatMap((question) => {
      const word = rest.find((one) => answers(one, question));
      return word === undefined ? [] : [{question, word}];
    });
    if (!mapping || found.length === 0) break;
    const next = found.reduce((one, {question, word}) => answerQuestion(one, question, choiceOf(word)), mapping);
    const used = new Set(found.map(({word}) => word));
    rest = rest.filter((word) => !used.has(word));
    imported = importTable(file, {...options, mapping: next});
  }
  return imported;
}

/** The sheet to import if the file is a workbook, else its bytes. */
async function openWorkbook(
  bytes: Uint8Array,
  options: ImportOptions,
  sheet: string | undefined,
): Promise<Uint8Array | Sheet | Diagnostic> {
  if (!isZip(bytes)) return bytes;
  const workbook = await readXlsx(bytes);
  if ('severity' in workbook) return workbook;
  const {plan, table, mapping} = options;
  return chooseSheet(workbook.sheets, {plan, table, mapping, ...(sheet !== undefined && {sheet})});
}

/** `signed=3/31/2026`, `owner:王伟=P007` or, for headings without a year, `year=2026`. */
function answers(word: string, {code, field, text}: ImportQuestion): boolean {
  const name = word.slice(0, word.lastIndexOf('='));
  if (code === 'import/which-year') return name === 'year';
  return name === (text === undefined ? field : `${field}:${text}`);
}

function choiceOf(word: string): string {
  return word.slice(word.lastIndexOf('=') + 1);
}

/** What the clean file would change in the one that is there; undefined if none is. */
function compare(plan: Plan, table: string, out: string, after: TableInput): TableDiff | undefined {
  return existsSync(out) ? diffTables(plan, table, {csv: readFileSync(out)}, after) : undefined;
}

async function readOptions(
  given: Arguments,
  plan: Plan,
  table: string,
  terminal: Terminal,
): Promise<ImportOptions | Failure> {
  const encoding = oneOf(encodings, given.values.get('encoding')?.toLowerCase(), '--encoding');
  if (typeof encoding === 'object') return encoding;
  const delimiter = oneOf(delimiters, given.values.get('delimiter')?.replace(/^(?:tab|\\t)$/i, '\t'), '--delimiter');
  if (typeof delimiter === 'object') return delimiter;
  const bad = (given.lists.get('answer') ?? []).find((word) => !/^[^=]+=./u.test(word));
  if (bad !== undefined) return failure(2, 'cli/bad-answer', {found: bad});
  const path = given.values.get('mapping');
  const mapping = path === undefined ? undefined : readMapping(path, terminal);
  if (mapping && isFailure(mapping)) return mapping;
  const tables = await otherTables(given, plan, table);
  if (isFailure(tables)) return tables;
  return {
    plan,
    table,
    tables,
    ...(mapping && {mapping: mapping.json}),
    ...(encoding !== undefined && {encoding}),
    ...(delimiter !== undefined && {delimiter}),
  };
}

function oneOf<T extends string>(
  known: readonly T[],
  word: string | undefined,
  option: string,
): T | Failure | undefined {
  if (word === undefined) return undefined;
  const found = known.find((one) => one === word);
  return found ?? failure(2, 'cli/bad-choice', {found: word, option, choices: known.join(' ')});
}

function readMapping(file: string, terminal: Terminal): {json: unknown} | Failure {
  const bytes = readFile(file, terminal);
  if (isFailure(bytes)) return bytes;
  try {
    return {json: JSON.parse(new TextDecoder().decode(bytes))};
  } catch {
    return {exit: 1, problems: [problem('import/bad-mapping', {reason: 'JSON'})]};
  }
}

/** Tables that are there already: the roster, by which people are known, and those that are referred to. */
async function otherTables(given: Arguments, plan: Plan, table: string): Promise<Record<string, TableInput> | Failure> {
  const words = given.lists.get('data');
  if (!words) return {};
  const places = dataPlaces(words, [plan], 'import');
  if (isFailure(places)) return places;
  const {folder, files} = places;
  const here = Object.entries(plan.tables).filter(
    ([name]) =>
      name !== table &&
      (Object.hasOwn(files, name) || (folder !== undefined && existsSync(join(folder, `${name}.csv`)))),
  );
  const {input, diagnostics} = await readDataFolder(places, {tables: Object.fromEntries(here)});
  const errors = diagnostics.filter(({severity}) => severity === 'error');
  return errors.length > 0 ? {exit: 3, problems: errors} : input;
}

function readFile(file: string, terminal: Terminal): Uint8Array | Failure {
  try {
    return readFileSync(file);
  } catch (error) {
    return failure(3, 'cli/unreadable-file', {file, reason: reasonOf(error, terminal.language)});
  }
}
