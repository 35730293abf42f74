import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Imported} from '../../../runtime/import/import-table.js';
import {readXlsx} from '../../../runtime/import/xlsx/read-xlsx.js';
import {load, roster, values} from './files.js';
import {row, workbook} from './workbook.js';

/** Whatever comes: an answer, each row in one place, and a clean table that holds the good rows and those that are kept. */
function sound(imported: Imported): boolean {
  const {rows, good, bad, problems} = imported.report;
  const kept = problems.filter((one) => one.kept).length;
  const clean = values(imported, 'dealId')?.length;
  return good + bad === rows && problems.length === bad && (clean === undefined || clean === good + kept);
}

const cell = fc.oneof(
  fc.constantFrom(
    '1,234',
    '1.234,56',
    '12.5万',
    '8%',
    '(1)',
    '03/04/2026',
    '2026-01-05',
    '46112',
    'P001',
    '王伟',
    '是',
    'new',
  ),
  fc.constantFrom(
    '1e999',
    '-',
    '合计',
    '__proto__',
    'constructor',
    '=1+1',
    '\u0001',
    '\u0000',
    '\ud800',
    '２０',
    "'",
    '""',
    '万',
  ),
  fc.string({maxLength: 8, unit: 'binary'}),
);
const settings = {seed: 20261124, numRuns: 2000};

describe('hostile files', () => {
  it('of any cells give an answer that accounts for every row', () => {
    const header = fc.shuffledSubarray(
      ['dealId', '负责人', 'signed', '合同额(万)', '类型', '是否回款', '折扣', '备注', '1月', 'Q1'],
      {minLength: 1},
    );
    const table = fc.tuple(
      header,
      fc.array(fc.array(cell, {maxLength: 9}), {maxLength: 6}),
      fc.constantFrom(',', ';', '\t'),
    );
    fc.assert(
      fc.property(table, ([head, rows, delimiter]) => {
        const quoted = [head, ...rows].map((cells) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter),
        );
        return sound(load(quoted.join('\n'), {tables: {people: roster}}));
      }),
      settings,
    );
  });

  it('of any bytes or text give an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({maxLength: 200}), fc.string({maxLength: 200, unit: 'binary'}), fc.json()),
        (file) => sound(load(file)),
      ),
      settings,
    );
  });

  it('of any mapping give an answer', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({version: fc.constant(1), table: fc.constant('deals'), columns: fc.array(fc.jsonValue())}),
        ),
        (mapping) => sound(load('dealId,owner,signed,amount\nD1,P001,2026-01-05,1', {mapping})),
      ),
      settings,
    );
  });

  it('that are damaged workbooks are refused, and none hangs', async () => {
    const bytes = workbook({a: row(1, 'dealId', 'owner', 'signed', 'amount') + row(2, 'D1', 'P001', '2026-01-05', 1)});
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {minLength: 1, maxLength: 6}),
        async (changes) => {
          const damaged = bytes.slice();
          for (const [at, byte] of changes) damaged[at] = byte;
          const book = await readXlsx(damaged);
          return 'severity' in book || book.sheets.every((sheet) => sound(load(sheet)));
        },
      ),
      {...settings, numRuns: 400},
    );
  });

  it('of extreme size are answered in time', {timeout: 20_000}, () => {
    const head = 'dealId,owner,signed,amount,remark\n';
    const long = 'x'.repeat(1_000_000);
    expect(sound(load(`${head}D1,P001,2026-01-05,1,${long}`))).toBe(true);
    expect(sound(load(`${head}D1,P001,2026-01-05,${'9'.repeat(1_000_000)},`))).toBe(true);
    expect(sound(load(`${head}${','.repeat(1_000_000)}`))).toBe(true);
    expect(sound(load(`${'a,'.repeat(10_000)}dealId\n${'1,'.repeat(10_000)}1`))).toBe(true);
    expect(sound(load(`${head}${'"'.repeat(1_000_001)}`))).toBe(true);
    expect(sound(load(`${' '.repeat(1_000_000)}(1`))).toBe(true);
    expect(sound(load(`${head}D1,P001,${'1 '.repeat(500_000)},1,`))).toBe(true);
    expect(sound(load(`[{"dealId": "${'\\"'.repeat(500_000)}"}]`))).toBe(true);
    expect(sound(load(`[{"dealId": "${'\\'.repeat(500_000)}`))).toBe(true);
    expect(sound(load(`dealId,owner,signed,amount,${'('.repeat(500_000)}\nD1,P001,2026-01-05,1,`))).toBe(true);
  });
});
