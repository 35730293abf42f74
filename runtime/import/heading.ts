import type {PlanTable} from '@planwright/schemas';
import {spellings} from '../table/field-reader.js';
import {normaliseText} from '../table/text.js';
import {readUnit} from './number-style.js';

/** What a heading says: its name, and the unit of the numbers below it. */
export interface Heading {
  readonly text: string;
  /** Without the unit. */
  readonly base: string;
  readonly unit: ReturnType<typeof readUnit>;
}

/** Takes the unit off a heading: 合同额(万), 金额（元）, Amount (USD), 完成率%, 目标/万元. */
export function readHeading(heading: string): Heading {
  const text = normaliseText(heading);
  const parts =
    /^(.+?)\s*[(（[【]\s*(?:单位|unit)?\s*[:：]?\s*([^()（）[\]【】]{1,20})\s*[)）\]】]$/i.exec(text) ??
    /^(.+?)\s*[/／]\s*([^/／]{1,6})$/.exec(text) ??
    /^(.+?)\s*([%％])$/.exec(text);
  const unit = parts ? readUnit(parts[2] ?? '') : undefined;
  return parts && unit ? {text, base: normaliseText(parts[1] ?? ''), unit} : {text, base: text, unit: undefined};
}

/**
 * Finds the field a heading names: by id, label in either language, alias, in this order, first as it is written, then without its unit, then without
 * regard to case, width, spaces and marks. A heading that two fields could claim in one way names none.
 */
export function fieldFinder({fields}: PlanTable): (heading: Heading) => string | undefined {
  const exact = new Map<string, string>();
  const folded = new Map<string, string | null>();
  const claim = (spelling: string, field: string): void => {
    const text = normaliseText(spelling);
    if (text === '') return;
    if (!exact.has(text)) exact.set(text, field);
    const fold = foldHeading(text);
    const known = folded.get(fold);
    folded.set(fold, known === undefined || known === field ? field : null);
  };
  const entries = Object.entries(fields);
  for (const [field] of entries) claim(field, field);
  for (const [field, {label}] of entries) for (const spelling of spellings(label)) claim(spelling, field);
  for (const [field, {aliases}] of entries) for (const spelling of aliases ?? []) claim(spelling, field);
  return ({text, base}) =>
    exact.get(text) ?? exact.get(base) ?? folded.get(foldHeading(text)) ?? folded.get(foldHeading(base)) ?? undefined;
}

/** A heading without what people write differently. */
export function foldHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:*'"()]/g, '');
}
