import type {Plan} from '@planwright/schemas';
import {parseIsoDate} from '../../calendar/date.js';
import type {Period} from '../../calendar/periods.js';
import {makePeriods} from '../../calendar/periods.js';
import {fiscalYearOf} from '../../calendar/fiscal-year.js';

export interface Range {
  readonly from: string;
  readonly to: string;
  /** Why these periods: asked for; whole fiscal years in effect; what is in effect, less than a year; first year of a plan without end. */
  readonly why: 'asked' | 'years' | 'periods' | 'open';
}

/**
 * The periods to run when none are asked for: the whole fiscal years in which the versions of a plan are in effect. Without an
 * end, the fiscal year in which the last version begins; where no fiscal year is whole, the periods in effect.
 */
export function defaultRange(plans: readonly Plan[]): Range | undefined {
  const [first] = plans;
  if (!first) return undefined;
  const {calendar} = first;
  const begins = plans.map(({effective}) => parseIsoDate(effective.from) ?? 0);
  const ends = plans.map(({effective}) => (effective.to === undefined ? undefined : parseIsoDate(effective.to)));
  const isOpen = ends.includes(undefined);
  const start = Math.min(...begins);
  const end = isOpen ? Infinity : Math.max(...ends.map((day) => day ?? 0));
  const lastYear = isOpen ? fiscalYearOf(calendar, Math.max(...begins)) : fiscalYearOf(calendar, end - 1);
  const periods = makePeriods(calendar, start, isOpen ? Math.max(...begins) : end - 1).filter(
    (period) => start <= period.start && period.start < end && period.year <= lastYear,
  );
  if (isOpen) return named(periods, 'open');
  const isWhole = (year: number): boolean => {
    const own = periods.filter((period) => period.year === year);
    return own[0]?.indexInYear === 1 && own.at(-1)?.isYearEnd === true;
  };
  const whole = periods.filter(({year}) => isWhole(year));
  return whole.length > 0 ? named(whole, 'years') : named(periods, 'periods');
}

function named(periods: readonly Period[], why: Range['why']): Range | undefined {
  const from = periods[0]?.name;
  const to = periods.at(-1)?.name;
  return from === undefined || to === undefined ? undefined : {from, to, why};
}
