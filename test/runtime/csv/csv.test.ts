import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {readCsv} from '../../../runtime/csv/read.js';
import {decodeUtf8, encodeUtf8, nextCharacter} from '../../../runtime/csv/utf8.js';
import {guardFormula, writeCsv} from '../../../runtime/csv/write.js';

const rows = (csv: string | Uint8Array): string[][] => {
  const {header, columns} = readCsv(csv);
  return [[...header], ...(columns[0] ?? []).map((_, row) => columns.map((column) => column[row]!))];
};
const bytes = (...values: (number | string)[]): Uint8Array =>
  Uint8Array.from(values.flatMap((value) => (typeof value === 'number' ? [value] : [...Buffer.from(value)])));

describe('readCsv', () => {
  it('reads quotes, doubled quotes and line breaks inside quotes', () => {
    expect(rows('id,text\n1,"a,b"\n2,"say ""hi"""\n3,"one\ntwo\r\nthree\rfour"\n4,""\n')).toEqual([
      ['id', 'text'],
      ['1', 'a,b'],
      ['2', 'say "hi"'],
      ['3', 'one\ntwo\r\nthree\rfour'],
      ['4', ''],
    ]);
  });

  it('takes LF, CRLF or CR, a byte order mark, blank lines and a last line without an end', () => {
    const expected = [
      ['id', '姓名'],
      ['1', '谢思远'],
      ['2', '😀'],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      expect(rows(['id,姓名', '1,谢思远', '2,😀'].join(end))).toEqual(expected);
      expect(rows(['\uFEFFid,姓名', '', '1,谢思远', '', '2,😀', '', ''].join(end))).toEqual(expected);
    }
  });

  it('lists rows with more or fewer cells than the header', () => {
    const {columns, ragged} = readCsv('a,b\n1,2\n1\n1,2,3\n1,\n');
    expect(ragged).toEqual([2, 3]);
    expect(columns).toEqual([
      ['1', '1', '1', '1'],
      ['2', '', '2', ''],
    ]);
  });

  it('takes a quote inside a plain cell as it stands', () => {
    expect(rows('a,b\n5" pipe, "x\n')).toEqual([
      ['a', 'b'],
      ['5" pipe', ' "x'],
    ]);
  });

  it('says where a broken file is broken', () => {
    expect(readCsv('a,b\n1,2\n3,"open\n4,5\n').broken).toEqual({reason: 'unclosed-quote', line: 3, byte: 10});
    expect(readCsv('a\n"x"y\n').broken).toEqual({reason: 'text-after-quote', line: 2, byte: 5});
    expect(readCsv('a\r\nx\r\ny\0z').broken).toEqual({reason: 'nul-byte', line: 3, byte: 7});
    expect(readCsv(bytes('a\n', 0xc4, 0xe3, '\n')).broken).toEqual({reason: 'not-utf8', line: 2, byte: 2});
    expect(readCsv(bytes('a\n"', 0xff, 0xfe, '"\n')).broken).toEqual({reason: 'not-utf8', line: 2, byte: 3});
    expect(readCsv('a\n\ud800\n').broken).toMatchObject({reason: 'not-utf8'});
    expect(readCsv('"a').broken).toEqual({reason: 'unclosed-quote', line: 1, byte: 0});
  });

  it('reads nothing from nothing, and any number of columns', () => {
    expect(readCsv('')).toEqual({header: [], columns: [], ragged: [], broken: null});
    const wide = Array.from({length: 200}, (_, i) => `c${i}`);
    expect(readCsv(`${wide.join(',')}\n${wide.join(',')}\n`).columns.map(([cell]) => cell)).toEqual(wide);
    const long = readCsv(`a,b\n${'1,2\n'.repeat(5000)}`);
    expect(long.columns[1]).toHaveLength(5000);
  });
});

describe('UTF-8', () => {
  it('is accepted exactly where the platform accepts it', () => {
    const strict = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});
    const some = fc.array(
      fc.constantFrom(0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
      {maxLength: 6},
    );
    fc.assert(
      fc.property(fc.oneof(some, fc.array(fc.nat(255), {maxLength: 6})), (values) => {
        const data = Uint8Array.from(values);
        let at = 0;
        while (at >= 0 && at < data.length) at = data[at]! < 0x80 ? at + 1 : nextCharacter(data, at);
        let expected: string | undefined;
        try {
          expected = strict.decode(data);
        } catch {
          expected = undefined;
        }
        expect(at >= 0 ? decodeUtf8(data, 0, data.length) : undefined).toBe(expected);
      }),
      {numRuns: 3000},
    );
  });

  it('encodes Unicode and refuses half a surrogate pair', () => {
    expect(encodeUtf8('é😀')).toEqual(bytes('é😀'));
    expect(encodeUtf8('\ud83d')).toBeUndefined();
  });
});

describe('writeCsv', () => {
  const text = (header: string, cells: readonly string[]) => ({
    header,
    kind: 'text' as const,
    cell: (row: number) => cells[row]!,
  });

  it('quotes what must be quoted', () => {
    expect(writeCsv([text('a', ['x,y', 'say "hi"', 'one\ntwo', ' x', ''])], 5)).toBe(
      'a\n"x,y"\n"say ""hi"""\n"one\ntwo"\n" x"\n""\n',
    );
    expect(writeCsv([text('a', ['1']), text('b', [''])], 1, {bom: true, lineEnd: '\r\n'})).toBe('\uFEFFa,b\r\n1,\r\n');
  });

  it('lets no spreadsheet run a text as a formula, and leaves our own numbers alone', () => {
    for (const bad of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\u3000=1', '＝1', '\n=1']) {
      expect(guardFormula(bad), bad).toBe(`'${bad}`);
    }
    for (const good of ['a=1', '1-1', "'=1", '', ' a', '—']) expect(guardFormula(good), good).toBe(good);
    expect(writeCsv([{header: '=x', kind: 'plain', cell: () => '-5.00'}], 1)).toBe("'=x\n-5.00\n");
    expect(writeCsv([text('=x', ['=y'])], 1)).toBe("'=x\n'=y\n");
    expect(writeCsv([text('=x', ['=y'])], 1, {guard: false})).toBe('=x\n=y\n');
  });

  it('is read back as it was written', () => {
    const cell = fc.oneof(
      fc.string({unit: 'binary-ascii', maxLength: 8}),
      fc.string({
        unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', '=', '\u3000', 'é', '😀', '\uFEFF', '中'),
        maxLength: 8,
      }),
    );
    const usable = cell.filter((s) => !s.includes('\0') && !/\p{Surrogate}/u.test(s));
    const table = fc
      .integer({min: 1, max: 4})
      .chain((width) => fc.array(fc.array(usable, {minLength: width, maxLength: width}), {minLength: 1, maxLength: 6}));
    const options = fc.record({
      bom: fc.boolean(),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      guard: fc.boolean(),
    } as const);
    fc.assert(
      fc.property(table, options, ([header, ...data], chosen) => {
        const columns = header!.map((name, c) =>
          text(
            name,
            data.map((row) => row[c]!),
          ),
        );
        const guarded = (row: string[]): string[] => (chosen.guard ? row.map(guardFormula) : row);
        expect(rows(writeCsv(columns, data.length, chosen))).toEqual([guarded(header!), ...data.map(guarded)]);
      }),
      {numRuns: 300},
    );
  });
});
