import type {DiagnosticCode} from '@planwright/schemas';
import type {ColumnMapping, ImportMapping} from './mapping.js';
import {dateStyles} from './date-style.js';
import {numberStyles} from './number-style.js';
import {isEncoding} from './encoding.js';

/** Something the file leaves open. What is not answered is never guessed. */
export interface ImportQuestion {
  /** Code of the diagnostic that says it in words. */
  readonly code: DiagnosticCode;
  /** Field it is about, '' for the file as a whole. */
  readonly field: string;
  /** Heading of the column, '' if none. */
  readonly heading: string;
  readonly nth?: number;
  /** The text whose meaning is asked: a name of two people, a word that is no value of the list. */
  readonly text?: string;
  /** Cells that may mean different things, with what they would mean under each choice. */
  readonly samples: readonly QuestionSample[];
  /** Answers; for a field without a column the headings that are free. */
  readonly choices: readonly string[];
}

/** A cell that a question is about. */
export interface QuestionSample {
  readonly line: number;
  readonly text: string;
  readonly readings: readonly {readonly choice: string; readonly value: string}[];
}

/** The mapping with a question answered; import again with it. Any text answers a field without a column: if it is no heading, it is the value of all rows. */
export function answerQuestion(mapping: ImportMapping, question: ImportQuestion, choice: string): ImportMapping {
  const {code, field, heading, nth = 1, text} = question;
  const change = (patch: Partial<ColumnMapping>): ImportMapping => ({
    ...mapping,
    columns: mapping.columns.map((column) =>
      column.heading === heading && (column.nth ?? 1) === nth ? {...column, ...patch} : column,
    ),
  });
  switch (code) {
    case 'import/ambiguous-numbers':
      return change({numbers: numberStyles.filter((style) => style === choice)});
    case 'import/ambiguous-dates':
      return change({dates: dateStyles.filter((style) => style === choice)});
    case 'import/ambiguous-percent':
    case 'import/ambiguous-unit':
      return {
        ...mapping,
        columns: mapping.columns.map((column) => (column.field === field ? {...column, unit: choice} : column)),
      };
    case 'import/ambiguous-person':
    case 'import/unknown-value': {
      const known = mapping.columns.find((column) => column.heading === heading && (column.nth ?? 1) === nth)?.values;
      return change({values: {...known, [text ?? '']: choice}});
    }
    case 'import/duplicate-column':
      return {
        ...mapping,
        columns: mapping.columns.map((column) =>
          column.field === field && columnName(column) !== choice ? {...column, field: null} : column,
        ),
      };
    case 'import/unmatched-field': {
      const taken = mapping.columns.some((column) => columnName(column) === choice);
      if (!taken) return {...mapping, constants: {...mapping.constants, [field]: choice}};
      return {
        ...mapping,
        columns: mapping.columns.map((column) => (columnName(column) === choice ? {...column, field} : column)),
      };
    }
    case 'import/which-year':
      return {...mapping, year: choice};
    case 'import/ambiguous-encoding':
      return isEncoding(choice) ? {...mapping, encoding: choice} : mapping;
    default:
      return mapping;
  }
}

/** A column as people call it: its heading, and which of several. */
export function columnName({heading, nth = 1}: {readonly heading: string; readonly nth?: number | undefined}): string {
  return nth === 1 ? heading : `${heading} #${String(nth)}`;
}
