import {compile, explain} from '@planwright/runtime';
import {describe, expect, it} from 'vitest';
import {codesOf, csvTables, paid, salesPlan} from './sales.js';

const tables = csvTables(['A'], ['d1,A,2026-01-15,100.00']);

describe('a hostile plan', () => {
  it.each(['constructor', 'toString', 'valueOf', '__proto__'])('has no period.%s', (name) => {
    expect(codesOf(salesPlan({deals: {kind: 'source', table: 'deals', where: is(`period.${name}`)}}))).toContain(
      'plan/unknown-name',
    );
    expect(codesOf(salesPlan({bonus: formula(`sales * period.${name}`)}))).toContain('plan/unknown-name');
  });

  it('is refused where the name of a node is bad, though the node itself is well formed', () => {
    expect(codesOf(salesPlan({'Bad name!': formula('sales')}))).toContain('shape/bad-name');
    expect(codesOf(salesPlan({constructor: formula('sales')}))).toContain('shape/reserved-name');
    expect(compile(salesPlan({constructor: formula('sales')})).program).toBeUndefined();
  });

  it('may name an operand twice at every level without taking 2^60 steps', () => {
    const nested = (wrap: (inner: string) => string): string => {
      let text = 'sales';
      for (let depth = 0; depth < 60; ++depth) text = wrap(text);
      return text;
    };
    const clamped = paid(salesPlan({bonus: formula(nested((inner) => `CLAMP(0,${inner},999)`))}), tables);
    expect(clamped.payouts.amount).toEqual(['100.00']);
    const absolute = paid(salesPlan({bonus: formula(nested((inner) => `ABS(1-${inner})`))}), tables);
    expect(absolute.payouts.amount).toEqual(['40.00']);
    expect(explain(absolute, 'A', '2026-01', 'en')).toMatchObject({rewards: [{reward: 'pay'}]});
  });

  it('holds no half of a surrogate pair and no NUL', () => {
    expect(codesOf(salesPlan({}, {name: 'a\ud800'}))).toEqual(['shape/bad-text']);
    expect(codesOf(salesPlan({bonus: formula('IF("\0" = "x", sales, 0)')}))).toEqual(['shape/bad-text']);
  });

  it('that is no JSON says so instead of throwing', () => {
    for (const value of [10n, Symbol('x'), () => 1, new Date(0)]) {
      expect(codesOf(salesPlan({}, {name: value}))).toEqual(['shape/wrong-type']);
      expect(codesOf(salesPlan({}, {schemaVersion: 0, name: value}))).toEqual(['shape/wrong-type']);
    }
    expect(codesOf(new Date(0))).toEqual(['shape/wrong-type']);
  });

  it('does not begin in the year 0, which the calendar does not have', () => {
    expect(codesOf(salesPlan({}, {effective: {from: '0000-01-01'}}))).toEqual(['shape/bad-date']);
  });

  it('with thousands of mistakes lists the first thousand', () => {
    const broken = Object.fromEntries(
      Array.from({length: 3000}, (_, i) => [`n${String(i)}`, {...formula('x'), in: {values: {x: `gone${String(i)}`}}}]),
    );
    const found = compile(salesPlan(broken)).diagnostics.filter(({severity}) => severity === 'error');
    expect(found.length).toBe(1001);
    expect(found.map(({code}) => code)).toContain('shape/too-many-problems');
  });

  it('of thousands of nodes in a circle names a few of them', () => {
    const circle = Object.fromEntries(
      Array.from({length: 3000}, (_, i) => [
        `n${String(i)}`,
        {...formula('x'), in: {values: {x: `n${String((i + 2999) % 3000)}`}}},
      ]),
    );
    const cycle = compile(salesPlan(circle)).diagnostics.find(({code}) => code === 'plan/cycle');
    expect(String(cycle?.params['nodes']).length).toBeLessThan(200);
  });

  it('may be a chain of thousands of nodes', () => {
    const chain = Object.fromEntries(
      Array.from({length: 2000}, (_, i) => [
        `n${String(i)}`,
        {...formula('x + 1'), in: {values: {x: i === 0 ? 'sales' : `n${String(i - 1)}`}}},
      ]),
    );
    const plan = salesPlan({...chain, pay: {kind: 'reward', in: {amount: 'n1999'}, type: 'cash'}});
    expect(paid(plan, tables).payouts.amount).toEqual(['2100.00']);
  });

  it('may hold a grid of more cells than a call has room for arguments', () => {
    const steps = Array.from({length: 400}, (_, i) => String(i));
    const rate = {
      kind: 'lookup',
      in: {values: {a: 'sales', b: 'sales'}},
      keys: [
        {name: 'a', match: 'band'},
        {name: 'b', match: 'band'},
      ],
      grid: {
        rows: steps,
        columns: steps,
        cells: steps.map((row) => steps.map((column) => `0.${row}${column}1`.slice(0, 8))),
      },
      gives: 'ratio',
    };
    const bonus = {kind: 'formula', in: {values: {sales: 'sales', rate: 'rate'}}, text: 'sales * rate', gives: 'money'};
    expect(paid(salesPlan({rate, bonus}), tables).payouts.amount).toEqual(['10.01']);
  });
});

function formula(text: string): Record<string, unknown> {
  return {kind: 'formula', in: {values: {sales: 'sales'}}, text, gives: 'money'};
}

function is(name: string): Record<string, unknown> {
  return {is: name, op: 'eq', to: 'x'};
}
