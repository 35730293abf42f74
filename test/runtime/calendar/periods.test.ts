import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatDate, parseIsoDate, weekdayOf} from '../../../runtime/calendar/date.js';
import type {Calendar} from '../../../runtime/calendar/fiscal-year.js';
import {fiscalYearOf, periodsPerYear, yearStartDay} from '../../../runtime/calendar/fiscal-year.js';
import type {Period} from '../../../runtime/calendar/periods.js';
import {makePeriods} from '../../../runtime/calendar/periods.js';
import {parsePeriodName, parseRange} from '../../../runtime/calendar/range.js';

const day = (text: string): number => parseIsoDate(text) ?? NaN;
const shown = ({name, start, end}: Period): string => `${name} ${formatDate(start)} ${formatDate(end)}`;
const ofYear = (calendar: Calendar, year: number): Period[] => {
  const start = yearStartDay(calendar, year);
  return makePeriods(calendar, start, start).filter((period) => period.year === year);
};

describe('periods of calendar months', () => {
  it('are whole years, one more on each side', () => {
    const periods = makePeriods({period: 'month'}, day('2026-02-10'), day('2026-11-02'));
    expect(periods).toHaveLength(36);
    expect(periods[0]).toMatchObject({index: 0, name: '2025-01', indexInYear: 1, start: day('2025-01-01')});
    expect(periods[35]).toMatchObject({index: 35, name: '2027-12', indexInYear: 12, end: day('2028-01-01')});
    expect(periods[13]).toMatchObject({
      name: '2026-02',
      days: 28,
      quarterName: '2026-Q1',
      halfName: '2026-H1',
      yearName: '2026',
    });
    expect(periods[14]).toMatchObject({
      quarterStart: 12,
      quarterEnd: 14,
      halfStart: 12,
      halfEnd: 17,
      yearStart: 12,
      yearEnd: 23,
    });
    expect(periods[14]).toMatchObject({isQuarterEnd: true, isHalfEnd: false, isYearEnd: false});
    expect(makePeriods({period: 'month'}, day('2024-02-10'), day('2024-02-10'))[13]).toMatchObject({
      name: '2024-02',
      days: 29,
    });
  });

  it('in a fiscal year from April keep the names of months; quarters carry the year in which it ends', () => {
    const periods = ofYear({period: 'month', yearStart: {month: 4}}, 2027);
    expect(
      periods.map((period) => `${period.name} ${period.quarterName} ${period.halfName} ${period.yearName}`),
    ).toEqual([
      ...['2026-04', '2026-05', '2026-06'].map((name) => `${name} 2027-Q1 2027-H1 2027`),
      ...['2026-07', '2026-08', '2026-09'].map((name) => `${name} 2027-Q2 2027-H1 2027`),
      ...['2026-10', '2026-11', '2026-12'].map((name) => `${name} 2027-Q3 2027-H2 2027`),
      ...['2027-01', '2027-02', '2027-03'].map((name) => `${name} 2027-Q4 2027-H2 2027`),
    ]);
  });

  it('may begin within a month and are then named by the month in which they begin', () => {
    const periods = ofYear({period: 'month', yearStart: {month: 1, day: 15}}, 2027);
    expect(shown(periods[0]!)).toBe('2026-01 2026-01-15 2026-02-15');
    expect(shown(periods[11]!)).toBe('2026-12 2026-12-15 2027-01-15');
  });

  it('longer than a month are the quarters, halves and years themselves', () => {
    expect(ofYear({period: 'quarter', yearStart: {month: 4}}, 2027).map(shown)).toEqual([
      '2027-Q1 2026-04-01 2026-07-01',
      '2027-Q2 2026-07-01 2026-10-01',
      '2027-Q3 2026-10-01 2027-01-01',
      '2027-Q4 2027-01-01 2027-04-01',
    ]);
    expect(ofYear({period: 'half'}, 2026).map(shown)).toEqual([
      '2026-H1 2026-01-01 2026-07-01',
      '2026-H2 2026-07-01 2027-01-01',
    ]);
    expect(ofYear({period: 'year'}, 2100)[0]).toMatchObject({
      name: '2100',
      days: 365,
      isQuarterEnd: true,
      isYearEnd: true,
    });
  });
});

