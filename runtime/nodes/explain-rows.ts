import {intAt} from '../ops/relation.js';
import type {ExplainContext} from './explaining.js';

/** Rows of a relation that belong to the person and period explained. */
export function rowsAt(context: ExplainContext, name: string): number[] {
  const rel = context.relation(name);
  if (!rel?.has('$person')) return [];
  const people = rel.get('$person');
  const periods = rel.get('$period');
  const found: number[] = [];
  for (let i = 0; i < rel.count; ++i)
    if (intAt(people, i) === context.person && intAt(periods, i) === context.period) found.push(i);
  return found;
}

/** Spine rows of the person in the periods from..to (inclusive) in which he is present, in order. */
export function spineRows(context: ExplainContext, from: number, to: number): number[] {
  const spine = context.relation('spine');
  if (!spine) return [];
  const people = spine.get('$person');
  const periods = spine.get('$period');
  const present = spine.get('present');
  const found: number[] = [];
  for (let i = 0; i < spine.count; ++i) {
    const period = intAt(periods, i);
    if (intAt(people, i) === context.person && period >= from && period <= to && intAt(present, i) === 1) found.push(i);
  }
  return found.sort((a, b) => intAt(periods, a) - intAt(periods, b));
}

/** First period of the span that restarts as `over` says and holds the period of a spine row. */
export function spanStart(context: ExplainContext, over: string, row: number): number {
  const first: Readonly<Record<string, string>> = {
    'quarter-to-date': 'period.quarterFirst',
    'half-to-date': 'period.halfFirst',
    'year-to-date': 'period.yearFirst',
  };
  const column = first[over];
  if (column !== undefined) return Math.max(0, context.int(column, {rel: 'spine', row}));
  return over === 'period' ? context.int('$period', {rel: 'spine', row}) : 0;
}
