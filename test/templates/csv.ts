/** A CSV text as records by header: quotes, doubled quotes and line breaks inside quotes as in RFC 4180. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = cells(text);
  return lines.map((line) => Object.fromEntries(header!.map((field, i) => [field, line[i] ?? ''])));
}

export function formatCsv(fields: readonly string[], rows: readonly Record<string, string>[]): string {
  const cell = (text: string): string => (/[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [fields.map(cell), ...rows.map((row) => fields.map((field) => cell(row[field] ?? '')))];
  return `${lines.map((line) => line.join(',')).join('\n')}\n`;
}

function cells(text: string): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    if (end === '' && line.length === 0 && quoted === undefined && plain === '') break;
    line.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
