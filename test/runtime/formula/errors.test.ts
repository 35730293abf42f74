import {readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formulaErrorCodes} from '../../../runtime/formula/errors.js';
import {parseFormula} from '../../../runtime/formula/parser.js';
import {codes} from './read.js';

interface Diagnostic {
  severity: string;
  params: string[];
  en: string;
  'zh-CN': string;
}

const file = new URL('../../../schemas/diagnostics/formula.json', import.meta.url);
const diagnostics = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Diagnostic>;

/** Text, code, marked part. */
const mistakes: readonly (readonly [string, string, string])[] = [
  ['', 'formula/empty', ''],
  ['  = ', 'formula/empty', '  = '],
  [`a + ${' '.repeat(2000)}1`, 'formula/too-long', `a + ${' '.repeat(2000)}1`],
  [`${'('.repeat(65)}1${')'.repeat(65)}`, 'formula/too-deep', '('],
  [`${'-'.repeat(65)}1`, 'formula/too-deep', '-'],
  ['a # b', 'formula/unexpected-character', '#'],
  ['a; b', 'formula/unexpected-character', ';'],
  ['a + 😀', 'formula/unexpected-character', '😀'],
  ['!a', 'formula/unexpected-character', '!'],
  ['a + * b', 'formula/unexpected-token', '*'],
  ['MIN(a,,b)', 'formula/unexpected-token', ','],
  ['MIN(a, )', 'formula/unexpected-token', ')'],
  ['()', 'formula/unexpected-token', ')'],
  ['a)', 'formula/unexpected-token', ')'],
  ['a, b', 'formula/unexpected-token', ','],
  ['== a', 'formula/unexpected-token', ''],
  ['a => b', 'formula/unexpected-token', '>'],
  ['a +', 'formula/unexpected-end', ''],
  ['a =', 'formula/unexpected-end', ''],
  ['a b', 'formula/missing-operator', 'b'],
  ['2(a)', 'formula/missing-operator', '('],
  ['(a "x")', 'formula/missing-operator', '"x"'],
  ['(a + b', 'formula/unclosed', '('],
  ['MIN(a, b', 'formula/unclosed', '('],
  ['MIN（', 'formula/unexpected-end', ''],
  ['a = "East', 'formula/unclosed', '"East'],
  ['a = “华东"', 'formula/unclosed', '“华东"'],
  ['a + [New ARR', 'formula/unclosed', '[New ARR'],
  ['participant.', 'formula/bad-name', 'participant.'],
  ['a..b', 'formula/bad-name', 'a.'],
  ['[ ]', 'formula/bad-name', '[ ]'],
  ['a.5', 'formula/bad-name', 'a.'],
  ['.5', 'formula/bad-number', '.5'],
  ['5.', 'formula/bad-number', '5.'],
  ['1.2.3', 'formula/bad-number', '1.2.3'],
  ['007', 'formula/bad-number', '007'],
  ['1e5', 'formula/bad-number', '1e5'],
  ['13月继续率', 'formula/bad-number', '13月继续率'],
  ['1234567890123456789', 'formula/number-too-long', '1234567890123456789'],
  ['0.12345678901', 'formula/number-too-long', '0.12345678901'],
  ['0.123456789%', 'formula/number-too-long', '0.123456789%'],
  ['1,500', 'formula/thousands-comma', '1,500'],
  ['a * 1,000', 'formula/thousands-comma', '1,000'],
  ['MIN(a, 1,500)', 'formula/thousands-comma', '1,500'],
  ['MIN(a, 1,000)', 'formula/thousands-comma', '1,000'],
  ['MAX(12，345.50, a)', 'formula/thousands-comma', '12，345.50'],
  ['IF(a, 1,500, 0)', 'formula/thousands-comma', '1,500'],
  ['amount%', 'formula/misplaced-percent', '%'],
  ['(1 + 2)%', 'formula/misplaced-percent', '%'],
  ['8%%', 'formula/misplaced-percent', '%'],
  ['1 < a < 3', 'formula/chained-comparison', '<'],
  ['a = b = c', 'formula/chained-comparison', '='],
  ['a ^ 2', 'formula/no-power', '^'],
  ['SQRT(a)', 'formula/no-power', 'SQRT'],
  ['a & b', 'formula/no-join', '&'],
  ['a && b', 'formula/no-join', '&'],
  ['A1:B2', 'formula/no-range', ':'],
  ['bonus(a)', 'formula/unknown-function', 'bonus'],
  ['[IF](a)', 'formula/misspelt-function', '[IF]'],
  ['TRUE(1)', 'formula/unknown-function', 'TRUE'],
  ['RUOND(a)', 'formula/misspelt-function', 'RUOND'],
  ['四舍伍入(a)', 'formula/misspelt-function', '四舍伍入'],
  ['sum(a, b)', 'formula/use-metric', 'sum'],
  ['求和(a)', 'formula/use-metric', '求和'],
  ['VLOOKUP(a, b)', 'formula/use-lookup', 'VLOOKUP'],
  ['RANK.EQ(a, b)', 'formula/use-rank', 'RANK.EQ'],
  ['INT(a)', 'formula/use-rounding', 'INT'],
  ['IFERROR(a, 0)', 'formula/no-iferror', 'IFERROR'],
  ['TODAY()', 'formula/no-clock', 'TODAY'],
  ['RAND()', 'formula/no-random', 'RAND'],
  ['LEFT(a, 2)', 'formula/no-text-function', 'LEFT'],
  ['IF(a, b)', 'formula/argument-count', 'IF'],
  ['NOT()', 'formula/argument-count', 'NOT'],
  ['MIN(a)', 'formula/argument-count', 'MIN'],
  ['IFS(a, 1, b, 2)', 'formula/otherwise-missing', 'IFS'],
  ['SWITCH(a, 1, 2, 3, 4)', 'formula/otherwise-missing', 'SWITCH'],
  ['ROUND(a, b)', 'formula/integer-literal', 'b'],
  ['ROUND(a, 1.5)', 'formula/integer-literal', '1.5'],
  ['PERIODSTART(200%)', 'formula/integer-literal', '200%'],
  ['ROUND(a, 13)', 'formula/integer-range', '13'],
  ['ROUNDUP(a, -7)', 'formula/integer-range', '-7'],
  ['期初(1000)', 'formula/integer-range', '1000'],
];

