import {dayOf, civilOf, weekdayOf} from './date.js';

/** The calendar of a plan, as far as periods depend on it. */
export interface Calendar {
  /** The shortest period anything is computed for. */
  readonly period: 'month' | 'quarter' | 'half' | 'year';
  /** First day of the fiscal year; default 1 January. */
  readonly yearStart?: {readonly month: number; readonly day?: number | undefined} | undefined;
  /** Calendar months (default), or months of whole weeks. */
  readonly pattern?: 'months' | '4-4-5' | '4-5-4' | '5-4-4' | undefined;
  /** First day of a week, 1 Monday (default) … 7 Sunday. */
  readonly weekStart?: number | undefined;
  /** Which week start begins the year, seen from `yearStart`; default nearest. */
  readonly anchor?: 'on-or-before' | 'nearest' | 'on-or-after' | undefined;
}

/** First day of the fiscal year with a name, which is the calendar year in which it nominally ends. */
export function yearStartDay(calendar: Calendar, year: number): number {
  const {month, day} = startOf(calendar);
  const nominal = dayOf(endsInSameYear(calendar) ? year : year - 1, month, day);
  return isWeekly(calendar) ? nominal + toWeekStart(calendar, weekdayOf(nominal)) : nominal;
}

/** Name of the fiscal year that holds a day. */
export function fiscalYearOf(calendar: Calendar, day: number): number {
  let year = civilOf(day).year - 1;
  while (yearStartDay(calendar, year + 1) <= day) ++year;
  return year;
}

/** First days of the twelve months of a fiscal year, and the first day of the next one. */
export function monthStarts(calendar: Calendar, year: number): number[] {
  const first = yearStartDay(calendar, year);
  const next = yearStartDay(calendar, year + 1);
  if (isWeekly(calendar)) return [...monthWeeks(calendar).map((weeks) => first + 7 * weeks), next];
  const {year: y, month, day} = civilOf(first);
  return Array.from({length: 13}, (_, k) => {
    const m = month - 1 + k;
    return dayOf(y + Math.floor(m / 12), (m % 12) + 1, day);
  });
}

/** Whether months are made of whole weeks. */
export function isWeekly(calendar: Calendar): boolean {
  return (calendar.pattern ?? 'months') !== 'months';
}

/** Months in a period of the calendar. */
export function monthsPerPeriod(calendar: Calendar): number {
  return monthsOf[calendar.period];
}

/** Periods in a fiscal year. */
export function periodsPerYear(calendar: Calendar): number {
  return 12 / monthsOf[calendar.period];
}

/** Whether the fiscal year nominally ends in the calendar year in which it begins: only one that begins on 1 January does. */
export function endsInSameYear(calendar: Calendar): boolean {
  const {month, day} = startOf(calendar);
  return month === 1 && day === 1;
}

/** Nominal first day of the fiscal year. */
export function startOf(calendar: Calendar): {month: number; day: number} {
  return {month: calendar.yearStart?.month ?? 1, day: calendar.yearStart?.day ?? 1};
}

/** Days from a day with this weekday to the week start that begins the year. */
function toWeekStart(calendar: Calendar, weekday: number): number {
  const back = (weekday - (calendar.weekStart ?? 1) + 7) % 7;
  switch (calendar.anchor ?? 'nearest') {
    case 'on-or-before':
      return 0 - back;
    case 'on-or-after':
      return back === 0 ? 0 : 7 - back;
    case 'nearest':
      return back <= 3 ? 0 - back : 7 - back;
  }
}

/** Weeks before each of the twelve months. */
function monthWeeks(calendar: Calendar): number[] {
  const lengths = (calendar.pattern ?? '4-4-5').split('-').map(Number);
  const starts: number[] = [];
  let weeks = 0;
  for (let month = 0; month < 12; ++month) {
    starts.push(weeks);
    weeks += lengths[month % 3] ?? 0;
  }
  return starts;
}

const monthsOf = {month: 1, quarter: 3, half: 6, year: 12} as const;
