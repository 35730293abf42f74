import type {Language} from '@planwright/schemas';
import {say} from '../cli-texts.js';

/** What was compared: a file of expected results, or a test of the plan. */
export interface Check {
  readonly name: string;
  /** Lines, values or payouts that were expected. */
  readonly count: number;
  readonly differences: readonly Difference[];
}

/** One thing that is not as expected; without `found` it is missing, without `expected` it should not be there. */
export interface Difference {
  /** The line or value, such as `P001 2026-Q1 newReward`. */
  readonly at: string;
  /** The column, where the line is there. */
  readonly column?: string;
  readonly expected?: string;
  readonly found?: string;
}

export function differenceText({at, column, expected, found}: Difference, language: Language): string {
  if (found === undefined) return say(language, 'test.missing', {at, expected});
  if (expected === undefined) return say(language, 'test.extra', {at, found});
  return say(language, 'test.other', {at, column, expected, found});
}

/** Differences of two sets of values by name. */
export function compareValues(expected: ReadonlyMap<string, string>, found: ReadonlyMap<string, string>): Difference[] {
  const differences: Difference[] = [];
  for (const [at, value] of expected) {
    const other = found.get(at);
    if (other === undefined) differences.push({at, expected: value});
    else if (other !== value) differences.push({at, expected: value, found: other});
  }
  for (const [at, value] of found) if (!expected.has(at)) differences.push({at, found: value});
  return differences;
}
