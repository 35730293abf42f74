// lookup: a value by one or more keys from rows, a grid or a table.
import {bad, compare, statusOf, show, total, whole} from '../exact.js';
import type {Value} from '../exact.js';
import {cellOf} from '../import.js';
import {constant, resolve} from '../names.js';
import type {LookupNode} from '../plan.js';
import type {At, Named, Prepared, Run} from '../run.js';
import {wireType} from '../types.js';
import type {Currency} from '../types.js';
import {finish} from '../windows.js';
import {grainIn, scopeOf} from './numbers.js';

interface Line {
  readonly keys: readonly Value[];
  readonly value: Value;
}

export function prepareLookup(run: Run, node: LookupNode): Prepared {
  const scope = scopeOf(run, node.in);
  const names = node.keys.map((key) => resolve(run, scope, key.name));
  const {lines, currency} = linesOf(run, node, names);
  const type = wireType(node.gives, currency ?? run.plan.currency);
  const exactKeys = node.keys.flatMap((key, i) => ((key.match ?? 'exact') === 'exact' ? [i] : []));
  const exactOf = (keys: readonly Value[]): string => JSON.stringify(exactKeys.map((i) => show(keys[i]!)));
  const byExact = new Map<string, Line[]>();
  for (const line of lines) byExact.set(exactOf(line.keys), [...(byExact.get(exactOf(line.keys)) ?? []), line]);
  const otherwise = node.otherwise === undefined ? bad('missing') : constant(run, node.otherwise, node.gives);

  function find(at: At): Value {
    const keys = names.map((name) => name.read(at));
    const status = statusOf(...keys);
    if (status !== undefined) return bad(status);
    let left = byExact.get(exactOf(keys)) ?? [];
    node.keys.forEach((key, i) => {
      if ((key.match ?? 'exact') !== 'exact') left = highest(left, i, keys[i]!, key.edge === 'upper');
    });
    if (left.length === 0) return otherwise;
    switch (node.hit ?? 'only') {
      case 'only':
        return left.length > 1 ? bad('duplicate-key') : left[0]!.value;
      case 'first':
        return left[0]!.value;
      case 'sum':
        return total(left.map(({value}) => value));
    }
  }
  const wires = Object.values(scope.wires ?? {}).map((ref) => run.wire(ref));
  return {
    grain: grainIn(
      scope,
      [...names, ...wires].map(({grain}) => grain),
    ),
    types: {value: type},
    at: (at) => ({value: finish(whole(find(at)), type, node.rounding)}),
  };
}

/** The lines with the highest `from` that is not above the value (edge upper: below it). */
function highest(lines: readonly Line[], key: number, value: Value, upper: boolean): Line[] {
  const reached = lines.filter((line) => {
    const order = compare(line.keys[key]!, value);
    return order.is === 'order' && (upper ? order.sign < 0 : order.sign <= 0);
  });
  const isHigher = (a: Line, b: Line): number => {
    const order = compare(a.keys[key]!, b.keys[key]!);
    return order.is === 'order' ? order.sign : 0;
  };
  const top = reached.reduce<Line | undefined>(
    (best, line) => (best && isHigher(best, line) >= 0 ? best : line),
    undefined,
  );
  return top === undefined ? [] : reached.filter((line) => isHigher(line, top) === 0);
}

function linesOf(run: Run, node: LookupNode, names: readonly Named[]): {lines: Line[]; currency: Currency} {
  const key = (i: number, given: Parameters<typeof constant>[1]): Value => constant(run, given, names[i]!.type.of);
  const value = (given: Parameters<typeof constant>[1]): Value => constant(run, given, node.gives);
  if (node.rows !== undefined) {
    const lines = node.rows.map((row) => ({
      keys: row.slice(0, -1).map((c, i) => key(i, c)),
      value: value(row.at(-1)!),
    }));
    return {lines, currency: undefined};
  }
  if (node.grid !== undefined) {
    const {rows, columns, cells} = node.grid;
    const lines = rows.flatMap((row, r) =>
      columns.map((column, c) => ({keys: [key(0, row), key(1, column)], value: value(cells[r]![c]!)})),
    );
    return {lines, currency: undefined};
  }
  const source = node.table!;
  const table = run.tables.get(source.table)!;
  const lines = table.rows.map((row) => ({
    keys: source.keys.map((field) => cellOf(row, field)),
    value: cellOf(row, source.value),
  }));
  return {lines, currency: table.types.get(source.value)!.currency};
}
