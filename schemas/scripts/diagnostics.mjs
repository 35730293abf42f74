import {readdirSync, readFileSync} from 'node:fs';

const folder = new URL('../diagnostics/', import.meta.url);
const WORDS = 'words.json';
const SEVERITIES = ['error', 'warning', 'info'];

/** The codes of every file in diagnostics/: their types, and one table with texts in both languages. */
export function diagnosticTable(header) {
  const codes = {};
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== WORDS)
    .sort()) {
    for (const [code, entry] of Object.entries(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))) {
      verify(file, code, entry, codes);
      codes[code] = entry;
    }
  }
  const params = Object.entries(codes).map(([code, {params}]) => {
    const fields = params.map((name) => `${name}: string | number`).join('; ');
    return `  '${code}': {${fields}};`;
  });
  const table = Object.entries(codes).map(([code, entry]) => {
    const {severity, en, 'zh-CN': zh} = entry;
    return `  '${code}': {severity: '${severity}', en: ${JSON.stringify(en)}, 'zh-CN': ${JSON.stringify(zh)}},`;
  });
  return `${header}

/** What each code needs to be told. */
export interface DiagnosticParams {
${params.join('\n')}
}

/** Every code a plan, its data or a run can produce. */
export type DiagnosticCode = keyof DiagnosticParams;

/** Severity and texts by code. */
export const diagnosticTexts: Readonly<
  Record<DiagnosticCode, Readonly<{severity: 'error' | 'warning' | 'info'; en: string; 'zh-CN': string}>>
> = {
${table.join('\n')}
};

/** What words of the machine are called where a param of that name holds one. */
export const diagnosticWords: Readonly<Record<string, Readonly<Record<string, Readonly<{en: string; 'zh-CN': string}>>>>> = {
${words().join('\n')}
};
`;
}

/** By param: the words it may hold; a word without an English text is its own. */
function words() {
  const groups = Object.values(JSON.parse(readFileSync(new URL(WORDS, folder), 'utf8')));
  return groups.flatMap(({params, words}) => {
    const group = Object.entries(words).map(
      ([word, {en = word, 'zh-CN': zh}]) => `'${word}': {en: ${JSON.stringify(en)}, 'zh-CN': ${JSON.stringify(zh)}}`,
    );
    return params.map((param) => `  ${param}: {${group.join(', ')}},`);
  });
}

function verify(file, code, entry, known) {
  const fail = (reason) => {
    throw new Error(`schemas/diagnostics/${file}: ${code}: ${reason}`);
  };
  if (!/^[a-z]+(\/[a-z0-9]+(-[a-z0-9]+)*)+$/.test(code)) fail('a code reads group/what-is-wrong');
  if (known[code]) fail('is written twice');
  if (!SEVERITIES.includes(entry.severity)) fail(`severity is one of ${SEVERITIES.join(', ')}`);
  const names = [...entry.params.map((name) => name.replace(/\?$/, '')), 'node', 'path', 'row'];
  for (const language of ['en', 'zh-CN']) {
    if (!entry[language]) fail(`text in ${language} is missing`);
    for (const [, name] of entry[language].matchAll(/\{(\w+)\}/g)) {
      if (!names.includes(name)) fail(`{${name}} in ${language} is not one of its params`);
    }
  }
}
