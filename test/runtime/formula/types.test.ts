import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {dateErrors, isIsoDate} from '../../../runtime/formula/compare-type.js';
import {inferType} from '../../../runtime/formula/infer.js';
import {assignable, typeName, unify} from '../../../runtime/formula/types.js';
import type {FormulaType, PlainKind, ValueType} from '../../../runtime/formula/types.js';
import {read} from './read.js';

const cny: ValueType = {kind: 'money', currency: 'CNY'};
const usd: ValueType = {kind: 'money', currency: 'USD'};
const plain = (kind: PlainKind): ValueType => ({kind});
const types: ReadonlyMap<string, ValueType> = new Map([
  ['money', cny],
  ['cash', cny],
  ['usd', usd],
  ['any', {kind: 'money', currency: 'mixed'}],
  ...(['ratio', 'score', 'count', 'days', 'number', 'points', 'flag', 'text', 'date'] as const).map(
    (kind) => [kind, plain(kind)] as const,
  ),
]);
const infer = (text: string): ReturnType<typeof inferType> => inferType(read(text), (path) => types.get(path));

/** The name of the type, or the codes of the errors. */
function typed(text: string): string {
  const {type, errors} = infer(text);
  if (!type) return errors.map(({code}) => code.slice('formula/'.length)).join(' ');
  return type.kind === 'money' ? typeName(type) : type.kind;
}

const numerics = ['money', 'ratio', 'score', 'count', 'number', 'days', 'points', '5'] as const;
const NO = 'type-mismatch';
const money = 'money CNY';

/** Rows: left operand; columns: right operand, both in the order of `numerics`. */
const tables: Record<string, Record<string, readonly string[]>> = {
  '+': {
    money: [money, NO, NO, NO, NO, NO, NO, money],
    ratio: [NO, 'ratio', 'number', 'number', 'number', NO, NO, 'ratio'],
    score: [NO, 'number', 'number', 'number', 'number', NO, NO, 'number'],
    count: [NO, 'number', 'number', 'count', 'number', NO, NO, 'count'],
    number: [NO, 'number', 'number', 'number', 'number', NO, NO, 'number'],
    days: [NO, NO, NO, NO, NO, 'days', NO, 'days'],
    points: [NO, NO, NO, NO, NO, NO, 'points', 'points'],
    5: [money, 'ratio', 'number', 'count', 'number', 'days', 'points', 'literal'],
  },
  '*': {
    money: [NO, money, money, money, money, NO, NO, money],
    ratio: [money, 'ratio', 'number', 'number', 'number', 'number', 'points', 'literal'],
    score: [money, 'number', 'number', 'number', 'number', 'number', 'points', 'literal'],
    count: [money, 'number', 'number', 'count', 'number', 'days', 'points', 'literal'],
    number: [money, 'number', 'number', 'number', 'number', 'number', 'points', 'literal'],
    days: [NO, 'number', 'number', 'days', 'number', NO, NO, 'days'],
    points: [NO, 'points', 'points', 'points', 'points', NO, NO, 'points'],
    5: [money, 'literal', 'literal', 'literal', 'literal', 'days', 'points', 'literal'],
  },
  '/': {
    money: ['ratio', money, money, money, money, NO, NO, money],
    ratio: [NO, 'number', 'number', 'number', 'number', NO, NO, 'literal'],
    score: [NO, 'number', 'number', 'number', 'number', NO, NO, 'literal'],
    count: [NO, 'number', 'number', 'ratio', 'number', NO, NO, 'literal'],
    number: [NO, 'number', 'number', 'number', 'number', NO, NO, 'literal'],
    days: [NO, 'number', 'number', 'number', 'number', 'ratio', NO, 'days'],
    points: [NO, 'points', 'points', 'points', 'points', NO, 'ratio', 'points'],
    5: [NO, 'literal', 'literal', 'literal', 'literal', NO, NO, 'literal'],
  },
};
tables['-'] = tables['+'] ?? {};

