import type {Language, Num, Plan, Predicate, Result, TextKey, TextParams} from '@planwright/schemas';
import type {Expr} from '../ops/expr.js';
import type {Derived, Op} from '../ops/program.js';
import type {Relation} from '../ops/relation.js';
import type {Calculation, Term, Unit} from './terms.js';
import type {PortType} from './types.js';

/** Puts a node's configuration into words of one language. */
export interface Words {
  readonly language: Language;
  readonly plan: Plan;
  readonly id: string;
  say<K extends TextKey>(key: K, params: TextParams[K]): string;
  /** What people call the node a wire comes from, with the port where it is not the main one. */
  wire(ref: string | undefined): string;
  /** What people call a name of this node: a wire, a field, an attribute, a parameter. */
  name(path: string): string;
  table(name: string): string;
  field(table: string, name: string): string;
  attribute(name: string): string;
  /** A constant as people write it, a parameter with its label; `kind` decides on percent and money. */
  num(value: Num, unit?: Unit): string;
  /** A cell or constant of a kind, texts with the label of their enum value. */
  literal(text: string, type: PortType | undefined, path?: string): string;
  result(result: Result, type: PortType | undefined): string;
  predicate(predicate: Predicate, scope?: string): string;
  /** The periods a value looks at; undefined for the current one alone. */
  span(span: {over?: string; trailing?: number; shift?: number; shiftBy?: string}): string | undefined;
  rounding(rounding: {scale: number; mode?: string | undefined} | undefined, unit?: Unit): string | undefined;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** Clauses as one sentence. */
  sentence(...clauses: readonly (string | undefined)[]): string;
  /** Type of an output port of this node, where the plan is far enough to have one. */
  output(port: string): PortType | undefined;
  input(port: string): PortType | undefined;
  nameType(path: string): PortType | undefined;
  unitOf(type: PortType | undefined): Unit | undefined;
  /** Table of the rows that arrive at a port. */
  tableAt(port: string): string | undefined;
}

/** One row of a relation: where a value lives. */
export interface Place {
  readonly rel: string;
  readonly row: number;
}

/** Rows shown under a step. */
export interface RowSet {
  readonly rel: string;
  readonly rows: readonly number[];
  /** Column whose value is shown, '' for none. */
  readonly value: string;
  /** Unit of an own column. */
  readonly unit?: Unit | undefined;
}

/** How the value of one place came about. */
export interface Explained {
  /** What happened, in sentences. */
  readonly details: readonly string[];
  readonly calculation?: Calculation | undefined;
  readonly rows?: RowSet | undefined;
}

/** What a kind's explanation reads: the relations a run has left, at one place. */
export interface ExplainContext extends Words {
  readonly place: Place;
  /** The port that is explained, and its column. */
  readonly port: string;
  readonly column: string;
  /** Code of the person and index of the period. */
  readonly person: number;
  readonly period: number;
  /** Status of the explained value, 0 if ok. */
  readonly status: number;
  readonly ops: readonly Op[];
  relation(name: string): Relation | undefined;
  /** Column of an input of this node, by port name. */
  inputColumn(port: string): string | undefined;
  /** A number as it was used; undefined where it has a status or is text. */
  number(column: string, unit?: Unit, place?: Place): Term | undefined;
  /** Any value for people, statuses by name. */
  show(column: string, unit?: Unit, place?: Place): string;
  showTerm(term: Term): string;
  /** A constant or the value of a parameter. */
  constant(value: Num): Term | undefined;
  statusOf(column: string, place?: Place): number;
  /** Value of a small-integer column, −1 where it has a status. */
  int(column: string, place?: Place): number;
  /** How a column of this node was derived at this place, with numbers for names. */
  trace(column: string, options?: TraceOptions): Calculation | undefined;
  traceExpr(expr: Expr, options?: TraceOptions): Term | undefined;
  derived(column: string): Derived | undefined;
  /** The one rounding of a column of this node. */
  roundingAt(column: string): Calculation['rounding'];
  /** Whether a condition holds at this place; undefined where it has a status. */
  holds(expr: Expr): boolean | undefined;
  /** A condition with the numbers that were compared. */
  compared(predicate: Predicate): string;
  /** Value of a name at this place, for people. */
  nameShown(path: string): string;
  periodName(index: number): string;
  /** Name of a person of the dictionary. */
  text(code: number): string;
  day(day: number): string;
}

export interface TraceOptions {
  /** Own columns that stand for themselves. */
  readonly leaf?: (column: string) => boolean;
  /** Terms that stand for a column. */
  readonly expand?: (column: string) => Term | undefined;
  /** Units of own columns. */
  readonly unit?: (column: string) => Unit | undefined;
  /** Unit of constants that are not added to anything with a unit. */
  readonly literal?: Unit;
}

/** A kind's half of the explanation. */
export type Explain<Node> = (node: Node, context: ExplainContext) => Explained;
/** A node's configuration as one sentence. */
export type Sentence<Node> = (node: Node, words: Words) => string;
