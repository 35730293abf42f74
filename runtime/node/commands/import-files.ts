import type {Language} from '@planwright/schemas';
import {message} from '@planwright/schemas';
import type {CsvColumn} from '../../csv/write.js';
import {writeCsv} from '../../csv/write.js';
import type {Imported} from '../../import/index.js';
import type {TableInput} from '../../index.js';

/** The clean file: exact values, as a run reads them; so nothing is put before a text that a spreadsheet would run. */
export function cleanCsv(table: TableInput, bom: boolean): string {
  const columns = 'columns' in table ? table.columns : {};
  const count = Object.values(columns)[0]?.length ?? 0;
  const list = Object.entries(columns).map(([header, cells]): CsvColumn => ({
    header,
    kind: 'text',
    cell: (row) => String(cells[row] ?? ''),
  }));
  return writeCsv(list, count, {bom, guard: false});
}

/** The rows that cannot be used, for the people who correct them. */
export function rejectsCsv({report}: Imported, table: string, language: Language, bom: boolean): string {
  const rows = report.problems;
  const column = (
    header: string,
    kind: CsvColumn['kind'],
    cell: (row: (typeof rows)[number]) => string,
  ): CsvColumn => ({
    header,
    kind,
    cell: (i) => (rows[i] ? cell(rows[i]) : ''),
  });
  return writeCsv(
    [
      column('row', 'plain', ({row}) => String(row)),
      column('line', 'plain', ({line}) => String(line)),
      column('field', 'plain', ({field}) => field),
      column('value', 'text', ({value}) => value),
      column('code', 'plain', ({code}) => code),
      column('kept', 'plain', ({kept}) => String(kept)),
      column('message', 'text', ({row, field, value, code}) =>
        message({code, severity: 'warning', params: {table, field, value}, row}, language),
      ),
    ],
    rows.length,
    {bom},
  );
}
