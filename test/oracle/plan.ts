// The plan document as the oracle reads it (plan model, section 2 and 4). Written by hand from the text, not from the project's schemas.

export type Constant = string | {readonly param: string};
export type Operand = string | readonly Constant[] | {readonly param: string} | {readonly name: string};
export interface Comparison {
  readonly is: string;
  readonly op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'not-in' | 'between' | 'missing' | 'present';
  readonly to?: Operand;
}
export type Predicate =
  {readonly all: readonly Predicate[]} | {readonly any: readonly Predicate[]} | {readonly not: Predicate} | Comparison;
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceil';
export interface Rounding {
  readonly scale: number;
  readonly mode?: RoundingMode;
}
export interface SpanConfig {
  readonly over?: 'period' | 'quarter-to-date' | 'half-to-date' | 'year-to-date' | 'trailing' | 'all-to-date';
  readonly trailing?: number;
  readonly shift?: number;
  readonly shiftBy?: 'period' | 'year';
}
export type AsOf = 'first-day' | 'last-day' | 'period-start' | 'period-end';
export type Gives = 'money' | 'ratio' | 'count' | 'number' | 'points' | 'days' | 'flag' | 'text' | 'date' | 'score';

export interface PlanCalendar {
  readonly period: 'month' | 'quarter' | 'half' | 'year';
  readonly yearStart?: {readonly month: number; readonly day?: number};
  readonly pattern?: 'months' | '4-4-5' | '4-5-4' | '5-4-4';
  /** 1 Monday … 7 Sunday. */
  readonly weekStart?: number;
  readonly anchor?: 'on-or-before' | 'nearest' | 'on-or-after';
}
export interface Field {
  readonly type: 'key' | 'text' | 'enum' | 'money' | 'number' | 'ratio' | 'count' | 'date' | 'flag' | 'points' | 'days';
  readonly required?: boolean;
  readonly scale?: number;
  readonly rounding?: RoundingMode;
  readonly currency?: string | {readonly field: string};
  readonly values?: readonly (string | EnumValue)[];
  readonly trueValues?: readonly string[];
  readonly falseValues?: readonly string[];
  readonly references?: string;
  readonly role?: 'id' | 'participant' | 'date' | 'sequence' | 'valid-from' | 'valid-to';
  readonly aliases?: readonly string[];
}
export interface EnumValue {
  readonly value: string;
  readonly label?: string | Readonly<Record<string, string>>;
  readonly aliases?: readonly string[];
}
export interface PlanTable {
  readonly fields: Readonly<Record<string, Field>>;
}
export interface Roster {
  readonly table: string;
  readonly eligible?: Predicate;
  readonly presence?: 'any-day' | 'first-day' | 'last-day';
  readonly asOf?: AsOf;
  readonly manager?: string;
}
export interface Parameter {
  readonly type: Gives;
  readonly value: string;
}
export interface Plan {
  readonly effective: {readonly from: string; readonly to?: string};
  readonly calendar: PlanCalendar;
  readonly currency: string;
  readonly parameters?: Readonly<Record<string, Parameter>>;
  readonly tables: Readonly<Record<string, PlanTable>>;
  readonly roster: Roster;
  readonly nodes: Readonly<Record<string, PlanNode>>;
}

