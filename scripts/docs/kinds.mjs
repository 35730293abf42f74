import {alternatives, propertyRows} from './schema.mjs';
import {code, page, suffix, table} from './write.mjs';

const WORDS = {
  en: {
    other: '简体中文',
    all: 'all kinds',
    generated: 'Generated from the schema by `npm run gen`; do not edit.',
    wires: 'Wires in',
    noWires: 'None: this kind is where rows or values begin.',
    properties: 'Properties',
    every: 'Every node also has `kind`, `label` and `note`. A property that is absent has its default.',
    outputs: 'Ports out',
    noOutputs: 'None: a reward ends the graph. Its rows are the payouts.',
    example: 'Example',
    becomes: 'What it becomes',
    ops: 'Operations',
    see: 'See also',
    meaning: 'Meaning',
    cases: 'Golden cases',
    code: 'Code',
    port: 'port',
    property: 'property',
    type: 'type',
    standard: 'default',
    text: 'meaning',
    required: 'required',
    optional: 'optional',
    index: 'Node kinds',
    intro:
      'What a plan is made of. A kind is never executed: it lowers to the [twelve operations](../architecture.md#the-twelve-operations). The shapes that several kinds share are in [shapes](shapes.md). To add one, see [Add a node kind](../add-a-kind.md).',
    kind: 'kind',
    says: 'what it says',
    sep: ', ',
    is: ': ',
  },
  'zh-CN': {
    other: 'English',
    all: '全部种类',
    generated: '由 `npm run gen` 根据 schema 生成，请勿手改。',
    wires: '输入连线',
    noWires: '无：行或值从这里开始。',
    properties: '属性',
    every: '每个节点还有 `kind`、`label` 和 `note`。未写的属性取默认值。',
    outputs: '输出端口',
    noOutputs: '无：奖励是图的终点，它的行就是应付。',
    example: '示例',
    becomes: '变成什么',
    ops: '操作',
    see: '另见',
    meaning: '含义',
    cases: '黄金用例',
    code: '代码',
    port: '端口',
    property: '属性',
    type: '类型',
    standard: '默认值',
    text: '含义',
    required: '必填',
    optional: '可选',
    index: '节点种类',
    intro:
      '方案由这些节点组成。种类本身不被执行，而是展开为[十二种操作](../architecture.zh-CN.md#十二种操作)。多个种类共用的形式见[通用形式](shapes.zh-CN.md)。如何新增种类，见[新增节点种类](../add-a-kind.zh-CN.md)。',
    kind: '种类',
    says: '说什么',
    sep: '、',
    is: '：',
  },
};

/** The page of one kind. */
export function kindPage({kind, schema, texts, example, notes}, language) {
  const words = WORDS[language];
  const end = suffix(language);
  const own = language === 'en' ? schema : texts;
  const properties = texts.properties;
  const wires = schema.properties.in ?? {};
  const rows = propertyRows(schema, properties, language, {skip: ['kind', 'label', 'note', 'in']});
  const other = language === 'en' ? `${kind}.zh-CN.md` : `${kind}.md`;
  const wireRows = propertyRows(wires, properties, language, {path: 'in'}).map(({name, standard, meaning, type}) => [
    code(name.slice(3)),
    standard === words.required ? words.required : words.optional,
    type,
    meaning,
  ]);
  return page(
    `# ${kind} — ${own.title}`,
    `[${words.other}](${other}) · [${words.all}](README${end}) · ${words.generated}`,
    own.description,
    `> ${notes.sentence[language]}`,
    `## ${words.wires}`,
    wireRows.length === 0 ? words.noWires : table([words.port, '', words.type, words.text], wireRows),
    alternatives(wires, language),
    `## ${words.properties}`,
    table(
      [words.property, words.type, words.standard, words.text],
      rows.map(({name, type, standard, meaning}) => [code(name), type, standard, meaning]),
    ),
    alternatives(schema, language),
    words.every,
    `## ${words.outputs}`,
    Object.keys(notes.outputs).length === 0
      ? words.noOutputs
      : table(
          [words.port, words.text],
          Object.entries(notes.outputs).map(([port, text]) => [code(port), text[language]]),
        ),
    `## ${words.example}`,
    `\`\`\`json\n${example.trim()}\n\`\`\``,
    `## ${words.becomes}`,
    notes.becomes[language],
    `${words.ops}${words.is}${notes.ops.map((op) => `[${op}](../architecture${end}#${op})`).join(words.sep)}`,
    `## ${words.see}`,
    [
      `- ${words.meaning}${words.is}${notes.semantics.map((rule) => ruleLink(rule, end)).join(words.sep)}`,
      `- ${words.cases}${words.is}${[kind, ...(notes.cases ?? [])].map((folder) => `[test/cases/${folder}](../../test/cases/${folder}/)`).join(words.sep)}`,
      `- ${words.code}${words.is}${[`schemas/nodes/${kind}`, `runtime/nodes/${kind}`].map((folder) => `[${folder}](../../${folder}/)`).join(words.sep)}`,
    ].join('\n'),
  );
}

/** The list of all kinds. */
export function kindIndex(kinds, language) {
  const words = WORDS[language];
  const end = suffix(language);
  const other = language === 'en' ? 'README.zh-CN.md' : 'README.md';
  return page(
    `# ${words.index}`,
    `[${words.other}](${other}) · ${words.generated}`,
    words.intro,
    table(
      [words.kind, '', words.says, words.ops],
      kinds.map(({kind, schema, texts, notes}) => [
        `[${kind}](${kind}${end})`,
        language === 'en' ? schema.title : texts.title,
        language === 'en' ? schema.description : texts.description,
        notes.ops.join(words.sep),
      ]),
    ),
  );
}

function ruleLink(rule, end) {
  if (rule.startsWith('R-')) return `[${rule}](../decisions/0001-readings.md)`;
  return `[${rule}](../semantics${end}#${rule.toLowerCase()})`;
}
