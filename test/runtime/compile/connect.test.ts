import type {Diagnostic, Plan} from '@planwright/schemas';
import {checkShape, message} from '@planwright/schemas';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {compile} from '../../../runtime/compile/compile.js';
import {checkConnection, connector, inputPorts} from '../../../runtime/compile/connect.js';
import type {Connection} from '../../../runtime/compile/connect.js';
import {openPlan} from '../../../runtime/compile/open.js';
import {wired} from '../../../runtime/compile/rewire.js';
import {basePlan} from './read-case.js';
import type {Json} from './read-case.js';

const marginal = {reading: 'marginal', bands: [{from: '0', rate: '0.05'}], gives: 'money'};

/** A month of sales with one node of most kinds, wired as a person would. */
const nodes: Json = {
  old: {kind: 'source', table: 'deals', where: {is: 'product', op: 'present'}},
  dollars: {kind: 'metric', in: {rows: 'deals'}, field: 'usd'},
  count: {kind: 'metric', in: {rows: 'deals'}, aggregate: 'count'},
  team: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', per: {attribute: 'team'}},
  deal: {kind: 'formula', in: {rows: 'deals'}, text: 'amount * 2', gives: 'money'},
  other: {kind: 'formula', in: {rows: 'old'}, text: 'amount * 3', gives: 'money'},
  role: {kind: 'attribute', what: 'value', attribute: 'role'},
  capped: {kind: 'cap', in: {amount: 'sales'}, max: '500'},
  rate: {kind: 'ratio', in: {of: 'capped', to: 'sales'}},
  tier: {kind: 'tier', in: {input: 'sales'}, ...marginal},
  last: {kind: 'history', in: {value: 'sales'}, take: 'previous'},
  roll: {kind: 'metric', in: {value: 'deal'}},
  free: {kind: 'formula', text: '1 + 1', gives: 'count'},
  mix: {kind: 'formula', in: {rows: 'deals', values: {d: 'deal'}}, text: 'amount + d', gives: 'money'},
  pool: {kind: 'metric', in: {rows: 'deals'}, field: 'amount', per: 'plan'},
  share: {kind: 'share', in: {amount: 'pool', by: 'sales'}},
  best: {kind: 'rank', in: {by: 'sales'}, top: 1},
  pay: {kind: 'reward', in: {amounts: {tier: 'tier', share: 'share'}}, type: 'cash'},
  empty: {kind: 'tier', in: {}, ...marginal},
  begun: {kind: 'ratio', in: {of: 'sales'}},
};
const usd = {type: 'money', currency: 'USD', required: false};
const plan = read(basePlan('sales-month', {tables: {deals: {fields: {usd}}}, nodes}));
const ask = (from: string, node: string, port: string, replace = true): Diagnostic | undefined =>
  checkConnection(plan, {from, to: {node, port}}, {replace});