export type Wires = Readonly<Record<string, string>>;
export interface SourceNode {
  readonly kind: 'source';
  readonly table: string;
  readonly where?: Predicate;
}
export interface CreditNode {
  readonly kind: 'credit';
  readonly in: {readonly rows: string};
  readonly by: 'field' | 'split' | 'match' | 'reports';
  readonly participant?: string;
  readonly date?: string;
  readonly split?: {
    readonly table: string;
    readonly row: string;
    readonly participant: string;
    readonly share: string;
    readonly total?: 'whole' | 'at-most' | 'any';
  };
  readonly match?: {readonly field: string; readonly attribute: string; readonly each?: 'full' | 'equal'};
  readonly levels?: Levels;
  readonly who?: Predicate;
  readonly splits?: readonly string[];
}
export interface Levels {
  readonly from?: number;
  readonly to?: number;
}
export interface AttributeNode {
  readonly kind: 'attribute';
  readonly what: 'value' | 'days-share' | 'tenure';
  readonly attribute?: string;
  readonly where?: Predicate;
  readonly asOf?: AsOf;
  readonly unit?: 'days' | 'months' | 'years';
  readonly rounding?: Rounding;
}
export interface MetricNode extends SpanConfig {
  readonly kind: 'metric';
  readonly in: {readonly rows?: string; readonly value?: string};
  readonly aggregate?: 'sum' | 'count' | 'count-distinct' | 'average' | 'min' | 'max';
  readonly field?: string;
  readonly where?: Predicate;
  readonly per?: 'participant' | 'plan' | 'reports' | {readonly attribute: string};
  readonly levels?: Levels;
  readonly by?: readonly string[];
  readonly onEmpty?: 'zero' | 'missing';
  readonly onMissing?: 'block' | 'skip';
  readonly rounding?: Rounding;
}
export interface TargetNode extends SpanConfig {
  readonly kind: 'target';
  readonly from: 'table' | 'list';
  readonly table?: {
    readonly table: string;
    readonly participant: string;
    readonly period: string;
    readonly value: string;
    readonly where?: Predicate;
  };
  readonly list?: readonly {readonly when: Predicate; readonly value: Constant}[];
  readonly otherwise?: Constant;
  readonly for?: 'period' | 'quarter' | 'half' | 'year';
  readonly spread?: 'equal' | 'weights';
  readonly weights?: readonly Constant[];
  readonly ramp?: {readonly since: string; readonly factors: readonly Constant[]};
  readonly prorate?: 'none' | 'days';
  readonly prorateWhere?: Predicate;
  readonly gives: Gives;
  readonly rounding?: Rounding;
}
export interface RatioNode {
  readonly kind: 'ratio';
  readonly in: {readonly of: string; readonly to: string; readonly amount?: string};
  readonly form?: 'plain' | 'swapped' | 'reflected';
  readonly whenZero?: Constant;
  readonly rounding?: Rounding;
}
export interface HistoryNode extends SpanConfig {
  readonly kind: 'history';
  readonly in: {readonly value: string};
  readonly take: 'previous' | 'change' | 'sum' | 'average' | 'min' | 'max' | 'count' | 'balance';
  readonly onEmpty?: 'zero' | 'missing';
  readonly rounding?: Rounding;
}
export interface Band {
  readonly from: Constant;
  readonly rate?: Constant;
  readonly amount?: Constant;
  readonly edge?: 'lower' | 'upper';
}
export interface BandTable {
  readonly table: string;
  readonly from: string;
  readonly rate?: string;
  readonly amount?: string;
  readonly variant?: string;
}
export interface TierNode {
  readonly kind: 'tier';
  readonly in: {
    readonly input: string;
    readonly base?: string;
    readonly target?: string;
    readonly already?: string;
    readonly amount?: string;
    readonly variant?: string;
  };
  readonly reading: 'marginal' | 'whole' | 'step' | 'step-sum' | 'overage' | 'fill' | 'curve' | 'rate-curve';
  readonly bands: readonly Band[] | BandTable;
  readonly variants?: Readonly<Record<string, readonly Band[]>>;
  readonly bounds?: 'absolute' | 'of-target';
  readonly edge?: 'lower' | 'upper';
  readonly scope?: 'each' | 'running' | 'to-date';
  readonly over?: 'period' | 'quarter-to-date' | 'half-to-date' | 'year-to-date' | 'all-to-date';
  readonly rateAt?: 'after' | 'before';
  readonly below?: 'extend' | 'zero' | 'no-tier' | 'clamp';
  readonly above?: 'clamp' | 'extend' | 'zero';
  readonly excessOver?: Constant;
  readonly grow?: {readonly width: Constant; readonly amount: Constant};
  readonly roundEach?: Rounding;
  readonly gives: Gives;
  readonly rounding?: Rounding;
}
export interface WeightPart {
  readonly use: string;
  readonly weight?: Constant;
  readonly threshold?: Constant;
  readonly floor?: Constant;
  readonly cap?: Constant;
  readonly whenMissing?: 'block' | 'renormalise' | 'target' | 'zero';
}
export interface WeightNode {
  readonly kind: 'weight';
  readonly in: {readonly values: Wires; readonly amount?: string};
  readonly parts: readonly WeightPart[];
  readonly mode?: 'sum' | 'multiply' | 'add-modifiers';
  readonly rounding?: Rounding;
}
export type Result =
  {readonly use: string} | {readonly field: string} | {readonly param: string} | {readonly value: string};
