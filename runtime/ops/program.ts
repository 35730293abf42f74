import type {RoundingMode} from '../decimal/round.js';
import type {Expr} from './expr.js';

/**
 * The twelve operations (plan model §6). A relation has a name and columns; scan, filter, join, group and union make a new relation
 * (`out`), the others add columns to an existing one (`rel`), so keys and order are kept by construction.
 * `node` names the plan node an operation was lowered from ('' for the frame: roster, periods, spine).
 */
export type Op = Scan | Filter | Derive | Lookup | Join | Group | Window | Bracket | Allocate | Rank | Union | Emit;

/** Rows of an imported table, or of the run's own `$periods`. Column `$row` is the 1-based data row. */
export interface Scan {
  readonly op: 'scan';
  readonly node: string;
  readonly out: string;
  readonly table: string;
}

/** What becomes of a row that a test rejects. Rows of class `exception` are listed with `code`. */
export interface Reject {
  /** The row passes where this is true. */
  readonly unless: Expr;
  readonly as: 'exception' | 'outside' | 'ineligible' | 'filtered' | 'drop';
  readonly code?: string;
  /** Field named in the exception. */
  readonly field?: string;
  /** Column whose cell is told as the value; default the field. */
  readonly value?: string;
}

/** Keeps the rows that pass every test, in order; the first test that fails decides the class. A test with a status: exception `data/unknown-condition`. */
export interface Filter {
  readonly op: 'filter';
  readonly node: string;
  readonly out: string;
  readonly input: string;
  readonly tests: readonly Reject[];
  /** Table named in exceptions, where it is not the one the rows came from. */
  readonly table?: string;
  /** Account of rows (SEM-15): the source node whose table's rows are counted; `credited`: rows that pass are credited. */
  readonly account?: {readonly source: string; readonly credited: boolean};
}

/** One computed column: the exact `expr` (÷ `over`), rounded once at `roundScale`, stored at `scale` (SEM-5). Text columns have no scale. */
export interface Derived {
  readonly name: string;
  readonly expr: Expr;
  readonly over?: Expr;
  readonly scale?: number;
  readonly roundScale?: number;
  readonly mode?: RoundingMode;
}
export interface Derive {
  readonly op: 'derive';
  readonly node: string;
  readonly rel: string;
  readonly columns: readonly Derived[];
}

/** n : 1. Adds columns of the one dim row whose keys are equal (and whose range holds). Two such rows: duplicate-key. None: `none`. */
export interface Lookup {
  readonly op: 'lookup';
  readonly node: string;
  readonly rel: string;
  readonly dim: string;
  readonly on: readonly {readonly left: string; readonly right: string}[];
  /** from ≤ at < to; without `to` the latest from ≤ at (`strict`: <). */
  readonly range?: {readonly at: string; readonly from: string; readonly to?: string; readonly strict?: boolean};
  readonly columns: readonly {readonly name: string; readonly from: string}[];
  /** Status code of unmatched rows; `zero`: 0 instead. Default missing. */
  readonly none?: number | 'zero';
  /** Column that is 1 where a row matched, 0 elsewhere. */
  readonly hit?: string;
  /** When several rows match: `first` in order of the dim (default: duplicate-key). */
  readonly several?: 'first' | 'duplicate-key';
}

/** Inner join, the only operation that adds rows. With `range`: the right row's `at` lies in [from, to) of the left row, or the two ranges overlap. */
export interface Join {
  readonly op: 'join';
  readonly node: string;
  readonly out: string;
  readonly left: string;
  readonly right: string;
  readonly on: readonly {readonly left: string; readonly right: string}[];
  readonly overlap?: {
    readonly leftFrom: string;
    readonly leftTo: string;
    readonly rightFrom: string;
    readonly rightTo: string;
  };
  /** Columns taken from the right, renamed. All columns of the left pass. */
  readonly columns: readonly {readonly name: string; readonly from: string}[];
}