describe('mistakes', () => {
  it.each(mistakes)('%s is %s', (text, code, marked) => {
    const {errors} = parseFormula(text);
    expect(errors.map((error) => error.code)).toEqual([code]);
    if (marked !== '') expect(errors.map(({start, end}) => text.slice(start, end))).toEqual([marked]);
  });

  it('reports several wrong functions at once, in the order of the text', () => {
    expect(codes('SUM(a) + IF(ROUND(b, c), 1)')).toEqual([
      'formula/use-metric',
      'formula/argument-count',
      'formula/integer-literal',
    ]);
  });

  it('tells which number a thousands comma meant', () => {
    expect(parseFormula('MIN(a, 1,500)').errors[0]?.params).toEqual({text: '1,500', number: '1500'});
  });

  it('leaves arguments alone that only look like thousands where their number is fixed', () => {
    expect(codes('CLAMP(a,50,100)')).toEqual([]);
    expect(codes('MIN(5, 100)')).toEqual([]);
    expect(codes('MIN(0,100)')).toEqual([]);
  });
});

describe('limits', () => {
  it('reads 64 levels and 2000 characters', () => {
    expect(codes(`${'('.repeat(64)}a${')'.repeat(64)}`)).toEqual([]);
    expect(codes(`${'a+'.repeat(999)}aa`)).toEqual([]);
  });

  it('answers at once on hostile text', () => {
    const hostile = [
      '('.repeat(2000),
      '-'.repeat(2000),
      '['.repeat(2000),
      '"'.repeat(1999),
      'MIN('.repeat(500),
      '1'.repeat(2000),
      'a.'.repeat(1000),
      'x'.repeat(1_000_000),
    ];
    const start = performance.now();
    for (const text of hostile) expect(codes(text).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it('never throws, and marks places inside the text', () => {
    const piece = fc.constantFrom(
      ...'()[],.%"“”＝=<>!+-*/^&: 0 1,000 a IF( MIN( 真 [x] 8% . １ ） ROUND(a, SUM( 😀'.split(' '),
      ' ',
      ',',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({unit: 'binary', maxLength: 40}),
          fc.array(piece, {maxLength: 30}).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const {formula, errors} = parseFormula(text);
          expect(formula === undefined).toBe(errors.length > 0);
          for (const {start, end} of errors) expect(0 <= start && start <= end && end <= text.length).toBe(true);
        },
      ),
      {numRuns: 3000},
    );
  });
});

describe('texts of the codes', () => {
  it('has exactly the codes of the runtime', () => {
    expect(Object.keys(diagnostics)).toEqual([...formulaErrorCodes]);
  });

  it.each(Object.entries(diagnostics))(
    '%s uses all its parameters in both languages',
    (_, {severity, params, ...texts}) => {
      expect(severity).toBe('error');
      for (const text of [texts.en, texts['zh-CN']]) {
        const used = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        expect([...new Set(used)].toSorted()).toEqual(params.toSorted());
      }
    },
  );

  it('fills every parameter of every syntax error', () => {
    for (const [text] of mistakes) {
      for (const {code, params} of parseFormula(text).errors) {
        expect(Object.keys(params).toSorted(), code).toEqual(diagnostics[code]?.params.toSorted());
      }
    }
  });
});
