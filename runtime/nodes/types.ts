import {minorScaleOf} from '../decimal/currency.js';

/** Kinds of values on wires (plan model §3). `rows` is a set of rows, `literal` an untyped numeral of a formula. */
export type ValueKind = 'money' | 'ratio' | 'score' | 'count' | 'days' | 'number' | 'points' | 'flag' | 'text' | 'date';

/** One value per: row of a table · credited row · bucket or row value · participant and period · group and period · period. */
export type Grain = 'rows' | 'credited' | 'row' | 'participant' | 'group' | 'plan';

/** The span a value covers: a payout at quarter end needs a value of the whole quarter (ruling 11). `any`: constants and attributes. */
export type Cover = 'any' | 'period' | 'quarter' | 'half' | 'year' | 'all';

/** Which periods a value looks at (plan model §3 "Span"). */
export interface Span {
  readonly over?: string;
  readonly trailing?: number;
  readonly shift?: number;
  readonly shiftBy?: string;
}

/** What leaves a port. */
export interface PortType {
  readonly value: ValueKind | 'rows';
  /** Currency of money; `mixed` when it is a field of each row (ruling 19). */
  readonly currency?: string;
  /** Field that holds the currency where it is `mixed`. */
  readonly currencyField?: string;
  readonly grain: Grain;
  /** Which rows: the source, credit or bucket set the rows or row values belong to. */
  readonly lineage?: string;
  /** Attribute of the group grain. */
  readonly attribute?: string;
  readonly cover: Cover;
  /** The values a text may have, where it comes from an enum field. */
  readonly values?: readonly string[];
  /** Already rounded as a ratio or score: a directed rounding of its products is warned about (SEM-7). */
  readonly rounded?: boolean;
}

/** Decimals a computed value of this kind is stored with (SEM-1). */
export function scaleOf(kind: ValueKind): number {
  switch (kind) {
    case 'money':
    case 'number':
    case 'points':
      return 6;
    case 'ratio':
      return 12;
    case 'score':
      return 9;
    default:
      return 0;
  }
}

/** The unit's minor scale. */
export function minorScale(kind: ValueKind, currency: string | undefined): number {
  if (kind === 'money') return minorScaleOf(currency ?? '');
  if (kind === 'points' || kind === 'count' || kind === 'days') return 0;
  return scaleOf(kind);
}

/** More decimals in a product and numbers of six digits leave the domain of 10^36. */
export const MOST_DECIMALS = 30;

export const NUMERIC: readonly ValueKind[] = ['money', 'ratio', 'score', 'count', 'days', 'number', 'points'];
/** Without a unit: they combine freely under + − × ÷. */
export const DIMENSIONLESS: readonly ValueKind[] = ['ratio', 'score', 'count', 'number'];

export function isNumeric(kind: ValueKind | 'rows'): boolean {
  return kind !== 'rows' && NUMERIC.includes(kind);
}

/** Modes that always round to one side: an exact 10 000 that arrives as 9 999.999 becomes 9 999 (SEM-7). */
export function isDirected(mode: string): boolean {
  return mode === 'floor' || mode === 'down' || mode === 'ceil' || mode === 'up';
}

/** Whether a value of one kind may be declared as another (`gives`): it never converts, it names (plan model §3). */
export function mayGive(kind: ValueKind, gives: ValueKind): boolean {
  if (kind === gives) return true;
  return DIMENSIONLESS.includes(kind) && (DIMENSIONLESS.includes(gives) || gives === 'points' || gives === 'days');
}
