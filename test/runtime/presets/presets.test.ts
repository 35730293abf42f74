import {readFileSync} from 'node:fs';
import type {Plan} from '@planwright/schemas';
import {checkShape} from '@planwright/schemas';
import {compile, expandPreset, presets, run} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {basePlan} from '../compile/read-case.js';
import type {Json} from '../compile/read-case.js';

const path = (name: string): URL => new URL(`../../../${name}`, import.meta.url);
const json = (name: string): Json => JSON.parse(readFileSync(path(name), 'utf8'));

/** Presets whose output is a ratio or score; all others give money. */
const RATIOS = ['attainment', 'growth', 'matrix', 'rate-card', 'rate-gate', 'scorecard'];

/** Something of every type to wire: rows, amounts per person and for all, a ratio. */
const around = (rows: string): Json => ({
  total: {kind: 'metric', in: {rows}, field: 'amount'},
  half: {kind: 'formula', in: {values: {total: 'total'}}, text: 'total * 50%', gives: 'money'},
  part: {kind: 'ratio', in: {of: 'half', to: 'total'}, whenZero: '0'},
  number: {kind: 'metric', in: {rows}, aggregate: 'count'},
  all: {kind: 'metric', in: {rows}, field: 'amount', per: 'plan'},
});

const month = basePlan('sales-month', {nodes: around('deals')});
const saas: Json = {...json('templates/saas/new-and-renewal/plan.json'), parameters: {}};
saas['nodes'] = {rows: {kind: 'source', table: 'contracts'}, ...around('rows')};
const plans: readonly (readonly [string, Json, string])[] = [
  ['monthly sales', month, 'deals'],
  ['the SaaS template', saas, 'rows'],
];

describe.each(plans)('in %s', (_, document, rows) => {
  const plan = read(document);

  it.each(presets.map((one) => [one.name.en, one] as const))('%s compiles', (_, {id, inputs}) => {
    const {program, diagnostics} = compile(withPreset(plan, id, inputs, rows));
    expect(diagnostics.filter(({severity, node}) => severity === 'error' || node === id)).toEqual([]);
    expect(diagnostics.map(({code}) => code).filter((code) => !/unused/.test(code))).toEqual([]);
    expect(program).toBeDefined();
  });
});

describe('a preset in a plan with data', () => {
  const {tables} = json('test/cases/bases/sales-month.json');
  const data: Record<string, {rows: Record<string, string>[]}> = {};
  for (const [name, cells] of Object.entries((tables ?? {}) as Record<string, Record<string, string>[]>))
    data[name] = {rows: cells.map((row) => (name === 'deals' ? {...row, product: 'A'} : row))};
  const plan = read(month);

  it.each(presets.map((one) => [one.name.en, one] as const))('%s runs', (_, {id, inputs}) => {
    const {program} = compile(withPreset(plan, id, inputs, 'deals'));
    const {result, diagnostics} = program ? run(program, data, {from: '2026-01', to: '2026-03'}) : {diagnostics: []};
    expect(diagnostics.filter(({severity}) => severity === 'error')).toEqual([]);
    // a year before there are no data, so that growth is missing and says so
    const expected = id === 'growth' ? ['missing', 'missing', 'missing'] : ['ok', 'ok', 'ok'];
    expect(result?.payouts.status).toEqual(expected);
  });

  it.each([
    ['accelerator', ['130.00', '208.00', '292.50']],
    ['multiplier', ['1600.00', '2560.00', '3600.00']],
    ['sum', ['3000.00', '4800.00', '6750.00']],
    ['guarantee', ['3000.00', '3200.00', '4500.00']],
    ['per-unit', ['300.00', '200.00', '100.00']],
    ['contest', ['5000.00', '5000.00', '5000.00']],
  ])('%s pays what can be checked by hand', (id, amounts) => {
    const inputs = presets.find((one) => one.id === id)?.inputs ?? [];
    const {program} = compile(withPreset(plan, id, inputs, 'deals'));
    const result = program && run(program, data, {from: '2026-01', to: '2026-03'}).result;
    expect(result?.payouts.amount).toEqual(amounts);
  });
});

