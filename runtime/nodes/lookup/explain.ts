import type {NodeMap} from '@planwright/schemas';
import {intAt, statusAt} from '../../ops/relation.js';
import type {Explain, ExplainContext, Sentence, Words} from '../explaining.js';
import type {PortType} from '../types.js';

type Lookup = NodeMap['lookup'];
type Key = Lookup['keys'][number];
type Cell = string | {param: string};

/** "Rate by product and term." */
export const sentence: Sentence<Lookup> = (node, words) => {
  const type = words.output('value');
  const {table} = node;
  const from = table
    ? words.say('lookup/table', {value: words.field(table.table, table.value), table: words.table(table.table)})
    : words.say('lookup/rows', {rows: rowsWords(node, type, words)});
  return words.sentence(
    words.say('lookup/by', {keys: words.list(node.keys.map((key) => keyWords(key, words)))}),
    from,
    node.hit === 'first' || node.hit === 'sum' ? words.say(`lookup/${node.hit}`, {}) : words.say('lookup/only', {}),
    node.otherwise === undefined
      ? words.say('lookup/otherwise-missing', {})
      : words.say('lookup/otherwise', {value: cellWords(node.otherwise, type, words)}),
    words.rounding(node.rounding, words.unitOf(type)),
  );
};

function keyWords({name, match = 'exact', edge}: Key, words: Words): string {
  const key = words.name(name);
  if (match === 'exact') return key;
  return words.say(edge === 'upper' ? `lookup/key-${match}-upper` : `lookup/key-${match}`, {key});
}

function rowsWords(node: Lookup, type: PortType | undefined, words: Words): string {
  return listOf(node)
    .map((row) => {
      const keys = node.keys.map((key, k) => cellWords(row[k] ?? '', words.nameType(key.name), words, key.name));
      return words.say('lookup/row', {
        keys: keys.join(words.say('words/comma', {})),
        value: cellWords(row[node.keys.length] ?? '', type, words),
      });
    })
    .join(words.say('words/semicolon', {}));
}

function listOf({rows, grid}: Lookup): readonly (readonly Cell[])[] {
  if (rows) return rows;
  if (!grid) return [];
  return grid.rows.flatMap((row, r) => grid.columns.map((column, c) => [row, column, grid.cells[r]?.[c] ?? '']));
}

function cellWords(cell: Cell, type: PortType | undefined, words: Words, path?: string): string {
  return typeof cell === 'string' ? words.literal(cell, type, path) : words.num(cell, words.unitOf(type));
}

/** The keys with their values, and the row they found. */
export const explain: Explain<Lookup> = (node, context) => {
  const keys = context.list(
    node.keys.map(({name}) => context.say('lookup/key', {key: context.name(name), value: context.nameShown(name)})),
  );
  const literal = context.unitOf(context.output('value'));
  const calculation = context.trace(context.column, literal ? {literal, unit: () => literal} : {});
  const value = context.show(context.column);
  const rows = foundRows(node, context);
  const rel = context.relation(`${context.id}/rows`);
  const [row] = rows;
  if (row === undefined || !rel) {
    if (context.status !== 0) return {details: [context.say('lookup/none-missing', {keys})], calculation};
    return {details: [context.say('lookup/none', {keys, value})], calculation};
  }
  if (node.hit === 'sum' && rows.length > 1)
    return {details: [context.say('lookup/found-several', {keys, count: rows.length})], calculation};
  const number = node.table ? intAt(rel.get('$row'), row) : row + 1;
  return {details: [context.say('lookup/found', {keys, row: number, value})], calculation};
};

/** Rows of the table whose keys are the exact value, or the bound that was reached. */
function foundRows(node: Lookup, context: ExplainContext): number[] {
  const rel = context.relation(`${context.id}/rows`);
  const home = context.relation(context.place.rel);
  if (!rel || !home) return [];
  const {row} = context.place;
  const pairs = node.keys.map(({match = 'exact'}, k) => ({
    here: home.get(`@${context.id}/${match === 'exact' ? 'key' : 'from'}${k}`),
    there: rel.get(`$k${k}`),
  }));
  if (pairs.some(({here}) => statusAt(here, row) !== 0)) return [];
  return Array.from({length: rel.count}, (_, i) => i).filter((i) =>
    pairs.every(({here, there}) => statusAt(there, i) === 0 && intAt(there, i) === intAt(here, row)),
  );
}
