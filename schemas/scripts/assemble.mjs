import {readdirSync, readFileSync} from 'node:fs';

const here = new URL('../', import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, here), 'utf8'));

const ORDER = [
  ...['source', 'credit', 'attribute'],
  ...['metric', 'target', 'ratio', 'history'],
  ...['tier', 'weight', 'condition', 'lookup', 'formula', 'cap'],
  ...['rank', 'share'],
  ...['convert', 'reward'],
];
const FOLDERS = readdirSync(new URL('nodes/', here)).sort();

/** The node kinds: a folder each, in the order of the plan model, those that it does not name last. */
export const KINDS = [
  ...ORDER.filter((kind) => FOLDERS.includes(kind)),
  ...FOLDERS.filter((kind) => !ORDER.includes(kind)),
];

/** The published schema: shared definitions, a definition per kind, and Node, told apart by kind. */
export function assemble() {
  const plan = read('plan.source.json');
  plan.$defs.Node = {
    title: 'Node',
    description: 'One node of the graph; kind says which properties it has.',
    type: 'object',
    required: ['kind'],
    discriminator: {propertyName: 'kind'},
    oneOf: KINDS.map((kind) => ({$ref: `#/$defs/node-${kind}`})),
  };
  for (const kind of KINDS) plan.$defs[`node-${kind}`] = read(`nodes/${kind}/schema.json`);
  return plan;
}

/** The same schema with Chinese titles, descriptions and enum texts, for editors that speak Chinese. */
export function inChinese(plan) {
  const texts = read('plan.zh-CN.json');
  const missing = [];
  const defs = {};
  for (const [name, def] of Object.entries(plan.$defs)) {
    const kind = name.startsWith('node-') ? name.slice(5) : undefined;
    const node = {title: '节点', description: '图中的一个节点；kind 决定它有哪些属性。'};
    const own = kind ? read(`nodes/${kind}/zh-CN.json`) : name === 'Node' ? node : texts.defs[name];
    defs[name] = translate(def, own, name, missing);
  }
  const {$defs: _, ...top} = plan;
  const chinese = {...translate(top, texts, 'plan', missing), $defs: defs};
  if (missing.length > 0) throw new Error(`Chinese text is missing for: ${missing.join(', ')}`);
  return chinese;
}

function translate(schema, own, where, missing) {
  const texts = {'': {title: own?.title, description: own?.description, values: own?.values}, ...own?.properties};
  const walk = (part, path) => {
    if (part === null || typeof part !== 'object') return part;
    const text = texts[path];
    const out = {...part};
    if (part.title !== undefined && part.description !== undefined) {
      if (!text?.title || !text.description) missing.push(`${where}:${path}`);
      out.title = text?.title;
      out.description = text?.description;
    }
    if (part.enumDescriptions) {
      out.enumDescriptions = part.enum.map((value) => text?.values?.[value]);
      if (out.enumDescriptions.includes(undefined)) missing.push(`${where}:${path} (values)`);
    }
    if (part.properties) {
      const at = (name) => (path ? `${path}.${name}` : name);
      out.properties = Object.fromEntries(Object.entries(part.properties).map(([k, v]) => [k, walk(v, at(k))]));
    }
    if (part.items) out.items = walk(part.items, path);
    if (part.oneOf) out.oneOf = part.oneOf.map((branch) => walk(branch, path));
    return out;
  };
  return walk(schema, '');
}
