import {code, suffix} from './write.mjs';

const WORDS = {
  en: {
    oneOf: 'one of',
    listOf: (of) => `list of ${of}`,
    mapOf: (of) => `${of} by name`,
    object: 'object',
    list: 'list',
    wire: 'wire',
    required: 'required',
    exactlyOne: (names) => `Exactly one of ${names.join(', ')}.`,
    primitive: {string: 'text', integer: 'whole number', boolean: 'true or false', array: 'list', object: 'object'},
    or: ' or ',
    is: ': ',
  },
  'zh-CN': {
    oneOf: '取值之一',
    listOf: (of) => `${of}的列表`,
    mapOf: (of) => `按名称的${of}`,
    object: '对象',
    list: '列表',
    wire: '连线',
    required: '必填',
    exactlyOne: (names) => `${names.join('、')} 中恰有一个。`,
    primitive: {string: '文本', integer: '整数', boolean: 'true 或 false', array: '列表', object: '对象'},
    or: '或',
    is: '：',
  },
};

/** Rows for every property, nested ones as `outer.inner`: name, type, default, meaning. */
export function propertyRows(
  schema,
  texts,
  language,
  {skip = [], path = '', shapes = `shapes${suffix(language)}`} = {},
) {
  const words = WORDS[language];
  const rows = [];
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    if (skip.includes(name)) continue;
    const at = path ? `${path}.${name}` : name;
    const isRequired = (schema.required ?? []).includes(name);
    const standard = part.default === undefined ? '' : code(JSON.stringify(part.default).replace(/^"(.*)"$/, '$1'));
    rows.push({
      name: at,
      type: typeOf(part, language, shapes),
      standard: isRequired ? words.required : standard,
      meaning: meaningOf(part, texts, at, language),
    });
    for (const inner of insideOf(part)) {
      rows.push(...propertyRows(inner, texts, language, {path: at, shapes}));
    }
  }
  return rows;
}

/** What must hold between alternatives of an object. */
export function alternatives(schema, language) {
  const names = (schema?.oneOf ?? []).map(({required}) => required?.[0]);
  if (names.length === 0 || names.includes(undefined)) return '';
  return WORDS[language].exactlyOne(names.map(code));
}

/** A property's description and, for an enum, what each value means. */
export function meaningOf(part, texts, path, language) {
  const own = language === 'en' ? part : {...part, ...texts?.[path]};
  const values = valuesOf(part, language === 'en' ? undefined : texts?.[path]?.values, WORDS[language].is);
  const rule = alternatives(part, language);
  return [own.description ?? '', rule, ...values].filter((text) => text !== '').join('\n');
}

function valuesOf({enum: values, enumDescriptions}, translated, is) {
  if (!values) return [];
  return values.map((value, i) => {
    const text = translated ? translated[value] : enumDescriptions?.[i];
    return text === undefined || text === value ? code(value) : `${code(value)}${is}${text}`;
  });
}

export function typeOf(part, language, shapes) {
  const words = WORDS[language];
  if (part.$ref) {
    const name = part.$ref.replace('#/$defs/', '');
    return name === 'Ref' ? words.wire : `[${name}](${shapes}#${name.toLowerCase()})`;
  }
  if (part.enum) return words.oneOf;
  if (part.const !== undefined) return code(part.const);
  if (part.oneOf && !part.properties) return part.oneOf.map((one) => typeOf(one, language, shapes)).join(words.or);
  if (part.items) return words.listOf(typeOf(part.items, language, shapes));
  if (part.additionalProperties?.$ref) return words.mapOf(typeOf(part.additionalProperties, language, shapes));
  return words.primitive[part.type] ?? words.object;
}

function insideOf(part) {
  if (part.properties) return [part];
  if (part.items?.properties) return [part.items];
  return [];
}
