import type {SheetRow} from './sheet.js';
import {normaliseText} from '../table/text.js';

/** Which rows of a sheet are what. */
export interface Layout {
  readonly header: SheetRow;
  /** Rows above the header. */
  readonly titles: readonly SheetRow[];
  readonly data: readonly SheetRow[];
  readonly skipped: readonly SkippedRow[];
}

/** A row that is no row of the table: nothing is left out without being listed. */
export interface SkippedRow {
  readonly line: number;
  readonly reason: 'title' | 'total' | 'note' | 'repeated-header';
  /** What stands in it. */
  readonly text: string;
}

/** Finds the header: of the first rows the one that names the most fields; if none does, the first with several cells. */
export function findHeader(rows: readonly SheetRow[], score: (cells: readonly string[]) => number): number {
  let best = -1;
  let most = 0;
  for (const [i, {cells}] of rows.slice(0, HEADER_WITHIN).entries()) {
    const named = score(cells);
    if (named > most) {
      best = i;
      most = named;
    }
  }
  if (best >= 0) return best;
  return Math.max(
    0,
    rows.slice(0, HEADER_WITHIN).findIndex(({cells}) => cells.filter((cell) => cell.trim() !== '').length > 1),
  );
}

/** Tells rows of the table from titles, totals, notes and repeated headers. `idColumn` is where the id of a row stands, −1 if nowhere. */
export function layOut(rows: readonly SheetRow[], at: number, idColumn: number): Layout | undefined {
  const header = rows[at];
  if (!header) return undefined;
  const titles = rows.slice(0, at);
  const skipped: SkippedRow[] = titles.map((row) => skip(row, 'title'));
  const data: SheetRow[] = [];
  const heading = header.cells.map(normaliseText).join('\0');
  for (const row of rows.slice(at + 1)) {
    if (isTotal(row.cells, idColumn)) skipped.push(skip(row, 'total'));
    else if (row.cells.map(normaliseText).join('\0') === heading) skipped.push(skip(row, 'repeated-header'));
    else data.push(row);
  }
  while (data.length > 0 && header.cells.length > 1 && isNote(data.at(-1)!.cells))
    skipped.push(skip(data.pop()!, 'note'));
  return {header, titles, data, skipped: skipped.sort((a, b) => a.line - b.line)};
}

/** A row that begins with a word for total and has no id of its own. */
function isTotal(cells: readonly string[], idColumn: number): boolean {
  const first = cells.find((cell) => cell.trim() !== '') ?? '';
  if (!TOTAL.test(normaliseText(first))) return false;
  const id = normaliseText(cells[idColumn] ?? '');
  return idColumn < 0 || id === '' || TOTAL.test(id);
}

/** A single remark below the table. */
function isNote(cells: readonly string[]): boolean {
  const written = cells.filter((cell) => cell.trim() !== '');
  return (
    written.length > 0 &&
    written.length < Math.max(2, cells.length / 2) &&
    written.every((cell) => NOTE.test(normaliseText(cell)))
  );
}

function skip({line, cells}: SheetRow, reason: SkippedRow['reason']): SkippedRow {
  const text = cells.map(normaliseText).filter((cell) => cell !== '');
  return {line, reason, text: text.join(' ').slice(0, 200)};
}

const HEADER_WITHIN = 30;
const TOTAL =
  /^(?:(?:本页|本月|全部|全年)?(?:合\s*计|总\s*计|小\s*计|累\s*计|共\s*计|汇总)|(?:grand |sub-?)?totals?|sum)\s*[:：]?$/i;
const NOTE =
  /^[*※]?\s*(?:制表|审核|复核|填表|打印|导出|备注|注|说明|单位|日期|数据来源|notes?|prepared by|printed|exported|source)\s*(?:人|时间|日期|于)?\s*[:：]/i;
