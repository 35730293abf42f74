import {readFileSync} from 'node:fs';
import type {Diagnostic} from '@planwright/schemas';
import {message} from '@planwright/schemas';
import {describe, expect, it} from 'vitest';
import {compile} from '../../../runtime/compile/compile.js';
import {phaseOf, phases} from '../../../runtime/compile/phases.js';
import {inferType} from '../../../runtime/formula/infer.js';
import {parseFormula} from '../../../runtime/formula/parser.js';
import {diagnosticTexts} from '../../../schemas/generated/diagnostics.js';
import {basePlan, readCases} from './read-case.js';

const cases = readCases();
const told = cases.flatMap(({plan}) => compile(plan).diagnostics);

/** Codes that only a wire being drawn can have; test/runtime/compile/connect.test.ts provokes them. */
const OF_CONNECTIONS = ['plan/already-connected', 'plan/port-occupied', 'plan/unknown-input'];
/** The schema bounds the text, and the compiler looks names up first; both come from the formula alone. */
const OF_FORMULAS = ['formula/too-long', 'formula/unknown-name'];

describe('one mistake gives one problem', () => {
  it.each(cases.map((one) => [one.name, one.title, one] as const))('%s: %s', (_, __, {plan, codes}) => {
    const {program, diagnostics} = compile(plan);
    expect(diagnostics.map(({code}) => code)).toEqual(codes);
    expect(program === undefined).toBe(diagnostics.some(({severity}) => severity === 'error'));
  });

  it('provokes every code of plans and formulas', () => {
    const provoked = new Set<string>([...cases.flatMap(({codes}) => codes), ...OF_CONNECTIONS, ...OF_FORMULAS]);
    const all = Object.keys(diagnosticTexts).filter((code) => /^(plan|formula)\//.test(code));
    expect(all.filter((code) => !provoked.has(code))).toEqual([]);
  });

  it('has codes for a formula alone', () => {
    expect(parseFormula(`a${' '.repeat(2000)}`).errors.map(({code}) => code)).toEqual(['formula/too-long']);
    const {formula} = parseFormula('a + 1');
    expect(formula && inferType(formula, () => undefined).errors.map(({code}) => code)).toEqual([
      'formula/unknown-name',
    ]);
  });
});

describe('the words of a problem', () => {
  const words = wordsOfTheMachine();

  it.each(['en', 'zh-CN'] as const)('fills in everything in %s', (language) => {
    for (const one of told) expect(message(one, language), one.code).not.toMatch(/\{\w+\}|…|""|“”|\bundefined\b/);
  });

  it('says no word of the machine in Chinese', () => {
    for (const one of told) {
      const named = new Set(namesOf(one));
      const text = message(one, 'zh-CN').replace(/“[^”]*”/g, (quoted) =>
        named.has(quoted.slice(1, -1)) ? '' : quoted,
      );
      // what a text says to write is not said of anything
      const said = text.replace(/例如.*|请写.*/, '');
      const raw = (said.match(/[A-Za-z][\w.-]*/g) ?? []).filter((word) => words.has(word) && !named.has(word));
      expect(raw, `${one.code}: ${text}`).toEqual([]);
    }
  });

  it('names types as people do', () => {
    const [wrong] = told.filter(({code}) => code === 'plan/wrong-type');
    expect(wrong && message(wrong, 'en')).toBe(
      '"input" needs a number, but got a text. Connect or choose another value.',
    );
    expect(wrong && message(wrong, 'zh-CN')).toBe('“分档指标”需要数值，得到的是文本。请换一个值。');
    const [mismatch] = told.filter(({code}) => code === 'formula/type-mismatch');
    expect(mismatch && message(mismatch, 'en')).toContain('in +: an amount (CNY) and a text.');
    expect(mismatch && message(mismatch, 'zh-CN')).toContain('金额（CNY）与文本');
  });

  it('leaves names of the plan as they are', () => {
    const [meant] = told.filter(({code}) => code === 'plan/unknown-node');
    expect(meant && message(meant, 'en')).toContain('Did you mean "sales"?');
    const [ambiguous] = told.filter(({code}) => code === 'plan/ambiguous-name');
    expect(ambiguous && message(ambiguous, 'zh-CN')).toBe('“amount”在这里有多种含义：连线、字段。请改名其中之一。');
  });
});

describe('the order of problems', () => {
  it('is that of the checks, from the shape to the rounding', () => {
    const {diagnostics} = compile(
      basePlan('sales-month', {
        parameters: {p: {type: 'money', value: '30', max: '25', label: 'p'}},
        nodes: {
          half: {kind: 'cap', in: {amount: 'sales'}, min: '9', max: '3'},
          r: {kind: 'ratio', in: {of: 'half', to: 'sales'}},
          cube: {kind: 'formula', in: {values: {r: 'r', s: 'sales'}}, text: 'r * r * r', gives: 'ratio'},
          role: {kind: 'attribute', what: 'value', attribute: 'role'},
          whole: {
            kind: 'tier',
            in: {input: 'sales'},
            reading: 'whole',
            scope: 'running',
            bands: [{from: '0', rate: '1'}],
            gives: 'money',
          },
          text: {
            kind: 'tier',
            in: {input: 'role'},
            reading: 'marginal',
            bands: [{from: '0', rate: '1'}],
            gives: 'money',
          },
          a: {kind: 'cap', in: {amount: 'b'}, max: '1'},
          b: {kind: 'cap', in: {amount: 'a'}, max: '1'},
          deal: {kind: 'formula', in: {rows: 'deals'}, text: 'amount', gives: 'money'},
          last: {kind: 'history', in: {value: 'deal'}, take: 'previous'},
          pay: {kind: 'reward', in: {amount: 'cube.nothing'}, type: 'cash'},
          more: {kind: 'reward', in: {amount: 'whole'}, type: 'cash', rounding: {scale: 0, modus: 'floor'}},
          down: {kind: 'formula', in: {values: {r: 'r'}}, text: 'ROUNDDOWN(r * 9000, 0)', gives: 'money'},
        },
      }),
    );
    const order = diagnostics.map(({code}) => phases.indexOf(phaseOf(code)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(diagnostics.map(({code}) => phaseOf(code)))).toEqual(
      new Set([
        'shape',
        'names',
        'cycles',
        'grain',
        'type',
        'constants',
        'reachability',
        'order',
        'ranges',
        'directed',
      ]),
    );
  });

  it('goes on past a node whose shape is wrong, and blames nobody for it', () => {
    const {diagnostics} = compile(
      basePlan('sales-month', {
        nodes: {
          x: {kind: 'tier', in: {input: 'sales'}, reading: 'margnal', bands: [{from: '0', rate: '1'}], gives: 'money'},
          y: {kind: 'cap', in: {amount: 'x'}, max: '5'},
          z: {kind: 'cap', in: {amount: 'sales'}, min: '5', max: '3'},
          pay: {kind: 'reward', in: {amounts: {y: 'y', z: 'z'}}, type: 'cash'},
        },
      }),
    );
    expect(diagnostics.map(({code, node}) => [code, node])).toEqual([
      ['shape/wrong-value', 'x'],
      ['plan/min-above-max', 'z'],
    ]);
  });
});

/** Names and texts of the plan that a problem may repeat. */
function namesOf({code, params, node}: Diagnostic): string[] {
  const words = diagnosticWords();
  const own = Object.entries(params).filter(([name]) => !words.has(name) || code === 'plan/two-row-sets');
  const values = own.flatMap(([, value]) => [String(value), ...String(value).split(/, | → |\./)]);
  return node === undefined ? values : [...values, node];
}

function wordGroups(): {params: string[]; words: Record<string, unknown>}[] {
  return Object.values(
    JSON.parse(readFileSync(new URL('../../../schemas/diagnostics/words.json', import.meta.url), 'utf8')),
  );
}

function diagnosticWords(): Set<string> {
  return new Set(wordGroups().flatMap(({params}) => params));
}

function wordsOfTheMachine(): Set<string> {
  return new Set(wordGroups().flatMap(({words}) => Object.keys(words)));
}
