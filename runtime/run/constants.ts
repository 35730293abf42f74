import type {Program} from '../compile/program.js';
import type {Expr} from '../ops/expr.js';
import {NumBuilder} from '../ops/relation.js';
import {pow10} from '../decimal/round.js';
import type {Column, Table} from '../table/column.js';
import type {Dictionary} from '../table/dictionary.js';

/** Tables written in the plan (lookup rows), as columns c0, c1, … */
export function constantTables(program: Program, dictionary: Dictionary): [string, Table][] {
  return [...program.constants].map(([name, columns]) => {
    const count = columns[0]?.length ?? 0;
    const table: Table = {
      name,
      count,
      columns: new Map(columns.map((cells, k) => [`c${k}`, constantColumn(cells, dictionary)])),
      rowNumbers: Int32Array.from({length: count}, (_, i) => i + 1),
      read: count,
    };
    return [name, table];
  });
}

function constantColumn(cells: readonly Expr[], dictionary: Dictionary): Column {
  if (cells.some((cell) => cell.e === 'text')) {
    return {
      kind: 'text',
      dictionary,
      codes: Int32Array.from(cells, (cell) => (cell.e === 'text' ? dictionary.code(cell.text) : -1)),
      status: null,
    };
  }
  const scale = cells.reduce((most, cell) => (cell.e === 'num' ? Math.max(most, cell.scale) : most), 0);
  const out = new NumBuilder(cells.length, scale);
  cells.forEach((cell, i) => {
    if (cell.e === 'num') out.set(i, cell.value * pow10(scale - cell.scale));
  });
  return out.column();
}
