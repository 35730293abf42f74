import {describe, expect, it} from 'vitest';
import {errors, load, problems, values} from './files.js';

const header = '合同编号,负责人,签约日期,合同额,备注';
const text = `${header}\nC1,P001,2026-01-05,"1,234.50","第一行\n第二行"\nC2,P001,2026-01-06,5,好\n`;

/** 中文 in GB18030: bytes of a file made by a spreadsheet in China. */
const gb18030 = Uint8Array.from(
  Buffer.from(
    'bacfcdacb1e0bac52cb8bad4f0c8cb2cc7a9d4bcc8d5c6da2cbacfcdacb6ee2cb1b8d7a20a43312c503030312c323032362d30312d30352c352cbac30a',
    'hex',
  ),
);

const utf16 = (order: 'le' | 'be', mark: boolean): Uint8Array => {
  const bytes = Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');
  return Uint8Array.from(order === 'le' ? bytes : bytes.swap16());
};

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8', 'valid'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`), 'utf-8', 'byte-order-mark'],
    ['UTF-16 LE', utf16('le', true), 'utf-16le', 'byte-order-mark'],
    ['UTF-16 BE', utf16('be', true), 'utf-16be', 'byte-order-mark'],
    ['UTF-16 LE without a mark', utf16('le', false), 'utf-16le', 'zero-bytes'],
    ['UTF-16 BE without a mark', utf16('be', false), 'utf-16be', 'zero-bytes'],
  ])('%s', (_, bytes, encoding, encodingBy) => {
    const imported = load(Uint8Array.from(bytes));
    expect(imported.source).toMatchObject({encoding, encodingBy});
    expect(values(imported, 'remark')).toEqual(['第一行\n第二行', '好']);
    expect(values(imported, 'amount')).toEqual(['1234.5', '5']);
  });

  it('GB18030, detected or given', () => {
    const imported = load(gb18030);
    expect(imported.source).toMatchObject({encoding: 'gb18030', encodingBy: 'valid'});
    expect(values(imported, 'remark')).toEqual(['好']);
    expect(values(load(gb18030, {encoding: 'gb18030'}), 'remark')).toEqual(['好']);
  });

  it('western letters ask, as they make sense in more than one', () => {
    const latin = Uint8Array.from(
      Buffer.from('dealId;owner;signed;amount;remark\nD1;P001;31.03.2026;5,5;Müller\n', 'latin1'),
    );
    const imported = load(latin);
    expect(errors(imported)).toEqual(['import/ambiguous-encoding']);
    expect(imported.questions[0]?.choices).toContain('windows-1252');
    expect(values(load(latin, {encoding: 'windows-1252'}), 'remark')).toEqual(['Müller']);
  });

  it('refuses what is no text, or is cut off', () => {
    expect(errors(load(Uint8Array.of(0x50, 0x4b, 3, 4, 20)))).toEqual(['import/not-text']);
    expect(errors(load(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1)))).toEqual(['import/not-text']);
    expect(errors(load(Uint8Array.of(65, 0, 7, 1, 0, 0, 66)))).toEqual(['import/not-text']);
    expect(errors(load(Uint8Array.from(Buffer.from('合同编号,备注\nC1,好')).slice(0, -1)))).toEqual([
      'import/bad-encoding',
    ]);
    expect(errors(load(gb18030, {encoding: 'utf-8'}))).toEqual(['import/bad-encoding']);
    expect(errors(load(Uint8Array.of(0xff, 0xff, 0x41)))).toEqual(['import/unknown-encoding']);
    expect(errors(load(`${header}\nC1,"P001`))).toEqual(['import/broken-file']);
    expect(errors(load(''))).toEqual(['import/empty-file']);
    expect(errors(load(Uint8Array.of()))).toEqual(['import/empty-file']);
  });
});

