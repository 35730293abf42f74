import type {Language} from '@planwright/schemas';
import {formatDecimal} from '../decimal/text.js';
import type {Calculation, Unit} from '../nodes/terms.js';
import {exactOf, isExact} from '../nodes/terms.js';
import type {Column} from '../table/column.js';
import {bigAt} from '../ops/relation.js';
import type {StepCalculation} from './explanation.js';
import {formatNumber} from './format.js';
import {termShown, termText} from './show-term.js';
import type {NodeWords} from './words.js';

/** A calculation as texts. The result is the value that was stored, not what the term comes to: a test compares the two. */
export function calculationTexts(
  {term, rounding}: Calculation,
  column: Column,
  row: number,
  unit: Unit | null,
  words: NodeWords,
): StepCalculation | undefined {
  if (column.kind === 'text') return undefined;
  const value = bigAt(column, row);
  const {n, d} = exactOf(term);
  const exact = !rounding || isExact(n, d, rounding.scale);
  const result = formatNumber(value, column.scale, unit, words.language);
  const arithmetic = termShown(term, words.language);
  const same = term.t === 'number' && exact;
  const how = exact ? undefined : words.rounding(rounding, unit ?? undefined);
  return {
    expression: termText(term),
    shown: same ? result : `${arithmetic} = ${result}${how === undefined ? '' : remark(how, words.language)}`,
    result: formatDecimal(value, column.scale, true),
    ...(rounding ? {rounding: {...rounding, exact}} : {}),
  };
}

const remark = (text: string, language: Language): string => (language === 'en' ? ` (${text})` : `（${text}）`);
