import {readdirSync, readFileSync} from 'node:fs';
import {KINDS} from './assemble.mjs';

const root = new URL('../', import.meta.url);
const LANGUAGES = ['en', 'zh-CN'];

/** Sentences and explanations: nodes/<kind>/texts.json under `<kind>/…`, explain/<group>.json under `<group>/…`; params follow from the texts. */
export function textTable(header) {
  const groups = [
    ...KINDS.map((kind) => [kind, `nodes/${kind}/texts.json`]),
    ...readdirSync(new URL('explain/', root))
      .sort()
      .map((file) => [file.replace('.json', ''), `explain/${file}`]),
  ];
  const types = [];
  const table = [];
  for (const [group, file] of groups) {
    for (const [name, texts] of Object.entries({...(group === 'kind' ? titles() : {}), ...read(file)})) {
      const key = `${group}/${name}`;
      types.push(`  '${key}': {${paramsOf(key, texts)}};`);
      table.push(`  '${key}': {en: ${JSON.stringify(texts.en)}, 'zh-CN': ${JSON.stringify(texts['zh-CN'])}},`);
    }
  }
  return `${header}

/** What each text needs to be told. A param inside \`[? … ]\` may be left out, and with it that part of the text. */
export interface TextParams {
${types.join('\n')}
}

/** Every text of sentences and explanations. */
export type TextKey = keyof TextParams;

/** The texts in both languages. */
export const texts: Readonly<Record<TextKey, Readonly<{en: string; 'zh-CN': string}>>> = {
${table.join('\n')}
};
`;
}

/** What a kind is called where explain/kind.json has no shorter word: the title of its schema. */
function titles() {
  return Object.fromEntries(
    KINDS.map((kind) => {
      const [en, zh] = [read(`nodes/${kind}/schema.json`).title, read(`nodes/${kind}/zh-CN.json`).title];
      return [kind, {en, 'zh-CN': zh}];
    }),
  );
}

function read(file) {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8'));
}

function paramsOf(key, texts) {
  const required = new Set();
  const all = new Set();
  for (const language of LANGUAGES) {
    const text = texts[language];
    if (typeof text !== 'string') throw new Error(`Text ${key}: ${language} is missing`);
    for (const [, name] of text.matchAll(/\{(\w+)\}/g)) all.add(name);
    for (const [, name] of text.replace(/\[\?[^\]]*\]/g, '').matchAll(/\{(\w+)\}/g)) required.add(name);
  }
  for (const language of LANGUAGES) {
    for (const name of all)
      if (!texts[language].includes(`{${name}}`)) throw new Error(`Text ${key}: {${name}} is missing in ${language}`);
  }
  return [...all]
    .map((name) => (required.has(name) ? `${name}: string | number` : `${name}?: string | number | undefined`))
    .join('; ');
}
