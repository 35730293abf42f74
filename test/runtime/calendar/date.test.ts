import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  civilOf,
  dayOf,
  daysInMonth,
  FIRST_DAY,
  formatDate,
  fullMonths,
  fullYears,
  LAST_DAY,
  parseIsoDate,
  weekdayOf,
} from '../../../runtime/calendar/date.js';

const day = (text: string): number => {
  const found = parseIsoDate(text);
  if (found === undefined) throw new Error(`No date ${text}`);
  return found;
};

describe('dates', () => {
  it('count days from 1970-01-01', () => {
    expect(day('1970-01-01')).toBe(0);
    expect(day('2026-01-01')).toBe(20454);
    expect(day('0001-01-01')).toBe(FIRST_DAY);
    expect(day('9999-12-31')).toBe(LAST_DAY);
  });

  it('know leap years and centuries', () => {
    expect(daysInMonth(2024, 2)).toBe(29);
    expect(daysInMonth(1900, 2)).toBe(28);
    expect(daysInMonth(2000, 2)).toBe(29);
    expect(day('1900-03-01') - day('1900-02-28')).toBe(1);
    expect(day('2000-03-01') - day('2000-02-28')).toBe(2);
    expect(parseIsoDate('2100-02-29')).toBeUndefined();
  });

  it('refuse every other shape and every day that does not exist', () => {
    const bad = [
      '0000-12-31',
      '2026-13-01',
      '2026-00-01',
      '2026-04-31',
      '2026-01-00',
      '2026-1-7',
      '26-01-07',
      '2026/01/07',
    ];
    for (const text of [
      ...bad,
      '2026-01-07T00:00',
      ' 2026-01-07',
      '2026-01-07\n',
      '２０２６-01-07',
      '-026-01-01',
      '',
    ]) {
      expect(parseIsoDate(text), text).toBeUndefined();
    }
  });

  it('round trip over the whole domain, and agree with the platform', () => {
    fc.assert(
      fc.property(fc.integer({min: FIRST_DAY, max: LAST_DAY}), (n) => {
        const text = formatDate(n);
        expect(parseIsoDate(text)).toBe(n);
        const {year, month, day: d} = civilOf(n);
        expect(dayOf(year, month, d)).toBe(n);
        expect(new Date(n * 86_400_000).toISOString().slice(0, 10)).toBe(text);
        expect(weekdayOf(n)).toBe(new Date(n * 86_400_000).getUTCDay() || 7);
      }),
      {numRuns: 2000},
    );
  });

  it('go on before year 1 and after 9999, for calendars that touch the edge', () => {
    for (const n of [FIRST_DAY - 1, FIRST_DAY - 400, LAST_DAY + 1, LAST_DAY + 400]) {
      const {year, month, day: d} = civilOf(n);
      expect(dayOf(year, month, d)).toBe(n);
    }
  });
});

describe('full months and years', () => {
  it('complete on the same day of the month; 31 January to 28 February is not yet one (R-25)', () => {
    const months = (from: string, to: string): number => fullMonths(day(from), day(to));
    expect(months('2026-01-15', '2026-02-14')).toBe(0);
    expect(months('2026-01-15', '2026-02-15')).toBe(1);
    expect(months('2026-01-31', '2026-02-28')).toBe(0);
    expect(months('2026-01-31', '2026-03-01')).toBe(1);
    expect(months('2026-01-31', '2026-03-31')).toBe(2);
    expect(months('2025-11-10', '2026-02-10')).toBe(3);
    expect(months('2026-02-15', '2026-01-15')).toBe(-1);
  });

  it('count a year on its anniversary, 29 February on 1 March', () => {
    const years = (from: string, to: string): number => fullYears(day(from), day(to));
    expect(years('2024-02-29', '2025-02-28')).toBe(0);
    expect(years('2024-02-29', '2025-03-01')).toBe(1);
    expect(years('2020-07-01', '2026-06-30')).toBe(5);
    expect(years('2020-07-01', '2026-07-01')).toBe(6);
    expect(Object.is(years('2026-07-01', '2026-06-30'), 0)).toBe(true);
  });
});