describe('a wire', () => {
  it.each<[string, string, string, string, string | undefined]>([
    ['a number to a number', 'count', 'free', 'values.n', undefined],
    ['a sum to a cap', 'tier', 'capped', 'amount', undefined],
    ['an applied amount that is not there', 'tier.applied', 'capped', 'amount', 'plan/unknown-port'],
    ['a text to a tier', 'role', 'tier', 'input', 'plan/wrong-type'],
    ['rows to a tier', 'deals', 'tier', 'input', 'plan/wrong-type'],
    ['a value where rows are needed', 'sales', 'deal', 'rows', 'plan/wrong-type'],
    ['a count to the base of a ratio of money', 'count', 'rate', 'to', 'plan/wrong-type'],
    ['a value per deal to a value per person', 'deal', 'last', 'value', 'plan/wrong-grain'],
    ['dollars to a ratio of yuan', 'dollars', 'rate', 'of', 'plan/two-currencies'],
    ['dollars to a reward in yuan', 'dollars', 'pay', 'amounts.more', 'plan/two-currencies'],
    ['rows of another source', 'other', 'mix', 'values.d', 'plan/two-row-sets'],
    ['a team figure to a pool shared by all', 'team', 'share', 'amount', 'plan/share-grain'],
    ['a person to a pool', 'sales', 'share', 'amount', 'plan/wrong-grain'],
    ['a reward to anything', 'pay', 'capped', 'amount', 'plan/no-output'],
    ['a node to itself', 'capped', 'capped', 'amount', 'plan/cycle'],
    ['a circle', 'rate', 'capped', 'min', 'plan/cycle'],
    ['both rows and a value to a metric', 'deals', 'roll', 'rows', 'shape/exactly-one'],
    ['a bound that is already a number', 'tier', 'capped', 'max', 'shape/not-with'],
    ['a base for the amount of a ratio', 'sales', 'tier', 'amount', 'shape/only-when'],
    ['an unknown node', 'salse', 'capped', 'amount', 'plan/unknown-node'],
    ['to an unknown node', 'sales', 'cappd', 'amount', 'plan/unknown-node'],
    ['to an unknown input', 'sales', 'capped', 'amuont', 'plan/unknown-input'],
    ['a named value to a kind without names', 'sales', 'capped', 'values.a', 'plan/unknown-input'],
    ['to a tier that is not wired yet', 'sales', 'empty', 'input', undefined],
    ['a text to a tier that is not wired yet', 'role', 'empty', 'input', 'plan/wrong-type'],
    ['the second wire of a ratio', 'sales', 'begun', 'to', undefined],
    ['from a node that is not wired yet', 'empty', 'capped', 'amount', undefined],
  ])('%s: %s → %s.%s is %s', (_, from, node, port, code) => {
    expect(ask(from, node, port)?.code).toBe(code);
    const told = compilerOf(plan, {from, to: {node, port}});
    if (code === undefined || /unknown-input$/.test(code) || node === 'cappd') return;
    expect(told.map((one) => one.code)).toContain(code);
  });

  it('says what is needed and what came, so that the fitting node can be offered', () => {
    expect(ask('deal', 'last', 'value')).toMatchObject({params: {need: 'participant', got: 'row', port: 'value'}});
    expect(ask('deals', 'capped', 'amount')).toMatchObject({params: {need: 'number', got: 'credited'}});
    expect(ask('role', 'tier', 'input')).toMatchObject({params: {need: 'number', got: 'text', port: 'input'}});
  });

  it('names the nodes of a circle', () => {
    expect(ask('rate', 'capped', 'min')?.params['nodes']).toBe('capped → rate → capped');
    expect(ask('capped', 'capped', 'amount')?.params['nodes']).toBe('capped → capped');
  });

  it('offers to replace a wire only where the new one fits', () => {
    const occupied = ask('tier', 'capped', 'amount', false);
    expect(occupied).toMatchObject({code: 'plan/port-occupied', severity: 'info', params: {existing: 'sales'}});
    expect(occupied && message(occupied, 'zh-CN')).toBe('“金额”已接入“sales”。请替换原连线，或换一个输入。');
    expect(ask('role', 'capped', 'amount', false)?.code).toBe('plan/wrong-type');
    expect(ask('tier', 'capped', 'amount', true)).toBeUndefined();
  });

  it('knows the wire that is there', () => {
    expect(ask('sales', 'capped', 'amount')).toMatchObject({code: 'plan/already-connected', severity: 'info'});
  });

  it('is not refused for what was wrong before it', () => {
    const before = read({
      ...plan,
      nodes: {
        ...plan.nodes,
        bad: {
          kind: 'tier',
          in: {},
          ...marginal,
          bands: [
            {from: '9', rate: '1'},
            {from: '9', rate: '2'},
          ],
        },
      },
    });
    expect(compile(before).diagnostics.map(({code}) => code)).toContain('plan/missing-input');
    expect(checkConnection(before, {from: 'sales', to: {node: 'bad', port: 'input'}})).toBeUndefined();
  });

  it('changes nothing', () => {
    const text = JSON.stringify(plan);
    for (const port of ['amount', 'min', 'max']) ask('tier', 'capped', port);
    expect(JSON.stringify(plan)).toBe(text);
  });
});

describe('the inputs of a node', () => {
  it('are listed with what is connected and what must be', () => {
    expect(inputPorts(plan, 'tier').slice(0, 2)).toEqual([
      {port: 'input', ref: 'sales', required: true},
      {port: 'base', ref: undefined, required: false},
    ]);
    expect(inputPorts(plan, 'empty')[0]).toEqual({port: 'input', ref: undefined, required: true});
    expect(inputPorts(plan, 'nobody')).toEqual([]);
  });
});

