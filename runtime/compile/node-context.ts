import type {Plan} from '@planwright/schemas';
import {lookupAttributes} from '../nodes/crediting.js';
import type {FrameNames, LowerContext, NameScope, Predicate} from '../nodes/definition.js';
import type {PortType, ValueKind} from '../nodes/types.js';
import {scaleOf} from '../nodes/types.js';
import type {Expr} from '../ops/expr.js';
import {add, col, num, status, sub} from '../ops/expr.js';
import type {BandValue, Derived, Op} from '../ops/program.js';
import {MISSING} from '../table/status.js';
import {makeBuckets} from './buckets.js';
import type {Checked} from './checked.js';
import {fieldScale, fieldWithRole, PERIODS_PER_YEAR} from './fields.js';
import {splitRef} from './graph.js';
import {bucketId} from './lineage.js';
import {literalExpr, parameterExpr, readConstant} from './literals.js';
import type {Lineage, NameSpace, Resolved} from './names.js';
import {meanings} from './names.js';
import {predicateExpr} from './predicates.js';
import {wiresOf} from './wires.js';

/** Everything lowered so far: operations in order, and what is already there. */
export interface Lowered {
  readonly ops: Op[];
  readonly constants: Map<string, readonly (readonly Expr[])[]>;
  readonly homes: Map<string, string>;
}

/** What the contexts of all nodes share. */
export interface State {
  readonly plan: Plan;
  readonly checked: Checked;
  readonly lowered: Lowered;
  readonly frame: FrameNames;
  /** `relation|column` pairs that broadcasts and references have added. */
  readonly columns: Set<string>;
  readonly buckets: Set<string>;
}

/** The builder a kind's `lower` works with. */
export class NodeContext implements LowerContext {
  readonly id: string;
  readonly plan: Plan;
  readonly frame: FrameNames;
  readonly perYear: number;
  readonly rel: string;
  readonly isRow: boolean;
  readonly #state: State;
  readonly #refs = new Map<string, string>();
  readonly #lineage: Lineage | undefined;

  constructor(state: State, id: string) {
    this.#state = state;
    this.id = id;
    this.plan = state.plan;
    this.frame = state.frame;
    this.perYear = PERIODS_PER_YEAR[state.plan.calendar.period];
    const node = state.plan.nodes[id];
    for (const wire of node ? wiresOf(node) : []) if (wire.ref !== undefined) this.#refs.set(wire.port, wire.ref);
    const outputs = Object.values(state.checked.types.get(id) ?? {});
    const row = outputs.find((type) => type.grain === 'row' && type.lineage !== undefined);
    this.isRow = row !== undefined;
    this.#lineage = node?.kind === 'source' || node?.kind === 'credit' ? this.#ownLineage(id) : this.#inputLineage();
    this.rel = row?.lineage !== undefined ? this.relationOf(row.lineage) : state.frame.spine;
  }

