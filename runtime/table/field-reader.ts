import type {EnumValue, Field, Text} from '@planwright/schemas';
import {parseIsoDate} from '../calendar/date.js';
import type {Decimal} from '../decimal/text.js';
import {fitDecimal, parseDecimal} from '../decimal/text.js';
import type {Dictionary} from './dictionary.js';
import {scaleOfField} from './field-scale.js';
import {normaliseText} from './text.js';

/** Why a cell cannot be read. */
export type CellFault = 'data/bad-value' | 'data/scale' | 'data/range';

/** How the cells of a field are read. */
export interface FieldReader {
  readonly name: string;
  readonly required: boolean;
  /** Column it becomes: scaled integers, or codes of texts. */
  readonly column: 'num' | 'text';
  readonly scale: number;
  /** `decimal` and `date` can be read from bytes; `plain` texts are their own value, `words` stand for one of a few. */
  readonly form: 'decimal' | 'date' | 'plain' | 'words';
  /** No two rows are expected to have the same text. */
  readonly distinct: boolean;
  /** Scaled integer or code of a normalised text that is not empty. */
  read(text: string): number | bigint | CellFault;
}

/** Reads cells of a field as its type says (SEM-2): money, number and ratio as plain decimals, dates as ISO text, enums by value, label or alias. */
export function fieldReader(name: string, field: Field, currency: string, dictionary: Dictionary): FieldReader {
  const base = {name, required: field.required ?? true, scale: 0, distinct: field.role === 'id'};
  switch (field.type) {
    case 'key':
    case 'text':
      return {...base, column: 'text', form: 'plain', read: (text) => readText(text, dictionary)};
    case 'enum': {
      const codes = enumCodes(field.values ?? [], dictionary);
      return {...base, column: 'text', form: 'words', read: (text) => codes.get(text) ?? 'data/bad-value'};
    }
    case 'flag': {
      const words = flagWords(field);
      return {...base, column: 'num', form: 'words', read: (text) => readFlag(text, words)};
    }
    case 'date':
      return {...base, column: 'num', form: 'date', read: (text) => parseIsoDate(text) ?? 'data/bad-value'};
    case 'count':
    case 'money':
    case 'number':
    case 'ratio': {
      const scale = scaleOfField(field, currency);
      const parse = field.type === 'ratio' ? parseShare : parseDecimal;
      const read = (text: string): bigint | CellFault => {
        const decimal = parse(text);
        const value = decimal === undefined ? 'bad-value' : fitDecimal(decimal, scale, field.rounding);
        return typeof value === 'string' ? `data/${value}` : value;
      };
      return {...base, column: 'num', form: 'decimal', scale, read};
    }
  }
}

/** A decimal, or one followed by %: 8% is 0.08. */
function parseShare(text: string): Decimal | undefined {
  if (!text.endsWith('%') && !text.endsWith('％')) return parseDecimal(text);
  const percent = parseDecimal(text.slice(0, -1));
  return percent && {value: percent.value, scale: percent.scale + 2};
}

/** No engine stores NUL, and half of a surrogate pair is no character. */
function readText(text: string, dictionary: Dictionary): number | CellFault {
  return text.includes('\0') || /\p{Surrogate}/u.test(text) ? 'data/bad-value' : dictionary.code(text);
}

function enumCodes(values: readonly EnumValue[], dictionary: Dictionary): Map<string, number> {
  const codes = new Map<string, number>();
  const spell = (spelling: string, value: string): void => {
    const text = normaliseText(spelling);
    if (!codes.has(text)) codes.set(text, dictionary.code(normaliseText(value)));
  };
  const named = values.map((value) => (typeof value === 'string' ? {value} : value));
  for (const {value} of named) spell(value, value);
  for (const {value, label, aliases} of named) {
    for (const spelling of [...spellings(label), ...(aliases ?? [])]) spell(spelling, value);
  }
  return codes;
}

/** A text in every language it has. */
export function spellings(text: Text | undefined): string[] {
  if (text === undefined) return [];
  return typeof text === 'string' ? [text] : [text.en, text['zh-CN']].filter((one) => one !== undefined);
}

/** Words of a flag by its own declaration, which come before the common ones. */
function flagWords({trueValues, falseValues}: Field): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of falseValues ?? []) words.set(normaliseText(word), 0);
  for (const word of trueValues ?? []) words.set(normaliseText(word), 1);
  return words;
}

function readFlag(text: string, words: ReadonlyMap<string, number>): number | CellFault {
  return words.get(text) ?? commonWords.get(text.toLowerCase()) ?? 'data/bad-value';
}

const commonWords: ReadonlyMap<string, number> = new Map([
  ...['true', 'yes', 'y', '1', '是'].map((word) => [word, 1] as const),
  ...['false', 'no', 'n', '0', '否'].map((word) => [word, 0] as const),
]);
