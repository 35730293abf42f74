import type {Environment} from '../environment.js';
import type {Scan} from '../program.js';
import {integers, Relation, rowKeys} from '../relation.js';

/** All usable rows of a table, in row order; `$row` is the 1-based row in the imported data, `$index` the row of the table. */
export function scan({out, table: name}: Scan, env: Environment): void {
  const table = env.tables.get(name);
  if (!table) throw new Error(`No table ${name}`);
  const rel = new Relation(table.count);
  for (const [field, column] of table.columns) rel.set(field, column);
  rel.define('$row', () => integers(table.rowNumbers));
  rel.define('$index', () => rowKeys(table.count));
  rel.define('$key', () => rowKeys(table.count));
  env.relations.set(out, rel);
  env.tableOf.set(out, name);
}
