import type {Diagnostic, PlanTable} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {spellings} from './field-reader.js';
import {normaliseText, shortValue} from './text.js';

/** Which column of the data each field is read from. */
export interface HeaderMatch {
  /** Index of the column by field; a field that is not there is absent. */
  readonly columns: ReadonlyMap<string, number>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Matches headings to fields by id, then by label in either language, then by alias, after NFC and trimming. A field found twice is an
 * error, and so is a required field that is not found unless `sparse` (rows given as objects may leave out keys).
 */
export function matchHeader(name: string, {fields}: PlanTable, header: readonly string[], sparse = false): HeaderMatch {
  const fieldOf = headings(fields);
  const columns = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  let unknown = 0;
  for (const [index, heading] of header.map(normaliseText).entries()) {
    const field = fieldOf.get(heading);
    const earlier = field === undefined ? undefined : columns.get(field);
    if (field === undefined) {
      ++unknown;
      if (unknown <= MAX_UNKNOWN)
        diagnostics.push(
          problem('data/unknown-column', {table: name, column: shortValue(heading) || `#${String(index + 1)}`}),
        );
    } else if (earlier !== undefined) {
      const both = `${normaliseText(header[earlier] ?? '')}, ${heading}`;
      diagnostics.push(problem('data/duplicate-column', {table: name, column: field, headings: both}));
    } else columns.set(field, index);
  }
  if (unknown > MAX_UNKNOWN)
    diagnostics.push(problem('data/unknown-column', {table: name, column: `… +${String(unknown - MAX_UNKNOWN)}`}));
  for (const [field, {required = true}] of Object.entries(fields)) {
    if (required && !sparse && !columns.has(field)) {
      diagnostics.push(problem('data/missing-column', {table: name, column: field}));
    }
  }
  return {columns, diagnostics};
}

/** So many columns that are not used are named; the others are counted. */
const MAX_UNKNOWN = 100;

/** Field by heading; where two fields claim one, an id comes before a label and a label before an alias. */
function headings(fields: PlanTable['fields']): Map<string, string> {
  const fieldOf = new Map<string, string>();
  const claim = (heading: string, field: string): void => {
    const text = normaliseText(heading);
    if (text !== '' && !fieldOf.has(text)) fieldOf.set(text, field);
  };
  const entries = Object.entries(fields);
  for (const [field] of entries) claim(field, field);
  for (const [field, {label}] of entries) for (const heading of spellings(label)) claim(heading, field);
  for (const [field, {aliases}] of entries) for (const heading of aliases ?? []) claim(heading, field);
  return fieldOf;
}