describe('arithmetic', () => {
  const cases = Object.entries(tables).flatMap(([operator, rows]) =>
    Object.entries(rows).flatMap(([left, results]) =>
      numerics.map((right, i) => [`${left} ${operator} ${right}`, results[i]] as const),
    ),
  );
  it.each(cases)('%s is %s', (text, expected) => {
    expect(typed(text)).toBe(expected);
  });

  it.each(['flag', 'text', 'date', '"x"', 'TRUE'])('does not calculate with %s', (operand) => {
    for (const operator of ['+', '-', '*', '/']) expect(typed(`${operand} ${operator} 1`)).toBe(NO);
    expect(typed(`-${operand}`)).toBe('argument-type');
  });

  it('never lets two currencies meet', () => {
    for (const text of ['money + usd', 'money / usd', 'MIN(money, usd)', 'money > usd', 'IF(flag, money, usd)'])
      expect(typed(text)).toBe(NO);
    expect(infer('money - usd').errors[0]).toEqual({
      code: 'formula/type-mismatch',
      params: {left: 'money CNY', right: 'money USD', operator: '-'},
      start: 0,
      end: 11,
    });
  });

  it('refuses money whose currency changes from row to row, wherever it stands (ruling 19)', () => {
    for (const text of ['any', 'any * ratio', 'any > 0', 'ISMISSING(any)']) expect(typed(text)).toBe('mixed-currency');
  });

  it('keeps the unit under a minus sign', () => {
    expect(typed('-money')).toBe(money);
    expect(typed('-8%')).toBe('literal');
  });
});

describe('comparisons', () => {
  it.each([
    'money > cash',
    'money >= 100',
    '0 < days',
    'ratio > score',
    'count = number',
    'text = "East"',
    '"a" <> text',
    'date >= "2026-03-31"',
    'date < date',
    'flag = TRUE',
    'text = text',
    '1 < 2',
    'points = 0',
  ])('%s is a flag', (text) => {
    expect(typed(text)).toBe('flag');
  });

  it.each([
    ['money > ratio', NO],
    ['days > count', NO],
    ['points = count', NO],
    ['text = 5', NO],
    ['flag = 1', NO],
    ['date > 5', NO],
    ['date = text', NO],
    ['text < "b"', 'not-ordered'],
    ['flag > FALSE', 'not-ordered'],
    ['date = "31.3.2026"', 'not-a-date'],
    ['"2026-02-29" < date', 'not-a-date'],
  ])('%s is refused: %s', (text, code) => {
    expect(typed(text)).toBe(code);
  });
});

