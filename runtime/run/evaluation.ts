import type {Period} from '../calendar/periods.js';
import {formatDate} from '../calendar/date.js';
import {splitRef} from '../compile/graph.js';
import type {Program} from '../compile/program.js';
import {formatDecimal} from '../decimal/text.js';
import type {PortType} from '../nodes/types.js';
import type {Environment} from '../ops/environment.js';
import type {Relation} from '../ops/relation.js';
import {bigAt, intAt, statusAt} from '../ops/relation.js';
import type {Column} from '../table/column.js';
import {statusName} from '../table/status.js';

/** One program run on data: its relations are kept, so any value can be read and explained. */
export interface Evaluation {
  readonly program: Program;
  readonly env: Environment;
  readonly periods: readonly Period[];
  /** Index of the first and last period emitted. */
  readonly first: number;
  readonly last: number;
  /** Whether this version of the plan is the one in effect in a period. */
  readonly isEmitted: (period: number) => boolean;
}

/** Column of a port: `@node` or `@node.port`. */
export function portColumn(port: string): string {
  const {node, port: named} = splitRef(port);
  return named === undefined || named === 'value' ? `@${node}` : `@${node}.${named}`;
}

export function portType({program}: Evaluation, port: string): PortType | undefined {
  const {node, port: named} = splitRef(port);
  return program.types.get(node)?.[named ?? 'value'];
}

/** Spine row of a person and period, −1 if there is none or he is absent. */
export function spineRow(evaluation: Evaluation, participant: string, period: number): number {
  const spine = evaluation.env.relations.get('spine');
  if (!spine) return -1;
  let index = indexes.get(evaluation);
  if (!index) {
    index = new Map();
    const people = spine.get('$person');
    const periods = spine.get('$period');
    const present = spine.get('present');
    for (let i = 0; i < spine.count; ++i) {
      if (intAt(present, i) === 1 && people.kind === 'text')
        index.set(`${intAt(periods, i)}|${people.dictionary.text(people.codes[i]!)}`, i);
    }
    indexes.set(evaluation, index);
  }
  return index.get(`${period}|${participant}`) ?? -1;
}

const indexes = new WeakMap<Evaluation, Map<string, number>>();

/** Rows of a relation that belong to one person and period, in order of the relation. */
export function rowsFor(rel: Relation, participant: number, period: number): number[] {
  let index = rowIndexes.get(rel);
  if (!index) {
    index = new Map();
    const people = rel.get('$person');
    const periods = rel.get('$period');
    for (let i = 0; i < rel.count; ++i) {
      const key = `${intAt(people, i)}|${intAt(periods, i)}`;
      const list = index.get(key);
      if (list) list.push(i);
      else index.set(key, [i]);
    }
    rowIndexes.set(rel, index);
  }
  return index.get(`${participant}|${period}`) ?? [];
}

const rowIndexes = new WeakMap<Relation, Map<string, number[]>>();

/** A cell as text by its type: minimal decimal, text, `true`/`false`, ISO date, `!status`. */
export function showValue(column: Column, row: number, type: PortType | undefined): string {
  const status = statusAt(column, row);
  if (status !== 0) return `!${statusName(status)}`;
  if (column.kind === 'text') return column.dictionary.text(column.codes[row]!);
  if (type?.value === 'flag') return intAt(column, row) === 1 ? 'true' : 'false';
  if (type?.value === 'date') return formatDate(intAt(column, row));
  return formatDecimal(bigAt(column, row), column.scale, true);
}
