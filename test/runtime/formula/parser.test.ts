import {describe, expect, it} from 'vitest';
import {integerOf, isRootQuotient, namesIn} from '../../../runtime/formula/ast.js';
import {parseFormula} from '../../../runtime/formula/parser.js';
import {read, shape} from './read.js';

const shaped = (text: string): string => shape(read(text));

describe('numbers', () => {
  it.each([
    ['0', '0e-0'],
    ['1250.50', '12505e-1'],
    ['0.10', '1e-1'],
    ['8%', '8e-2%'],
    ['8.5 %', '85e-3%'],
    ['100%', '1e-0%'],
    ['0%', '0e-0%'],
    ['１２．５％', '125e-3%'],
    ['999999999999999999.0123456789', '9999999999999999990123456789e-10'],
  ])('reads %s exactly', (text, expected) => {
    expect(shaped(text)).toBe(expected);
  });
});

describe('names', () => {
  it.each([
    ['amount', '<amount>'],
    ['participant.region', '<participant.region>'],
    ['金额', '<金额>'],
    ['人员.大区', '<人员.大区>'],
    ['_x1', '<_x1>'],
    ['[New ARR]', '<New ARR>'],
    ['participant.[入职 日期]', '<participant.入职 日期>'],
    ['[13月继续率]', '<13月继续率>'],
    ['[ padded ]', '<padded>'],
    ['[a]]b]', '<a]b>'],
    ['［全角 括号］', '<全角 括号>'],
    ['if', '<if>'],
    ['[TRUE]', '<TRUE>'],
    ['TRUE.x', '<TRUE.x>'],
    ['constructor', '<constructor>'],
    ['caf\u0065\u0301', '<caf\u00e9>'],
  ])('reads %s', (text, expected) => {
    expect(shaped(text)).toBe(expected);
  });
});

describe('texts and flags', () => {
  it.each([
    ['"East"', '"East"'],
    ['"say ""hi"""', '"say \\"hi\\""'],
    ['""', '""'],
    ['“华东”', '"华东"'],
    ['”华东“', '"华东"'],
    ['＂华东＂', '"华东"'],
    ['"全角“引号”在内"', '"全角“引号”在内"'],
    ['TRUE', 'true'],
    ['false', 'false'],
    ['真', 'true'],
    ['FALSE()', 'false'],
    ['假（）', 'false'],
  ])('reads %s', (text, expected) => {
    expect(shaped(text)).toBe(expected);
  });
});

describe('precedence', () => {
  it.each([
    ['a + b * c', '(+ <a> (* <b> <c>))'],
    ['a - b - c', '(- (- <a> <b>) <c>)'],
    ['a / b / c', '(/ (/ <a> <b>) <c>)'],
    ['a - (b - c)', '(- <a> (- <b> <c>))'],
    ['-a * b', '(* (neg <a>) <b>)'],
    ['a * -b', '(* <a> (neg <b>))'],
    ['- -a', '(neg (neg <a>))'],
    ['-8%', '(neg 8e-2%)'],
    ['a + b >= c * 2', '(gte (+ <a> <b>) (* <c> 2e-0))'],
    ['(a < b) = c', '(eq (lt <a> <b>) <c>)'],
    ['((a))', '<a>'],
    ['= a = b', '(eq <a> <b>)'],
    ['＝ a', '<a>'],
  ])('reads %s as %s', (text, expected) => {
    expect(shaped(text)).toBe(expected);
  });

  it.each([
    ['a = b', 'eq'],
    ['a == b', 'eq'],
    ['a <> b', 'ne'],
    ['a != b', 'ne'],
    ['a ≠ b', 'ne'],
    ['a ！＝ b', 'ne'],
    ['a < b', 'lt'],
    ['a <= b', 'lte'],
    ['a ≤ b', 'lte'],
    ['a ＜＝ b', 'lte'],
    ['a > b', 'gt'],
    ['a ＞ b', 'gt'],
    ['a >= b', 'gte'],
    ['a ≥ b', 'gte'],
  ])('reads the comparison %s', (text, operator) => {
    expect(shaped(text)).toBe(`(${operator} <a> <b>)`);
  });
});

describe('functions', () => {
  it('reads a Chinese full-width formula as the English one', () => {
    const chinese = '＝如果（达成率 ≥ 100％，四舍五入（金额 × 8％，2），－金额 ÷ 2）';
    expect(shaped(chinese)).toBe(shaped('IF(达成率 >= 100%, ROUND(金额 * 8%, 2), -金额 / 2)'));
  });

  it('ignores the case of function names and knows every alias', () => {
    expect(shaped('Min(a, b)')).toBe(shaped('最小值(a, b)'));
    expect(shaped('并且(a, b)')).toBe(shaped('且(a, b)'));
    expect(shaped('ｍａｘ(a, b)')).toBe(shaped('MAX(a, b)'));
  });

  it('allows spaces and line breaks anywhere between tokens', () => {
    expect(shaped(' IF (\n a\u3000>\u00a01 ,\t2 , 3 ) ')).toBe(shaped('IF(a>1,2,3)'));
  });

  it('takes the period offset and the decimals as whole numbers', () => {
    expect(shaped('PERIODSTART()')).toBe('(PERIODSTART)');
    expect(shaped('期末(-1)')).toBe('(PERIODEND (neg 1e-0))');
    expect(shaped('ROUND(a, -6)')).toBe('(ROUND <a> (neg 6e-0))');
  });
});

describe('places', () => {
  it('marks every node by its offsets, parentheses included', () => {
    const text = '= (a + 金额) * ROUND(b, 2)';
    const marked: string[] = [];
    const visit = (node: ReturnType<typeof read>): void => {
      marked.push(text.slice(node.start, node.end));
      if (node.kind === 'binary') [node.left, node.right].forEach(visit);
      if (node.kind === 'call') node.args.forEach(visit);
    };
    visit(read(text));
    expect(marked).toEqual(['(a + 金额) * ROUND(b, 2)', '(a + 金额)', 'a', '金额', 'ROUND(b, 2)', 'b', '2']);
  });
});

describe('questions to a formula', () => {
  it('lists names with their places, in the order of the text', () => {
    expect(namesIn(read('IF(a > 0, -b, a)'))).toEqual([
      {path: 'a', start: 3, end: 4},
      {path: 'b', start: 11, end: 12},
      {path: 'a', start: 14, end: 15},
    ]);
  });

  it('knows whether the quotient is the outermost operation (R-3)', () => {
    for (const text of ['a / b', '((a + 1) / b)', 'PRORATE(a, b, c)', 'a / b / c'])
      expect(isRootQuotient(read(text))).toBe(true);
    for (const text of [
      'a / b + 1',
      '-(a / b)',
      'MIN(a / b, 1)',
      'IF(c, a / b, 0)',
      'ATTAIN(a, b)',
      'a * PRORATE(a, b, c)',
    ]) {
      expect(isRootQuotient(read(text))).toBe(false);
    }
  });

  it('reads a whole number only from a plain numeral', () => {
    expect(integerOf(read('-3'))).toBe(-3);
    expect(Object.is(integerOf(read('-0')), 0)).toBe(true);
    for (const text of ['2.5', '200%', '--2', 'a', '1 + 1']) expect(integerOf(read(text))).toBeUndefined();
  });

  it('gives no formula as soon as there is an error', () => {
    expect(parseFormula('ROUND(a, b)').formula).toBeUndefined();
  });
});