  /** Buckets of a metric are made before the first metric that uses them. */
  prepare(): void {
    const bucket = bucketId(this.plan, this.id);
    if (bucket === undefined || this.#state.buckets.has(bucket)) return;
    this.#state.buckets.add(bucket);
    makeBuckets(this, bucket);
  }

  emit(op: Op): void {
    this.#state.lowered.ops.push(op);
  }

  derive(rel: string, columns: readonly Derived[]): void {
    if (columns.length > 0) this.emit({op: 'derive', node: this.id, rel, columns});
  }

  output = (port: string): PortType => {
    const type = this.#state.checked.types.get(this.id)?.[port];
    if (!type) throw new Error(`Node ${this.id} has no port ${port}`);
    return type;
  };

  inputType = (port: string): PortType | undefined => {
    const ref = this.#refs.get(port);
    if (ref === undefined) return undefined;
    const {node, port: named} = splitRef(ref);
    const outputs = this.#state.checked.types.get(node);
    return named === undefined ? (outputs?.['value'] ?? outputs?.['rows']) : outputs?.[named];
  };

  inputColumn(port: string, rel = this.rel): string {
    const ref = this.#refs.get(port);
    if (ref === undefined) throw new Error(`Node ${this.id} has no wire at ${port}`);
    const {node, port: named} = splitRef(ref);
    const column = named === undefined || named === 'value' ? `@${node}` : `@${node}.${named}`;
    const home = this.#state.lowered.homes.get(node) ?? this.frame.spine;
    if (home === this.frame.spine && rel !== this.frame.spine) this.#broadcast(rel, column);
    return column;
  }

  input(port: string, rel = this.rel): Expr {
    return col(this.inputColumn(port, rel));
  }

  name(path: string, rel = this.rel): Expr {
    return this.#nameIn(path, 'node', rel);
  }

  nameType(path: string): PortType | undefined {
    return this.#find(path, 'node')?.type;
  }

  nameScale(path: string): number {
    const found = this.#find(path, 'node');
    if (!found) return 0;
    return found.source === 'wire' && found.type.value !== 'rows' ? scaleOf(found.type.value) : found.scale;
  }

  fieldScale(table: string, field: string): number {
    return fieldScale(this.plan, table, field);
  }

  rowsOf(port: string): {rel: string; table: string; isBucket: boolean} | undefined {
    const type = this.inputType(port);
    if (type?.lineage === undefined) return undefined;
    const lineage = this.#state.checked.lineages.get(type.lineage);
    return lineage && {rel: this.relationOf(type.lineage), table: lineage.table, isBucket: lineage.by !== undefined};
  }

  relationOf(lineage: string): string {
    return lineage;
  }

  predicate(predicate: Predicate, scope: NameScope = 'node', rel = this.rel): Expr {
    return predicateWith(
      this.#state,
      predicate,
      (path) => this.#find(path, scope),
      (path) => this.#nameIn(path, scope, rel),
    );
  }

  num(value: string | {param: string}): Expr {
    const {value: n, scale} = this.constant(value);
    return num(n, scale);
  }

  constant(value: string | {param: string}): BandValue {
    return readConstant(this.plan, value) ?? {value: 0n, scale: 0};
  }

  literal(text: string, kind: ValueKind): Expr {
    return literalExpr(text, kind);
  }

  parameter(name: string): Expr {
    return parameterExpr(this.plan, name);
  }

  periodDay(edge: 'start' | 'end', offset: number): Expr {
    const at = this.temp(`period${offset}`);
    const column = this.temp(`${edge}${offset}`);
    const key = `${this.rel}|${column}`;
    if (!this.#state.columns.has(key)) {
      this.#state.columns.add(key);
      this.derive(this.rel, [{name: at, expr: add(col('$period'), num(offset)), scale: 0}]);
      this.emit({
        op: 'lookup',
        node: this.id,
        rel: this.rel,
        dim: this.frame.periods,
        on: [{left: at, right: 'index'}],
        columns: [{name: column, from: edge}],
      });
    }
    return edge === 'start' ? col(column) : sub(col(column), num(1));
  }

  column(port?: string): string {
    return port === undefined || port === 'value' ? `@${this.id}` : `@${this.id}.${port}`;
  }

  temp(name: string): string {
    return `@${this.id}/${name}`;
  }

  running(over: string): {partition: readonly string[]; order: readonly string[]; present?: string} {
    const span: Readonly<Record<string, string>> = {
      period: '$period',
      'quarter-to-date': 'period.quarter',
      'half-to-date': 'period.half',
      'year-to-date': 'period.year',
    };
    const partition = ['$person', span[over] ?? 'period.started'];
    if (!this.isRow) return {partition, order: ['$period'], present: 'present'};
    return {partition, order: this.rowOrder(this.rel).order};
  }

  rowOrder(rel: string): {partition: readonly string[]; order: readonly string[]} {
    const partition = ['$person', '$period'];
    const lineage = this.#state.checked.lineages.get(rel);
    if (lineage?.by) return {partition, order: ['$period', ...lineage.by.map((_, k) => `$by${k}`)]};
    const table = lineage?.table ?? '';
    const sequence = fieldWithRole(this.plan, table, 'sequence');
    const id = fieldWithRole(this.plan, table, 'id');
    return {
      partition,
      order: [...(sequence === undefined ? [] : [sequence]), '$day', ...(id === undefined ? [] : [id]), '$row'],
    };
  }

  currencyOf(port: string): Expr {
    const field = this.inputType(port)?.currencyField;
    return field === undefined ? status(MISSING) : col(field);
  }

  constantTable(columns: readonly (readonly Expr[])[]): string {
    const name = `$constants:${this.id}`;
    this.#state.lowered.constants.set(name, columns);
    return name;
  }

  #ownLineage(id: string): Lineage | undefined {
    const node = this.plan.nodes[id];
    if (node?.kind === 'credit') return this.#inputLineage();
    return this.#state.checked.lineages.get(id);
  }

