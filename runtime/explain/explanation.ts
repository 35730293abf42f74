import type {Language} from '@planwright/schemas';
import type {RoundingMode} from '../decimal/round.js';
import type {StatusName} from '../table/status.js';

/** Why one person is paid what he is paid in one period, per reward. Numbers are exact decimals; `shown` texts are for people. */
export interface Explanation {
  readonly participant: string;
  readonly period: string;
  readonly language: Language;
  readonly rewards: readonly RewardExplanation[];
}

/** Why one reward is what it is: the payout, the steps that lead to it, and what comes next. */
export interface RewardExplanation {
  readonly reward: string;
  readonly label: string;
  readonly unit: string;
  /** As in the payouts: with the unit's minor digits, '' where blocked. */
  readonly amount: string;
  readonly amountShown: string;
  readonly status: StatusName;
  /** `when` where the gate is closed. */
  readonly reason: string;
  readonly payDate: string;
  /** In calculation order; the last one is the reward, its value is the payout. */
  readonly steps: readonly Step[];
  readonly nextTier: readonly NextTier[];
}

/** One value on the way to a payout. */
export interface Step {
  /** 1, 2, 3 … */
  readonly number: number;
  readonly node: string;
  /** Output port: `value`, `applied`, `band`, `rows` … */
  readonly port: string;
  readonly label: string;
  /** What the node does, from its configuration. */
  readonly sentence: string;
  /** What happened here, sentence by sentence. */
  readonly details: readonly string[];
  readonly calculation?: StepCalculation;
  /** Exact: minimal decimal, text, `true`/`false`, ISO date; '' with a status or where there is a value per row only. */
  readonly value: string;
  readonly valueShown: string;
  readonly status?: StatusName;
  readonly rows?: StepRows;
  /** Nodes of earlier steps whose value enters here. */
  readonly uses: readonly string[];
}

/** Arithmetic that gives the value again. */
export interface StepCalculation {
  /** Decimals, + - * / ( ), min, max, and round, roundEven, roundDown, roundUp, floor, ceil (x, decimals). */
  readonly expression: string;
  /** The same for people, with the result. */
  readonly shown: string;
  readonly result: string;
  /** The one rounding of the exact value; `exact`: it changed nothing. */
  readonly rounding?: {readonly scale: number; readonly mode: RoundingMode; readonly exact: boolean};
}

/** Rows of data behind the value of a step. */
export interface StepRows {
  readonly table: string;
  /** Rows there are; `rows` holds at most `maxRows` of them. */
  readonly count: number;
  readonly rows: readonly StepRow[];
}

/** One row behind a value, with the fields the step read and, per row, how its own value came about. */
export interface StepRow {
  /** 1-based data row of the imported table, 0 for buckets and people. */
  readonly row: number;
  readonly id: string;
  readonly participant: string;
  readonly period: string;
  /** ISO day of the row, '' where it has none. */
  readonly date: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly value?: string;
  readonly valueShown?: string;
  readonly calculation?: StepCalculation;
  readonly details?: readonly string[];
}

/** What the next band of a tier needs and brings, found by running the plan again. */
export type NextTier =
  | {
      readonly node: string;
      readonly label: string;
      /** Metric that has to rise, by how much at least, in its own unit. */
      readonly metric: string;
      readonly needs: string;
      readonly needsShown: string;
      /** Band reached now and with the additional amount, counted from 1; 0 is below the first. */
      readonly band: number;
      readonly nextBand: number;
      /** Change of this reward's payout; '' where it would be blocked. */
      readonly brings: string;
      readonly bringsShown: string;
      readonly sentence: string;
    }
  | {
      readonly node: string;
      readonly label: string;
      readonly reason: 'highest-band' | 'curve' | 'per-row' | 'no-metric' | 'not-monotone' | 'blocked';
      readonly sentence: string;
    };

/** What an explanation is to hold. */
export interface ExplainOptions {
  /** Only this reward. */
  readonly reward?: string;
  /** Rows shown per step; default 200. */
  readonly maxRows?: number;
  /** Whether to look for next tiers, which runs the plan again; default true. */
  readonly nextTier?: boolean;
}
