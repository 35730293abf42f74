import {formatDate} from '../calendar/date.js';
import {readConstant} from '../compile/literals.js';
import type {ExplainContext, Place, TraceOptions} from '../nodes/explaining.js';
import type {Num, Predicate} from '../nodes/definition.js';
import type {Calculation, Term, Unit} from '../nodes/terms.js';
import {number} from '../nodes/terms.js';
import type {PortType} from '../nodes/types.js';
import {evaluate} from '../ops/evaluate.js';
import type {Expr} from '../ops/expr.js';
import type {Derived, Op} from '../ops/program.js';
import type {Relation} from '../ops/relation.js';
import {bigAt, intAt, statusAt} from '../ops/relation.js';
import type {Evaluation} from '../run/evaluation.js';
import {portColumn} from '../run/evaluation.js';
import {statusName} from '../table/status.js';
import {labelOfText, typeOfColumn, unitOfColumn} from './columns.js';
import {formatNumber} from './format.js';
import {derivedColumns} from './lineup.js';
import {meaningOf, refAt, typeOfMeaning} from './names.js';
import {predicateWords} from './predicate-words.js';
import {termShown} from './show-term.js';
import {rowContext, Trace} from './trace.js';
import {NodeWords} from './words.js';

/** Where a node's value is explained. */
export interface Spot {
  readonly node: string;
  readonly port: string;
  readonly column: string;
  readonly place: Place;
  readonly person: number;
  readonly period: number;
}

/** One node at one place of a run, in one language. */
export class NodeContext extends NodeWords implements ExplainContext {
  readonly place: Place;
  readonly port: string;
  readonly column: string;
  readonly person: number;
  readonly period: number;
  readonly #evaluation: Evaluation;

  constructor(evaluation: Evaluation, spot: Spot, language: NodeWords['language']) {
    super(evaluation.program.plan, evaluation.program.types, spot.node, language);
    this.#evaluation = evaluation;
    this.place = spot.place;
    this.port = spot.port;
    this.column = spot.column;
    this.person = spot.person;
    this.period = spot.period;
  }

  get status(): number {
    return this.statusOf(this.column);
  }

  get ops(): readonly Op[] {
    return this.#evaluation.program.ops;
  }

  relation(name: string): Relation | undefined {
    return this.#evaluation.env.relations.get(name);
  }

  inputColumn(port: string): string | undefined {
    const ref = refAt(this.plan, this.id, port);
    return ref === undefined ? undefined : portColumn(ref);
  }

  number(column: string, unit?: Unit, place: Place = this.place): Term | undefined {
    const rel = this.relation(place.rel);
    if (!rel?.has(column) || place.row < 0) return undefined;
    const cells = rel.get(column);
    if (cells.kind === 'text' || statusAt(cells, place.row) !== 0) return undefined;
    return number(bigAt(cells, place.row), cells.scale, unit ?? this.unitOfColumn(column));
  }

  show(column: string, unit?: Unit, place: Place = this.place): string {
    const rel = this.relation(place.rel);
    if (!rel?.has(column) || place.row < 0) return this.say('words/none', {});
    return this.showIn(rel, column, place.row, unit);
  }

  /** A cell of any relation for people. */
  showIn(rel: Relation, column: string, row: number, unit?: Unit): string {
    const cells = rel.get(column);
    const status = statusAt(cells, row);
    if (status !== 0) return this.statusText(status);
    if (cells.kind === 'text') return labelOfText(this, column, this.text(cells.codes[row] ?? -1));
    const kind = unit?.kind ?? this.typeOfColumn(column)?.value;
    if (kind === 'flag') return this.say(intAt(cells, row) === 1 ? 'words/yes' : 'words/no', {});
    if (kind === 'date') return formatDate(intAt(cells, row));
    return formatNumber(bigAt(cells, row), cells.scale, unit ?? this.unitOfColumn(column), this.language);
  }

  /** Unit of what a reward pays; undefined for other kinds. */
  rewardUnit(): Unit | undefined {
    const emit = this.ops.find((op) => op.op === 'emit' && op.node === this.id);
    if (emit?.op !== 'emit') return undefined;
    const node = this.plan.nodes[this.id];
    return node?.kind === 'reward' && node.type === 'cash'
      ? {kind: 'money', currency: emit.reward.unit}
      : {kind: 'number'};
  }