  #inputLineage(): Lineage | undefined {
    for (const port of this.#refs.keys()) {
      const lineage = this.inputType(port)?.lineage;
      if (lineage !== undefined) return this.#state.checked.lineages.get(lineage);
    }
    return undefined;
  }

  #space(scope: NameScope): NameSpace {
    const wires: Record<string, PortType | undefined> = {};
    for (const port of this.#refs.keys()) if (port.startsWith('values.')) wires[port.slice(7)] = this.inputType(port);
    return {plan: this.plan, wires, lineage: this.#lineage, scope};
  }

  #find(path: string, scope: NameScope): Resolved | undefined {
    return meanings(path, this.#space(scope))[0];
  }

  #nameIn(path: string, scope: NameScope, rel: string): Expr {
    const found = this.#find(path, scope);
    if (!found) throw new Error(`Node ${this.id}: ${path} has no meaning`);
    switch (found.source) {
      case 'wire':
        return this.input(`values.${path}`, rel);
      case 'parameter':
        return parameterExpr(this.plan, path);
      case 'reference':
        this.#reference(rel, path);
        return col(found.column);
      default:
        return col(found.column);
    }
  }

  /** Adds `x.f` for the row a field refers to, as of the row's day where it is the roster. */
  #reference(rel: string, path: string): void {
    if (this.#lineage?.by?.includes(path)) return;
    const head = splitRef(path).node;
    const key = `${rel}|${head}.`;
    if (this.#state.columns.has(key)) return;
    this.#state.columns.add(key);
    const person: Readonly<Record<string, string>> = {origin: '$origin', below: '$below'};
    const special = person[head];
    if (special !== undefined && this.#lineage?.isReports) {
      lookupAttributes(this, rel, special, head);
      return;
    }
    const table = this.plan.tables[this.#lineage?.table ?? '']?.fields[head]?.references ?? '';
    if (table === this.plan.roster.table) {
      lookupAttributes(this, rel, head, head);
      return;
    }
    const dim = `reference/${table}`;
    if (!this.#state.columns.has(dim)) {
      this.#state.columns.add(dim);
      this.emit({op: 'scan', node: '', out: dim, table});
    }
    const fields = Object.keys(this.plan.tables[table]?.fields ?? {});
    this.emit({
      op: 'lookup',
      node: this.id,
      rel,
      dim,
      on: [{left: head, right: fieldWithRole(this.plan, table, 'id') ?? ''}],
      columns: fields.map((name) => ({name: `${head}.${name}`, from: name})),
    });
  }

  /** A value per person or coarser, made known to each of the rows. */
  #broadcast(rel: string, column: string): void {
    const key = `${rel}|${column}`;
    if (this.#state.columns.has(key)) return;
    this.#state.columns.add(key);
    this.emit({
      op: 'lookup',
      node: this.id,
      rel,
      dim: this.frame.spine,
      on: [
        {left: '$person', right: '$person'},
        {left: '$period', right: '$period'},
      ],
      columns: [{name: column, from: column}],
    });
  }
}

/** A predicate as an expression; names are found and read as told. */
export function predicateWith(
  state: State,
  predicate: Predicate,
  find: (path: string) => Resolved | undefined,
  expr: (path: string) => Expr,
): Expr {
  return predicateExpr(predicate, {
    plan: state.plan,
    expr,
    kind: (path) => {
      const value = find(path)?.type.value;
      return value === undefined || value === 'rows' ? 'text' : value;
    },
  });
}