describe('delimiters', () => {
  it.each([
    [',', 'dealId,owner,signed,amount\nD1,P001,2026-01-05,"5.5"'],
    ['\t', 'dealId\towner\tsigned\tamount\nD1\tP001\t2026-01-05\t5.5'],
    [';', 'dealId;owner;signed;amount\nD1;P001;2026-01-05;5,5'],
    ['|', 'dealId|owner|signed|amount\nD1|P001|2026-01-05|5.5'],
    [';', 'sep=;\ndealId;owner;signed;amount\nD1;P001;2026-01-05;5,5'],
  ])('%j is detected', (delimiter, file) => {
    const imported = load(file);
    expect(imported.source).toMatchObject({format: 'delimited', delimiter});
    expect(values(imported, 'amount')).toEqual(['5.5']);
  });

  it('is not fooled by commas within cells', () => {
    const file = 'dealId;owner;signed;amount;remark\nD1;P001;2026-01-05;5,5;a, b, c\nD2;P001;2026-01-05;6,5;d, e, f';
    expect(load(file).source.delimiter).toBe(';');
  });

  it('lists rows with too few or too many cells by row and line', () => {
    const imported = load(
      'dealId,owner,signed,amount\nD1,P001,2026-01-05\nD2,P001,2026-01-05,1,,\nD3,P001,2026-01-05,1,x',
    );
    expect(problems(imported)).toEqual(['1  data/ragged-row', '3  data/ragged-row']);
    expect(imported.report).toMatchObject({rows: 3, good: 1, bad: 2});
  });
});

describe('JSON', () => {
  const row =
    '{"dealId": "D1", "owner": "P001", "signed": "2026-01-05", "amount": 12.30, "isPaid": true, "remark": null}';
  const line2 = '{"dealId": 440301199001011234, "owner": "P001", "signed": "2026-01-05", "amount": 1.5e3}';

  it.each([
    ['a list of objects', `[${row},\n${line2}]`],
    ['JSON Lines', `${row}\n${line2}\n`],
    ['a list within an object', `{"total": 2, "rows": [${row}, ${line2}]}`],
    [
      'lists',
      '[["dealId","owner","signed","amount","isPaid"],["D1","P001","2026-01-05",12.30,true],[440301199001011234,"P001","2026-01-05",1.5e3,null]]',
    ],
  ])('%s keeps every digit', (_, file) => {
    const imported = load(file);
    expect(imported.source.format).toBe('json');
    expect(values(imported, 'dealId')).toEqual(['D1', '440301199001011234']);
    expect(values(imported, 'amount')).toEqual(['12.3', '1500']);
    expect(values(imported, 'isPaid')).toEqual(['true', '']);
  });

  it('lists a row whose value is a list', () => {
    const imported = load(`[{"dealId": "D1", "owner": ["P001"], "signed": "2026-01-05", "amount": 1}]`);
    expect(problems(imported)).toEqual(['1 owner import/no-single-value …']);
  });

  it('refuses broken, cut off and too deep JSON with the line', () => {
    expect(load(`[${row},\n{"dealId": "D2"`).diagnostics[0]).toMatchObject({
      code: 'import/broken-json',
      params: {line: 2, reason: 'end'},
    });
    expect(load(`[${row}\n${row}]`).diagnostics[0]).toMatchObject({
      code: 'import/broken-json',
      params: {reason: 'unexpected'},
    });
    expect(errors(load(`[{"dealId": ${'['.repeat(100_000)}`))).toEqual(['import/broken-json']);
    expect(errors(load('[{"dealId": 1}, 2]'))).toEqual(['import/not-a-table']);
    expect(errors(load('[{"a": 1, "a": 2}]'))).toEqual(['import/broken-json']);
  });

  it('is not fooled by prototype names', () => {
    const imported = load(
      '[{"__proto__": "x", "constructor": "y", "dealId": "D1", "owner": "P1", "signed": "2026-01-01", "amount": 1}]',
    );
    expect(errors(imported)).toEqual([]);
    expect(values(imported, 'dealId')).toEqual(['D1']);
  });
});
