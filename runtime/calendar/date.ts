/** A day of the proleptic Gregorian calendar (SEM-40). */
export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** 0001-01-01 and 9999-12-31 as days since 1970-01-01: the dates that plans and data may name. */
export const FIRST_DAY = -719162;
export const LAST_DAY = 2932896;

/** Days since 1970-01-01 of a civil date; any year, month 1 to 12. The day is not checked against the month: 0 is the day before the first. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_TO_1970;
}

/** Civil date of a day number. */
export function civilOf(dayNumber: number): CivilDate {
  const z = dayNumber + DAYS_TO_1970;
  const era = Math.floor(z / DAYS_PER_ERA);
  const dayOfEra = z - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * m + 2) / 5) + 1;
  const month = m < 10 ? m + 3 : m - 9;
  return {year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

/** Days since 1970-01-01 of a text such as 2026-03-31; undefined if it is not exactly that shape or there is no such day in the years 0001 to 9999. */
export function parseIsoDate(text: string): number | undefined {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) return undefined;
  const year = Number(parts[1]);
  const month = Number(parts[2]);
  const day = Number(parts[3]);
  return isCivilDate(year, month, day) ? dayOf(year, month, day) : undefined;
}

/** Whether there is such a day in the years 1 to 9999. */
export function isCivilDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** ISO text of a day number, such as 2026-03-31. */
export function formatDate(dayNumber: number): string {
  const {year, month, day} = civilOf(dayNumber);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Day of the week: 1 Monday … 7 Sunday. */
export function weekdayOf(dayNumber: number): number {
  return mod(dayNumber + 3, 7) + 1;
}

/** Months completed from one day to another: the same day of the month completes one, so 31 January to 28 February is none yet. Negative if `to` is before `from`. */
export function fullMonths(from: number, to: number): number {
  if (to < from) return 0 - fullMonths(to, from);
  const a = civilOf(from);
  const b = civilOf(to);
  return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0);
}

/** Years completed from one day to another: 29 February to 28 February is none yet. Negative if `to` is before `from`. */
export function fullYears(from: number, to: number): number {
  if (to < from) return 0 - fullYears(to, from);
  return Math.floor(fullMonths(from, to) / 12);
}

function twoDigits(n: number): string {
  return n < 10 ? `0${String(n)}` : String(n);
}

function mod(n: number, d: number): number {
  return ((n % d) + d) % d;
}

const DAYS_PER_ERA = 146097;
const DAYS_TO_1970 = 719468;
