import {describe, expect, it} from 'vitest';
import type {Plan} from '@planwright/schemas';
import {canonicalJson, canonicalPlan, checkShape, minimalDecimal, planHash} from '@planwright/schemas';
import {minimalPlan, readJson} from './read.js';

const planOf = (json: unknown): Plan => {
  const {plan, diagnostics} = checkShape(json);
  if (!plan) throw new Error(JSON.stringify(diagnostics));
  return plan;
};
const withNodes = (nodes: Record<string, unknown>, more: Record<string, unknown> = {}): Plan =>
  planOf({...minimalPlan(), ...more, nodes});

describe('canonical form', () => {
  it.each([
    ['0.10', '0.1'],
    ['5.0', '5'],
    ['100', '100'],
    ['-0', '0'],
    ['-0.00', '0'],
    ['-2.50', '-2.5'],
    ['2026-01-10', '2026-01-10'],
    ['', ''],
  ])('writes %s as %s', (from, to) => expect(minimalDecimal(from)).toBe(to));

  it('orders keys by code units and escapes as RFC 8785 does', () => {
    const sample = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '\ud83d\ude00': 'Smiley',
      '\u0080': 'Control',
      ö: 'o',
    };
    expect(canonicalJson(sample)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"Control","ö":"o","€":"Euro","\ud83d\ude00":"Smiley","\ufb33":"Dalet"}',
    );
    expect(canonicalJson({b: [1, true, null, '"\u001f/'], a: {}})).toBe('{"a":{},"b":[1,true,null,"\\"\\u001f/"]}');
  });

  it('is the whole plan, written out', () => {
    expect(canonicalPlan(planOf(minimalPlan()))).toBe(
      '{"calendar":{"period":"month"},"currency":"CNY","effective":{"from":"2026-01-01"},"id":"minimal","name":"Minimal",' +
        '"nodes":{"people":{"kind":"source","table":"people"}},"roster":{"table":"people"},"schemaVersion":1,' +
        '"tables":{"people":{"fields":{"personId":{"role":"id","type":"key"}}}},"version":"1.0.0"}',
    );
    expect(planHash(planOf(minimalPlan()))).toBe('882fed3de625449c4a36a730a6419aad36344390b68dea16421e1ce0903bf688');
  });

  it('does not change with defaults, trailing zeros, order of keys, labels, notes, layout or tests', () => {
    const tier = {
      kind: 'tier',
      in: {input: 'sales'},
      reading: 'whole',
      bands: [{from: '0', rate: '0.1'}],
      gives: 'money',
    };
    const reward = {kind: 'reward', in: {amount: 'tier'}, type: 'cash'};
    const short = withNodes({tier, reward});
    const long = withNodes(
      {
        reward: {...reward, pays: 'period', note: 'x'},
        tier: {
          ...tier,
          bands: [{label: 'all', rate: '0.100', from: '0.0'}],
          edge: 'lower',
          scope: 'each',
          label: {en: 'T'},
        },
      },
      {
        parameters: {},
        layout: {tier: {x: 1}},
        tests: [{title: 't', tables: {}, expected: []}],
        calendar: {period: 'month', yearStart: {month: 1, day: 1}, pattern: 'months'},
        roster: {table: 'people', presence: 'any-day'},
      },
    );
    expect(canonicalPlan(long)).toBe(canonicalPlan(short));
  });

  it('changes with anything that can change a payout', () => {
    const base = planOf(readJson('test/fixtures/plans/saas.plan.json'));
    const hash = planHash(base);
    const changed = JSON.parse(JSON.stringify(base)) as Plan;
    changed.parameters!['perContract']!.value = '800.01';
    expect(planHash(changed)).not.toBe(hash);
    changed.parameters!['perContract']!.value = '800.00';
    expect(planHash(changed)).toBe(hash);
  });

  it('keeps tables, fields, parameters and wires that are called label, note or help', () => {
    const plan = planOf({
      ...minimalPlan(),
      tables: {note: {fields: {label: {type: 'text'}}}, people: {fields: {personId: {type: 'key', role: 'id'}}}},
      parameters: {help: {type: 'ratio', value: '0.50', label: 'x'}},
      nodes: {label: {kind: 'formula', in: {values: {note: 'a'}}, text: 'note', gives: 'money'}},
    });
    const text = canonicalPlan(plan);
    expect(text).toContain('"note":{"fields":{"label":{"type":"text"}}}');
    expect(text).toContain('"parameters":{"help":{"type":"ratio","value":"0.5"}}');
    expect(text).toContain('"label":{"gives":"money","in":{"values":{"note":"a"}}');
  });

  it('shortens constants by the type of the result and leaves texts alone', () => {
    const cases = (gives: string): unknown => ({
      kind: 'condition',
      cases: [{when: {is: 'v', op: 'eq', to: '1.10'}, then: {value: '1.10'}}],
      otherwise: {value: '0.00'},
      gives,
    });
    const rows = {kind: 'lookup', keys: [{name: 'v'}], rows: [['1.10', '2.50']], otherwise: '0.0', gives: 'ratio'};
    const text = canonicalPlan(withNodes({a: cases('ratio'), b: cases('text'), c: rows}));
    expect(text).toContain('"then":{"value":"1.1"},"when":{"is":"v","op":"eq","to":"1.10"}');
    expect(text).toContain('"then":{"value":"1.10"}');
    expect(text).toContain('"otherwise":"0","rows":[["1.10","2.5"]]');
  });
});
