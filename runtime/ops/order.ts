import type {Column} from '../table/column.js';

/** Order by code points, as every engine sorts text (SEM-42); JavaScript's `<` differs above U+FFFF. */
export function compareText(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; ++i) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const surrogateX = x >= 0xd800 && x <= 0xdfff;
    const surrogateY = y >= 0xd800 && y <= 0xdfff;
    if (surrogateX !== surrogateY) return surrogateX ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

/** Total order of rows by columns, then by row. Statuses come first. */
function rowOrder(columns: readonly Column[]): (a: number, b: number) => number {
  return (a, b) => {
    for (const column of columns) {
      const sa = column.status ? column.status[a]! : 0;
      const sb = column.status ? column.status[b]! : 0;
      if (sa !== 0 || sb !== 0) {
        if (sa === sb) continue;
        return sa === 0 ? 1 : sb === 0 ? -1 : sa - sb;
      }
      if (column.kind === 'text') {
        if (column.codes[a] === column.codes[b]) continue;
        return compareText(column.dictionary.text(column.codes[a]!), column.dictionary.text(column.codes[b]!));
      }
      const x = column.data[a]!;
      const y = column.data[b]!;
      if (x !== y) return x < y ? -1 : 1;
    }
    return a - b;
  };
}

/** Rows of each partition in order. */
export function partitions(groupOf: Int32Array, count: number, order: readonly Column[]): Int32Array[] {
  const sizes = new Int32Array(count);
  for (const g of groupOf) sizes[g]! += 1;
  const parts = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(count);
  for (let i = 0; i < groupOf.length; ++i) {
    const g = groupOf[i]!;
    parts[g]![filled[g]!++] = i;
  }
  if (order.length > 0) {
    const compare = rowOrder(order);
    for (const part of parts) part.sort(compare);
  }
  return parts;
}
