import {code, page, table} from './write.mjs';

const WORDS = {
  en: {
    title: 'Diagnostics',
    other: '简体中文',
    generated: 'Generated from `schemas/diagnostics` by `npm run gen`; do not edit.',
    intro:
      'Every code that a plan, its data or a run can produce. Codes are stable; texts may improve. `{name}` is filled in; a part in `[? … ]` is said only when all it names is known. An `error` stops the run. A row of data that cannot be used is listed in `exceptions` with its code.',
    head: ['code', 'severity', 'text'],
    groups: {
      shape: 'Shape of the document',
      formula: 'Formulas',
      plan: 'Meaning of the plan',
      data: 'Data',
      run: 'Run',
      import: 'Import',
    },
    severity: {error: 'error', warning: 'warning', info: 'info'},
  },
  'zh-CN': {
    title: '问题代码',
    other: 'English',
    generated: '由 `npm run gen` 根据 `schemas/diagnostics` 生成，请勿手改。',
    intro:
      '方案、数据或运行可能给出的全部代码。代码稳定不变，文字可以改进。`{name}` 处填入具体内容；`[? … ]` 中的部分只在其中名称都已知时出现。`error`（错误）会停止运行。不能使用的数据行列入 `exceptions`（异常），并附代码。',
    head: ['代码', '级别', '文字'],
    groups: {shape: '文档形式', formula: '公式', plan: '方案含义', data: '数据', run: '运行', import: '导入'},
    severity: {error: '错误', warning: '警告', info: '提示'},
  },
};

/** All codes with severity and text. */
export function diagnosticsPage(files, language) {
  const words = WORDS[language];
  const other = language === 'en' ? 'diagnostics.zh-CN.md' : 'diagnostics.md';
  return page(
    `# ${words.title}`,
    `[${words.other}](${other}) · ${words.generated}`,
    words.intro,
    ...files.flatMap(({group, codes}) => [
      `## ${words.groups[group] ?? group}`,
      table(
        words.head,
        Object.entries(codes).map(([name, entry]) => [code(name), words.severity[entry.severity], entry[language]]),
      ),
    ]),
  );
}
