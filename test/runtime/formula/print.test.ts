import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Formula} from '../../../runtime/formula/ast.js';
import {functionDef, functionNames} from '../../../runtime/formula/functions.js';
import {minimal} from '../../../runtime/formula/numeral.js';
import {parseFormula} from '../../../runtime/formula/parser.js';
import {printFormula, printName} from '../../../runtime/formula/print.js';
import {read, shape} from './read.js';

describe('canonical text', () => {
  it.each([
    ['=（a＋b）×c', '(a + b) * c'],
    ['((a*b))+c', 'a * b + c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['(a-b)-c', 'a - b - c'],
    ['a/(b*c)', 'a / (b * c)'],
    ['-(a+b)', '-(a + b)'],
    ['-(8%)', '-8%'],
    ['(-a)*b', '-a * b'],
    ['(a<b)=(c≥d)', '(a < b) = (c >= d)'],
    ['如果(a!=1,“是”,"a""b")', 'IF(a <> 1, "是", "a""b")'],
    ['0.050', '0.05'],
    ['8.50%', '8.5%'],
    ['0.05%', '0.05%'],
    ['150%', '150%'],
    ['1000%', '1000%'],
    ['[amount]', 'amount'],
    ['participant.[入职 日期]', 'participant.[入职 日期]'],
    ['[真]', '[真]'],
  ])('prints %s as %s', (text, expected) => {
    expect(printFormula(read(text))).toBe(expected);
  });

  it('shows labels for ids, in brackets where needed, and functions in Chinese', () => {
    const labels: Record<string, string> = {arr: 'New ARR', rate: '费率', t: 'TRUE', blank: ' '};
    const printed = printFormula(read('IF(t, arr * rate, blank)'), {
      names: (path) => labels[path] ?? path,
      language: 'zh-CN',
    });
    expect(printed).toBe('如果([TRUE], [New ARR] * 费率, blank)');
    expect(printFormula(read('AND(TRUE, x)'), {language: 'zh-CN'})).toBe('且(真, x)');
  });

  it('keeps a label that holds dots or brackets readable', () => {
    expect(printName('第1期.[税前]')).toBe('第1期.[[税前]]]');
    expect(printName('etc...')).toBe('[etc...]');
    expect(printName('New. Old')).toBe('[New. Old]');
    for (const label of ['第1期.[税前]', 'etc...', 'New. Old', 'V1.0 金额', '【新】', '］x']) {
      expect(read(printName(label) ?? '')).toMatchObject({kind: 'name', path: label});
    }
  });
});

const at = {start: 0, end: 0};
const name: fc.Arbitrary<Formula> = fc
  .oneof(
    fc.constantFrom('a', '金额', 'participant.region', 'New ARR', 'if', 'true', '1st', 'a.b c', ']', 'x]].y'),
    fc.string({unit: 'grapheme', minLength: 1, maxLength: 8}),
  )
  .map((path) => path.normalize('NFC').trim())
  .filter((path) => path !== '')
  .map((path) => ({kind: 'name', path, ...at}));
const number: fc.Arbitrary<Formula> = fc
  .record({
    digits: fc.bigInt({min: 0n, max: 10n ** 18n - 1n}),
    scale: fc.integer({min: 0, max: 8}),
    percent: fc.boolean(),
  })
  .map(({digits, scale, percent}) => ({
    kind: 'number',
    ...minimal(digits, percent ? scale + 2 : scale),
    ...(percent && {percent}),
    ...at,
  }));
const text: fc.Arbitrary<Formula> = fc
  .string({unit: 'grapheme', maxLength: 8})
  .map((value) => ({kind: 'text', text: value.normalize('NFC'), ...at}));
const flag: fc.Arbitrary<Formula> = fc.boolean().map((value) => ({kind: 'flag', value, ...at}));

const formula = fc.letrec<{node: Formula; leaf: Formula}>((tie) => ({
  leaf: fc.oneof(name, number, text, flag),
  node: fc.oneof(
    {maxDepth: 4, withCrossShrink: true},
    tie('leaf'),
    tie('node').map((of): Formula => ({kind: 'negate', of, ...at})),
    fc
      .tuple(fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const), tie('node'), tie('node'))
      .map(([operator, left, right]): Formula => ({kind: 'binary', operator, left, right, ...at})),
    fc
      .tuple(
        fc.constantFrom('eq' as const, 'ne' as const, 'lt' as const, 'lte' as const, 'gt' as const, 'gte' as const),
        tie('node'),
        tie('node'),
      )
      .map(([operator, left, right]): Formula => ({kind: 'compare', operator, left, right, ...at})),
    fc.constantFrom(...functionNames).chain((fn) => call(fn, tie('node'))),
  ),
})).node;

function call(fn: (typeof functionNames)[number], argument: fc.Arbitrary<Formula>): fc.Arbitrary<Formula> {
  const {min, max = min + 2, integer, pairsAfter} = functionDef(fn);
  return fc
    .array(argument, {minLength: min, maxLength: max, size: 'max'})
    .map((args) => (pairsAfter !== undefined && (args.length - pairsAfter) % 2 === 0 ? args.slice(0, -1) : args))
    .map((args) =>
      args.map((arg, i): Formula => (integer?.index === i ? {kind: 'number', value: 3n, scale: 0, ...at} : arg)),
    )
    .map((args): Formula => ({kind: 'call', fn, args, ...at}));
}

describe('round trip', () => {
  it.each(['en', 'zh-CN'] as const)('reads back the formula it printed (%s)', (language) => {
    fc.assert(
      fc.property(formula, (original) => {
        const printed = printFormula(original, {language});
        fc.pre(printed.length <= 2000);
        const {formula: back, errors} = parseFormula(printed);
        expect(errors).toEqual([]);
        expect(back && shape(back)).toBe(shape(original));
        expect(back && printFormula(back, {language})).toBe(printed);
      }),
      {numRuns: 1500},
    );
  });

  it('prints no parentheses that could be left out', () => {
    fc.assert(
      fc.property(formula, (original) => {
        const printed = printFormula(original);
        fc.pre(printed.length <= 400 && !/["[]/.test(printed));
        for (let open = printed.indexOf('('); open >= 0; open = printed.indexOf('(', open + 1)) {
          if (/[\p{L}_]/u.test(printed[open - 1] ?? '')) continue;
          const close = closing(printed, open);
          const without = printed.slice(0, open) + printed.slice(open + 1, close) + printed.slice(close + 1);
          const {formula: other} = parseFormula(without);
          expect(other && shape(other)).not.toBe(shape(original));
        }
      }),
      {numRuns: 300},
    );
  });
});

function closing(printed: string, open: number): number {
  let depth = 0;
  for (let i = open; i < printed.length; ++i) {
    if (printed[i] === '(') ++depth;
    if (printed[i] === ')' && --depth === 0) return i;
  }
  return printed.length;
}
