/** A column to write. */
export interface CsvColumn {
  readonly header: string;
  /** `text`: anything that came from people or files, made safe for spreadsheets. `plain`: numbers, dates and codes that we print ourselves. */
  readonly kind: 'text' | 'plain';
  /** Cell of a row, from 0. */
  readonly cell: (row: number) => string;
}

export interface CsvOptions {
  /** Begin with a byte order mark, by which Excel knows UTF-8. Default false. */
  readonly bom?: boolean;
  /** RFC 4180 names CRLF and every reader takes LF, which keeps files the same in git. Default LF. */
  readonly lineEnd?: '\n' | '\r\n';
  /** Put an apostrophe before texts that a spreadsheet would take for a formula. Default true. */
  readonly guard?: boolean;
}

/** Writes CSV with a header; every line has an end. Headers count as text. */
export function writeCsv(columns: readonly CsvColumn[], count: number, options: CsvOptions = {}): string {
  const {bom = false, lineEnd = '\n', guard = true} = options;
  const line = (cells: readonly string[]): string => (cells.length === 1 && cells[0] === '' ? '""' : cells.join(','));
  const safe = (text: string): string => quote(guard ? guardFormula(text) : text);
  const lines = [line(columns.map(({header}) => safe(header)))];
  for (let row = 0; row < count; ++row) {
    lines.push(line(columns.map(({kind, cell}) => (kind === 'text' ? safe(cell(row)) : quote(cell(row))))));
  }
  return `${bom ? '\uFEFF' : ''}${lines.join(lineEnd)}${lineEnd}`;
}

/** A text that no spreadsheet runs as a formula: an apostrophe is put before one that begins, after spaces, with = + - @ (or their full-width forms), tab or a line break. */
export function guardFormula(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^ *[\t\r\n]/.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n\uFEFF]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
