import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {and, cmp, col, ifMissing, isTrue, mul, not, num, or} from '../../ops/expr.js';
import type {Reject} from '../../ops/program.js';
import {creditRows, lookupAttributes, lookupPeriod} from '../crediting.js';
import type {LowerContext} from '../definition.js';

type Credit = NodeMap['credit'];

/** Parts of rows, one per person: joins, shares (SEM-8), then crediting as for a source. */
export function lower(node: Credit, context: LowerContext): void {
  const {id} = context;
  const root = rootSource(context, node.in.rows);
  const table = context.plan.tables[context.plan.nodes[root]?.kind === 'source' ? tableOf(context, root) : ''];
  const fields = Object.entries(table?.fields ?? {});
  const inRows = `${id}/in`;
  const input = node.in.rows.split('.')[0] ?? '';
  const credited = context.inputType('rows')?.grain === 'credited';
  context.emit({op: 'filter', node: id, out: inRows, input, tests: []});
  const dateField = node.date ?? fields.find(([, f]) => f.role === 'date')?.[0] ?? '';
  if (node.date !== undefined || !credited) {
    context.derive(inRows, [
      {name: '$day', expr: dateField === '' ? {e: 'status', code: 1} : context.name(dateField, inRows), scale: 0},
    ]);
  }
  const account = credited || node.by === 'reports' ? undefined : root;
  const scaleOfField = (name: string): number => {
    const field = table?.fields[name];
    return field?.scale ?? (field?.type === 'money' ? 2 : 6);
  };
  const splits = (node.splits ?? fields.filter(([, f]) => f.type === 'money').map(([name]) => name)).map((name) => ({
    name,
    scale:
      context.nameType(name)?.value === 'money' ? context.fieldScale(tableOf(context, root), name) : scaleOfField(name),
  }));
  const done = (rel: string, personField: string): void => {
    creditRows(context, {rel, out: id, personField, dateField, ...(account === undefined ? {} : {account})});
  };
  switch (node.by) {
    case 'field': {
      const participant = node.participant ?? '';
      context.derive(inRows, [{name: '$person', expr: context.name(participant, inRows)}]);
      return done(inRows, participant);
    }
    case 'split':
      return done(lowerSplit(node, context, inRows, splits, account), node.split?.participant ?? '');
    case 'match':
      return done(lowerMatch(node, context, inRows, splits, account), node.match?.field ?? '');
    case 'reports':
      return done(lowerReports(node, context, inRows), context.plan.roster.manager ?? '');
  }
}

interface Split {
  readonly name: string;
  readonly scale: number;
}

function lowerSplit(
  node: Credit,
  context: LowerContext,
  inRows: string,
  splits: readonly Split[],
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
      field: idField,
    },
  ];
  const how = split.total ?? 'whole';
  if (how === 'whole')
    tests.push({unless: cmp('eq', total, num(1)), as: 'exception', code: 'data/split-total', field: idField});
  else {
    tests.push({unless: has, as: 'exception', code: 'data/not-credited', field: idField});
    if (how === 'at-most')
      tests.push({unless: cmp('lte', total, num(1)), as: 'exception', code: 'data/split-total', field: idField});
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

function lowerMatch(
  node: Credit,
  context: LowerContext,
  inRows: string,
  splits: readonly Split[],
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

function lowerReports(node: Credit, context: LowerContext, inRows: string): string {
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
    tests: [{unless: not(or(...cycle)), as: 'exception', code: 'data/manager-cycle', field: ''}, ...brokenBelow(from)],
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
      field: '',
    };
  });
}

function rootSource(context: LowerContext, ref: string): string {
  let id = ref.split('.')[0] ?? '';
  for (let k = 0; k < 1000; ++k) {
    const node = context.plan.nodes[id];
    if (node?.kind !== 'credit') return id;
    id = node.in.rows.split('.')[0] ?? '';
  }
  return id;
}

function tableOf(context: LowerContext, source: string): string {
  const node = context.plan.nodes[source];
  return node?.kind === 'source' ? node.table : '';
}
