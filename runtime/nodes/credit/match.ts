import {col, isTrue, mul, num} from '../../ops/expr.js';
import {lookupAttributes, lookupPeriod} from '../crediting.js';
import type {LowerContext} from '../definition.js';
import type {Credit, Divided} from './rows.js';

/** Everyone whose attribute equals the field on the row's day. */
export function lowerMatch(
  node: Credit,
  context: LowerContext,
  inRows: string,
  splits: readonly Divided[],
  account: string | undefined,
): string {
  const {id, frame} = context;
  const match = node.match;
  if (!match) return inRows;
  const candidates = `${id}/candidates`;
  const parts = `${id}/parts`;
  context.derive(inRows, [
    {name: '$field', expr: context.name(match.field, inRows)},
    {name: '$dayEnd', expr: {e: 'add', a: col('$day'), b: num(1)}, scale: 0},
  ]);
  context.emit({
    op: 'join',
    node: id,
    out: candidates,
    left: inRows,
    right: frame.eligible,
    on: [{left: '$field', right: match.attribute}],
    overlap: {leftFrom: '$day', leftTo: '$dayEnd', rightFrom: '$from', rightTo: '$to'},
    columns: [{name: '$person', from: frame.idField}],
  });
  lookupAttributes(context, candidates, '$person', 'participant');
  lookupPeriod(context, candidates);
  context.emit({
    op: 'filter',
    node: id,
    out: parts,
    input: candidates,
    tests: node.who ? [{unless: context.predicate(node.who, 'attributes', candidates), as: 'drop'}] : [],
    ...(account === undefined ? {} : {account: {source: account, credited: false}}),
  });
  reportUncredited(context, inRows, parts, match.field, account);
  if (match.each === 'equal') {
    context.derive(parts, [
      {name: '$one', expr: num(1), scale: 0},
      ...splits.map(({name, scale}) => ({name: `whole.${name}`, expr: col(name), scale})),
    ]);
    const equal = (name: string, amount: string, scale: number): void => {
      context.emit({
        op: 'allocate',
        node: id,
        rel: parts,
        name,
        partition: ['$left'],
        order: ['$person'],
        amount,
        weight: null,
        roundScale: scale,
        scale,
        mode: 'half-up',
        claim: false,
        nobodyIsZero: false,
      });
    };
    equal('$part', '$one', 12);
    context.derive(parts, [{name: 'share', expr: mul(col('share'), col('$part')), scale: 12}]);
    for (const {name, scale} of splits) equal(name, `whole.${name}`, scale);
  } else
    context.derive(
      parts,
      splits.map(({name, scale}) => ({name: `whole.${name}`, expr: col(name), scale})),
    );
  return parts;
}

/** Rows that found nobody are exceptions. */
function reportUncredited(
  context: LowerContext,
  inRows: string,
  parts: string,
  field: string,
  account: string | undefined,
): void {
  const {id} = context;
  const counts = `${id}/counts`;
  context.emit({
    op: 'group',
    node: id,
    out: counts,
    input: parts,
    by: ['$left'],
    aggregates: [{name: 'n', fn: 'count'}],
  });
  context.emit({
    op: 'lookup',
    node: id,
    rel: inRows,
    dim: counts,
    on: [{left: '$key', right: '$left'}],
    columns: [],
    hit: '$found',
  });
  context.emit({
    op: 'filter',
    node: id,
    out: `${id}/found`,
    input: inRows,
    tests: [{unless: isTrue(col('$found')), as: 'exception', code: 'data/not-credited', field}],
    ...(account === undefined ? {} : {account: {source: account, credited: false}}),
  });
}
