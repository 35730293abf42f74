/** A file as rows of texts, before anything is known about them. */
export interface Sheet {
  /** Name of a worksheet; '' for a file that has none. */
  readonly name: string;
  /** Rows that hold something. */
  readonly rows: readonly SheetRow[];
  /** `delimited`: a row has as many cells as were written. `grid`: cells at the end that are empty may be left out. `json`: likewise, and numbers may have exponents. */
  readonly kind: 'delimited' | 'grid' | 'json';
  /** Merged cells, by rows from 1. */
  readonly merges?: readonly {readonly top: number; readonly bottom: number; readonly name: string}[];
}

/** A row as the file has it. */
export interface SheetRow {
  /** Line of the file, or row of the worksheet, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells that are numbers and not texts: written with a point and without separators, so no style is to be told. */
  readonly numbers?: readonly number[];
  /** Cells that are no single value: lists and objects of JSON, errors such as #N/A. */
  readonly unusable?: readonly number[];
}

/** Stands before the text of a cell that is a number, where it makes a difference: 1.234 as a text may be 1234. */
export const NUMBER_CELL = '\u0001';
