import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {loadCase} from './case.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'test/cases');
const files = readdirSync(folder, {recursive: true, encoding: 'utf8'})
  .filter((file) => file.endsWith('.json') && !file.startsWith('bases'))
  .map((file) => join(folder, file));

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the golden cases', () => {
  it.each([
    ['rule', 'docs/semantics.md', /\*\*(SEM-\d+)/g],
    ['reading', 'docs/decisions/0001-readings.md', /\*\*(R-\d+)/g],
  ])('cite every %s of %s', (_, page, numbers) => {
    const rules = [...new Set([...read(page).matchAll(numbers)].map(([, rule = '']) => rule))];
    expect(rules.length).toBeGreaterThan(20);
    const cited = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(rules.filter((rule) => !new RegExp(`${rule}\\b`).test(cited))).toEqual([]);
  });

  it('use every property of the head and of every kind, and every value of each enum', () => {
    const schema = JSON.parse(read('schemas/plan.schema.json')) as Json;
    const definitions = schema['$defs'] as Readonly<Record<string, Json>>;
    const used = new Set<string>();
    for (const file of files) {
      const plan = loadCase(file).plan as Json;
      collect(plan, 'plan', used);
      const nodes = isObject(plan['nodes']) ? Object.values(plan['nodes']) : [];
      for (const node of nodes) if (isObject(node)) collect(node, String(node['kind']), used);
      const tables = isObject(plan['tables']) ? Object.values(plan['tables']) : [];
      for (const table of tables) collect(table, 'table', used);
    }
    const kinds = Object.values(definitions).flatMap((one) => {
      const kind = isObject(one['properties']) ? one['properties']['kind'] : undefined;
      return isObject(kind) && typeof kind['const'] === 'string' ? [[kind['const'], one] as const] : [];
    });
    expect(kinds).toHaveLength(17);
    const wanted = [['plan', schema] as const, ['table', definitions['PlanTable'] ?? {}] as const, ...kinds].flatMap(
      ([name, one]) => propertiesOf(one, name, definitions),
    );
    expect(wanted.length).toBeGreaterThan(300);
    expect(wanted.filter((path) => !used.has(path) && !OUTSIDE.test(path))).toEqual([]);
  });
});

/** What changes no payout. */
const OUTSIDE = /\.(label|note|help|aliases|layout|tests|timeZone|\$schema)\b/;

/** Shapes that many properties share; each is one way to write a value and is tested where its kind is. */
const SHARED = new Set(['Predicate', 'Num', 'Text', 'Texts', 'Operand', 'Result', 'Rounding']);

/** `kind.property.property` and `kind.property=value` for all that a schema allows; a default is meant by leaving it out. */
function propertiesOf(schema: Json, path: string, definitions: Readonly<Record<string, Json>>): string[] {
  const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined;
  if (name !== undefined && SHARED.has(name)) return [];
  const whole: Json = name === undefined ? schema : {...definitions[name], ...schema};
  const values = Array.isArray(whole['enum']) ? whole['enum'] : [];
  const branches = [...['oneOf', 'anyOf'].flatMap((key) => whole[key] ?? []), whole['items']].filter(isObject);
  return [
    ...values.filter((value) => value !== whole['default']).map((value) => `${path}=${String(value)}`),
    ...branches.flatMap((branch) => propertiesOf({default: whole['default'], ...branch}, path, definitions)),
    ...Object.entries(isObject(whole['properties']) ? whole['properties'] : {}).flatMap(([key, part]) => [
      `${path}.${key}`,
      ...(isObject(part) ? propertiesOf(part, `${path}.${key}`, definitions) : []),
    ]),
  ];
}

function collect(value: unknown, path: string, used: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collect(one, path, used);
  else if (isObject(value)) {
    for (const [key, part] of Object.entries(value)) {
      used.add(`${path}.${key}`);
      collect(part, `${path}.${key}`, used);
    }
  } else used.add(`${path}=${String(value)}`);
}
