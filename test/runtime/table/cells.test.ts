import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {formatDecimal} from '../../../runtime/decimal/text.js';
import type {TableInput} from '../../../runtime/table/read.js';
import {cells, codes, exceptions, read} from './read.js';
import type {Fields} from './read.js';

/** One column of one type, given in every way a table can be given. */
function column(field: Fields[string], texts: readonly string[]): {values: string[]; faults: string[]} {
  const quoted = texts.map((text) => `"${text.replaceAll('"', '""')}"`);
  const inputs: TableInput[] = [
    {csv: `x\n${quoted.join('\n')}\n`},
    {rows: texts.map((x) => ({x}))},
    {columns: {x: texts}},
  ];
  if (texts.every((text) => text !== '' && !/[",\r\n]/.test(text)))
    inputs.push({csv: Buffer.from(`x\n${texts.join('\n')}\n`)});
  const results = inputs.map((input) => {
    const result = read({t: {x: field}}, {t: input});
    expect(codes(result)).toEqual([]);
    return {values: cells(result, 't', 'x'), faults: exceptions(result)};
  });
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0]!;
}

const fault = (field: Fields[string], text: string): string | undefined =>
  column(field, [text]).faults[0]?.split(' ')[3];

describe('numbers', () => {
  it('are plain decimals: a cell with too many is an exception, not rounded', () => {
    const money: Fields[string] = {type: 'money'};
    expect(column(money, ['1234.56', '-5', '+0.10', '007', '1.500', '-0', '0.00']).values).toEqual([
      '1234.56',
      '-5',
      '0.1',
      '7',
      '1.5',
      '0',
      '0',
    ]);
    expect(fault(money, '1.005')).toBe('scale');
    expect(fault({type: 'money', rounding: 'half-up'}, '1.005')).toBeUndefined();
    expect(column({type: 'money', rounding: 'half-up'}, ['1.005', '-1.005']).values).toEqual(['1.01', '-1.01']);
    for (const bad of ['1,234', '¥5', '1e3', '.5', '5.', 'abc', '--1', '8%', '１２', '1 2', '9'.repeat(65)]) {
      expect(fault(money, bad), bad).toBe('bad-value');
    }
    expect(fault(money, '10000000000000000')).toBe('range');
  });

  it('have the scale of their type: minor unit, 6, 10, 0', () => {
    const scaled = (field: Fields[string], text: string): string | undefined => fault(field, text);
    expect(scaled({type: 'money', currency: 'JPY'}, '1.5')).toBe('scale');
    expect(scaled({type: 'money', currency: 'KWD'}, '1.555')).toBeUndefined();
    expect(scaled({type: 'money', scale: 4}, '1.5555')).toBeUndefined();
    expect(scaled({type: 'number'}, '0.0000001')).toBe('scale');
    expect(scaled({type: 'ratio'}, '0.0000000001')).toBeUndefined();
    expect(scaled({type: 'count'}, '5.0')).toBeUndefined();
    expect(scaled({type: 'count'}, '5.5')).toBe('scale');
  });

  it('of a ratio may be written in percent', () => {
    expect(column({type: 'ratio', scale: 4}, ['8%', '8.25％', '-100%', '0.08']).values).toEqual([
      '0.08',
      '0.0825',
      '-1',
      '0.08',
    ]);
    expect(fault({type: 'ratio', scale: 2}, '8.5%')).toBe('scale');
    expect(column({type: 'ratio', scale: 1}, ['80%']).values).toEqual(['0.8']);
  });

  it('are exact over the whole domain, narrow or wide', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.bigInt({min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n}), fc.bigInt({min: -99999n, max: 99999n})),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.integer({min: 0, max: 10}),
        fc.boolean(),
        (values, scale, minimal) => {
          const texts = values.map((value) => formatDecimal(value, scale, minimal));
          const {values: found} = column({type: 'number', scale}, texts);
          expect(found).toEqual(values.map((value) => formatDecimal(value, scale, true)));
        },
      ),
    );
  });

  it('are doubles as long as every value is an integer of one', () => {
    const data = (texts: readonly string[]) =>
      read({t: {x: {type: 'count'}}}, {t: {csv: `x\n${texts.join('\n')}\n`}})
        .tables.get('t')
        ?.columns.get('x');
    expect(data(['9007199254740991', '-1'])).toMatchObject({data: Float64Array.of(9007199254740991, -1)});
    expect(data(['-1', '9007199254740992'])).toMatchObject({data: BigInt64Array.of(-1n, 9007199254740992n)});
  });
});

