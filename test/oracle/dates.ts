// Whole days, proleptic Gregorian, no time zone (SEM-40). A day is a number: days since 1970-01-01.

export interface YearMonthDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / 86_400_000);
}

export function dateParts(day: number): YearMonthDay {
  const date = new Date(day * 86_400_000);
  return {year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate()};
}

/** A date such as 2026-03-31; undefined if there is no such day. */
export function parseDate(source: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(source);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const result = dayOf(year, month, day);
  const back = dateParts(result);
  return back.year === year && back.month === month && back.day === day ? result : undefined;
}

/** 1 Monday … 7 Sunday; 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Full months from one day to another: the same day of the month counts as completed, so 31 January → 28 February is none yet. */
export function fullMonths(from: number, to: number): number {
  const [a, b] = [dateParts(from), dateParts(to)];
  const months = (b.year - a.year) * 12 + b.month - a.month;
  return b.day >= a.day ? months : months - 1;
}
