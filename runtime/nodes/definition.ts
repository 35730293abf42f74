import type {DiagnosticCode, DiagnosticParams, NodeKind, NodeMap, Plan} from '@planwright/schemas';
import type {FormulaError} from '../formula/errors.js';
import type {Expr} from '../ops/expr.js';
import type {BandValue, Derived, Op} from '../ops/program.js';
import type {Explain, Sentence} from './explaining.js';
import type {PortType, Span, ValueKind} from './types.js';

/** Condition of plan model §3: the one shape for filters, gates, eligibility. */
export type Predicate = NonNullable<NodeMap['source']['where']>;
/** A constant or a parameter. */
export type Num = string | {param: string};
/** What a condition's case gives. */
export type Result = NodeMap['condition']['otherwise'];

/** What an input port takes; `need` names it in messages (`need.<name>` texts). */
export type Accept = 'rows' | 'credited' | 'numeric' | 'value' | 'flag' | 'text' | 'money' | 'amount';

export interface InputPort {
  /** `rows`, `value`, … or `values.<name>`. */
  readonly port: string;
  readonly ref: string | undefined;
  readonly required: boolean;
  readonly accepts: Accept;
  /** Grains a value may have; default any. */
  readonly grains?: readonly PortType['grain'][];
}

/** Where a kind's check looks names up and reports problems. */
export interface CheckContext {
  readonly id: string;
  readonly plan: Plan;
  readonly currency: string;
  /** Periods of the calendar in a year. */
  readonly perYear: number;
  /** Type of a wired input, undefined when not wired (or already reported). */
  input(port: string): PortType | undefined;
  /** Type of a name (plan model §2 "Names"), undefined and reported when unknown or ambiguous. */
  name(path: string, at: string): PortType | undefined;
  /** Decimals a name is stored with. */
  nameScale(path: string): number;
  /** Says that a wire `values.<name>` is used by name. */
  useWire(name: string): void;
  /** Type of a parameter, undefined and reported when unknown. */
  parameter(name: string, at: string): PortType | undefined;
  /** Checks a condition; `where` tells what its names may mean. */
  predicate(predicate: Predicate | undefined, at: string, scope?: NameScope): void;
  /** Checks a constant or parameter against the kinds it may have. */
  num(value: Num | undefined, kinds: readonly ValueKind[], at: string): void;
  /** Exact value of a constant or numeric parameter. */
  constant(value: Num): BandValue | undefined;
  /** Checks a cell: a literal of a kind (one of `type`'s values, where it has some), or a parameter of it. */
  cell(cell: string | {param: string}, kind: ValueKind, at: string, type?: PortType, name?: string): void;
  /** Checks that a literal text is a value of a kind. */
  literal(text: string, kind: ValueKind, at: string): boolean;
  /** Checks that a text is one of the values a name can have. */
  oneOf(text: string, type: PortType | undefined, name: string, at: string): void;
  /** Checks that a field exists and holds one of these kinds. */
  fieldOf(table: string, field: string, kinds: readonly ValueKind[], at: string): void;
  report<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], at?: string): void;
  /** Reports what is wrong with the text of a formula. */
  reportFormula(error: FormulaError): void;
  /** Finest grain and lineage of the wired inputs and names used, reported when two row sets meet. */
  grain(): Pick<PortType, 'grain' | 'lineage' | 'attribute' | 'cover'>;
  /** Row lineage of the buckets a metric with `by` shares with its like. */
  bucketLineage(): string | undefined;
  hasTable(name: string, at: string): boolean;
  hasField(table: string, field: string, at: string): boolean;
  /** Names an attribute of the roster. */
  hasAttribute(attribute: string, at: string): boolean;
  fieldType(table: string, field: string): PortType | undefined;
}

/** `node`: wires, rows, attributes, parameters. `attributes`: attributes, period and parameters. `roster`: bare attributes of a roster row and parameters. `table:<t>`: fields of a table. */
export type NameScope = 'node' | 'attributes' | 'roster' | `table:${string}`;

/** What a kind's lowering builds with. Columns live in `rel`: the spine, or the node's rows. */
export interface LowerContext {
  readonly id: string;
  readonly plan: Plan;
  readonly rel: string;
  /** True when values are per row (credited rows, buckets). */
  readonly isRow: boolean;
  readonly perYear: number;
  readonly output: (port: string) => PortType;
  readonly inputType: (port: string) => PortType | undefined;
  emit(op: Op): void;
  derive(rel: string, columns: readonly Derived[]): void;
  /** Column of an input in `rel`, broadcast from a coarser grain where needed. */
  inputColumn(port: string, rel?: string): string;
  input(port: string, rel?: string): Expr;
  name(path: string, rel?: string): Expr;
  /** Decimals of a field. */
  fieldScale(table: string, field: string): number;
  /** Rows behind an input of row grain: their relation, and the table they come from. */
  rowsOf(port: string): {readonly rel: string; readonly table: string; readonly isBucket: boolean} | undefined;
  nameType(path: string): PortType | undefined;
  /** Decimals a name's column is stored with. */
  nameScale(path: string): number;
  predicate(predicate: Predicate, scope?: NameScope, rel?: string): Expr;
  num(value: Num): Expr;
  constant(value: Num): BandValue;
  literal(text: string, kind: ValueKind): Expr;
  /** First day, or last day (inclusive), of the period `offset` periods later. */
  periodDay(edge: 'start' | 'end', offset: number): Expr;
  /** Value of a parameter. */
  parameter(name: string): Expr;
  /** `@id` or `@id.port`. */
  column(port?: string): string;
  temp(name: string): string;
  /** Relation of a lineage's rows. */
  relationOf(lineage: string): string;
  /** Rows of one person and period in sequence. */
  rowOrder(rel: string): {readonly partition: readonly string[]; readonly order: readonly string[]};
  /** Text of the currency of each row of money(mixed). */
  currencyOf(port: string): Expr;
  /** Name of a table of the program with these rows, columns c0, c1, … */
  constantTable(columns: readonly (readonly Expr[])[]): string;
  /** Partition and order columns of running totals, restarted by `over`. */
  running(over: string): {
    readonly partition: readonly string[];
    readonly order: readonly string[];
    readonly present?: string;
  };
  readonly frame: FrameNames;
}

/** Relations every program has. */
export interface FrameNames {
  readonly periods: string;
  /** The periods from the first that is computed on. */
  readonly reached: string;
  readonly roster: string;
  readonly eligible: string;
  readonly presence: string;
  readonly spine: string;
  readonly idField: string;
}

/** A node kind: what it takes, what it gives, which operations it becomes. */
export interface NodeDef<K extends NodeKind> {
  readonly inputs: (node: NodeMap[K]) => readonly InputPort[];
  /** Types of the output ports, problems reported on the way. Called when all inputs have types. */
  readonly check: (node: NodeMap[K], context: CheckContext) => Readonly<Record<string, PortType>>;
  readonly lower: (node: NodeMap[K], context: LowerContext) => void;
  /** The periods a value looks at, where it looks at any but its own; the run computes as far back. */
  readonly span?: (node: NodeMap[K]) => Span | undefined;
  /** One line that says what the node does, complete for every property that changes meaning. */
  readonly sentence: Sentence<NodeMap[K]>;
  /** How the value of one person and period came about. */
  readonly explain: Explain<NodeMap[K]>;
}
