/** Why a value is not a number (SEM-10). 0 is ok; of two statuses the smaller code wins, which is the order of the list. */
export const statusNames = [
  'ok',
  'missing',
  'divide-by-zero',
  'range',
  'duplicate-key',
  'bad-sign',
  'no-tier',
  'fx-missing',
] as const;

/** Name of a status as it appears in results, or `ok`. */
export type StatusName = (typeof statusNames)[number];

export const OK = 0;
export const MISSING = 1;
export const DIVIDE_BY_ZERO = 2;
export const RANGE = 3;
export const DUPLICATE_KEY = 4;
export const BAD_SIGN = 5;
export const NO_TIER = 6;
export const FX_MISSING = 7;

/** The status of a value computed from two others (SEM-10): the one that comes first in the list, 0 if both are ok. */
export function winner(a: number, b: number): number {
  if (a === OK) return b;
  if (b === OK) return a;
  return a < b ? a : b;
}

/** Name of a status code. */
export function statusName(code: number): StatusName {
  return statusNames[code] ?? 'range';
}
