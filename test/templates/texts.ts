/** Where each of these stands in a plan or template, its text must be there in both languages. */
const TEXT_KEYS = ['name', 'note', 'label', 'help', 'summary', 'tags', 'teaches'];
/** Parents whose children must have a label. */
const LABELLED = ['parameters', 'tables', 'fields', 'values', 'nodes', 'bands'];

/** Paths at which a text is missing in English or Chinese, or looks like the other language. */
export function missingTexts(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => {
    const at = `${path}/${key}`;
    if (TEXT_KEYS.includes(key) && !/\/fields$|\/keys\/\d+$/.test(path)) {
      return Array.isArray(child) ? child.flatMap((text, i) => checkText(text, `${at}/${i}`)) : checkText(child, at);
    }
    return [...missingLabels(key, child, at), ...missingTexts(child, at)];
  });
}

function missingLabels(key: string, child: unknown, at: string): string[] {
  if (!LABELLED.includes(key) || typeof child !== 'object' || child === null) return [];
  if (key === 'values' && !Array.isArray(child)) return []; // wires, not the values of an enum
  const wanted = key === 'parameters' ? ['label', 'help'] : ['label'];
  return Object.entries(child).flatMap(([name, item]: [string, object]) =>
    wanted.filter((text) => !(text in item)).map((text) => `${at}/${name}/${text}`),
  );
}

function checkText(text: unknown, at: string): string[] {
  const {en = '', 'zh-CN': zh = ''} = text as {en?: string; 'zh-CN'?: string};
  const han = /\p{Script=Han}/u;
  return [...(en === '' || han.test(en) ? [`${at}/en`] : []), ...(han.test(zh) ? [] : [`${at}/zh-CN`])];
}
