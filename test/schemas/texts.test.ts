import {describe, expect, it} from 'vitest';
import {message, pick, problem} from '@planwright/schemas';
import {diagnosticTexts} from '../../schemas/generated/diagnostics.js';
import {namesIn, readJson} from './read.js';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every schema that an editor may show: properties, definitions, and enums with their texts. */
function* shown(schema: unknown, path: string): Generator<[string, Json]> {
  if (!isObject(schema)) return;
  for (const section of ['properties', '$defs']) {
    const parts = schema[section];
    if (!isObject(parts)) continue;
    for (const [name, part] of Object.entries(parts)) {
      if (isObject(part)) yield [`${path}/${name}`, part];
      yield* shown(part, `${path}/${name}`);
    }
  }
  for (const branch of Array.isArray(schema['oneOf']) ? schema['oneOf'] : []) yield* shown(branch, path);
  yield* shown(schema['items'], path);
}

describe('texts in both languages', () => {
  const english = [...shown(readJson('schemas/plan.schema.json'), '')];
  const chinese = [...shown(readJson('schemas/plan.schema.zh-CN.json'), '')];

  it('titles and describes every property and definition in English', () => {
    expect(english.length).toBeGreaterThan(250);
    const bare = english.filter(([, {title, description}]) => !title || !description).map(([path]) => path);
    expect(bare).toEqual([]);
  });

  it('titles and describes the same ones in Chinese', () => {
    expect(chinese.map(([path]) => path)).toEqual(english.map(([path]) => path));
    const bare = chinese.filter(([, {title, description}]) => !/\p{Script=Han}/u.test(`${title}${description}`));
    expect(bare.map(([path]) => path)).toEqual([]);
  });

  it('says what each value of an enum means', () => {
    for (const [path, schema] of [...english, ...chinese]) {
      if (!Array.isArray(schema['enum'])) continue;
      expect(schema['enumDescriptions'], path).toHaveLength(schema['enum'].length);
      expect(schema['enumDescriptions'], path).not.toContain(null);
    }
  });

  it('has no text for a property that is gone', () => {
    for (const kind of namesIn('schemas/nodes')) {
      const texts = readJson(`schemas/nodes/${kind}/zh-CN.json`);
      const known = [...shown(readJson(`schemas/nodes/${kind}/schema.json`), '')].map(([path]) =>
        path.slice(1).replaceAll('/', '.'),
      );
      if (!isObject(texts) || !isObject(texts['properties'])) throw new Error(`${kind}: no texts`);
      for (const path of Object.keys(texts['properties'])) expect(known, kind).toContain(path);
    }
  });

  it('says every diagnostic in both languages', () => {
    for (const [code, {en, 'zh-CN': zh}] of Object.entries(diagnosticTexts)) {
      expect(en, code).toMatch(/^[^a-z]|^[a-z]+ /);
      expect(zh, code).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe('message', () => {
  it('fills in what it knows and says the rest only when it can', () => {
    const plain = problem('shape/unknown-property', {property: 'zzz'}, {path: '/nodes/a', node: 'a'});
    const helped = problem('shape/unknown-property', {property: 'bnads', suggestion: 'bands'}, {path: '/nodes/a'});
    expect(message(plain, 'en')).toBe('“zzz” means nothing at /nodes/a. Correct or remove it.');
    expect(message(helped, 'en')).toBe(
      '“bnads” means nothing at /nodes/a. Did you mean “bands”? Correct or remove it.',
    );
    expect(message(helped, 'zh-CN')).toBe('/nodes/a 中没有“bnads”这个属性。是否应为“bands”？请改正或删除。');
  });

  it('takes a param as it is, also one that looks like a placeholder', () => {
    const told = problem('shape/reserved-name', {name: '{path} $& $1'}, {path: '/tables'});
    expect(message(told, 'en')).toContain('“{path} $& $1” at /tables');
  });
});

describe('pick', () => {
  it('prefers the language, then the other one, then the fallback', () => {
    expect(pick({en: 'Sales', 'zh-CN': '销售额'}, 'zh-CN')).toBe('销售额');
    expect(pick({en: 'Sales'}, 'zh-CN')).toBe('Sales');
    expect(pick('Sales', 'zh-CN')).toBe('Sales');
    expect(pick(undefined, 'en', 'sales1')).toBe('sales1');
  });
});
