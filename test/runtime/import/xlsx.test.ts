import {describe, expect, it} from 'vitest';
import {chooseSheet} from '../../../runtime/import/choose-sheet.js';
import type {Imported} from '../../../runtime/import/import-table.js';
import {readXlsx} from '../../../runtime/import/xlsx/read-xlsx.js';
import {errors, load, plan, problems, values} from './files.js';
import {row, workbook, zip} from './workbook.js';

const header = row(3, 'dealId', 'owner', 'signed', 'amount', 'discount');
const good = row(4, 'D1', 'P001', '<c s="1"><v>46112</v></c>', 1.234, '<c s="2"><v>0.085</v></c>');

async function loadBook(bytes: Uint8Array, sheet?: string): Promise<Imported> {
  const book = await readXlsx(bytes);
  if ('severity' in book) throw new Error(book.code);
  const chosen = chooseSheet(book.sheets, {plan, table: 'deals', ...(sheet !== undefined && {sheet})});
  if ('severity' in chosen) throw new Error(chosen.code);
  return load(chosen);
}

async function codeOf(bytes: Uint8Array, limits = {}): Promise<string> {
  const book = await readXlsx(bytes, limits);
  return 'severity' in book ? `${book.code} ${book.params['reason'] ?? ''}`.trim() : 'read';
}

describe('a workbook', () => {
  it('gives dates, shares, numbers, flags, stored values of formulas and shared texts', async () => {
    const rows = [
      row(1, '2026 合同'),
      header.replace('</row>', '<c r="F3" t="inlineStr"><is><t>isPaid</t></is></c><c r="G3" t="s"><v>0</v></c></row>'),
      row(
        4,
        'D1',
        'P001',
        '<c s="1"><v>46112</v></c>',
        0.30000000000000004,
        '<c s="2"><v>0.085</v></c>',
        '<c t="b"><v>1</v></c>',
        '<c t="s"><v>1</v></c>',
      ),
      row(
        5,
        'D2',
        'P001',
        '<c s="3"><v>46112.75</v></c>',
        '<c><f>1+1</f><v>1234567.89</v></c>',
        '<c s="2"><v>1</v></c>',
      ),
    ].join('');
    const strings = ['<t>备注</t>', '<r><t>A &amp; </t></r><r><t>B_x000D_</t></r><rPh><t>ignored</t></rPh>'];
    const imported = await loadBook(workbook({合同: rows}, '', strings));
    expect(errors(imported)).toEqual([]);
    expect(values(imported, 'signed')).toEqual(['2026-03-31', '2026-03-31']);
    expect(values(imported, 'amount')).toEqual(['0.3', '1234567.89']);
    expect(values(imported, 'discount')).toEqual(['0.085', '1']);
    expect(values(imported, 'isPaid')).toEqual(['true', '']);
    expect(values(imported, 'remark')).toEqual(['A & B', '']);
    expect(imported.report.skipped).toEqual([{line: 1, reason: 'title', text: '2026 合同'}]);
  });

  it('has numbers that are no texts: 1.234 needs no style, and has too many decimals for money', async () => {
    const imported = await loadBook(workbook({a: header + good}));
    expect(imported.questions).toEqual([]);
    expect(problems(imported)).toEqual(['1 amount data/scale 1.234']);
  });

  it('counts days from 1904 if it says so', async () => {
    const imported = await loadBook(
      workbook({a: header + row(4, 'D1', 'P001', '<c s="1"><v>44650</v></c>', 1)}, 'date1904="1"'),
    );
    expect(values(imported, 'signed')).toEqual(['2026-03-31']);
  });

  it('lists ids that have lost digits, and errors of formulas', async () => {
    const rows = [
      header,
      row(4, 440301199001011234, 'P001', '2026-01-05', 1),
      row(5, 'D2', 'P001', '2026-01-05', '<c t="e"><v>#N/A</v></c>'),
    ];
    const imported = await loadBook(workbook({a: rows.join('')}));
    expect(problems(imported)).toEqual([
      '1 dealId import/scientific 4.4030119900101126E+17',
      '2 amount import/no-single-value #N/A',
    ]);
    expect(imported.report.problems.map(({line}) => line)).toEqual([4, 5]);
  });

  it('of several sheets gives the one that fits the table, or the one named', async () => {
    const other = row(1, '说明', '内容') + row(2, 'a', 'b');
    const bytes = workbook({说明: other, 数据: header + good.replace('1.234', '1.5')});
    expect((await loadBook(bytes)).source.sheet).toBe('数据');
    expect((await loadBook(bytes, '说明')).source.sheet).toBe('说明');
    await expect(loadBook(bytes, '没有')).rejects.toThrow('import/no-sheet');
    await expect(loadBook(workbook({a: header + good, b: header + good}))).rejects.toThrow('import/no-sheet');
  });

  it('with merged headings is refused, with a merged title it is read', async () => {
    const merged = (ref: string) => `|<mergeCells count="1"><mergeCell ref="${ref}"/></mergeCells>`;
    const rows = row(1, '合同') + header + good.replace('1.234', '1');
    expect(errors(await loadBook(workbook({a: rows + merged('D3:E3')})))).toEqual(['import/merged-header']);
    expect(errors(await loadBook(workbook({a: rows + merged('A1:E1')})))).toEqual([]);
  });
});

describe('a workbook that is not one', () => {
  it('is refused with the reason', async () => {
    const bytes = workbook({a: header});
    expect(await codeOf(bytes)).toBe('read');
    expect(await codeOf(bytes.slice(0, -30))).toBe('import/broken-workbook cut-off');
    expect(await codeOf(Uint8Array.of(0x50, 0x4b, 3, 4))).toBe('import/broken-workbook not-zip');
    expect(await codeOf(zip({'a.txt': 'x'}))).toBe('import/broken-workbook no-workbook');
    expect(await codeOf(zip({'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}))).toBe(
      'import/broken-workbook document-type',
    );
    const damaged = bytes.slice();
    damaged.fill(0xff, 60, 160);
    expect(await codeOf(damaged)).toMatch(/^import\/broken-workbook/);
  });

  it('does not unpack more than it may, whatever the sizes say', async () => {
    const bomb = zip({'xl/workbook.xml': `<workbook>${' '.repeat(5_000_000)}</workbook>`});
    expect(bomb.length).toBeLessThan(10_000);
    expect(await codeOf(bomb, {unpacked: 1_000_000})).toBe('import/workbook-too-large');
    expect(await codeOf(workbook({a: '<row r="1"><c r="XFD1"><v>1</v></c></row>'.repeat(10)}), {cells: 100_000})).toBe(
      'import/workbook-too-large',
    );
    expect(await codeOf(workbook({a: '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>'}))).toBe(
      'import/broken-workbook too-many-columns',
    );
  });
});