export interface Aggregate {
  readonly name: string;
  readonly fn: 'sum' | 'count' | 'count-distinct' | 'min' | 'max';
  readonly col?: string;
  /** Rows whose column is `missing` do not count (other statuses block). */
  readonly skipMissing?: boolean;
}
/** One row per group of equal keys. A status operand makes the aggregate that status. Keys with a status group by that status. */
export interface Group {
  readonly op: 'group';
  readonly node: string;
  readonly out: string;
  readonly input: string;
  readonly by: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

export interface WindowColumn {
  readonly name: string;
  /** `before`: sum of the rows before this one. `lag`: value `rows` back. `previous`: value of the nearest earlier row whose `present` is 1. `balance`: B = max(0, B₋₁ + x). */
  readonly fn: 'sum' | 'count' | 'min' | 'max' | 'before' | 'lag' | 'previous' | 'balance';
  readonly col: string;
  /** Rows preceding in the frame (default unbounded); for lag the distance. */
  readonly rows?: number;
  /** Only ok values count (history count). */
  readonly okOnly?: boolean;
}
/** Running functions in a total order inside partitions. Rows whose `present` column is 0 contribute nothing. An empty frame: sum and count 0, others missing. */
export interface Window {
  readonly op: 'window';
  readonly node: string;
  readonly rel: string;
  readonly partition: readonly string[];
  readonly order: readonly string[];
  readonly present?: string;
  readonly columns: readonly WindowColumn[];
}

/** A band: constants at natural scale. `from` is × the target where the bracket has one. */
export interface BandValue {
  readonly value: bigint;
  readonly scale: number;
}
export interface BandRow {
  readonly from: BandValue;
  readonly upper: boolean;
  readonly rate: BandValue | null;
  readonly amount: BandValue | null;
}
export interface Bands {
  /** Bands for any text not in `variants`. */
  readonly others: readonly BandRow[];
  readonly variants: ReadonlyMap<string, readonly BandRow[]>;
  /** Bands kept as data instead: columns of a relation. */
  readonly data?: {
    readonly rel: string;
    readonly from: string;
    readonly rate?: string;
    readonly amount?: string;
    readonly variant?: string;
    readonly upper: boolean;
  };
}
export type BracketColumn =
  /** Index of the highest band reached by `at` (0: below the first), into `name`; the band's figures into the named columns: bounds lo and hi (open: missing), rate, amount, and of the next band nextRate, nextAmount; sumAmounts = Σ amounts of bands 1…k, sumBefore = 1…k−1, count = number of bands. */
  | {
      readonly fn: 'find';
      readonly name: string;
      readonly at: string;
      readonly columns: Partial<Record<BandFigure, string>>;
    }
  /** Σ rateₖ · (clampₖ(to) − clampₖ(from)), × `times` ÷ `over` (0 ÷ 0 = 0), rounded once; `extend` opens the first band downward; `auto`: where its bound is not above 0. */
  | {
      readonly fn: 'sum';
      readonly name: string;
      readonly from: string | null;
      readonly to: string;
      readonly extend: boolean | 'auto';
      readonly times?: string;
      readonly over?: string;
      readonly roundEach?: {readonly scale: number; readonly mode: RoundingMode};
      readonly scale: number;
      readonly roundScale: number;
      readonly mode: RoundingMode;
    };
export type BandFigure =
  | 'lo'
  | 'hi'
  | 'rate'
  | 'amount'
  | 'nextRate'
  | 'nextAmount'
  | 'next2Lo'
  | 'next2Rate'
  | 'next2Amount'
  | 'prevLo'
  | 'prevRate'
  | 'prevAmount'
  | 'sumAmounts'
  | 'sumBefore'
  | 'count'
  | 'first';
export interface Bracket {
  readonly op: 'bracket';
  readonly node: string;
  readonly rel: string;
  readonly bands: Bands;
  readonly variant?: string;
  readonly target?: string;
  readonly columns: readonly BracketColumn[];
}

/** SEM-8: part = R(A·W/T) − R(A·W₋/T) in order inside partitions; rows whose `member` is 0 get 0. R-40 for statuses. */
export interface Allocate {
  readonly op: 'allocate';
  readonly node: string;
  readonly rel: string;
  readonly name: string;
  readonly partition: readonly string[];
  readonly order: readonly string[];
  /** Flag column: who takes part; a status counts as a part whose weight has that status. */
  readonly member?: string;
  readonly amount: string;
  /** Weight column, or null for equal weights. */
  readonly weight: string | null;
  /** The unit's minor scale R rounds at, and the scale of the column. */
  readonly roundScale: number;
  readonly scale: number;
  readonly mode: RoundingMode;
  readonly claim: boolean;
  /** All weights zero: 0 instead of divide-by-zero. */
  readonly nobodyIsZero: boolean;
}

/** place = 1 + number of better rows, ties = number of equal rows, ranked = rows ranked in the partition. Rows whose `member` is not 1, or a key is not ok, get place missing. */
export interface Rank {
  readonly op: 'rank';
  readonly node: string;
  readonly rel: string;
  readonly partition: readonly string[];
  readonly member: string;
  readonly keys: readonly {readonly col: string; readonly descending: boolean}[];
  readonly place: string;
  readonly ties: string;
  readonly ranked: string;
}

/** Concatenation of relations with the same columns; `tag` becomes a column. */
export interface Union {
  readonly op: 'union';
  readonly node: string;
  readonly out: string;
  readonly inputs: readonly {readonly rel: string; readonly tag: number}[];
  readonly tag: string;
  /** Columns of the result, by name in every input; none named: all of the first input. */
  readonly columns: readonly string[];
}

/** Payout rows of one reward. Flags and amounts are columns of `rel` (the spine). */
export interface Emit {
  readonly op: 'emit';
  readonly node: string;
  readonly rel: string;
  readonly reward: RewardSpec;
}
export interface RewardSpec {
  readonly unit: string;
  readonly minorScale: number;
  readonly order: number;
  /** 1 where a row is due, 0 not, 2 due early because the person leaves, 3 forfeited. */
  readonly due: string;
  readonly who: string | null;
  readonly when: string | null;
  /** Rounded amount at `minorScale`. */
  readonly amount: string;
  /** Unrounded parts at `scale`. */
  readonly components: readonly {readonly name: string; readonly col: string}[];
  readonly rows: {readonly rel: string; readonly part: string} | null;
  readonly payDate: {
    readonly days: number;
    readonly after: 'period-end' | 'quarter-end' | 'half-end' | 'year-end';
  } | null;
}
