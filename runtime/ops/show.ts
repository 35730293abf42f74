import {formatDecimal} from '../decimal/text.js';
import type {Column} from '../table/column.js';
import {statusName} from '../table/status.js';
import {bigAt} from './relation.js';

/** A cell as plain text: minimal decimal, text, or `!status`. Dates and flags show their number: `showValue` knows types. */
export function showCell(column: Column, row: number): string {
  const status = column.status ? column.status[row]! : 0;
  if (status !== 0) return `!${statusName(status)}`;
  if (column.kind === 'text') return column.dictionary.text(column.codes[row]!);
  return formatDecimal(bigAt(column, row), column.scale, true);
}
