import type {Program} from '../compile/program.js';
import type {Environment} from '../ops/environment.js';
import {Relation} from '../ops/relation.js';
import {adjust} from './adjust.js';
import type {Evaluation} from './evaluation.js';
import {execute} from './execute.js';
import type {Adjustment} from './result.js';

/**
 * The same run with amounts added to nodes of one person and period. Only what depends on them is computed again, for everybody, on
 * copies: the evaluation given is not changed. With `until` only up to the values of that node.
 */
export function rerun(evaluation: Evaluation, adjustments: readonly Adjustment[], until?: string): Evaluation {
  const {program, periods} = evaluation;
  const wanted = new Map(adjustments.map((one) => [`@${one.node}`, one]));
  const made = (index: number): boolean => {
    const op = program.ops[index];
    return op?.op === 'derive' && op.rel === 'spine' && op.columns.some(({name}) => wanted.has(name));
  };
  const first = program.ops.findIndex((_, index) => made(index));
  if (first < 0) return evaluation;
  const env = copy(evaluation.env);
  const depending = downstream(
    program,
    adjustments.map(({node}) => node),
  );
  const last = until === undefined ? program.ops.length : program.ops.findLastIndex(({node}) => node === until);
  program.ops.forEach((op, index) => {
    if (index < first || index > last) return;
    if (depending.has(op.node)) execute(op, env);
    if (made(index)) adjust(op, env, periods, wanted);
  });
  return {...evaluation, env};
}

/** Nodes that take something from the given ones, however far away. */
function downstream({order, inputs}: Program, nodes: readonly string[]): Set<string> {
  const all = new Set(nodes);
  const found = new Set<string>();
  for (const id of order) {
    if (!(inputs.get(id) ?? []).some((input) => all.has(input))) continue;
    all.add(id);
    found.add(id);
  }
  return found;
}

/** Relations that share their columns with the old ones until a column is replaced. */
function copy(env: Environment): Environment {
  const relations = new Map<string, Relation>();
  for (const [name, relation] of env.relations) {
    const one = new Relation(relation.count);
    for (const column of relation.names()) one.define(column, () => relation.get(column));
    relations.set(name, one);
  }
  return {
    ...env,
    relations,
    tableOf: new Map(env.tableOf),
    exceptions: [...env.exceptions],
    accounts: new Map([...env.accounts].map(([id, {table, fate}]) => [id, {table, fate: fate.slice()}])),
    tick: () => undefined,
  };
}
