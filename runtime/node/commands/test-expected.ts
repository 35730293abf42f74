import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {readCsv} from '../../csv/read.js';
import {guardFormula} from '../../csv/write.js';
import type {OutputFile} from './output-files.js';
import {outputNames} from './output-files.js';
import type {Summary} from './summary.js';
import type {Check, Difference} from './test-check.js';
import {compareValues} from './test-check.js';
import {flatten, summaryLike} from './test-summary.js';

/** The files of `expected/` that a template has; each may hold fewer columns than a run writes. */
export function expectedFiles(folder: string): string[] {
  return outputNames.filter((name) => existsSync(join(folder, 'expected', name)));
}

/** Compares what is expected with what a run writes. */
export function checkExpected(
  folder: string,
  names: readonly string[],
  found: readonly OutputFile[],
  summary: Summary,
): Check[] {
  return names.map((name) => {
    const text = readFileSync(join(folder, 'expected', name), 'utf8');
    if (name === 'summary.json') return checkSummary(name, text, summary);
    return checkTable(name, text, found.find((file) => file.name === name)?.text ?? '');
  });
}

function checkSummary(name: string, text: string, summary: Summary): Check {
  let expected: unknown;
  try {
    expected = JSON.parse(text);
  } catch (error) {
    return {name, count: 0, differences: [{at: name, expected: 'JSON', found: String(error)}]};
  }
  const values = flatten(expected);
  return {name, count: values.size, differences: compareValues(values, flatten(summaryLike(expected, summary)))};
}

function checkTable(name: string, text: string, foundText: string): Check {
  const expected = linesOf(text);
  const found = linesOf(foundText);
  const [unknown] = expected.header.filter((column) => !found.header.includes(column));
  if (unknown !== undefined) {
    return {name, count: 0, differences: [{at: unknown, expected: found.header.join(', '), found: unknown}]};
  }
  const keys = expected.header.filter((column) => KEYS.has(column));
  const values = expected.header.filter((column) => !KEYS.has(column));
  const wanted = byKey(expected.lines, keys);
  const others = byKey(found.lines, keys);
  const differences: Difference[] = [];
  const show = (line: Line): string => values.map((column) => line.get(column) ?? '').join(' ');
  for (const [at, line] of wanted) {
    const other = others.get(at);
    if (!other) differences.push({at, expected: show(line)});
    for (const column of other ? values : []) {
      const [a = '', b = ''] = [line.get(column), other?.get(column)];
      if (a !== b) differences.push({at, column, expected: a, found: b});
    }
  }
  for (const [at, line] of others) if (!wanted.has(at)) differences.push({at, found: show(line)});
  return {name, count: expected.lines.length, differences};
}

type Line = ReadonlyMap<string, string>;

/** Lines of a CSV; texts from data are guarded as a run guards them, whether they were written by a run or by hand. */
function linesOf(text: string): {header: readonly string[]; lines: Line[]} {
  const {header, columns} = readCsv(text);
  const guarded = columns.map((cells, c) => (FROM_DATA.has(header[c] ?? '') ? cells.map(guardFormula) : cells));
  const lines = (guarded[0] ?? []).map((_, i) => new Map(header.map((column, c) => [column, guarded[c]?.[i] ?? ''])));
  return {header, lines};
}

/** Lines by what they are about; those about the same are told apart by their order. */
function byKey(lines: readonly Line[], keys: readonly string[]): Map<string, Line> {
  const named = new Map<string, Line>();
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = keys
      .map((column) => line.get(column) ?? '')
      .filter((cell) => cell !== '')
      .join(' ');
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    named.set(count === 1 ? name : `${name} #${String(count)}`, line);
  }
  return named;
}

/** Columns that say what a line is about; the others are compared. */
const KEYS: ReadonlySet<string> = new Set([
  'participant',
  'period',
  'reward',
  'component',
  'table',
  'row',
  'field',
  'code',
]);

const FROM_DATA: ReadonlySet<string> = new Set(['participant', 'row', 'value']);
