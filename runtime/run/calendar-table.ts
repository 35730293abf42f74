import type {Period} from '../calendar/periods.js';
import {integers} from '../ops/relation.js';
import type {Column, Table} from '../table/column.js';
import type {Dictionary} from '../table/dictionary.js';

/** The calendar as a table the operations read: generated once per run, so that no engine computes a date (SEM-40). */
export function periodsTable(
  periods: readonly Period[],
  computedFrom: number,
  computedTo: number,
  earliest: number,
  dictionary: Dictionary,
): Table {
  const numbers = (read: (period: Period, index: number) => number): Column =>
    integers(Float64Array.from(periods, read));
  const texts = (read: (period: Period) => string): Column => ({
    kind: 'text',
    dictionary,
    codes: Int32Array.from(periods, (period) => dictionary.code(read(period))),
    status: null,
  });
  const first = (key: 'quarter' | 'half' | 'year'): number[] => {
    const starts = new Map<number, number>();
    periods.forEach((period, i) => {
      if (!starts.has(period[key])) starts.set(period[key], i);
    });
    return periods.map((period) => starts.get(period[key]) ?? 0);
  };
  const starts = {quarter: first('quarter'), half: first('half'), year: first('year')};
  const flag = (value: boolean): number => (value ? 1 : 0);
  const columns = new Map<string, Column>([
    ['index', numbers((_, i) => i)],
    ['name', texts((p) => p.name)],
    ['start', numbers((p) => p.start)],
    ['end', numbers((p) => p.end)],
    ['days', numbers((p) => p.end - p.start)],
    ['quarter', numbers((p) => p.quarter)],
    ['half', numbers((p) => p.half)],
    ['year', numbers((p) => p.year)],
    ['inQuarter', numbers((_, i) => i - (starts.quarter[i] ?? 0) + 1)],
    ['inHalf', numbers((_, i) => i - (starts.half[i] ?? 0) + 1)],
    ['inYear', numbers((_, i) => i - (starts.year[i] ?? 0) + 1)],
    ['quarterName', texts((p) => p.quarterName)],
    ['halfName', texts((p) => p.halfName)],
    ['yearName', texts((p) => p.yearName)],
    ['quarterFirst', numbers((_, i) => starts.quarter[i] ?? 0)],
    ['halfFirst', numbers((_, i) => starts.half[i] ?? 0)],
    ['yearFirst', numbers((_, i) => starts.year[i] ?? 0)],
    ['isQuarterEnd', numbers((p) => flag(p.isQuarterEnd))],
    ['isHalfEnd', numbers((p) => flag(p.isHalfEnd))],
    ['isYearEnd', numbers((p) => flag(p.isYearEnd))],
    ['earliest', numbers(() => earliest)],
    ['started', numbers((_, i) => flag(i >= earliest))],
    ['reached', numbers((_, i) => flag(i >= computedFrom))],
    ['computed', numbers((_, i) => flag(i >= computedFrom && i <= computedTo))],
  ]);
  return {
    name: '$periods',
    count: periods.length,
    columns,
    rowNumbers: Int32Array.from(periods, (_, i) => i + 1),
    read: periods.length,
  };
}
