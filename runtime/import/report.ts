import type {DiagnosticCode} from '@planwright/schemas';
import type {SkippedRow} from './layout.js';

/** What became of the rows of a file. */
export interface ImportReport {
  /** Rows made of the file: its data rows, or of a wide sheet its cells. rows = good + bad. */
  readonly rows: number;
  /** Rows of the file below its header, without totals and notes. */
  readonly sourceRows: number;
  readonly good: number;
  readonly bad: number;
  /** Bad rows by code. */
  readonly byCode: Readonly<Record<string, number>>;
  /** Every bad row, with the first thing that is wrong with it. */
  readonly problems: readonly ImportProblem[];
  /** Cells of a roster that refer to nobody: empty in rows that are used. */
  readonly lostCells: readonly ImportProblem[];
  /** Rows that are no rows of the table. */
  readonly skipped: readonly SkippedRow[];
}

/** A row that cannot be used. */
export interface ImportProblem {
  /** Data row of the file, from 1. */
  readonly row: number;
  /** Line of the file, or row of the worksheet, from 1. */
  readonly line: number;
  /** Field at fault, '' if none. */
  readonly field: string;
  /** Its text as in the file. */
  readonly value: string;
  readonly code: DiagnosticCode;
  /** The row is in the table nevertheless: what it refers to may come with another table, and a run lists it until then. */
  readonly kept: boolean;
}

export function countProblems(problems: readonly ImportProblem[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const {code} of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
