import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {parseIsoDate} from '../calendar/date.js';
import type {Period} from '../calendar/periods.js';
import {makePeriods} from '../calendar/periods.js';
import {parseRange} from '../calendar/range.js';
import {fieldWithRole} from '../compile/fields.js';
import type {Program} from '../compile/program.js';
import type {Account, Environment} from '../ops/environment.js';
import {CHUNK} from '../ops/environment.js';
import {intAt, statusAt} from '../ops/relation.js';
import type {ExceptionRow, Table} from '../table/column.js';
import {Dictionary} from '../table/dictionary.js';
import {readTables} from '../table/read.js';
import {shown} from '../table/text.js';
import {adjust} from './adjust.js';
import {periodsTable} from './calendar-table.js';
import {constantTables} from './constants.js';
import type {Evaluation} from './evaluation.js';
import {execute} from './execute.js';
import {checkArguments} from './arguments.js';
import {firstComputed, longestLookBack} from './look-back.js';
import {makeResult} from './make-result.js';
import type {Result, RunOptions, Tables} from './result.js';
import type {PlanTypes, TypedResult, TypedTables} from './typed.js';

/**
 * Runs a program, or several versions of one plan, on imported tables. Bad rows become exceptions and bad values blocks;
 * an error that stops the run leaves `result` undefined. Nothing given is changed.
 */
export function run(
  programs: Program | readonly Program[],
  tables: Tables,
  options: RunOptions,
): {result?: Result; diagnostics: Diagnostic[]};
/** With the types of a plan, as `planwright types` writes them, a wrong table, column or value does not compile. */
export function run<P extends PlanTypes>(
  programs: Program | readonly Program[],
  tables: TypedTables<P>,
  options: RunOptions,
): {result?: TypedResult<P>; diagnostics: Diagnostic[]};
export function run(
  programs: Program | readonly Program[],
  tables: Tables,
  options: RunOptions,
): {result?: Result; diagnostics: Diagnostic[]} {
  checkArguments(programs, tables, options);
  const versions = 'ops' in programs ? [programs] : [...programs];
  const diagnostics: Diagnostic[] = [];
  const [first] = versions;
  if (!first) throw new Error('run needs a program');
  const other = versions.find(({plan}) => plan.id !== first.plan.id);
  if (other) return {diagnostics: [problem('run/different-plans', {a: first.plan.id, b: other.plan.id})]};
  const evaluations: Evaluation[] = [];
  const emitted = new Map<string, Program>();
  const importExceptions: ExceptionRow[] = [];
  try {
    for (const program of versions) {
      const prepared = prepare(program, tables, options, diagnostics);
      if (!prepared) return {diagnostics};
      const {periods, from, to} = prepared;
      const mine = (index: number): boolean => isEffective(program.plan, periods[index]);
      for (let index = from; index <= to; ++index) {
        const name = periods[index]?.name ?? '';
        if (!mine(index)) continue;
        if (emitted.has(name)) diagnostics.push(problem('run/two-versions', {period: name}));
        emitted.set(name, program);
      }
      if (program === first) {
        for (const exception of prepared.exceptions) importExceptions.push(exception);
        for (let index = from; index <= to; ++index) {
          const period = periods[index];
          if (period && !versions.some(({plan}) => isEffective(plan, period)))
            diagnostics.push(problem('run/not-effective', {period: period.name}));
        }
      }
      evaluations.push(evaluate(program, prepared, options, mine));
    }
  } catch (error) {
    if (error instanceof Cancelled) return {diagnostics: [problem('run/cancelled', {})]};
    throw error;
  }
  if (diagnostics.some(({severity}) => severity === 'error')) return {diagnostics};
  const result = makeResult(evaluations, importExceptions, diagnostics);
  return diagnostics.some(({severity}) => severity === 'error') ? {diagnostics} : {result, diagnostics};
}

class Cancelled extends Error {}

interface Prepared {
  readonly tables: ReadonlyMap<string, Table>;
  readonly dictionary: Dictionary;
  readonly exceptions: readonly ExceptionRow[];
  readonly coverage: ReadonlyMap<string, number>;
  readonly periods: readonly Period[];
  readonly from: number;
  readonly to: number;
  readonly computedFrom: number;
  /** First period for which all-to-date values have data. */
  readonly earliest: number;
}

