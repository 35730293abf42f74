import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {checkShape, nodeKinds, shapeLimits} from '@planwright/schemas';
import {minimalPlan, readJson} from './read.js';

type Json = Record<string, unknown>;
const example = (kind: string, change: Json = {}): Json => ({
  ...(readJson(`schemas/nodes/${kind}/example.json`) as Json),
  ...change,
});
const without = (json: Json, key: string): Json =>
  Object.fromEntries(Object.entries(json).filter(([name]) => name !== key));
const found = (json: unknown): string[] =>
  checkShape(json).diagnostics.map(({code, path}) => `${code} ${path ?? ''}`.trim());
const inPlan = (change: Json): Json => ({...minimalPlan(), ...change});
const asNode = (node: unknown): string[] => found(inPlan({nodes: {a: node}}));
const where = (condition: unknown): string[] => asNode({kind: 'source', table: 't', where: condition});
const field = (json: unknown, name = 'f'): string[] => found(inPlan({tables: {t: {fields: {[name]: json}}}}));
const parameter = (json: Json): string[] => found(inPlan({parameters: {p: {label: 'p', ...json}}}));

describe('one mistake gives one diagnostic', () => {
  it.each<[string, string[], string]>([
    ['unknown section', found(inPlan({nodez: 1})), 'shape/unknown-property /nodez'],
    ['reserved section', found(inPlan({settlement: {}})), 'shape/reserved-section /settlement'],
    ['missing section', found(without(minimalPlan(), 'roster')), 'shape/missing-property'],
    [
      'misspelt section',
      found({...without(minimalPlan(), 'roster'), rooster: {table: 'people'}}),
      'shape/unknown-property /rooster',
    ],
    ['no nodes', found(inPlan({nodes: {}})), 'shape/too-few /nodes'],
    ['impossible day', found(inPlan({effective: {from: '2026-02-29'}})), 'shape/bad-date /effective/from'],
    [
      'ends before it starts',
      found(inPlan({effective: {from: '2026-02-01', to: '2026-02-01'}})),
      'shape/empty-interval /effective/to',
    ],
    [
      'anchor without weeks',
      found(inPlan({calendar: {period: 'month', anchor: 'nearest'}})),
      'shape/only-when /calendar/anchor',
    ],
    ['bad currency', found(inPlan({currency: 'rmb'})), 'shape/bad-currency /currency'],
    ['bad version', found(inPlan({version: '1.0'})), 'shape/bad-text /version'],
    ['bad node id', found(inPlan({nodes: {'1a': {kind: 'source', table: 't'}}})), 'shape/bad-name /nodes/1a'],
    ['unknown kind', asNode({kind: 'teir'}), 'shape/unknown-kind /nodes/a/kind'],
    ['no kind', asNode({table: 't'}), 'shape/missing-property /nodes/a'],
    ['node is a text', asNode('source'), 'shape/wrong-type /nodes/a'],
    ['misspelt property', asNode({kind: 'source', tabel: 't'}), 'shape/unknown-property /nodes/a/tabel'],
    ['misspelt value', asNode(example('tier', {reading: 'margnal'})), 'shape/wrong-value /nodes/a/reading'],
    ['reading missing', asNode(without(example('tier'), 'reading')), 'shape/missing-property /nodes/a'],
    ['wires missing', asNode(without(example('tier'), 'in')), 'shape/missing-property /nodes/a'],
    ['bad wire', asNode(example('ratio', {in: {of: 'a', to: 'B.c.d'}})), 'shape/bad-wire /nodes/a/in/to'],
    ['number not as text', asNode(example('cap', {max: 50000})), 'shape/wrong-form /nodes/a/max'],
    ['minus zero', asNode(example('cap', {max: '-0'})), 'shape/bad-decimal /nodes/a/max'],
    ['thousands', asNode(example('cap', {max: '50,000'})), 'shape/bad-decimal /nodes/a/max'],
    ['exponent', asNode(example('cap', {max: '5e3'})), 'shape/bad-decimal /nodes/a/max'],
    ['param misspelt', asNode(example('cap', {max: {parm: 'x'}})), 'shape/wrong-form /nodes/a/max'],
    ['two of one side', asNode(example('cap', {in: {amount: 'a', max: 'b'}})), 'shape/not-with /nodes/a/in/max'],
    [
      'carry without span',
      asNode(without(example('cap', {excess: 'carry'}), 'over')),
      'shape/missing-property /nodes/a',
    ],
    ['carry each time', asNode(example('cap', {excess: 'carry', over: 'each'})), 'shape/wrong-value /nodes/a/over'],
    [
      'metric with both wires',
      asNode(example('metric', {in: {rows: 'a', value: 'b'}})),
      'shape/exactly-one /nodes/a/in',
    ],
    ['metric without a wire', asNode(example('metric', {in: {}})), 'shape/exactly-one /nodes/a/in'],
    [
      'metric with misspelt wire',
      asNode(example('metric', {in: {rowz: 'a'}})),
      'shape/unknown-property /nodes/a/in/rowz',
    ],
    ['sum without field', asNode(without(example('metric'), 'field')), 'shape/missing-property /nodes/a'],
    [
      'sum with misspelt field',
      asNode({...without(example('metric'), 'field'), feild: 'x'}),
      'shape/unknown-property /nodes/a/feild',
    ],
    ['count with field', asNode(example('metric', {aggregate: 'count'})), 'shape/not-with /nodes/a/field'],
    ['field of a value', asNode(example('metric', {in: {value: 'b'}})), 'shape/only-when /nodes/a/field'],
    ['trailing without n', asNode(example('metric', {over: 'trailing'})), 'shape/missing-property /nodes/a'],
    ['n without trailing', asNode(example('metric', {trailing: 3})), 'shape/only-when /nodes/a/trailing'],
    [
      'trailing beyond five years of months',
      asNode(example('metric', {over: 'trailing', trailing: 61})),
      'shape/too-big /nodes/a/trailing',
    ],
    ['tier of texts', asNode(example('tier', {gives: 'text'})), 'shape/wrong-value /nodes/a/gives'],
    ['trailing 1', asNode(example('metric', {over: 'trailing', trailing: 1})), 'shape/too-small /nodes/a/trailing'],
    ['levels of participant', asNode(example('metric', {levels: {to: 2}})), 'shape/only-when /nodes/a/levels'],
    [
      'levels upside down',
      asNode(example('metric', {per: 'reports', levels: {from: 3, to: 2}})),
      'shape/bad-levels /nodes/a/levels',
    ],
    ['per nobody', asNode(example('metric', {per: 'team'})), 'shape/wrong-value /nodes/a/per'],
    ['by twice', asNode(example('metric', {by: ['x', 'x']})), 'shape/repeated-item /nodes/a/by'],
    ['credit without block', asNode(without(example('credit'), 'split')), 'shape/missing-property /nodes/a'],
    [
      'credit with other block',
      asNode({kind: 'credit', in: {rows: 'r'}, by: 'field', split: example('credit')['split']}),
      'shape/only-when /nodes/a/split',
    ],
    ['target without block', asNode(without(example('target'), 'table')), 'shape/missing-property /nodes/a'],
    ['weights without list', asNode(example('target', {spread: 'weights'})), 'shape/missing-property /nodes/a'],
    ['tenure without date', asNode(without(example('attribute'), 'attribute')), 'shape/missing-property /nodes/a'],
    ['of-target without wire', asNode(example('tier', {bounds: 'of-target'})), 'shape/missing-property /nodes/a/in'],
    [
      'wire without of-target',
      asNode(example('tier', {in: {input: 'x', target: 'y'}})),
      'shape/only-when /nodes/a/in/target',
    ],
    [
      'variants without wire',
      asNode(example('tier', {variants: {AE: [{from: '0', rate: '0.1'}]}})),
      'shape/missing-property /nodes/a/in',
    ],
    [
      'amount in marginal',
      asNode(example('tier', {bands: [{from: '0', rate: '1', amount: '5'}]})),
      'shape/not-with /nodes/a/bands/0/amount',
    ],
    ['step without amount', asNode(example('tier', {reading: 'step'})), 'shape/not-with /nodes/a/bands/0/rate|2'],
    [
      'band misspelt',
      asNode(example('tier', {bands: [{from: '0', rates: '1'}]})),
      'shape/unknown-property /nodes/a/bands/0/rates',
    ],
    [
      'table of bands without rate',
      asNode(example('tier', {bands: {table: 't', from: 'lower'}})),
      'shape/missing-property /nodes/a/bands',
    ],
    [
      'applied without ratio',
      asNode(example('tier', {in: {input: 'x', amount: 'y'}})),
      'shape/only-when /nodes/a/in/amount',
    ],
    ['rateAt without running', asNode(example('tier', {rateAt: 'before'})), 'shape/only-when /nodes/a/rateAt'],
    ['sequence', asNode(example('tier', {sequence: ['closed']})), 'shape/unknown-property /nodes/a/sequence'],
    ['grow in marginal', asNode(example('tier', {grow: {width: '1', amount: '1'}})), 'shape/only-when /nodes/a/grow'],
    ['weight missing', asNode(example('weight', {parts: [{use: 'a'}]})), 'shape/missing-property /nodes/a/parts/0'],
    [
      'weight of a product',
      asNode(example('weight', {mode: 'multiply', parts: [{use: 'a', weight: '1'}]})),
      'shape/only-when /nodes/a/parts/0/weight',
    ],
    ['lookup without rows', asNode(without(example('lookup'), 'rows')), 'shape/exactly-one /nodes/a'],
    [
      'lookup with two sources',
      asNode(example('lookup', {table: {table: 't', keys: ['k'], value: 'v'}})),
      'shape/exactly-one /nodes/a',
    ],
    [
      'grid of one key',
      asNode({kind: 'lookup', keys: [{name: 'x'}], grid: {rows: ['a'], columns: ['b'], cells: [['c']]}, gives: 'text'}),
      'shape/too-few /nodes/a/keys',
    ],
    [
      'edge of an exact key',
      asNode(example('lookup', {keys: [{name: 'x', edge: 'upper'}]})),
      'shape/only-when /nodes/a/keys/0/edge',
    ],
    ['empty formula', asNode(example('formula', {text: ''})), 'shape/empty-text /nodes/a/text'],
    ['long formula', asNode(example('formula', {text: 'x'.repeat(2001)})), 'shape/too-long /nodes/a/text'],
    ['result without form', asNode(example('condition', {otherwise: {}})), 'shape/wrong-form /nodes/a/otherwise'],
    ['tie-break without wires', asNode(example('rank', {ties: 'tiebreak'})), 'shape/missing-property /nodes/a/in'],
    ['prizes without type', asNode(without(example('rank'), 'gives')), 'shape/missing-property /nodes/a'],
    ['top above all', asNode(example('rank', {top: '1.5'})), 'shape/bad-text /nodes/a/top'],
    [
      'rounding of a share',
      asNode(example('share', {rounding: {scale: 2}})),
      'shape/unknown-property /nodes/a/rounding',
    ],
    [
      'amount and amounts',
      asNode(example('reward', {in: {amount: 'x', amounts: {y: 'z'}}})),
      'shape/exactly-one /nodes/a/in',
    ],
    [
      'ifAbsent each period',
      asNode(example('reward', {pays: 'period', ifAbsent: 'forfeit'})),
      'shape/only-when /nodes/a/ifAbsent',
    ],
    ['cash in points', asNode(example('reward', {unit: 'points'})), 'shape/bad-currency /nodes/a/unit'],
    [
      'rounding without scale',
      asNode(example('ratio', {rounding: {mode: 'down'}})),
      'shape/missing-property /nodes/a/rounding',
    ],
    [
      'over with previous',
      asNode({kind: 'history', in: {value: 'x'}, take: 'previous', over: 'period'}),
      'shape/not-with /nodes/a/over',
    ],
    ['condition is a number', where(5), 'shape/wrong-form /nodes/a/where'],
    [
      'condition with two forms',
      where({all: [{is: 'x', op: 'missing'}], any: []}),
      'shape/unknown-property /nodes/a/where/any',
    ],
    ['empty all', where({all: []}), 'shape/too-few /nodes/a/where/all'],
    ['no operator', where({is: 'x', to: '1'}), 'shape/missing-property /nodes/a/where'],
    ['unknown operator', where({is: 'x', op: 'equals', to: '1'}), 'shape/wrong-value /nodes/a/where/op'],
    ['eq without to', where({is: 'x', op: 'eq'}), 'shape/missing-property /nodes/a/where'],
    ['eq a number', where({is: 'x', op: 'eq', to: 5}), 'shape/wrong-form /nodes/a/where/to'],
    ['eq a list', where({is: 'x', op: 'eq', to: ['5']}), 'shape/wrong-type /nodes/a/where/to'],
    ['in without list', where({is: 'x', op: 'in', to: '5'}), 'shape/wrong-type /nodes/a/where/to'],
    ['between three', where({is: 'x', op: 'between', to: ['1', '2', '3']}), 'shape/too-many /nodes/a/where/to'],
    ['missing with to', where({is: 'x', op: 'missing', to: '1'}), 'shape/only-when /nodes/a/where/to'],
    [
      'deep condition',
      where({all: [{not: {any: [{is: '1x', op: 'missing'}]}}]}),
      'shape/bad-name /nodes/a/where/all/0/not/any/0/is',
    ],
    ['unknown type', field({type: 'string'}), 'shape/wrong-value /tables/t/fields/f/type'],
    ['enum without values', field({type: 'enum'}), 'shape/missing-property /tables/t/fields/f'],
    ['scale of a text', field({type: 'text', scale: 2}), 'shape/only-when /tables/t/fields/f/scale'],
    ['reserved field', field({type: 'text'}, 'share'), 'shape/reserved-name /tables/t/fields/share'],
    ['date role on a text', field({type: 'text', role: 'date'}), 'shape/wrong-value /tables/t/fields/f/type'],
    [
      'enum value without value',
      field({type: 'enum', values: [{label: 'x'}]}),
      'shape/wrong-form /tables/t/fields/f/values/0',
    ],
    ['decimal count', parameter({type: 'count', value: '1.5'}), 'shape/bad-integer /parameters/p/value'],
    ['flag yes', parameter({type: 'flag', value: 'yes'}), 'shape/wrong-value /parameters/p/value'],
    ['impossible date', parameter({type: 'date', value: '2026-04-31'}), 'shape/bad-date /parameters/p/value'],
    ['bounds of a text', parameter({type: 'text', value: 'x', min: '1'}), 'shape/only-when /parameters/p/min'],
    ['not a ratio', parameter({type: 'ratio', value: '8%'}), 'shape/bad-decimal /parameters/p/value'],
  ])('%s', (_, codes, expected) => {
    if (expected.endsWith('|2')) {
      // the one mistake is the reading; each of the two bands has what does not go with it
      expect(codes).toEqual([expected.slice(0, -2), 'shape/not-with /nodes/a/bands/1/rate']);
    } else {
      expect(codes).toEqual([expected]);
    }
  });

  it('names the node and what was probably meant', () => {
    const plan = inPlan({nodes: {a: {kind: 'teir'}, b: {kind: 'source', tabel: 't'}}});
    expect(checkShape(plan).diagnostics).toMatchObject([
      {node: 'a', params: {kind: 'teir', suggestion: 'tier'}},
      {node: 'b', params: {property: 'tabel', suggestion: 'table'}},
    ]);
  });

  it.each(nodeKinds)('finds each missing and each unknown property of %s', (kind) => {
    for (const key of ['nonsense', '__proto__x'])
      expect(asNode({...example(kind), [key]: 1})).toEqual([`shape/unknown-property /nodes/a/${key}`]);
    const schema = readJson(`schemas/nodes/${kind}/schema.json`) as {required: string[]};
    for (const key of schema.required) {
      const codes = asNode(without(example(kind), key));
      expect(codes, `${kind} without ${key}`).toEqual(['shape/missing-property /nodes/a']);
    }
  });
});

