import type {Calendar} from './fiscal-year.js';
import {
  endsInSameYear,
  fiscalYearOf,
  isWeekly,
  monthsPerPeriod,
  monthStarts,
  periodsPerYear,
  startOf,
} from './fiscal-year.js';

/** One period of the plan's calendar: the days `start ≤ day < end`. A period longer than a quarter or a half is its own quarter or half. */
export interface Period {
  /** Position among the periods made for the run, from 0. */
  readonly index: number;
  /** `2026-01`, `2026-Q1`, `2026-H1` or `2026`. */
  readonly name: string;
  /** First day. */
  readonly start: number;
  /** First day after the last. */
  readonly end: number;
  readonly days: number;
  /** 1 … periods per year. */
  readonly indexInYear: number;
  /** Equal for the periods of one quarter, half or fiscal year, and growing with time. */
  readonly quarter: number;
  readonly half: number;
  readonly year: number;
  readonly quarterName: string;
  readonly halfName: string;
  readonly yearName: string;
  /** Index of the first period of the same quarter, half, year. */
  readonly quarterStart: number;
  readonly halfStart: number;
  readonly yearStart: number;
  /** Index of the last period of the same quarter, half, year. */
  readonly quarterEnd: number;
  readonly halfEnd: number;
  readonly yearEnd: number;
  /** Whether this is the last period of its quarter, half, year. */
  readonly isQuarterEnd: boolean;
  readonly isHalfEnd: boolean;
  readonly isYearEnd: boolean;
}

/** All periods of the fiscal years from one day to another, and of one more year on each side so that offsets stay inside. */
export function makePeriods(calendar: Calendar, firstDay: number, lastDay: number): Period[] {
  const periods: Period[] = [];
  const last = fiscalYearOf(calendar, lastDay) + 1;
  for (let year = fiscalYearOf(calendar, firstDay) - 1; year <= last; ++year) addYear(periods, calendar, year);
  return periods;
}

/** Name of the period of `months` months that begins with the month number `from` (0 … 11) of a fiscal year. */
export function periodName(calendar: Calendar, year: number, from: number, months: number): string {
  const name = String(year).padStart(4, '0');
  if (months === 12) return name;
  if (months === 6) return `${name}-H${String(from / 6 + 1)}`;
  if (months === 3) return `${name}-Q${String(from / 3 + 1)}`;
  if (isWeekly(calendar)) return `${name}-${twoDigits(from + 1)}`;
  const month = startOf(calendar).month - 1 + from;
  const calendarYear = (endsInSameYear(calendar) ? year : year - 1) + Math.floor(month / 12);
  return `${String(calendarYear).padStart(4, '0')}-${twoDigits((month % 12) + 1)}`;
}

function addYear(periods: Period[], calendar: Calendar, year: number): void {
  const starts = monthStarts(calendar, year);
  const months = monthsPerPeriod(calendar);
  const count = periodsPerYear(calendar);
  const base = periods.length;
  for (let k = 0; k < count; ++k) {
    const start = starts[k * months] ?? 0;
    const end = starts[(k + 1) * months] ?? 0;
    const quarter = span(calendar, year, k, 3);
    const half = span(calendar, year, k, 6);
    periods.push({
      index: base + k,
      name: periodName(calendar, year, k * months, months),
      start,
      end,
      days: end - start,
      indexInYear: k + 1,
      quarter: quarter.ordinal,
      half: half.ordinal,
      year,
      quarterName: quarter.name,
      halfName: half.name,
      yearName: periodName(calendar, year, 0, 12),
      quarterStart: base + quarter.first,
      halfStart: base + half.first,
      yearStart: base,
      quarterEnd: base + quarter.last,
      halfEnd: base + half.last,
      yearEnd: base + count - 1,
      isQuarterEnd: k === quarter.last,
      isHalfEnd: k === half.last,
      isYearEnd: k === count - 1,
    });
  }
}

/** The span of `months` months, or of one period if that is longer, that holds period k of a year. */
function span(calendar: Calendar, year: number, k: number, months: number) {
  const own = monthsPerPeriod(calendar);
  const length = Math.max(own, months);
  const number = Math.floor((k * own) / length);
  const first = (number * length) / own;
  return {
    ordinal: year * (12 / length) + number,
    name: periodName(calendar, year, number * length, length),
    first,
    last: first + length / own - 1,
  };
}

function twoDigits(n: number): string {
  return n < 10 ? `0${String(n)}` : String(n);
}
