import type {NodeMap} from '@planwright/schemas';
import type {Expr} from '../../ops/expr.js';
import {add, cmp, col, isTrue, not, num, text} from '../../ops/expr.js';
import type {Derived} from '../../ops/program.js';
import type {LowerContext} from '../definition.js';
import {isText, roundingOf, valueColumn} from '../lowering.js';
import type {PortType} from '../types.js';

type Lookup = NodeMap['lookup'];
type Cell = string | {param: string};

/** Per band or date key a lookup of the band reached, then one lookup on all keys. */
export function lower(node: Lookup, context: LowerContext): void {
  const {id, rel} = context;
  const type = context.output('value');
  const dim = node.table ? tableRows(node, context) : constantRows(node, context);
  const keys = node.keys.map((key, k) => {
    const name = context.temp(`key${k}`);
    const scale = dim.keyScales[k];
    const left = context.name(key.name);
    context.derive(rel, [scale === undefined ? {name, expr: left} : {name, expr: left, scale}]);
    return {left: name, right: `$k${k}`, match: key.match ?? 'exact', strict: key.edge === 'upper'};
  });
  const on = keys.filter((key) => key.match === 'exact').map(({left, right}) => ({left, right}));
  // Every key must be ok, also where an earlier one already finds nothing.
  const allOk = keys.map(({left}): Expr => cmp('eq', col(left), col(left))).reduce(add);
  const misses: Expr[] = [cmp('lt', allOk, num(0))];
  keys.forEach((key, k) => {
    if (key.match === 'exact') return;
    const steps = `${id}/steps${k}`;
    const reached = context.temp(`from${k}`);
    const hit = context.temp(`hit${k}`);
    context.emit({
      op: 'group',
      node: id,
      out: steps,
      input: dim.rel,
      by: [...on.map(({right}) => right), key.right],
      aggregates: [],
    });
    context.emit({
      op: 'lookup',
      node: id,
      rel,
      dim: steps,
      on: [...on],
      range: {at: key.left, from: key.right, ...(key.strict ? {strict: true} : {})},
      columns: [{name: reached, from: key.right}],
      hit,
    });
    misses.push(not(isTrue(col(hit))));
    on.push({left: reached, right: key.right});
  });
  const found = context.temp('found');
  const hit = context.temp('hit');
  let from = dim.rel;
  let value = '$v';
  if (node.hit === 'sum') {
    from = `${id}/sums`;
    value = 'sum';
    context.emit({
      op: 'group',
      node: id,
      out: from,
      input: dim.rel,
      by: on.map(({right}) => right),
      aggregates: [{name: 'sum', fn: 'sum', col: '$v'}],
    });
  }
  context.emit({
    op: 'lookup',
    node: id,
    rel,
    dim: from,
    on,
    columns: [{name: found, from: value}],
    hit,
    ...(node.hit === 'first' ? {several: 'first' as const} : {}),
  });
  misses.push(not(isTrue(col(hit))));
  const otherwise: Expr =
    node.otherwise === undefined ? {e: 'status', code: 1} : cellExpr(node.otherwise, type, context);
  const expr: Expr = {e: 'case', cases: misses.map((miss) => ({when: miss, then: otherwise})), otherwise: col(found)};
  context.derive(rel, [valueColumn(context.column(), expr, type, roundingOf(node.rounding, type))]);
}

interface Dim {
  readonly rel: string;
  /** Scale the key columns meet at, undefined for text. */
  readonly keyScales: readonly (number | undefined)[];
}

function cellExpr(cell: Cell, type: PortType, context: LowerContext): Expr {
  if (typeof cell !== 'string') return context.parameter(cell.param);
  return type.value === 'rows' ? text(cell) : context.literal(cell, type.value);
}

/** Rows written in the plan, as a table of the program. */
function constantRows(node: Lookup, context: LowerContext): Dim {
  const rows: readonly (readonly Cell[])[] = node.rows ?? gridRows(node.grid);
  const type = context.output('value');
  const kinds = [...node.keys.map((key) => context.nameType(key.name)), type];
  const columns = kinds.map((kind, k) => rows.map((row) => cellExpr(row[k] ?? '', kind ?? type, context)));
  const keyScales = node.keys.map((key, k) => {
    if (isText(kinds[k])) return undefined;
    return Math.max(context.nameScale(key.name), mostDecimals(columns[k] ?? []));
  });
  const rel = `${context.id}/rows`;
  context.emit({op: 'scan', node: context.id, out: rel, table: context.constantTable(columns)});
  const derived: Derived[] = node.keys.map((_, k) => {
    const scale = keyScales[k];
    return scale === undefined ? {name: `$k${k}`, expr: col(`c${k}`)} : {name: `$k${k}`, expr: col(`c${k}`), scale};
  });
  const values = columns[node.keys.length] ?? [];
  derived.push({name: '$v', expr: col(`c${node.keys.length}`), ...(isText(type) ? {} : {scale: mostDecimals(values)})});
  context.derive(rel, derived);
  return {rel, keyScales};
}

function gridRows(grid: Lookup['grid']): Cell[][] {
  if (!grid) return [];
  return grid.rows.flatMap((row, r) => grid.columns.map((column, c) => [row, column, grid.cells[r]?.[c] ?? '']));
}

function mostDecimals(cells: readonly Expr[]): number {
  return cells.reduce((most, cell) => (cell.e === 'num' ? Math.max(most, cell.scale) : most), 0);
}

function tableRows(node: Lookup, context: LowerContext): Dim {
  const table = node.table;
  if (!table) throw new Error('A lookup without a table');
  const {id} = context;
  const rel = `${id}/rows`;
  context.emit({op: 'scan', node: id, out: rel, table: table.table});
  const keyScales = node.keys.map((key, k) =>
    isText(context.nameType(key.name))
      ? undefined
      : Math.max(context.nameScale(key.name), context.fieldScale(table.table, table.keys[k] ?? '')),
  );
  const derived: Derived[] = node.keys.map((_, k) => {
    const scale = keyScales[k];
    const expr = col(table.keys[k] ?? '');
    return scale === undefined ? {name: `$k${k}`, expr} : {name: `$k${k}`, expr, scale};
  });
  const type = context.output('value');
  derived.push({
    name: '$v',
    expr: col(table.value),
    ...(isText(type) ? {} : {scale: context.fieldScale(table.table, table.value)}),
  });
  context.derive(rel, derived);
  return {rel, keyScales};
}
