import type {Column} from '../../table/column.js';
import type {Environment} from '../environment.js';
import {FATE, forChunks, relation} from '../environment.js';
import {evaluate, markShared} from '../evaluate.js';
import type {Filter, Reject} from '../program.js';
import type {Relation} from '../relation.js';
import {gather, intAt, Relation as Rel, rowKeys, statusAt} from '../relation.js';
import {showCell} from '../show.js';
import {numeric} from '../vectors.js';

/** Keeps the rows that pass every test; each other row gets the fate of the first test it fails. */
export function filter(op: Filter, env: Environment): void {
  const input = relation(env, op.input);
  const kept = new Int32Array(input.count);
  let count = 0;
  const ledger = ledgerOf(op, env, input);
  for (const {unless} of op.tests) markShared(unless);
  const credited = op.account?.credited === true ? ledger : null;
  forChunks(env, input, (from, at) => {
    const fate = new Int16Array(at.n).fill(-1);
    const unknown = new Uint8Array(at.n);
    op.tests.forEach((test, k) => {
      const verdict = numeric(evaluate(test.unless, at));
      for (let i = 0; i < at.n; ++i) {
        if (fate[i] !== -1) continue;
        if (verdict.status && verdict.status[i] !== 0) {
          fate[i] = k;
          unknown[i] = 1;
        } else if (verdict.f![i] === 0) fate[i] = k;
      }
    });
    for (let i = 0; i < at.n; ++i) {
      const k = fate[i]!;
      if (k === -1) {
        kept[count++] = from + i;
        if (credited) setFate(credited, from + i, FATE.credited);
      } else reject(op, env, input, from + i, op.tests[k]!, unknown[i] === 1, ledger);
    }
  });
  env.relations.set(op.out, subset(input, kept.slice(0, count)));
  const table = env.tableOf.get(op.input);
  if (table !== undefined) env.tableOf.set(op.out, table);
}

/** The given rows of a relation, in their order, its columns gathered when first read; all rows share the columns themselves. */
export function subset(input: Relation, rows: Int32Array): Relation {
  const out = new Rel(rows.length);
  const isAll = rows.length === input.count;
  for (const name of input.names())
    out.define(name, () => (isAll ? input.get(name) : gather(input.get(name), rows, null)));
  out.define('$key', () => rowKeys(rows.length));
  return out;
}

function reject(
  op: Filter,
  env: Environment,
  input: Relation,
  row: number,
  test: Reject,
  unknown: boolean,
  ledger: Ledger | null,
): void {
  const as = unknown ? 'exception' : test.as;
  if (as === 'drop') return;
  if (ledger) setFate(ledger, row, FATE[as]);
  if (as !== 'exception') return;
  const field = test.field ?? '';
  const told = unknown ? '' : (test.value ?? field);
  env.exceptions.push({
    table: op.table ?? env.tableOf.get(op.input) ?? '',
    row: input.has('$row') ? intAt(input.get('$row'), row) : 0,
    field: unknown ? '' : field,
    value: told !== '' && input.has(told) ? toldCell(input.get(told), row) : '',
    code: unknown ? 'data/unknown-condition' : (test.code ?? 'data/unknown-condition'),
    node: op.node,
  });
}

/** A cell as an exception tells it; what is missing is empty. */
function toldCell(column: Column, row: number): string {
  return statusAt(column, row) === 0 ? showCell(column, row) : '';
}

/** Where the fate of a source's rows is kept, and which row of it each row of the relation is. */
interface Ledger {
  readonly fate: Uint8Array;
  readonly index: Column;
}

function ledgerOf({account}: Filter, env: Environment, input: Relation): Ledger | null {
  const fate = account && env.accounts.get(account.source)?.fate;
  return fate ? {fate, index: input.get('$index')} : null;
}

function setFate({fate, index}: Ledger, row: number, to: number): void {
  const at = intAt(index, row);
  if (fate[at]! < to) fate[at] = to;
}
