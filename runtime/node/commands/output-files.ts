import type {Result} from '../../index.js';
import type {CsvColumn} from '../../csv/write.js';
import {writeCsv} from '../../csv/write.js';
import type {Summary} from './summary.js';

/** A file to write into the folder of `--out`. */
export interface OutputFile {
  readonly name: string;
  readonly text: string;
}

/** Names of the files, the summary last: where it is, the others are complete. */
export const outputNames = ['payouts.csv', 'components.csv', 'blocked.csv', 'exceptions.csv', 'summary.json'] as const;

/** The files of a result. What came from the data is guarded against spreadsheets; figures of ours stay as they are. */
export function outputFiles(result: Result, summary: Summary, bom: boolean): OutputFile[] {
  const {payouts, components, blocked, exceptions} = result;
  const csv = (columns: readonly CsvColumn[], count: number): string => writeCsv(columns, count, {bom});
  const [payoutsName, componentsName, blockedName, exceptionsName, summaryName] = outputNames;
  return [
    {
      name: payoutsName,
      text: csv(
        [
          text('participant', payouts.participant),
          plain('period', payouts.period),
          plain('reward', payouts.reward),
          plain('unit', payouts.unit),
          plain('amount', payouts.amount),
          plain('status', payouts.status),
          plain('reason', payouts.reason),
          plain('payDate', payouts.payDate),
        ],
        payouts.participant.length,
      ),
    },
    {
      name: componentsName,
      text: csv(
        [
          text('participant', components.participant),
          plain('period', components.period),
          plain('reward', components.reward),
          plain('component', components.component),
          text('row', components.row),
          plain('amount', components.amount),
        ],
        components.participant.length,
      ),
    },
    {
      name: blockedName,
      text: csv(
        [
          text('participant', blocked.participant),
          plain('period', blocked.period),
          plain('reward', blocked.reward),
          plain('node', blocked.node),
          plain('status', blocked.status),
        ],
        blocked.participant.length,
      ),
    },
    {
      name: exceptionsName,
      text: csv(
        [
          {header: 'table', kind: 'plain', cell: (i) => exceptions[i]?.table ?? ''},
          {header: 'row', kind: 'plain', cell: (i) => String(exceptions[i]?.row ?? '')},
          {header: 'field', kind: 'plain', cell: (i) => exceptions[i]?.field ?? ''},
          {header: 'value', kind: 'text', cell: (i) => exceptions[i]?.value ?? ''},
          {header: 'code', kind: 'plain', cell: (i) => exceptions[i]?.code ?? ''},
          {header: 'node', kind: 'plain', cell: (i) => exceptions[i]?.node ?? ''},
        ],
        exceptions.length,
      ),
    },
    {name: summaryName, text: `${JSON.stringify(summary, null, 2)}\n`},
  ];
}

function text(header: string, cells: readonly string[]): CsvColumn {
  return {header, kind: 'text', cell: (i) => cells[i] ?? ''};
}

function plain(header: string, cells: readonly string[]): CsvColumn {
  return {header, kind: 'plain', cell: (i) => cells[i] ?? ''};
}
