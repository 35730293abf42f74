import type {Expr} from '../../ops/expr.js';
import {and, cmp, col, ifMissing, isTrue, not, num, or} from '../../ops/expr.js';
import type {Reject} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';
import type {Credit} from './rows.js';

/** The managers above whoever had the row, on its day. */
export function lowerReports(node: Credit, context: LowerContext, inRows: string): string {
  const {id, frame, plan} = context;
  const {from = 1, to = 1} = node.levels ?? {};
  const manager = plan.roster.manager ?? '';
  context.derive(inRows, [
    {name: '$origin', expr: col('$person')},
    {name: '$chain0', expr: col('$person')},
  ]);
  const cycle: Expr[] = [];
  for (let level = 1; level <= to; ++level) {
    context.emit({
      op: 'lookup',
      node: id,
      rel: inRows,
      dim: frame.roster,
      on: [{left: `$chain${level - 1}`, right: frame.idField}],
      range: {at: '$day', from: '$from', to: '$to'},
      columns: [{name: `$chain${level}`, from: manager}],
      hit: `$on${level - 1}`,
    });
    for (let below = 0; below < level; ++below) {
      cycle.push(ifMissing(cmp('eq', col(`$chain${level}`), col(`$chain${below}`)), num(0)));
    }
  }
  const straight = `${id}/straight`;
  context.emit({
    op: 'filter',
    node: id,
    out: straight,
    input: inRows,
    tests: [
      {unless: not(or(...cycle)), as: 'exception', code: 'data/manager-cycle', value: '$origin'},
      ...brokenBelow(from),
    ],
  });
  const inputs: {rel: string; tag: number}[] = [];
  for (let level = from; level <= to; ++level) {
    const rel = `${id}/level${level}`;
    context.emit({
      op: 'filter',
      node: id,
      out: rel,
      input: straight,
      tests: [{unless: and(not({e: 'isMissing', a: col(`$chain${level}`)})), as: 'drop'}],
    });
    context.derive(rel, [
      {name: '$person', expr: col(`$chain${level}`)},
      {name: '$below', expr: col(`$chain${level - 1}`)},
    ]);
    inputs.push({rel, tag: level});
  }
  const parts = `${id}/parts`;
  context.emit({op: 'union', node: id, out: parts, inputs, tag: 'level', columns: []});
  return parts;
}

/** A manager below the wanted levels who is not on the roster that day breaks the chain: nobody can be found above him. */
function brokenBelow(from: number): Reject[] {
  return Array.from({length: from - 1}, (_, k): Reject => {
    const level = k + 1;
    const there = isTrue(ifMissing(col(`$on${level}`), num(0)));
    return {
      unless: or({e: 'isMissing', a: col(`$chain${level}`)}, there),
      as: 'exception',
      code: 'data/participant-inactive',
      value: `$chain${level}`,
    };
  });
}
