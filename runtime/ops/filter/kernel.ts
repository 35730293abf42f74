import type {Environment} from '../environment.js';
import {FATE, forChunks, relation} from '../environment.js';
import {evaluate, numeric} from '../evaluate.js';
import {showCell} from '../show.js';
import type {Filter, Reject} from '../program.js';
import type {Relation} from '../relation.js';
import {gather, intAt, Relation as Rel, rowKeys} from '../relation.js';

/** Keeps the rows that pass every test; each other row gets the fate of the first test it fails. */
export function filter(op: Filter, env: Environment): void {
  const input = relation(env, op.input);
  const kept = new Int32Array(input.count);
  let count = 0;
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
        if (op.account?.credited) setFate(op, env, input, from + i, FATE.credited);
      } else reject(op, env, input, from + i, op.tests[k]!, unknown[i] === 1);
    }
  });
  env.relations.set(op.out, subset(input, kept.slice(0, count)));
  const table = env.tableOf.get(op.input);
  if (table !== undefined) env.tableOf.set(op.out, table);
}

/** The given rows of a relation, its columns gathered when first read. */
export function subset(input: Relation, rows: Int32Array): Relation {
  const out = new Rel(rows.length);
  for (const name of input.names()) out.define(name, () => gather(input.get(name), rows, null));
  out.define('$key', () => rowKeys(rows.length));
  return out;
}

function reject(op: Filter, env: Environment, input: Relation, row: number, test: Reject, unknown: boolean): void {
  const as = unknown ? 'exception' : test.as;
  if (as === 'drop') return;
  setFate(op, env, input, row, FATE[as]);
  if (as !== 'exception') return;
  const field = test.field ?? '';
  env.exceptions.push({
    table: op.table ?? env.tableOf.get(op.input) ?? '',
    row: input.has('$row') ? intAt(input.get('$row'), row) : 0,
    field,
    value: field !== '' && input.has(field) ? showCell(input.get(field), row) : '',
    code: unknown ? 'data/unknown-condition' : (test.code ?? 'data/unknown-condition'),
    node: op.node,
  });
}

function setFate(op: Filter, env: Environment, input: Relation, row: number, fate: number): void {
  if (!op.account) return;
  const account = env.accounts.get(op.account.source);
  if (!account) return;
  const index = intAt(input.get('$index'), row);
  if (account.fate[index]! < fate) account.fate[index] = fate;
}