describe('functions', () => {
  it.each([
    ['IF(flag, money, 0)', money],
    ['IF(flag, 0, money)', money],
    ['IF(flag, ratio, count)', 'number'],
    ['IF(flag, ratio, 8%)', 'ratio'],
    ['IF(flag, 1, 2)', 'literal'],
    ['IF(flag, "a", text)', 'text'],
    ['IF(flag, "2026-01-01", date)', 'date'],
    ['IF(flag, "2026-13-01", date)', 'not-a-date'],
    ['IF(flag, money, ratio)', NO],
    ['IF(money, 1, 2)', 'argument-type'],
    ['IFS(flag, 1, money > 5, ratio, 0)', 'ratio'],
    ['IFS(flag, 1, money, 2, 0)', 'argument-type'],
    ['IFS(flag, money, flag, 0, text)', NO],
    ['SWITCH(text, "East", money, "West", 5, 0)', money],
    ['SWITCH(count, 1, "a", 2, "b", text)', 'text'],
    ['SWITCH(text, 1, money, 0)', NO],
    ['SWITCH(date, "x", 1, 2)', 'not-a-date'],
    ['AND(flag, money > 0)', 'flag'],
    ['OR(flag, 1)', 'argument-type'],
    ['NOT(flag)', 'flag'],
    ['MIN(money, 50000)', money],
    ['MAX(ratio, score)', 'number'],
    ['MAX(date, PERIODSTART())', 'date'],
    ['MIN(text, "a")', 'not-ordered'],
    ['MIN(flag, TRUE)', 'not-ordered'],
    ['MIN("a", "b")', 'not-ordered'],
    ['MIN(money, ratio)', NO],
    ['CLAMP(ratio, 0, 150%)', 'ratio'],
    ['CLAMP(money, 0, usd)', NO],
    ['ABS(points)', 'points'],
    ['ABS(date)', 'argument-type'],
    ['BETWEEN(date, "2026-01-01", PERIODEND())', 'flag'],
    ['BETWEEN(text, "a", "b")', 'not-ordered not-ordered'],
    ['IN(text, "a", "b")', 'flag'],
    ['IN(count, 1, 2, ratio)', 'flag'],
    ['IN(money, 1, "b")', NO],
    ['ROUND(money * 3%, 2)', money],
    ['ROUNDDOWN(ratio, 4)', 'ratio'],
    ['ROUNDUP(5.5)', 'literal'],
    ['ROUNDEVEN(text)', 'argument-type'],
    ['PRORATE(money, days, days)', money],
    ['PRORATE(money, count, number)', money],
    ['PRORATE(points, money, cash)', 'points'],
    ['PRORATE(money, days, 30)', money],
    ['PRORATE(money, days, count)', NO],
    ['PRORATE(text, days, days)', 'argument-type'],
    ['ATTAIN(money, cash)', 'ratio'],
    ['ATTAIN(count, 10)', 'ratio'],
    ['ATTAIN(money, count)', NO],
    ['ATTAIN(date, date)', 'argument-type argument-type'],
    ['IFMISSING(money, 0)', money],
    ['IFMISSING(date, "2026-1-1")', 'not-a-date'],
    ['IFMISSING(text, 0)', NO],
    ['ISMISSING(text)', 'flag'],
    ['DAYS(date, "2026-01-01")', 'days'],
    ['DAYS(date, "soon")', 'not-a-date'],
    ['DAYS(date, 5)', 'argument-type'],
    ['PERIODEND(-1)', 'date'],
  ])('%s is %s', (text, expected) => {
    expect(typed(text)).toBe(expected);
  });

  it('reports every unknown name once per place and nothing that follows from it', () => {
    const {type, errors} = infer('IF(missing > 1, money * lost, text)');
    expect(type).toBeUndefined();
    expect(errors).toEqual([
      {code: 'formula/unknown-name', params: {name: 'missing'}, start: 3, end: 10},
      {code: 'formula/unknown-name', params: {name: 'lost'}, start: 24, end: 28},
    ]);
  });

  it('fills every parameter of every type error', () => {
    const file = new URL('../../../schemas/diagnostics/formula.json', import.meta.url);
    const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, {params: string[]}>;
    for (const text of ['x', 'any', 'money + text', 'IF(1, 2, 3)', 'text < text', 'date = "x"', '-text']) {
      for (const {code, params} of infer(text).errors)
        expect(Object.keys(params).toSorted(), code).toEqual(texts[code]?.params.toSorted());
    }
  });
});

describe('what a formula may give', () => {
  const gives = [
    'money',
    'usd',
    'ratio',
    'score',
    'count',
    'number',
    'points',
    'days',
    'flag',
    'text',
    'date',
  ] as const;
  const accepted = (type: FormulaType): string[] => gives.filter((name) => assignable(type, types.get(name) ?? cny));

  it.each([
    ['money', ['money']],
    ['5', ['money', 'usd', 'ratio', 'score', 'count', 'number', 'points', 'days']],
    ['count * 500', ['money', 'usd', 'ratio', 'score', 'count', 'number', 'points', 'days']],
    ['ratio', ['ratio', 'score', 'count', 'number', 'points', 'days']],
    ['score', ['ratio', 'score', 'count', 'number', 'points', 'days']],
    ['number', ['ratio', 'score', 'count', 'number', 'points', 'days']],
    ['points', ['points']],
    ['days', ['days']],
    ['flag', ['flag']],
    ['text', ['text']],
    ['"2026-01-01"', ['text', 'date']],
    ['date', ['date']],
  ])('%s may be given as %j', (text, expected) => {
    const {type} = infer(text);
    expect(type && accepted(type)).toEqual(expected);
  });

  it('finds the texts that cannot be given as a date', () => {
    expect(
      dateErrors(read('IFS(a, "2026-01-31", b = "x", "tomorrow", IF(c, "2026-02-30", d))')).map(
        ({params}) => params['text'],
      ),
    ).toEqual(['tomorrow', '2026-02-30']);
    expect(['2024-02-29', '2000-02-29', '2026-12-31'].every(isIsoDate)).toBe(true);
    expect(['1900-02-29', '2026-04-31', '2026-00-10', '2026-01-00', '26-01-01', '2026-1-1', ''].some(isIsoDate)).toBe(
      false,
    );
  });
});

describe('common type', () => {
  it('does not depend on the order of two branches', () => {
    const all: FormulaType[] = [...types.values(), {kind: 'literal'}, {kind: 'text-literal'}];
    for (const a of all) for (const b of all) expect(unify(a, b)).toEqual(unify(b, a));
  });
});