describe('JS values', () => {
  const x = (field: Fields[string], values: readonly (string | number | bigint | boolean | null | undefined)[]) => {
    const byRow = read({t: {x: field}}, {t: {rows: values.map((value) => ({x: value}))}});
    const byColumn = read({t: {x: field}}, {t: {columns: {x: values}}});
    expect(exceptions(byColumn)).toEqual(exceptions(byRow));
    expect(cells(byColumn, 't', 'x')).toEqual(cells(byRow, 't', 'x'));
    return {values: cells(byRow, 't', 'x'), faults: exceptions(byRow)};
  };

  it('are taken by their shortest decimal text', () => {
    expect(x({type: 'number', scale: 10}, [1, -0, 0.1, 1e-7, -1.5e-7, 5n, 12345678.125]).values).toEqual([
      '1',
      '0',
      '0.1',
      '0.0000001',
      '-0.00000015',
      '5',
      '12345678.125',
    ]);
    expect(x({type: 'money'}, [0.1 + 0.2]).faults).toEqual(['t 1 x scale']);
    expect(x({type: 'money'}, [1234567890123.45, 9007199254740991]).values).toEqual([
      '1234567890123.45',
      '9007199254740991',
    ]);
  });

  it('that are not exact are refused, in columns of text too', () => {
    for (const type of ['money', 'text', 'key', 'date', 'flag'] as const) {
      expect(x({type}, [NaN, Infinity, 2 ** 53, 1e300]).faults).toEqual(
        [1, 2, 3, 4].map((row) => `t ${row} x bad-value`),
      );
    }
  });

  it('null and undefined are missing; booleans are flags', () => {
    expect(x({type: 'flag', required: false}, [true, false, null, undefined, 1]).values).toEqual([
      '1',
      '0',
      '!missing',
      '!missing',
      '1',
    ]);
    expect(x({type: 'money'}, [true, null]).faults).toEqual(['t 1 x bad-value', 't 2 x required']);
  });

  it('in typed arrays are columns as well', () => {
    const result = read(
      {t: {x: {type: 'money'}, y: {type: 'count'}}},
      {t: {columns: {x: Float64Array.of(1.5, 2), y: Int32Array.of(3, 4)}}},
    );
    expect(cells(result, 't', 'x')).toEqual(['1.5', '2']);
    expect(cells(result, 't', 'y')).toEqual(['3', '4']);
  });
});

describe('dates', () => {
  it('are ISO dates that exist', () => {
    expect(column({type: 'date'}, ['1970-01-02', '2026-01-01', '0001-01-01']).values).toEqual([
      '1',
      '20454',
      '-719162',
    ]);
    for (const bad of [
      '2026-02-29',
      '2026/01/07',
      '2026-1-7',
      '20260107',
      '45000',
      '2026-01-07T00:00:00',
      '2026-0a-01',
    ]) {
      expect(fault({type: 'date'}, bad), bad).toBe('bad-value');
    }
  });
});

describe('texts', () => {
  it('are NFC and trimmed, ideographic and no-break spaces included', () => {
    expect(
      column({type: 'key'}, ['\u3000P1\u00a0', 'P1', ' P1\t', 'e\u0301', '\u00e9', '中文', 'a b', 'say "hi"', 'x,y'])
        .values,
    ).toEqual(['P1', 'P1', 'P1', '\u00e9', '\u00e9', '中文', 'a b', 'say "hi"', 'x,y']);
  });

  it('that are empty are missing', () => {
    expect(column({type: 'text', required: false}, ['', ' ', '\u3000', 'a']).values).toEqual([
      '!missing',
      '!missing',
      '!missing',
      'a',
    ]);
    expect(column({type: 'text'}, ['', 'a', '\u00a0']).faults).toEqual(['t 1 x required', 't 3 x required']);
  });

  it('of an enum are its values, labels and aliases; a value comes before the label of another', () => {
    const type: Fields[string] = {
      type: 'enum',
      values: ['old', {value: 'new', label: {en: 'New business', 'zh-CN': '新签'}, aliases: ['N', 'old', ' 新单 ']}],
    };
    expect(column(type, ['new', 'New business', '新签', 'N', ' 新单', 'old']).values).toEqual([
      'new',
      'new',
      'new',
      'new',
      'new',
      'old',
    ]);
    expect(fault(type, 'New')).toBe('bad-value');
  });

  it('of a flag are the common words, or those it declares', () => {
    const yes = ['true', 'TRUE', '1', 'yes', '是', 'Y'];
    const no = ['false', 'False', '0', 'no', '否', 'N'];
    expect(column({type: 'flag'}, yes).values).toEqual(yes.map(() => '1'));
    expect(column({type: 'flag'}, no).values).toEqual(no.map(() => '0'));
    expect(fault({type: 'flag'}, 'x')).toBe('bad-value');
    expect(
      column({type: 'flag', trueValues: ['0', '已回款'], falseValues: ['未回款']}, ['0', '已回款', '未回款', 'true'])
        .values,
    ).toEqual(['1', '1', '0', '1']);
  });

  it('hold no NUL and no half character', () => {
    const {exceptions: list} = read({t: {x: {type: 'text'}}}, {t: {rows: [{x: 'a\0'}, {x: '\ud800'}, {x: '😀'}]}});
    expect(list.map(({row, code}) => `${row} ${code}`)).toEqual(['1 data/bad-value', '2 data/bad-value']);
  });

  it('are the same text in every column, however many there are', () => {
    const ids = Array.from({length: 70_000}, (_, i) => `K${i}`);
    const csv = `id,ref,other\n${ids.map((id, i) => `${id},${ids[ids.length - 1 - i]},${i % 2 === 0 ? ' 甲' : 'x'}`).join('\n')}\n`;
    const fields: Fields = {id: {type: 'key', role: 'id'}, ref: {type: 'key', references: 't'}, other: {type: 'text'}};
    const result = read({t: fields}, {t: {csv}});
    expect(result.exceptions).toEqual([]);
    expect(cells(result, 't', 'id')).toEqual(ids);
    expect(cells(result, 't', 'ref')).toEqual(ids.toReversed());
    expect(cells(result, 't', 'other').slice(0, 3)).toEqual(['甲', 'x', '甲']);
  });
});