/** Reads the tables and lays out time: which periods exist, which are computed, from when each table is complete. */
function prepare(
  program: Program,
  input: Tables,
  options: RunOptions,
  diagnostics: Diagnostic[],
): Prepared | undefined {
  const {plan} = program;
  const range = parseRange(plan.calendar, options.from, options.to);
  if (typeof range === 'string') {
    diagnostics.push(
      range === 'run/bad-period-name'
        ? problem(range, {name: `${options.from} … ${options.to}`})
        : problem(range, {from: options.from, to: options.to}),
    );
    return undefined;
  }
  const dictionary = new Dictionary();
  const read = readTables(plan, input, dictionary);
  for (const one of read.diagnostics) diagnostics.push(one);
  if (read.diagnostics.some(({severity}) => severity === 'error')) return undefined;
  for (const table of tablesOf(program)) {
    if (!read.tables.has(table)) diagnostics.push(problem('run/missing-table', {table}));
  }
  if (diagnostics.some(({severity}) => severity === 'error')) return undefined;
  const effective = parseIsoDate(plan.effective.from) ?? range.start;
  const earliest = new Map<string, number>();
  for (const [name, table] of read.tables) {
    const day = earliestDay(plan, name, table);
    if (day !== undefined) earliest.set(name, day);
  }
  const start = Math.min(range.start, effective, ...earliest.values(), ...statedCoverage(options));
  const periods = makePeriods(plan.calendar, Math.max(start, range.start - lookBackDays(program)), range.end - 1);
  const at = (day: number): number => periods.findIndex((period) => period.start <= day && day < period.end);
  const from = at(range.start);
  const to = at(range.end - 1);
  const coverage = new Map<string, number>();
  for (const name of read.tables.keys()) {
    const day = earliest.get(name);
    const opened = day === undefined ? undefined : (periods[at(day)]?.start ?? day);
    coverage.set(name, opened === undefined ? effective : Math.min(effective, opened));
  }
  for (const [name, value] of Object.entries(options.coverage ?? {})) {
    const day = typeof value === 'string' ? parseIsoDate(value) : undefined;
    if (day === undefined || !Object.hasOwn(plan.tables, name))
      diagnostics.push(problem('run/bad-coverage', {table: name, value: shown(value).slice(0, 40)}));
    else coverage.set(name, day);
  }
  if (diagnostics.some(({severity}) => severity === 'error')) return undefined;
  const sources = new Set(Object.values(plan.nodes).flatMap((node) => (node.kind === 'source' ? [node.table] : [])));
  const dated = [...coverage].filter(([name]) => sources.has(name)).map(([, day]) => day);
  const complete = dated.map((day) => periods.findIndex(({start: first}) => first >= day));
  const opening = Math.min(from, ...complete.filter((index) => index >= 0));
  const computedFrom = firstComputed(program, periods, from, opening);
  const count = to - computedFrom + 1;
  if (count > MAX_PERIODS) {
    const [first, last] = [periods[computedFrom]?.name ?? '', periods[to]?.name ?? ''];
    diagnostics.push(problem('run/too-many-periods', {from: first, to: last, count, limit: MAX_PERIODS}));
    return undefined;
  }
  return {...read, dictionary, coverage, periods, from, to, computedFrom, earliest: opening};
}

/** A century of months. A wrong year in a range or a date would otherwise make as many rows for everybody. */
const MAX_PERIODS = 1200;

/** Tables that some operation scans. */
function tablesOf({ops, plan}: Program): Set<string> {
  const names = new Set<string>();
  for (const op of ops) if (op.op === 'scan' && Object.hasOwn(plan.tables, op.table)) names.add(op.table);
  return names;
}

function statedCoverage({coverage}: RunOptions): number[] {
  return Object.values(coverage ?? {}).flatMap((text) => parseIsoDate(text) ?? []);
}

/** The calendar need not reach further back than anything looks. */
function lookBackDays(program: Program): number {
  const periods = longestLookBack(program);
  const days = {month: 31, quarter: 93, half: 186, year: 366}[program.plan.calendar.period];
  return periods === Infinity ? 4_000_000 : (periods + 2) * days + 366;
}

function earliestDay(plan: Plan, name: string, table: Table): number | undefined {
  const field = fieldWithRole(plan, name, 'date');
  const column = field === undefined ? undefined : table.columns.get(field);
  if (!column) return undefined;
  let earliest: number | undefined;
  for (let i = 0; i < table.count; ++i) {
    if (statusAt(column, i) !== 0) continue;
    const day = intAt(column, i);
    if (earliest === undefined || day < earliest) earliest = day;
  }
  return earliest;
}

function isEffective(plan: Plan, period: Period | undefined): boolean {
  if (!period) return false;
  const from = parseIsoDate(plan.effective.from) ?? 0;
  const to = plan.effective.to === undefined ? Infinity : (parseIsoDate(plan.effective.to) ?? Infinity);
  return from <= period.start && period.start < to;
}

function evaluate(
  program: Program,
  prepared: Prepared,
  options: RunOptions,
  isEmitted: (index: number) => boolean,
): Evaluation {
  const {tables, dictionary, coverage, periods, from, to, computedFrom, earliest} = prepared;
  const all = new Map(tables);
  all.set('$periods', periodsTable(periods, computedFrom, to, earliest, dictionary));
  for (const [name, table] of constantTables(program, dictionary)) all.set(name, table);
  const accounts = new Map<string, Account>();
  for (const {node, table} of program.sources) {
    const one = all.get(table);
    if (one) accounts.set(node, {table: one, fate: new Uint8Array(one.count)});
  }
  let done = 0;
  let rows = 0;
  const report = (): void => {
    if (options.onProgress?.({done, of: program.ops.length}) === false) throw new Cancelled();
  };
  const env: Environment = {
    dictionary,
    tables: all,
    relations: new Map(),
    tableOf: new Map(),
    exceptions: [],
    chunk: Math.max(1, options.batchRows ?? CHUNK),
    accounts,
    coverage: (table) => coverage.get(table) ?? 0,
    tick(count) {
      rows += count;
      if (rows < 16 * CHUNK) return;
      rows = 0;
      report();
    },
  };
  const wanted = new Map((options.adjust ?? []).map((one) => [`@${one.node}`, one]));
  for (const op of program.ops) {
    execute(op, env);
    done += 1;
    if (wanted.size > 0) adjust(op, env, periods, wanted);
    if (options.onProgress) report();
  }
  return {program, env, periods, first: from, last: to, isEmitted};
}
