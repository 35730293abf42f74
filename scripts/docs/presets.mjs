import {code, page, suffix, table} from './write.mjs';

const WORDS = {
  en: {
    title: 'Presets',
    other: '简体中文',
    generated: 'Generated from `runtime/presets/presets.json` by `npm run gen`; do not edit.',
    intro:
      'Words of the palette and what they stand for. A preset is filled-in nodes without code; once inserted they are ordinary nodes and may be changed freely. `expandPreset` of the runtime inserts one.',
    categories: {measure: 'Measures', rule: 'Rules', people: 'Between people', reward: 'Rewards'},
    head: ['preset', 'what it says', 'takes', 'becomes'],
    sep: ', ',
  },
  'zh-CN': {
    title: '预设',
    other: 'English',
    generated: '由 `npm run gen` 根据 `runtime/presets/presets.json` 生成，请勿手改。',
    intro:
      '面板上的词及其所指。预设是填好的节点，没有代码；插入之后就是普通节点，可以随意修改。运行时的 `expandPreset` 负责插入。',
    categories: {measure: '度量', rule: '规则', people: '人与人之间', reward: '奖励'},
    head: ['预设', '说什么', '需要', '变成'],
    sep: '、',
  },
};

/** Every preset by category: what it takes and the kinds it becomes. */
export function presetsPage(presets, language) {
  const words = WORDS[language];
  const end = suffix(language);
  const other = language === 'en' ? 'presets.zh-CN.md' : 'presets.md';
  const categories = [...new Set(presets.map(({category}) => category))];
  return page(
    `# ${words.title}`,
    `[${words.other}](${other}) · ${words.generated}`,
    words.intro,
    ...categories.flatMap((category) => [
      `## ${words.categories[category] ?? category}`,
      table(
        words.head,
        presets
          .filter((preset) => preset.category === category)
          .map(({id, name, description, inputs, nodes}) => [
            `${name[language]} (${code(id)})`,
            description[language],
            inputs.map(({label}) => label[language]).join(words.sep),
            Object.values(nodes)
              .map(({kind}) => `[${kind}](kinds/${kind}${end})`)
              .join(' → '),
          ]),
      ),
    ]),
  );
}
