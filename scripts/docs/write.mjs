/** The languages of the documentation; English is the one without a suffix. */
export const LANGUAGES = ['en', 'zh-CN'];

export const suffix = (language) => (language === 'en' ? '.md' : `.${language}.md`);

/** One table of Markdown; nothing where there are no rows. */
export function table(head, rows) {
  if (rows.length === 0) return '';
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** Parts of a page, one empty line between them. */
export function page(...parts) {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

export const code = (text) => `\`${text}\``;

function cell(text) {
  return String(text).replaceAll('|', '\\|').replaceAll('\n', '<br>');
}
