// Periods (SEM-40, R-20, R-21). A period is a number: fiscal year × periods per year + position in the year.
import {dateParts, dayOf, weekday} from './dates.js';
import type {PlanCalendar, SpanConfig} from './plan.js';

export type Unit = 'period' | 'quarter' | 'half' | 'year';

export interface Calendar {
  readonly perYear: number;
  /** First day. */
  start(period: number): number;
  /** The day after the last. */
  end(period: number): number;
  name(period: number): string;
  /** 1 … in the fiscal year. */
  index(period: number): number;
  periodOf(day: number): number;
  parse(name: string): number;
  /** First and last period of the quarter, half or year that holds the period. */
  around(unit: Unit | 'all', period: number): [number, number];
  /** Name of the quarter, half or year that holds the period. */
  nameOf(unit: Unit, period: number): string;
}

const PER_YEAR = {month: 12, quarter: 4, half: 2, year: 1};
const WEEKS = {'4-4-5': [4, 4, 5], '4-5-4': [4, 5, 4], '5-4-4': [5, 4, 4]};

export function makeCalendar(config: PlanCalendar): Calendar {
  const perYear = PER_YEAR[config.period];
  const month = config.yearStart?.month ?? 1;
  const firstDay = config.yearStart?.day ?? 1;
  const pattern = config.pattern ?? 'months';
  // a year is named by the year in which it nominally ends
  const startsYearBefore = month > 1 || firstDay > 1;

  function yearStart(year: number): number {
    const nominal = dayOf(startsYearBefore ? year - 1 : year, month, firstDay);
    if (pattern === 'months') return nominal;
    const back = (weekday(nominal) - (config.weekStart ?? 1) + 7) % 7;
    const anchor = config.anchor ?? 'nearest';
    if (back === 0 || anchor === 'on-or-before' || (anchor === 'nearest' && back <= 3)) return nominal - back;
    return nominal - back + 7;
  }
  const starts = new Map<number, number>();
  function start(period: number): number {
    let day = starts.get(period);
    if (day === undefined) starts.set(period, (day = computeStart(period)));
    return day;
  }
  function computeStart(period: number): number {
    const [year, i] = split(period);
    const first = yearStart(year);
    const months = (i * 12) / perYear;
    if (pattern === 'months') {
      const {year: y, month: m, day} = dateParts(first);
      const ordinal = y * 12 + (m - 1) + months;
      return dayOf(Math.floor(ordinal / 12), (ordinal % 12) + 1, day);
    }
    const weeks = WEEKS[pattern].slice(0, months % 3).reduce((sum, w) => sum + w, Math.floor(months / 3) * 13);
    return first + weeks * 7;
  }
  function split(period: number): [number, number] {
    const year = Math.floor(period / perYear);
    return [year, period - year * perYear];
  }
  function name(period: number): string {
    const [year, i] = split(period);
    if (config.period === 'month') {
      if (pattern !== 'months') return `${pad(year, 4)}-${pad(i + 1, 2)}`;
      const {year: y, month: m} = dateParts(start(period));
      return `${pad(y, 4)}-${pad(m, 2)}`;
    }
    return nameIn(config.period, year, i);
  }
  function nameIn(unit: 'quarter' | 'half' | 'year', year: number, i: number): string {
    return unit === 'year' ? pad(year, 4) : `${pad(year, 4)}-${unit === 'quarter' ? 'Q' : 'H'}${i + 1}`;
  }
  function around(unit: Unit | 'all', period: number): [number, number] {
    if (unit === 'all') return [-Infinity, Infinity];
    const length = unit === 'period' ? 1 : Math.max(1, perYear / PER_YEAR[unit]);
    const first = Math.floor(period / length) * length;
    return [first, first + length - 1];
  }
  const days = new Map<number, number>();
  function periodOf(day: number): number {
    let period = days.get(day);
    if (period !== undefined) return period;
    period = (dateParts(day).year - 1) * perYear;
    while (start(period + 1) <= day) ++period;
    days.set(day, period);
    return period;
  }

  return {
    perYear,
    start,
    end: (period) => start(period + 1),
    name,
    index: (period) => split(period)[1] + 1,
    periodOf,
    around,
    nameOf(unit, period) {
      if (unit === 'period' || PER_YEAR[unit] >= perYear) return name(period);
      const length = perYear / PER_YEAR[unit];
      const [year, i] = split(period);
      return nameIn(unit, year, Math.floor(i / length));
    },
    parse(source) {
      const year = Number(source.slice(0, 4));
      for (let period = (year - 1) * perYear; period < (year + 2) * perYear; ++period) {
        if (name(period) === source) return period;
      }
      throw new Error(`${source} is not a period of this calendar`);
    },
  };
}

/** First and last period of a span that ends at `period`; all-to-date begins at `first`. */
export function spanOf(calendar: Calendar, span: SpanConfig, period: number, first: number): [number, number] {
  const shift = (span.shift ?? 0) * (span.shiftBy === 'year' ? calendar.perYear : 1);
  const last = period - shift;
  const over = span.over ?? 'period';
  if (over === 'trailing') return [last - (span.trailing ?? 1) + 1, last];
  if (over === 'all-to-date') return [first, last];
  return [calendar.around(unitOf(over), last)[0], last];
}

/** The unit after which a running total starts again. */
export function unitOf(over: string): Unit | 'all' {
  switch (over) {
    case 'quarter-to-date':
      return 'quarter';
    case 'half-to-date':
      return 'half';
    case 'year-to-date':
      return 'year';
    case 'all-to-date':
      return 'all';
    default:
      return 'period';
  }
}

function pad(n: number, length: number): string {
  return String(n).padStart(length, '0');
}
