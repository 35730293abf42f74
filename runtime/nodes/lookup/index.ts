import type {NodeMap} from '@planwright/schemas';
import {minimalDecimal} from '@planwright/schemas';
import type {CheckContext, NodeDef} from '../definition.js';
import {valuePorts} from '../ports.js';
import type {PortType, ValueKind} from '../types.js';
import {isNumeric, NUMERIC} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

type Lookup = NodeMap['lookup'];

/** 查表: a value by one or more keys. */
export const lookup: NodeDef<'lookup'> = {
  inputs: (node) => [
    ...valuePorts(node.in?.values, 'value'),
    {port: 'rows', ref: node.in?.rows, required: false, accepts: 'rows'},
  ],
  check(node, context) {
    const types = node.keys.map((key, k) => context.name(key.name, `/keys/${k}/name`));
    node.keys.forEach((key, k) => {
      const type = types[k];
      if (!type || type.value === 'rows') return;
      const at = `/keys/${k}/match`;
      if (key.match === 'band' && !isNumeric(type.value))
        context.report('plan/wrong-type', {need: 'number', got: type.value, port: key.name}, at);
      if (key.match === 'date' && type.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: type.value, port: key.name}, at);
      if (key.edge !== undefined && key.match !== 'band')
        context.report('plan/property-not-used', {property: 'edge', by: key.match ?? 'exact'}, at);
    });
    if (node.rows) checkRows(node, node.rows, types, context);
    if (node.grid) checkGrid(node, node.grid, types, context);
    if (node.table && context.hasTable(node.table.table, '/table/table')) {
      if (node.table.keys.length !== node.keys.length)
        context.report('plan/lookup-keys', {need: node.keys.length, got: node.table.keys.length}, '/table/keys');
      node.table.keys.forEach((key, k) => {
        const kind = types[k]?.value;
        const at = `/table/keys/${k}`;
        if (kind === undefined || kind === 'rows') context.hasField(node.table?.table ?? '', key, at);
        else context.fieldOf(node.table?.table ?? '', key, isNumeric(kind) ? NUMERIC : [kind], at);
      });
      context.hasField(node.table.table, node.table.value, '/table/value');
      const type = context.fieldType(node.table.table, node.table.value);
      if (type && type.value !== 'rows' && !givesField(type.value, node.gives)) {
        context.report('plan/wrong-type', {need: node.gives, got: type.value, port: 'value'}, '/table/value');
      }
    }
    if (node.otherwise !== undefined) context.cell(node.otherwise, node.gives, '/otherwise');
    const currency = node.gives === 'money' ? {currency: moneyOf(node, context)} : {};
    return {value: {...context.grain(), value: node.gives, ...currency}};
  },
  lower,
  sentence,
  explain,
};

function moneyOf(node: Lookup, context: CheckContext): string {
  const type = node.table ? context.fieldType(node.table.table, node.table.value) : undefined;
  return type?.currency ?? context.currency;
}

function givesField(kind: ValueKind, gives: ValueKind): boolean {
  if (kind === gives) return true;
  return isNumeric(kind) && isNumeric(gives) && kind !== 'money' && gives !== 'money';
}

function checkRows(
  node: Lookup,
  rows: NonNullable<Lookup['rows']>,
  types: readonly (PortType | undefined)[],
  context: CheckContext,
): void {
  rows.forEach((row, r) => {
    if (row.length !== node.keys.length + 1) {
      context.report('plan/lookup-keys', {need: node.keys.length + 1, got: row.length}, `/rows/${r}`);
      return;
    }
    row.forEach((cell, k) => {
      const isKey = k < node.keys.length;
      const kind = isKey ? types[k]?.value : node.gives;
      if (!kind || kind === 'rows') return;
      if (isKey) context.cell(cell, kind, `/rows/${r}/${k}`, types[k], node.keys[k]?.name);
      else context.cell(cell, kind, `/rows/${r}/${k}`);
    });
  });
  if ((node.hit ?? 'only') !== 'only') return;
  const keys = rows.map((row) => row.slice(0, node.keys.length).map((cell, k) => sameCell(cell, types[k])));
  reportTwice(keys, 'rows', context);
}

/** Rows whose keys are written twice: with one hit allowed, neither could ever be used. */
function reportTwice(keys: readonly (readonly string[])[], at: string, context: CheckContext): void {
  const first = new Map<string, number>();
  keys.forEach((key, r) => {
    const text = JSON.stringify(key);
    const before = first.get(text);
    if (before === undefined) first.set(text, r);
    else context.report('plan/lookup-row-twice', {at: r + 1, first: before + 1}, `/${at}/${r}`);
  });
}

/** The same text for equal keys: 0.10 and 0.1 are one number. */
function sameCell(cell: string | {param: string}, type: PortType | undefined): string {
  if (typeof cell !== 'string') return `{${cell.param}}`;
  return type && isNumeric(type.value) ? minimalDecimal(cell) : cell;
}

function checkGrid(
  node: Lookup,
  grid: NonNullable<Lookup['grid']>,
  types: readonly (PortType | undefined)[],
  context: CheckContext,
): void {
  if (node.keys.length !== 2) context.report('plan/lookup-keys', {need: 2, got: node.keys.length}, '/keys');
  if (grid.cells.length !== grid.rows.length || grid.cells.some((row) => row.length !== grid.columns.length)) {
    context.report('plan/grid-size', {rows: grid.rows.length, columns: grid.columns.length}, '/grid/cells');
    return;
  }
  const headings = [grid.rows, grid.columns];
  headings.forEach((cells, k) => {
    const kind = types[k]?.value;
    if (kind && kind !== 'rows')
      cells.forEach((cell, i) =>
        context.cell(cell, kind, `/grid/${k === 0 ? 'rows' : 'columns'}/${i}`, types[k], node.keys[k]?.name),
      );
    if ((node.hit ?? 'only') === 'only')
      reportTwice(
        cells.map((cell) => [sameCell(cell, types[k])]),
        `grid/${k === 0 ? 'rows' : 'columns'}`,
        context,
      );
  });
  grid.cells.forEach((row, r) => {
    row.forEach((cell, c) => context.cell(cell, node.gives, `/grid/cells/${r}/${c}`));
  });
}