describe('hostile documents', () => {
  const names = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'];
  const own = (name: string, value: unknown): unknown =>
    JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);

  it.each(names)('refuses %s as a node, table, field, parameter or wire', (name) => {
    const node = {kind: 'source', table: 'people'};
    const one = (json: Json): void => {
      const {plan, diagnostics} = checkShape(json);
      expect(plan).toBeUndefined();
      expect(diagnostics).toHaveLength(1);
      expect(['shape/reserved-name', 'shape/bad-name']).toContain(diagnostics[0]!.code);
    };
    one(inPlan({nodes: own(name, node)}));
    one(inPlan({tables: own(name, {fields: {a: {type: 'text'}}})}));
    one(inPlan({tables: {t: {fields: own(name, {type: 'text'})}}}));
    one(inPlan({parameters: own(name, {type: 'text', value: 'x', label: 'x'})}));
    one(inPlan({nodes: {a: {kind: 'formula', text: '1', gives: 'count', in: {values: own(name, 'b')}}}}));
  });

  it.each(names)('reports %s as an unknown property, kind and section', (name) => {
    const node = JSON.parse(`{"kind":"source","table":"t",${JSON.stringify(name)}:{"label":"x"}}`) as unknown;
    expect(asNode(node)).toEqual([`shape/unknown-property /nodes/a/${name}`]);
    expect(asNode({kind: name})).toEqual(['shape/unknown-kind /nodes/a/kind']);
    expect(found({...minimalPlan(), ...(own(name, 1) as Json)}).length).toBeLessThan(2);
    expect(Object.prototype).not.toHaveProperty('label');
  });

  it('stops at a depth, a number of nodes, of values and of problems', () => {
    let condition: unknown = {is: 'x', op: 'missing'};
    for (let i = 0; i < 10_000; ++i) condition = {not: condition};
    expect(checkShape(inPlan({nodes: {a: {kind: 'source', table: 't', where: condition}}})).diagnostics).toMatchObject([
      {code: 'shape/too-deep', node: 'a'},
    ]);
    const circle: Json = inPlan({});
    circle['layout'] = circle;
    expect(checkShape(circle).diagnostics).toMatchObject([{code: 'shape/too-deep'}]);
    const many = (count: number, make: (i: number) => unknown): Json =>
      Object.fromEntries(Array.from({length: count}, (_, i) => [`n${i}`, make(i)]));
    expect(found(inPlan({nodes: many(shapeLimits.nodes + 1, () => ({kind: 'x'}))}))).toEqual([
      'shape/too-many-nodes /nodes',
    ]);
    expect(found(inPlan({layout: {a: Array.from({length: shapeLimits.values}, () => 1)}}))).toEqual([
      'shape/too-large',
    ]);
    const wrong = checkShape(inPlan({nodes: many(5000, () => ({kind: 'x'}))})).diagnostics;
    expect(wrong).toHaveLength(shapeLimits.problems + 1);
    expect(wrong.at(-1)!.code).toBe('shape/too-many-problems');
  });

  it('tells a bounded number of problems of a plan that is wrong everywhere', {timeout: 60_000}, () => {
    const rows = Array.from({length: 2000}, () => Array.from({length: 9}, () => 1));
    const node = {kind: 'lookup', keys: [{name: 'x'}], rows, gives: 'ratio'};
    const nodes = Object.fromEntries(Array.from({length: 9}, (_, i) => [`n${i}`, node]));
    const everywhere = checkShape(inPlan({nodes}));
    const long = checkShape(
      inPlan({version: `${'1.'.repeat(100_000)}x`, name: 'x'.repeat(1_000_000), currency: '-'.repeat(1_000_000)}),
    );
    for (const {plan, diagnostics} of [everywhere, long]) {
      expect(plan).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
      expect(diagnostics.length).toBeLessThanOrEqual(101);
    }
  });

  it('never throws and never passes what it should not', () => {
    fc.assert(
      fc.property(fc.jsonValue({maxDepth: 6}), (json) => {
        expect(checkShape(json).plan).toBeUndefined();
      }),
    );
    const plan = readJson('test/fixtures/plans/insurance.plan.json') as Json;
    const places = [...paths(plan, [])];
    fc.assert(
      fc.property(fc.nat(places.length - 1), fc.jsonValue({maxDepth: 2}), (index, value) => {
        const {plan: accepted, diagnostics} = checkShape(replaceAt(plan, places[index]!, value));
        expect(accepted === undefined).toBe(diagnostics.some(({severity}) => severity === 'error'));
      }),
      {numRuns: 300},
    );
  });
});

function* paths(json: unknown, path: string[]): Generator<string[]> {
  if (path.length > 0) yield path;
  if (typeof json !== 'object' || json === null) return;
  for (const [key, value] of Object.entries(json)) yield* paths(value, [...path, key]);
}

function replaceAt(json: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(json))
    return json.map((item: unknown, i) => (String(i) === key ? replaceAt(item, rest, value) : item));
  return {...(json as Json), [key]: replaceAt((json as Json)[key], rest, value)};
}
