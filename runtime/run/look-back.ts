import type {Program} from '../compile/program.js';
import {PERIODS_PER_YEAR} from '../compile/fields.js';
import type {Period} from '../calendar/periods.js';
import {shiftPeriods} from '../nodes/spans.js';

/** Index of the first period that must be computed so that every value asked for has its whole past (SEM-13). */
export function firstComputed(program: Program, periods: readonly Period[], from: number, earliest: number): number {
  const perYear = PERIODS_PER_YEAR[program.plan.calendar.period];
  const need = new Map<string, number>();
  let first = from;
  for (const id of [...program.order].reverse()) {
    const needed = need.get(id) ?? from;
    const span = program.spans.get(id);
    let reach = needed;
    if (span) {
      const at = Math.max(0, needed - shiftPeriods(span, perYear));
      reach = at;
      const over = span.over ?? 'period';
      const key = SPAN[over];
      if (over === 'trailing') reach = Math.max(0, at - (span.trailing ?? 1) + 1);
      else if (over === 'all-to-date') reach = Math.min(needed, earliest);
      else if (key) {
        const group = periods[at]?.[key];
        while (reach > 0 && periods[reach - 1]?.[key] === group) reach -= 1;
      }
    }
    first = Math.min(first, reach);
    for (const input of program.inputs.get(id) ?? []) need.set(input, Math.min(need.get(input) ?? from, reach));
  }
  return first;
}

/** Periods a program looks back at the most, generously, for generating the calendar; Infinity for all-to-date. */
export function longestLookBack(program: Program): number {
  const perYear = PERIODS_PER_YEAR[program.plan.calendar.period];
  let total = 0;
  for (const span of program.spans.values()) {
    if (span.over === 'all-to-date') return Infinity;
    total += shiftPeriods(span, perYear) + (span.trailing ?? 0) + perYear;
  }
  return total;
}

const SPAN: Readonly<Record<string, 'quarter' | 'half' | 'year'>> = {
  'quarter-to-date': 'quarter',
  'half-to-date': 'half',
  'year-to-date': 'year',
};
