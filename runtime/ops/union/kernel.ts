import type {Column} from '../../table/column.js';
import type {Environment} from '../environment.js';
import {relation} from '../environment.js';
import type {Union} from '../program.js';
import {bigAt, integers, NumBuilder, Relation, rowKeys, statusAt} from '../relation.js';

/** Concatenates relations by column name; `tag` tells which input a row came from. */
export function union(op: Union, env: Environment): void {
  const inputs = op.inputs.map(({rel}) => relation(env, rel));
  const count = inputs.reduce((sum, input) => sum + input.count, 0);
  const out = new Relation(count);
  for (const name of op.columns.length > 0 ? op.columns : (inputs[0]?.names() ?? [])) {
    out.define(name, () =>
      concat(
        inputs.map((input) => input.get(name)),
        inputs.map((input) => input.count),
        count,
      ),
    );
  }
  const tags = new Float64Array(count);
  let at = 0;
  inputs.forEach((input, k) => {
    tags.fill(op.inputs[k]!.tag, at, at + input.count);
    at += input.count;
  });
  out.set(op.tag, integers(tags));
  out.define('$key', () => rowKeys(count));
  env.relations.set(op.out, out);
  const table = env.tableOf.get(op.inputs[0]?.rel ?? '');
  if (table !== undefined) env.tableOf.set(op.out, table);
  env.tick(count);
}

function concat(columns: readonly Column[], counts: readonly number[], count: number): Column {
  const first = columns[0];
  if (!first) throw new Error('A union needs an input');
  if (first.kind === 'text') {
    const codes = new Int32Array(count);
    const status = new Uint8Array(count);
    let at = 0;
    columns.forEach((column, k) => {
      if (column.kind === 'text') codes.set(column.codes, at);
      if (column.status) status.set(column.status, at);
      at += counts[k]!;
    });
    return {kind: 'text', dictionary: first.dictionary, codes, status: status.some((s) => s !== 0) ? status : null};
  }
  const out = new NumBuilder(count, first.scale);
  let at = 0;
  columns.forEach((column, k) => {
    for (let i = 0; i < counts[k]!; ++i, ++at) {
      if (statusAt(column, i) !== 0) out.setStatus(at, statusAt(column, i));
      else out.set(at, bigAt(column, i));
    }
  });
  return out.column();
}