export interface ConditionNode {
  readonly kind: 'condition';
  readonly in?: {readonly values?: Wires; readonly rows?: string};
  readonly cases: readonly {readonly when: Predicate; readonly then: Result}[];
  readonly otherwise: Result;
  readonly gives: Gives;
  readonly rounding?: Rounding;
}
export interface LookupKey {
  readonly name: string;
  readonly match?: 'exact' | 'band' | 'date';
  readonly edge?: 'lower' | 'upper';
}
export interface LookupNode {
  readonly kind: 'lookup';
  readonly in?: {readonly values?: Wires; readonly rows?: string};
  readonly keys: readonly LookupKey[];
  readonly rows?: readonly (readonly Constant[])[];
  readonly grid?: {
    readonly rows: readonly Constant[];
    readonly columns: readonly Constant[];
    readonly cells: readonly (readonly Constant[])[];
  };
  readonly table?: {readonly table: string; readonly keys: readonly string[]; readonly value: string};
  readonly hit?: 'only' | 'first' | 'sum';
  readonly otherwise?: Constant;
  readonly gives: Gives;
  readonly rounding?: Rounding;
}
export interface FormulaNode {
  readonly kind: 'formula';
  readonly in?: {readonly values?: Wires; readonly rows?: string};
  readonly text: string;
  readonly gives: Gives;
  readonly rounding?: Rounding;
}
export interface CapNode {
  readonly kind: 'cap';
  readonly in: {readonly amount: string; readonly min?: string; readonly max?: string};
  readonly min?: Constant;
  readonly max?: Constant;
  readonly over?: 'each' | 'quarter-to-date' | 'half-to-date' | 'year-to-date';
  readonly excess?: 'forfeit' | 'carry';
  readonly rounding?: Rounding;
}
export interface RankNode {
  readonly kind: 'rank';
  readonly in: {readonly by: string; readonly tiebreak?: readonly string[]};
  readonly within?: string;
  readonly who?: Predicate;
  readonly order?: 'highest-first' | 'lowest-first';
  readonly ties?: 'pool' | 'same' | 'tiebreak';
  readonly tiebreak?: readonly string[];
  readonly top?: number | Constant;
  readonly prizes?: readonly Constant[];
  readonly gives?: Gives;
  readonly rounding?: Rounding;
}
export interface ShareNode {
  readonly kind: 'share';
  readonly in: {readonly amount: string; readonly by: string};
  readonly among?: 'plan' | {readonly attribute: string};
  readonly who?: Predicate;
  readonly limit?: 'all' | 'claim';
  readonly nobody?: 'block' | 'nothing';
  readonly scale?: number;
}
export interface ConvertNode {
  readonly kind: 'convert';
  readonly in: {readonly amount: string};
  readonly to: string;
  readonly rates: {
    readonly table: string;
    readonly from: string;
    readonly to: string;
    readonly date: string;
    readonly rate: string;
  };
  readonly at?: 'row-date' | 'period-start' | 'period-end';
  readonly rounding?: Rounding;
}
export interface RewardNode {
  readonly kind: 'reward';
  readonly in: {readonly amount?: string; readonly amounts?: Wires; readonly when?: string};
  readonly type: 'cash' | 'points' | 'leave' | 'training' | 'honour';
  readonly unit?: string;
  readonly who?: Predicate;
  readonly pays?: 'period' | 'quarter-end' | 'half-end' | 'year-end';
  readonly ifAbsent?: 'pay-last' | 'forfeit';
  readonly rounding?: Rounding;
  readonly multipleOf?: Constant;
  readonly order?: number;
}
export type PlanNode =
  | SourceNode
  | CreditNode
  | AttributeNode
  | MetricNode
  | TargetNode
  | RatioNode
  | HistoryNode
  | TierNode
  | WeightNode
  | ConditionNode
  | LookupNode
  | FormulaNode
  | CapNode
  | RankNode
  | ShareNode
  | ConvertNode
  | RewardNode;

/** Every wire end the node reads, with its port: "node" means "node.value". */
export function wiresOf(node: PlanNode): string[] {
  switch (node.kind) {
    case 'source':
    case 'attribute':
    case 'target':
      return [];
    case 'rank':
      return [node.in.by, ...(node.in.tiebreak ?? node.tiebreak ?? [])];
    case 'weight':
      return [...Object.values(node.in.values), ...present(node.in.amount)];
    case 'condition':
    case 'lookup':
    case 'formula':
      return [...Object.values(node.in?.values ?? {}), ...present(node.in?.rows)];
    case 'reward':
      return [...present(node.in.amount, node.in.when), ...Object.values(node.in.amounts ?? {})];
    default:
      return present(...Object.values(node.in));
  }
}

/** Node id and port of a wire end. */
export function parseRef(ref: string): [string, string] {
  const [id, port] = ref.split('.');
  return [id!, port ?? 'value'];
}

function present(...refs: readonly unknown[]): string[] {
  return refs.filter((ref) => typeof ref === 'string');
}
