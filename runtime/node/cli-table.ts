import {clean} from './cli-terminal.js';

/** A column of a table for the terminal. */
export interface TextColumn {
  readonly heading: string;
  readonly cells: readonly string[];
  /** Numbers stand to the right. */
  readonly right?: boolean;
}

/** Columns aligned by how wide a terminal shows them: a Chinese character takes two places. */
export function textTable(columns: readonly TextColumn[]): string {
  const rows = columns[0]?.cells.length ?? 0;
  const shown = columns.map(({heading, cells, right}) => {
    const lines = [heading, ...cells].map((cell) => clean(cell).replaceAll('\n', ' '));
    return {lines, right, width: lines.reduce((width, line) => Math.max(width, displayWidth(line)), 0)};
  });
  const rule = shown.map(({width}) => '─'.repeat(width)).join('  ');
  const line = (i: number): string =>
    shown
      .map(({lines, right, width}) => pad(lines[i] ?? '', width, right === true))
      .join('  ')
      .trimEnd();
  return [line(0), rule, ...Array.from({length: rows}, (_, i) => line(i + 1))].map((text) => `  ${text}`).join('\n');
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return right ? space + text : text + space;
}

/** Places a text takes in a terminal: wide and full-width characters two, marks that combine none (UAX 11). */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\u200b-\u200d\ufe00-\ufe0f]/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** An exact decimal with separators between thousands, for reading only. */
export function groupDigits(amount: string): string {
  const [whole = '', decimals] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}