describe('periods of whole weeks', () => {
  it('give 4, 4 and 5 weeks from the nearest Monday, and the 53rd week to the last', () => {
    const calendar: Calendar = {period: 'month', pattern: '4-4-5'};
    const year2026 = ofYear(calendar, 2026);
    expect(year2026.map((period) => period.days / 7)).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 6]);
    expect(shown(year2026[0]!)).toBe('2026-01 2025-12-29 2026-01-26');
    expect(shown(year2026[11]!)).toBe('2026-12 2026-11-23 2027-01-04');
    expect(ofYear(calendar, 2025).map((period) => period.days / 7)).toEqual([4, 4, 5, 4, 4, 5, 4, 4, 5, 4, 4, 5]);
  });

  it('follow the pattern, the week start and the anchor', () => {
    const weeks = (calendar: Calendar): number[] =>
      ofYear(calendar, 2025)
        .slice(0, 3)
        .map((period) => period.days / 7);
    expect(weeks({period: 'month', pattern: '4-5-4'})).toEqual([4, 5, 4]);
    expect(weeks({period: 'month', pattern: '5-4-4'})).toEqual([5, 4, 4]);
    // 1 January 2026 is a Thursday
    const start = (calendar: Partial<Calendar>): string =>
      formatDate(yearStartDay({period: 'month', pattern: '4-4-5', ...calendar}, 2026));
    expect(start({anchor: 'on-or-before'})).toBe('2025-12-29');
    expect(start({anchor: 'on-or-after'})).toBe('2026-01-05');
    expect(start({weekStart: 7})).toBe('2026-01-04');
    expect(start({weekStart: 4, anchor: 'on-or-after'})).toBe('2026-01-01');
    expect(start({weekStart: 4, anchor: 'on-or-before'})).toBe('2026-01-01');
  });

  it('number the months from the start of the fiscal year and carry its name', () => {
    // a retail year: Sunday nearest 1 February
    const calendar: Calendar = {period: 'month', pattern: '4-5-4', yearStart: {month: 2}, weekStart: 7};
    const periods = ofYear(calendar, 2026);
    expect(shown(periods[0]!)).toBe('2026-01 2025-02-02 2025-03-02');
    expect(periods[11]).toMatchObject({name: '2026-12', quarterName: '2026-Q4', end: yearStartDay(calendar, 2027)});
    expect(parsePeriodName(calendar, '2026-01')).toEqual({start: day('2025-02-02'), end: day('2025-03-02')});
  });
});

const calendars = fc.record({
  period: fc.constantFrom('month', 'quarter', 'half', 'year'),
  yearStart: fc.record({month: fc.integer({min: 1, max: 12}), day: fc.integer({min: 1, max: 28})}),
  pattern: fc.constantFrom('months', '4-4-5', '4-5-4', '5-4-4'),
  weekStart: fc.integer({min: 1, max: 7}),
  anchor: fc.constantFrom('on-or-before', 'nearest', 'on-or-after'),
} as const);

describe('every calendar', () => {
  it('has periods without gaps whose names are read back, one name each', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({min: day('1890-01-01'), max: day('2110-12-31')}),
        fc.nat(800),
        (calendar, first, more) => {
          const periods = makePeriods(calendar, first, first + more);
          const perYear = periodsPerYear(calendar);
          expect(new Set(periods.map((period) => period.name)).size).toBe(periods.length);
          const at = periods.findIndex(({start, end}) => start <= first && first < end);
          const last = periods.findIndex(({start, end}) => start <= first + more && first + more < end);
          expect(at).toBeGreaterThanOrEqual(perYear);
          expect(last + perYear).toBeLessThan(periods.length);
          for (const [i, period] of periods.entries()) {
            expect(period.index).toBe(i);
            expect(period.start).toBe(periods[i - 1]?.end ?? period.start);
            expect(parsePeriodName(calendar, period.name)).toEqual({start: period.start, end: period.end});
            expect(fiscalYearOf(calendar, period.start)).toBe(period.year);
            expect(fiscalYearOf(calendar, period.end - 1)).toBe(period.year);
            expect(periods[period.quarterStart]?.quarter).toBe(period.quarter);
            expect(periods[period.quarterEnd]).toMatchObject({quarter: period.quarter, isQuarterEnd: true});
            expect(periods[period.halfEnd]).toMatchObject({half: period.half, isHalfEnd: true});
            expect(periods[period.yearEnd]).toMatchObject({year: period.year, isYearEnd: true});
            expect((periods[i - 1]?.quarter ?? -1) < period.quarter).toBe(period.quarterStart === i);
            if (calendar.pattern !== 'months') expect(weekdayOf(period.start)).toBe(calendar.weekStart);
          }
        },
      ),
      {numRuns: 150},
    );
  });
});

describe('parseRange', () => {
  const month: Calendar = {period: 'month'};
  const quarter: Calendar = {period: 'quarter', yearStart: {month: 4}};

  it('includes both ends and takes names of any length', () => {
    expect(parseRange(month, '2026-01', '2026-03')).toEqual({start: day('2026-01-01'), end: day('2026-04-01')});
    expect(parseRange(month, '2026-Q1', '2026')).toEqual({start: day('2026-01-01'), end: day('2027-01-01')});
    expect(parseRange(quarter, '2026-04', '2027-H1')).toEqual({start: day('2026-04-01'), end: day('2026-10-01')});
    expect(parseRange(quarter, '2027', '2027')).toEqual({start: day('2026-04-01'), end: day('2027-04-01')});
  });

  it('refuses a range that cuts a period, runs backwards or is not named by periods', () => {
    expect(parseRange(quarter, '2026-05', '2026-06')).toBe('run/range-cuts-period');
    expect(parseRange({period: 'year'}, '2026-Q1', '2026-Q2')).toBe('run/range-cuts-period');
    expect(parseRange(month, '2026-03', '2026-02')).toBe('run/range-reversed');
    for (const name of [
      '2026-01-01',
      '2026-13',
      '2026-00',
      '2026-Q5',
      '2026-H3',
      '26',
      '0000',
      '2026-q1',
      '',
      '2026-1',
      '2026-01 ',
    ]) {
      expect(parseRange(month, name, '2026-12'), name).toBe('run/bad-period-name');
      expect(parseRange(month, '2026-01', name), name).toBe('run/bad-period-name');
    }
  });
});
