import type {Diagnostic, PlanTable} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {DateStyle} from './date-style.js';
import {dateStyles} from './date-style.js';
import type {Delimiter} from './delimited.js';
import {delimiters} from './delimited.js';
import type {Encoding} from './encoding.js';
import {encodings} from './encoding.js';
import type {NumberStyle} from './number-style.js';
import {numberStyles} from './number-style.js';
import {parseDecimal} from '../decimal/text.js';

/** How a file becomes a table of a plan: kept with the plan, it reads the file of the next month in the same way (`mapping.schema.json`). */
export interface ImportMapping {
  readonly version: 1;
  /** Table of the plan. */
  readonly table: string;
  /** Only where it was given: it is found anew for each file. */
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  /** Worksheet of a workbook. */
  readonly sheet?: string;
  readonly columns: readonly ColumnMapping[];
  /** Values of fields that the file has no column for, such as the day of a roster that is a snapshot. */
  readonly constants?: Readonly<Record<string, string>>;
  /** Year of headings such as 1月 or Q1. */
  readonly year?: string;
}

/** How one column of the file is read. */
export interface ColumnMapping {
  /** Heading as in the file. */
  readonly heading: string;
  /** Which of several columns with this heading, from 1. Default: 1. */
  readonly nth?: number;
  /** Field of the table; null: the column is not used. */
  readonly field: string | null;
  /** Values of other fields in this column of a wide sheet: the column 1月 is `{"period": "2026-01"}`. */
  readonly is?: Readonly<Record<string, string>>;
  /** Styles of numbers; several only if no cell can mean two things. */
  readonly numbers?: readonly NumberStyle[];
  readonly dates?: readonly DateStyle[];
  /** What a number without a unit of its own is multiplied by: 10000 under 合同额(万), 0.01 where 8 means 8 %. */
  readonly unit?: string;
  /** What texts of this column stand for, such as a name of two people; '' for empty. */
  readonly values?: Readonly<Record<string, string>>;
}

/** Checks a mapping that was loaded; what it says of fields is checked against the table. */
export function readMapping(json: unknown, name: string, {fields}: PlanTable): ImportMapping | Diagnostic {
  const bad = (path: string, reason: string): Diagnostic => problem('import/bad-mapping', {reason}, {path});
  if (!isRecord(json) || json['version'] !== 1) return bad('/version', 'version');
  if (json['table'] !== name) return bad('/table', 'table');
  const {encoding, delimiter, sheet, columns, constants = {}, year} = json;
  if (encoding !== undefined && !isOneOf(encodings, encoding)) return bad('/encoding', 'value');
  if (delimiter !== undefined && !isOneOf(delimiters, delimiter)) return bad('/delimiter', 'value');
  if (sheet !== undefined && typeof sheet !== 'string') return bad('/sheet', 'value');
  if (year !== undefined && !(typeof year === 'string' && /^\d{4}$/.test(year))) return bad('/year', 'value');
  if (!isTexts(constants)) return bad('/constants', 'value');
  const alien = Object.keys(constants).find((field) => !Object.hasOwn(fields, field));
  if (alien !== undefined) return bad(`/constants/${alien}`, 'field');
  if (!Array.isArray(columns)) return bad('/columns', 'value');
  const read: ColumnMapping[] = [];
  for (const [i, column] of columns.entries()) {
    const found = readColumn(column, fields);
    if (typeof found === 'string')
      return bad(`/columns/${String(i)}/${found}`, found === 'field' || found === 'is' ? 'field' : 'value');
    read.push(found);
  }
  return {
    version: 1,
    table: name,
    ...(encoding !== undefined && {encoding}),
    ...(delimiter !== undefined && {delimiter}),
    ...(sheet !== undefined && {sheet}),
    columns: read,
    ...(Object.keys(constants).length > 0 && {constants}),
    ...(year !== undefined && {year}),
  };
}

/** A column, or the name of the property that is wrong. */
function readColumn(json: unknown, fields: PlanTable['fields']): ColumnMapping | string {
  if (!isRecord(json)) return '';
  const {heading, nth, field, is, numbers, dates, unit, values} = json;
  const known = (name: string): boolean => Object.hasOwn(fields, name);
  if (typeof heading !== 'string') return 'heading';
  if (nth !== undefined && !(typeof nth === 'number' && Number.isInteger(nth) && nth >= 1)) return 'nth';
  if (field !== null && !(typeof field === 'string' && known(field))) return 'field';
  if (is !== undefined && !(isTexts(is) && Object.keys(is).every(known))) return 'is';
  if (numbers !== undefined && !isListOf(numberStyles, numbers)) return 'numbers';
  if (dates !== undefined && !isListOf(dateStyles, dates)) return 'dates';
  if (unit !== undefined && !(typeof unit === 'string' && parseDecimal(unit))) return 'unit';
  if (values !== undefined && !isTexts(values)) return 'values';
  return {
    heading,
    ...(nth !== undefined && {nth}),
    field,
    ...(is !== undefined && {is}),
    ...(numbers !== undefined && {numbers}),
    ...(dates !== undefined && {dates}),
    ...(unit !== undefined && {unit}),
    ...(values !== undefined && {values}),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((one) => typeof one === 'string');
}

function isOneOf<T extends string>(known: readonly T[], value: unknown): value is T {
  return known.some((one) => one === value);
}

function isListOf<T extends string>(known: readonly T[], value: unknown): value is T[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isOneOf(known, one));
}
