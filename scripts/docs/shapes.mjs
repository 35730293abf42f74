import {alternatives, meaningOf, propertyRows, typeOf} from './schema.mjs';
import {code, page, suffix, table} from './write.mjs';

const WORDS = {
  en: {
    title: 'Shared shapes',
    other: '简体中文',
    kinds: 'node kinds',
    generated: 'Generated from the schema by `npm run gen`; do not edit.',
    intro: 'Definitions that the plan document and several kinds share. Decimals, dates and flags are written as text.',
    either: 'One of:',
    head: ['property', 'type', 'default', 'meaning'],
    pattern: 'Pattern: ',
    reserved: 'Reserved: ',
  },
  'zh-CN': {
    title: '通用形式',
    other: 'English',
    kinds: '节点种类',
    generated: '由 `npm run gen` 根据 schema 生成，请勿手改。',
    intro: '方案文档与多个种类共用的定义。小数、日期和是否值都写成文本。',
    either: '以下之一：',
    head: ['属性', '类型', '默认值', '含义'],
    pattern: '格式：',
    reserved: '保留：',
  },
};

/** Every shared definition of the plan schema. */
export function shapesPage(defs, texts, language) {
  const words = WORDS[language];
  const end = suffix(language);
  const here = '';
  const parts = Object.entries(defs).flatMap(([name, def]) => {
    const own = texts[name] ?? {};
    const all = {'': own, ...own.properties};
    const title = language === 'en' ? def.title : own.title;
    const rows = propertyRows(def, own.properties, language, {shapes: here});
    return [
      `<a id="${name.toLowerCase()}"></a>`,
      `## ${name} — ${title}`,
      meaningOf(def, all, '', language).replaceAll('\n', '\n- ').replace('\n- ', '\n\n- '),
      either(def, language, here, own.values),
      table(
        words.head,
        rows.map(({name: property, type, standard, meaning}) => [code(property), type, standard, meaning]),
      ),
      def.pattern ? `${words.pattern}${code(def.pattern)}` : '',
      def.not?.enum ? `${words.reserved}${def.not.enum.map(code).join(' ')}` : '',
    ];
  });
  const other = language === 'en' ? 'shapes.zh-CN.md' : 'shapes.md';
  return page(
    `# ${words.title}`,
    `[${words.other}](${other}) · [${words.kinds}](README${end}) · ${words.generated}`,
    words.intro,
    ...parts,
  );
}

function either(def, language, here, values) {
  if (!def.oneOf || alternatives(def, language) !== '') return '';
  const lines = def.oneOf.map((branch) => {
    if (branch.enum)
      return `- ${meaningOf(branch, {'': {values}}, '', language).replaceAll('\n', language === 'en' ? '; ' : '；')}`;
    if (branch.properties) return `- \`{${Object.keys(branch.properties).join(', ')}}\``;
    return `- ${typeOf(branch, language, here)}`;
  });
  return `${WORDS[language].either}\n\n${lines.join('\n')}`;
}
