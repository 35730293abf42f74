import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {Sheet, SheetRow} from './sheet.js';

/** What stands between the cells of a row. */
export const delimiters = [',', '\t', ';', '|'] as const;
/** One of `delimiters`. */
export type Delimiter = (typeof delimiters)[number];

export interface Split {
  readonly rows: readonly SheetRow[];
  /** Why the rest could not be read, and on which line. */
  readonly broken: {
    readonly reason: 'unclosed-quote' | 'text-after-quote' | 'nul-character' | 'too-many-cells';
    readonly line: number;
  } | null;
}

/** A delimited text as a sheet. `score` says how much of the plan a row of headings names: it decides between delimiters. */
export function readDelimited(
  text: string,
  score: (cells: readonly string[]) => number,
  given?: Delimiter,
): {sheet: Sheet; delimiter: Delimiter} | Diagnostic {
  const directive = /^sep=([,;\t|])(?:\r\n|\n|\r)/.exec(text);
  const body = directive ? text.slice(directive[0].length) : text;
  const told = delimiters.find((one) => one === directive?.[1]);
  const delimiter = given ?? told ?? detectDelimiter(body, score);
  const {rows, broken} = splitText(body, delimiter, Infinity, directive ? 2 : 1);
  if (broken) return problem('import/broken-file', broken);
  return {sheet: {name: '', rows, kind: 'delimited'}, delimiter};
}

/** Rows of a text as RFC 4180 has them, with any delimiter. Lines in which nothing is written are no rows. */
export function splitText(text: string, delimiter: string, limit = Infinity, firstLine = 1): Split {
  const rows: SheetRow[] = [];
  const size = text.length;
  const special = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\\r\\n]`, 'g');
  let line = firstLine;
  let at = 0;
  while (at < size && rows.length < limit) {
    const start = line;
    const cells: string[] = [];
    for (;;) {
      let cell: string;
      if (text[at] === '"') {
        const close = closingQuote(text, at);
        if (close < 0) return {rows, broken: {reason: 'unclosed-quote', line}};
        const after = text[close + 1];
        if (after !== undefined && after !== delimiter && after !== '\n' && after !== '\r')
          return {rows, broken: {reason: 'text-after-quote', line: line + linesIn(text.slice(at, close))}};
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        if (cell.includes('\n') || cell.includes('\r')) line += linesIn(cell);
        at = close + 1;
      } else {
        special.lastIndex = at;
        const end = special.exec(text)?.index ?? size;
        cell = text.slice(at, end);
        at = end;
      }
      cells.push(cell);
      if (cells.length > MAX_CELLS) return {rows, broken: {reason: 'too-many-cells', line}};
      if (text[at] !== delimiter) break;
      ++at;
    }
    if (text[at] === '\r') at += text[at + 1] === '\n' ? 2 : 1;
    else if (text[at] === '\n') ++at;
    ++line;
    if (cells.some((cell) => cell.includes('\0'))) return {rows, broken: {reason: 'nul-character', line: start}};
    if (cells.some((cell) => cell.trim() !== '')) rows.push({line: start, cells});
  }
  return {rows, broken: null};
}

/** The delimiter under which a row names the most fields; of equals, the one that divides most rows alike. */
function detectDelimiter(text: string, score: (cells: readonly string[]) => number): Delimiter {
  let best: Delimiter = ',';
  let bestRank = -1;
  for (const delimiter of delimiters) {
    const {rows} = splitText(text, delimiter, SAMPLE_ROWS);
    const named = rows.slice(0, 20).reduce((most, {cells}) => Math.max(most, cells.length > 1 ? score(cells) : 0), 0);
    const widths = new Map<number, number>();
    for (const {cells} of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
    const [width = 1, alike = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
    const rank = named * 1000 + (width > 1 ? (alike / rows.length) * 100 + Math.min(width, 50) / 100 : 0);
    if (rank > bestRank) {
      best = delimiter;
      bestRank = rank;
    }
  }
  return best;
}

/** Position of the quote that closes the cell which opens at a position; −1 if none does. */
function closingQuote(text: string, open: number): number {
  let at = text.indexOf('"', open + 1);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function linesIn(text: string): number {
  return text.split(/\r\n|\n|\r/).length - 1;
}

const SAMPLE_ROWS = 200;
/** Cells of a row; more than any table has, and than a spreadsheet can hold. */
const MAX_CELLS = 16_384;
