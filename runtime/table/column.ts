import type {Dictionary} from './dictionary.js';

/** Scaled integers: the value of row i is data[i] · 10^−scale. Flags are 0 or 1, dates are days since 1970-01-01, both at scale 0. */
export interface NumColumn {
  readonly kind: 'num';
  readonly scale: number;
  /** Float64Array when every value is an integer of at most 2^53 − 1, else BigInt64Array (SEM-3: |x| < 10^18). */
  readonly data: Float64Array | BigInt64Array;
  /** Status per row (0 = ok), or null when all rows are ok. Where it is not 0 the data are 0. */
  readonly status: Uint8Array | null;
}

/** Dictionary-coded text. Two columns of one run share one dictionary, so equal codes mean equal text. */
export interface TextColumn {
  readonly kind: 'text';
  readonly dictionary: Dictionary;
  readonly codes: Int32Array;
  readonly status: Uint8Array | null;
}

export type Column = NumColumn | TextColumn;

/** An imported table: only its usable rows, as columns. */
export interface Table {
  readonly name: string;
  readonly count: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** 1-based row number in the imported data, for exceptions and traces. */
  readonly rowNumbers: Int32Array;
  /** Rows in the file, good and bad. */
  readonly read: number;
}

/** A row, or a part of one, that could not be used (SEM-15). `row` is the 1-based data row of the imported table. */
export interface ExceptionRow {
  readonly table: string;
  readonly row: number;
  /** Field at fault, '' if none. */
  readonly field: string;
  /** Its text as imported, '' if none. */
  readonly value: string;
  /** Stable code, `data/…`. */
  readonly code: string;
  /** Node that met it, '' when found at import. */
  readonly node: string;
}