describe('the compiler and the connector', () => {
  const ids = ['deals', 'sales', ...Object.keys(nodes)];
  const outlets = [...ids, 'rate.applied', 'tier.band', 'best.selected', 'best.place', 'share.value', 'capped.excess'];
  const inlets = ids.flatMap((node) => [...inputPorts(plan, node).map(({port}) => ({node, port}))]);
  const wire = fc.record({from: fc.constantFrom(...outlets), to: fc.constantFrom(...inlets)});

  it('agree on every wire of random plans', () => {
    let refused = 0;
    let allowed = 0;
    fc.assert(
      fc.property(fc.array(wire, {maxLength: 6}), wire, (before, one) => {
        const start = before.reduce(draw, plan);
        const found = checkConnection(start, one, {replace: true});
        if (found?.severity === 'info' || found?.code === 'plan/no-output') return;
        // of nodes that already feed each other the compiler tells one circle, not every new one
        const hasCircle = compile(start).diagnostics.some(({code}) => code === 'plan/cycle');
        if (found?.code === 'plan/cycle' && hasCircle) return;
        const told = compilerOf(start, one).filter(({code}) => !hasCircle || code !== 'plan/cycle');
        if (found) refused += 1;
        else allowed += 1;
        const codes = told.map(({code}) => code);
        expect(codes.length > 0, `${JSON.stringify(found)} ${codes}`).toBe(found !== undefined);
        if (found) expect(codes).toContain(found.code);
      }),
      {numRuns: 600, seed: 7},
    );
    expect(Math.min(refused, allowed)).toBeGreaterThan(100);
  });
});

describe('a plan of 200 nodes', () => {
  it('answers each move of the pointer well within a frame', () => {
    const many: Json = {};
    for (let k = 0; k < 33; ++k) {
      for (const [id, node] of Object.entries(plan.nodes)) {
        if (!['sales', 'capped', 'rate', 'tier', 'last', 'roll'].includes(id)) continue;
        many[`${id}${k}`] = {...node, in: {...('in' in node ? node.in : {})}};
      }
    }
    const large = read({...plan, nodes: {...plan.nodes, ...many}});
    expect(Object.keys(large.nodes).length).toBeGreaterThan(200);
    const start = performance.now();
    const ask = connector(large);
    const ready = performance.now();
    const targets = Object.keys(large.nodes).flatMap((node) => inlet(large, node));
    for (const to of targets) ask({from: 'tier', to});
    const each = (performance.now() - ready) / targets.length;
    expect(ready - start).toBeLessThan(250);
    expect(each).toBeLessThan(20);
  });
});

function inlet(large: Plan, node: string): Connection['to'][] {
  const kind = large.nodes[node]?.kind;
  const port =
    kind === 'metric' || kind === 'history'
      ? 'value'
      : kind === 'cap'
        ? 'amount'
        : kind === 'tier'
          ? 'input'
          : undefined;
  return port === undefined ? [] : [{node, port}];
}

function draw(start: Plan, {from, to}: Connection): Plan {
  const node = start.nodes[to.node];
  return node ? {...start, nodes: {...start.nodes, [to.node]: wired(node, to.port, from)}} : start;
}

/** New errors of the compiler at the node, or of a new circle, once the wire is drawn. */
function compilerOf(before: Plan, one: Connection): Diagnostic[] {
  const errors = (plan: Plan): Diagnostic[] => compile(plan).diagnostics.filter(({severity}) => severity === 'error');
  const key = ({code, path, params}: Diagnostic): string => JSON.stringify([code, path, params]);
  const start = errors(before);
  const known = new Set(start.map(key));
  const {node, port} = one.to;
  const path = `/nodes/${node}/in/${port.replace('.', '/')}`;
  const isOccupied = inputPorts(before, node).some((input) => input.port === port && input.ref !== undefined);
  const isWhole = !start.some((error) => error.node === node && error.code === 'plan/missing-input');
  return errors(draw(before, one)).filter((error) => {
    if (error.code === 'plan/cycle')
      return !known.has(key(error)) && String(error.params['nodes']).split(' → ').includes(node);
    if (error.node !== node || (known.has(key(error)) && !(isOccupied && error.path === path))) return false;
    return isWhole || error.path?.startsWith(`/nodes/${node}/in`) || /grain|row-sets|span|credited/.test(error.code);
  });
}

/** A plan, perhaps half-finished. */
function read(json: unknown): Plan {
  const {plan: whole} = checkShape(json);
  const opened = whole ?? openPlan(json).plan;
  if (!opened) throw new Error('not a plan');
  return opened;
}