describe('expandPreset', () => {
  const plan = read(month);

  it('gives ids that the plan does not have, the same number for one insertion', () => {
    const first = expandPreset(plan, 'growth', {rows: 'deals'});
    expect(Object.keys(first.nodes)).toEqual(['current', 'before', 'growth']);
    const again = expandPreset({...plan, nodes: {...plan.nodes, ...first.nodes}}, 'growth', {rows: 'deals'});
    expect(again.ids).toEqual({current: 'current2', before: 'before2', growth: 'growth2'});
    expect(again.nodes['growth2']).toMatchObject({in: {of: 'current2', to: 'before2'}});
    expect(again.output).toBe('growth2');
    expect(expandPreset(plan, 'payout-curve', {}, 'north').output).toBe('northCurve.applied');
  });

  it('leaves open what is not wired yet', () => {
    const {nodes} = expandPreset(plan, 'gate', {amount: 'total'});
    expect(nodes['gate']).toMatchObject({in: {values: {amount: 'total'}}});
    expect(expandPreset(plan, 'attainment', {}).nodes['attainment']).toMatchObject({in: {}});
    for (const {id} of presets)
      expect(() => compile({...plan, nodes: {...plan.nodes, ...expandPreset(plan, id, {}).nodes}})).not.toThrow();
  });

  it('picks the fields and attributes of the plan it comes to', () => {
    const saasPlan = read(saas);
    expect(expandPreset(saasPlan, 'rate-card', {rows: 'rows'}).nodes['rate']).toMatchObject({
      keys: [{name: 'product'}],
      rows: [
        ['crm', '0.05'],
        ['erp', '0.08'],
      ],
    });
    expect(expandPreset(saasPlan, 'ramp', {amount: 'total'}).nodes['months']).toMatchObject({attribute: 'hired'});
    expect(expandPreset(saasPlan, 'team-bonus', {rows: 'rows'}).nodes['team']).toMatchObject({field: 'amount'});
  });

  it('names what it adds, in both languages', () => {
    const {nodes} = expandPreset(plan, 'pool', {rows: 'deals', by: 'total'});
    expect(Object.values(nodes).map(({label}) => label)).toEqual([
      {en: 'All sales', 'zh-CN': '全体业绩'},
      {en: 'Pool', 'zh-CN': '奖金池金额'},
      {en: 'Pool', 'zh-CN': '奖金池'},
    ]);
  });

  it('changes nothing and refuses what does not exist', () => {
    const text = JSON.stringify([plan, presets]);
    expandPreset(plan, 'team-bonus', {rows: 'deals', by: 'total'});
    expect(JSON.stringify([plan, presets])).toBe(text);
    expect(() => expandPreset(plan, 'nothing', {})).toThrow('There is no preset nothing');
  });
});

describe('the palette', () => {
  it('has the presets of the plan model and the sum', () => {
    expect(presets).toHaveLength(25);
    expect(new Set(presets.map(({id}) => id)).size).toBe(25);
  });

  it.each(presets.map((one) => [one.name.en, one] as const))(
    '%s can be found in both languages and by pinyin',
    (_, one) => {
      const {name, description, keywords, inputs, nodes} = one;
      for (const both of [name, description, ...inputs.map(({label}) => label)]) {
        expect(both.en).toMatch(/^[A-Z]/);
        expect(both['zh-CN']).toMatch(/^\p{Script=Han}|^本期/u);
      }
      for (const words of Object.values(keywords)) {
        expect(words.length).toBeGreaterThan(1);
        expect(new Set(words).size).toBe(words.length);
      }
      for (const word of keywords.zh) expect(word).toMatch(/^\p{Script=Han}+$/u);
      for (const word of keywords.pinyin) expect(word).toMatch(/^[a-z]+$/);
      const used = [...JSON.stringify(nodes).matchAll(/"\$(\w+)"/g)].map(([, input]) => input);
      expect(new Set(used)).toEqual(new Set(inputs.map((input) => input.name)));
    },
  );
});

/** The plan with a preset, wired to what fits, and a reward on its output. */
function withPreset(plan: Plan, id: string, inputs: (typeof presets)[number]['inputs'], rows: string): Plan {
  const fitting = (type: string, grain: string | undefined): string => {
    if (type === 'rows') return rows;
    if (type === 'ratio') return 'part';
    if (type === 'count') return 'number';
    return grain === 'plan' ? 'all' : 'total';
  };
  const wires: Record<string, string> = {};
  for (const {name, type, grain} of inputs) wires[name] = fitting(type, grain);
  // the same value twice would say nothing: the second amount of a pair is the half
  for (const name of ['target', 'second']) if (wires[name] === 'total') wires[name] = 'half';
  const {nodes, output} = expandPreset(plan, id, wires);
  const pay =
    output === undefined
      ? {}
      : {pay: {kind: 'reward', in: {amount: output}, type: RATIOS.includes(id) ? 'points' : 'cash'}};
  return read({...plan, nodes: {...plan.nodes, ...nodes, ...pay}});
}

function read(document: unknown): Plan {
  const {plan, diagnostics} = checkShape(document);
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  return plan;
}
