import {cmp, col, ifMissing, isTrue, mul, num} from '../../ops/expr.js';
import type {Reject} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';
import type {Credit, Divided} from './rows.js';
import {rootSource, tableOf} from './rows.js';

/** Shares from a second table, checked against what they must add up to; parts of a whole by SEM-8. */
export function lowerSplit(
  node: Credit,
  context: LowerContext,
  inRows: string,
  splits: readonly Divided[],
  account: string | undefined,
): string {
  const {id} = context;
  const split = node.split;
  if (!split) return inRows;
  const shares = `${id}/shares`;
  const totals = `${id}/totals`;
  const ok = `${id}/ok`;
  const parts = `${id}/parts`;
  const root = rootSource(context, node.in.rows);
  const idField =
    Object.entries(context.plan.tables[tableOf(context, root)]?.fields ?? {}).find(([, f]) => f.role === 'id')?.[0] ??
    '$row';
  context.emit({op: 'scan', node: id, out: shares, table: split.table});
  context.emit({
    op: 'group',
    node: id,
    out: totals,
    input: shares,
    by: [split.row],
    aggregates: [
      {name: 'total', fn: 'sum', col: split.share},
      {name: 'least', fn: 'min', col: split.share},
    ],
  });
  context.emit({
    op: 'lookup',
    node: id,
    rel: inRows,
    dim: totals,
    on: [{left: idField, right: split.row}],
    columns: [
      {name: '$total', from: 'total'},
      {name: '$least', from: 'least'},
    ],
    hit: '$hasShares',
  });
  const has = isTrue(ifMissing(col('$hasShares'), num(0)));
  const total = ifMissing(col('$total'), num(0));
  const tests: Reject[] = [
    {
      unless: cmp('gte', ifMissing(col('$least'), num(0)), num(0)),
      as: 'exception',
      code: 'data/bad-share',
      value: '$least',
    },
  ];
  const how = split.total ?? 'whole';
  if (how === 'whole')
    tests.push({unless: cmp('eq', total, num(1)), as: 'exception', code: 'data/split-total', value: '$total'});
  else {
    tests.push({unless: has, as: 'exception', code: 'data/not-credited'});
    if (how === 'at-most')
      tests.push({unless: cmp('lte', total, num(1)), as: 'exception', code: 'data/split-total', value: '$total'});
  }
  context.emit({
    op: 'filter',
    node: id,
    out: ok,
    input: inRows,
    tests,
    ...(account === undefined ? {} : {account: {source: account, credited: false}}),
  });
  context.emit({
    op: 'join',
    node: id,
    out: parts,
    left: ok,
    right: shares,
    on: [{left: idField, right: split.row}],
    columns: [
      {name: '$part', from: split.share},
      {name: '$person', from: split.participant},
      {name: '$shareRow', from: '$row'},
    ],
  });
  context.derive(parts, [
    {name: 'share', expr: mul(col('share'), col('$part')), scale: 12},
    ...splits.map(({name, scale}) => ({name: `whole.${name}`, expr: col(name), scale})),
  ]);
  for (const {name, scale} of splits) {
    if (how === 'whole') {
      context.emit({
        op: 'allocate',
        node: id,
        rel: parts,
        name,
        partition: ['$left'],
        order: ['$person', '$shareRow'],
        amount: `whole.${name}`,
        weight: '$part',
        roundScale: scale,
        scale,
        mode: 'half-up',
        claim: false,
        nobodyIsZero: true,
      });
    } else context.derive(parts, [{name, expr: mul(col(`whole.${name}`), col('$part')), scale}]);
  }
  return parts;
}
