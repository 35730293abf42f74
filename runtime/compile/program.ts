import type {Plan} from '@planwright/schemas';
import type {PortType, Span} from '../nodes/types.js';
import type {Op} from '../ops/program.js';
import type {Expr} from '../ops/expr.js';

/** A compiled plan: a pure function of the plan document, so it may be kept under the plan's content hash. */
export interface Program {
  readonly plan: Plan;
  readonly ops: readonly Op[];
  /** Node ids so that every node comes after its inputs; ties by id. */
  readonly order: readonly string[];
  /** Types of each node's output ports. */
  readonly types: ReadonlyMap<string, Readonly<Record<string, PortType>>>;
  /** Nodes each node takes values or rows from. */
  readonly inputs: ReadonlyMap<string, readonly string[]>;
  /** Source nodes and their tables. */
  readonly sources: readonly {readonly node: string; readonly table: string}[];
  /** How far back a node looks: the earliest period computed follows from it. */
  readonly spans: ReadonlyMap<string, Span>;
  /** Tables written in the plan itself (lookup rows), columns c0, c1, … */
  readonly constants: ReadonlyMap<string, readonly (readonly Expr[])[]>;
  /** Relation in which a node's values live: the spine, or rows. */
  readonly homes: ReadonlyMap<string, string>;
}
