import type {Calendar} from './fiscal-year.js';
import {fiscalYearOf, isWeekly, monthsPerPeriod, monthStarts, startOf} from './fiscal-year.js';
import {dayOf, isCivilDate} from './date.js';

/** Days `start ≤ day < end`. */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

/** Why a range of periods cannot be run. */
export type RangeProblem = 'run/bad-period-name' | 'run/range-cuts-period' | 'run/range-reversed';

/**
 * The days from the first day of one named period to the last day of another. The names may be of any length of period
 * (2026-01, 2026-Q1, 2026-H1, 2026; dates are not names) as long as the range holds whole periods of the calendar.
 */
export function parseRange(calendar: Calendar, from: string, to: string): DayRange | RangeProblem {
  const first = parsePeriodName(calendar, from);
  const last = parsePeriodName(calendar, to);
  if (!first || !last) return 'run/bad-period-name';
  if (last.end <= first.start) return 'run/range-reversed';
  if (!isBoundary(calendar, first.start) || !isBoundary(calendar, last.end)) return 'run/range-cuts-period';
  return {start: first.start, end: last.end};
}

/** The days of the month, quarter, half or year with a name; undefined if there is none. */
export function parsePeriodName(calendar: Calendar, name: string): DayRange | undefined {
  const parts = /^([0-9]{4})(?:-(?:(Q)([1-4])|(H)([12])|([0-9]{2})))?$/.exec(name);
  if (!parts) return undefined;
  const year = Number(parts[1]);
  if (year === 0) return undefined;
  if (parts[2] !== undefined) return monthsOfYear(calendar, year, (Number(parts[3]) - 1) * 3, 3);
  if (parts[4] !== undefined) return monthsOfYear(calendar, year, (Number(parts[5]) - 1) * 6, 6);
  if (parts[6] === undefined) return monthsOfYear(calendar, year, 0, 12);
  const month = Number(parts[6]);
  if (month < 1 || month > 12) return undefined;
  return isWeekly(calendar) ? monthsOfYear(calendar, year, month - 1, 1) : calendarMonth(calendar, year, month);
}

function monthsOfYear(calendar: Calendar, year: number, from: number, months: number): DayRange {
  const starts = monthStarts(calendar, year);
  return {start: starts[from] ?? 0, end: starts[from + months] ?? 0};
}

/** The month that begins in a calendar month, whatever day months begin on. */
function calendarMonth(calendar: Calendar, year: number, month: number): DayRange | undefined {
  const {day} = startOf(calendar);
  if (!isCivilDate(year, month, day)) return undefined;
  const start = dayOf(year, month, day);
  return {start, end: month === 12 ? dayOf(year + 1, 1, day) : dayOf(year, month + 1, day)};
}

/** Whether a period of the calendar begins on a day. */
function isBoundary(calendar: Calendar, day: number): boolean {
  const at = monthStarts(calendar, fiscalYearOf(calendar, day)).indexOf(day);
  return at >= 0 && at % monthsPerPeriod(calendar) === 0;
}
