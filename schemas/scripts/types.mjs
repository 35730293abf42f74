import {compile} from 'json-schema-to-typescript';
import {KINDS} from './assemble.mjs';

/** TypeScript names that differ from the definition's name. */
const RENAMED = {
  Node: 'PlanNode',
  Date: 'DateText',
  All: 'AllOf',
  Any: 'AnyOf',
  Not: 'NotOf',
  Table: 'PlanTable',
  Text: 'Text',
};

/** The types of a plan, from the schema alone. */
export async function planTypes(plan, header) {
  const {$defs, ...top} = plan;
  const schema = {...forTypes(top, 'Plan'), $defs: {}};
  for (const [name, def] of Object.entries($defs)) schema.$defs[name] = forTypes(def, typeName(name));
  const body = await compile(schema, 'Plan', {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    style: {singleQuote: true, bracketSpacing: false, printWidth: 120, trailingComma: 'all'},
  });
  const text = body
    .replace(/^ \* This interface was referenced by[\s\S]*?(?=^ \*\/)/gm, '')
    .replace(/^ \*[ ]?\n(?= \*\/)/gm, '');
  const map = KINDS.map((kind) => `  ${kind}: ${typeName(`node-${kind}`)};`).join('\n');
  const kinds = KINDS.map((kind) => `'${kind}'`).join(', ');
  return `${header}
${text}
/** Node types by kind. */
export interface NodeMap {
${map}
}

/** What a node may be. */
export type NodeKind = keyof NodeMap;

/** The node kinds in the order of the plan model. */
export const nodeKinds: readonly NodeKind[] = [${kinds}];
`;
}

function typeName(def) {
  if (!def.startsWith('node-')) return RENAMED[def] ?? def;
  return `${def[5].toUpperCase()}${def.slice(6)}Node`;
}

/** What the type generator understands: no rules between properties, references by name, a title only where it names a type. */
function forTypes(schema, name) {
  if (Array.isArray(schema)) return schema.map((part) => forTypes(part));
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref) {
    return {
      ...(schema.description ? {description: docs(schema)} : {}),
      tsType: typeName(schema.$ref.replace('#/$defs/', '')),
    };
  }
  const out = {};
  for (const [key, value] of Object.entries(schema)) {
    if (
      [
        'title',
        'description',
        'enumDescriptions',
        'default',
        'allOf',
        'not',
        'if',
        'discriminator',
        '$schema',
        '$id',
      ].includes(key)
    )
      continue;
    if (
      ['pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'propertyNames', 'uniqueItems'].includes(
        key,
      )
    )
      continue;
    if (['minItems', 'maxItems', 'minProperties', 'maxProperties'].includes(key)) continue;
    if (key === 'oneOf' && schema.properties) continue;
    if (key === 'properties') out[key] = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, forTypes(v)]));
    else if (key === 'required' && schema.oneOf && !schema.properties) continue;
    else if (key === 'type' && schema.oneOf && !schema.properties) continue;
    else out[key] = ['oneOf', 'items', 'additionalProperties'].includes(key) ? forTypes(value) : value;
  }
  if (name) out.title = name;
  if (schema.description) out.description = docs(schema);
  return out;
}

function docs(schema) {
  const byDefault =
    schema.default === undefined ? '' : ` Default: ${JSON.stringify(schema.default).replaceAll('"', '')}.`;
  return `${schema.description}${byDefault}`;
}