  statusText(status: number): string {
    const name = statusName(status);
    return name === 'ok' ? '' : this.say(`status/${name}`, {});
  }

  constant(value: Num): Term | undefined {
    const constant = readConstant(this.plan, value);
    return constant && number(constant.value, constant.scale);
  }

  showTerm(term: Term): string {
    return termShown(term, this.language);
  }

  statusOf(column: string, place: Place = this.place): number {
    const rel = this.relation(place.rel);
    return rel?.has(column) && place.row >= 0 ? statusAt(rel.get(column), place.row) : 0;
  }

  int(column: string, place: Place = this.place): number {
    const rel = this.relation(place.rel);
    if (!rel?.has(column) || place.row < 0) return -1;
    const cells = rel.get(column);
    return statusAt(cells, place.row) === 0 ? intAt(cells, place.row) : -1;
  }

  trace(column: string, options?: TraceOptions): Calculation | undefined {
    const derived = this.statusOf(column) === 0 ? this.derived(column) : undefined;
    return derived && this.#trace(options)?.calculation(derived);
  }

  traceExpr(expr: Expr, options?: TraceOptions): Term | undefined {
    return this.#trace(options)?.term(expr);
  }

  derived(column: string): Derived | undefined {
    const own = `@${this.id}`;
    return column === own || column.startsWith(`${own}/`) || column.startsWith(`${own}.`)
      ? derivedColumns(this.#evaluation.program).get(`${this.place.rel}|${column}`)
      : undefined;
  }

  roundingAt(column: string): Calculation['rounding'] {
    const {scale, roundScale = scale, mode = 'half-up'} = this.derived(column) ?? {};
    return roundScale === undefined ? undefined : {scale: roundScale, mode};
  }

  holds(expr: Expr): boolean | undefined {
    const rel = this.relation(this.place.rel);
    if (!rel) return undefined;
    const vec = evaluate(expr, rowContext(this.#evaluation.env, rel, this.place.row));
    if (vec.kind === 'text' || (vec.status && vec.status[0] !== 0)) return undefined;
    return Number(vec.b?.[0] ?? vec.f?.[0] ?? 0) === 1;
  }

  compared(predicate: Predicate): string {
    return predicateWords(this, predicate, undefined, (path) => {
      const label = this.name(path);
      return meaningOf(this.plan, this.id, path)?.is === 'parameter'
        ? this.num({param: path})
        : this.say('words/valued', {label, value: this.nameShown(path)});
    });
  }

  nameShown(path: string): string {
    const meaning = meaningOf(this.plan, this.id, path);
    const rel = this.relation(this.place.rel);
    if (!meaning || !rel) return path;
    const type = typeOfMeaning(this.plan, this.types, meaning);
    const unit = this.unitOf(type);
    switch (meaning.is) {
      case 'wire':
        return this.show(portColumn(meaning.ref));
      case 'parameter':
        return this.num({param: meaning.name});
      case 'own':
        return this.show(OWN_COLUMNS[meaning.name] ?? meaning.name, unit);
      case 'field': {
        const column = rel.has(path) ? path : meaning.head === 'whole' ? meaning.field : path;
        return this.show(column, unit);
      }
    }
  }

  periodName(index: number): string {
    return this.#evaluation.periods[index]?.name ?? '';
  }

  text(code: number): string {
    return code < 0 ? '' : this.#evaluation.env.dictionary.text(code);
  }

  day(day: number): string {
    return formatDate(day);
  }

  typeOfColumn(column: string): PortType | undefined {
    return typeOfColumn(this, column);
  }

  unitOfColumn(column: string): Unit | null {
    return unitOfColumn(this, column);
  }

  #trace(options?: TraceOptions): Trace | undefined {
    const rel = this.relation(this.place.rel);
    if (!rel) return undefined;
    return new Trace(
      {
        env: this.#evaluation.env,
        rel,
        row: this.place.row,
        derived: (column) => this.derived(column),
        unit: (column) => this.unitOfColumn(column),
      },
      options,
    );
  }
}

const OWN_COLUMNS: Readonly<Record<string, string>> = {
  'participant-id': '$person',
  'period-name': 'period.name',
  'period-index': 'period.inYear',
  'period-days': 'period.days',
};
