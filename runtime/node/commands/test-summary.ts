import type {Summary} from './summary.js';

/** The summary of a run in the form of the one that is expected: as a run writes it, or as templates do, totals by reward and period. */
export function summaryLike(expected: unknown, summary: Summary): object {
  const keys = isRecord(expected) ? Object.keys(expected) : [];
  const isTemplate = isRecord(expected) && !Array.isArray(expected['totals']);
  const found: Readonly<Record<string, unknown>> = isTemplate ? templateSummary(summary) : {...summary};
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(found, key)).map((key) => [key, found[key]]));
}

/** Values of a document by path, such as `totals/newReward/2026-Q1`; versions of program and plan are not compared, notes have no order. */
export function flatten(document: unknown): Map<string, string> {
  const values = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (isRecord(value))
      for (const [key, one] of Object.entries(value)) visit(one, path === '' ? key : `${path}/${key}`);
    else if (Array.isArray(value)) value.forEach((one: unknown, i) => visit(one, `${path}/${String(i)}`));
    else values.set(path, String(value));
  };
  if (!isRecord(document)) visit(document, '');
  else {
    const {engine: _engine, plans: _plans, notes, ...rest} = document;
    visit(rest, '');
    if (Array.isArray(notes)) visit(notes.map(noteText).sort(), 'notes');
  }
  return values;
}

function noteText(note: unknown): string {
  return isRecord(note) ? NOTE.map((key) => String(note[key] ?? '')).join(' ') : String(note);
}

function templateSummary(summary: Summary): Readonly<Record<string, unknown>> {
  const {from, to, people, payouts, totals, exceptions, conservation, notes} = summary;
  const byReward: Record<string, Record<string, string>> = {};
  for (const {reward, period, amount, paid} of totals) if (paid > 0) (byReward[reward] ??= {})[period] = amount;
  const byNode = Object.fromEntries(conservation.map(({node, table: _, ...counts}) => [node, counts]));
  return {from, to, people, payouts, totals: byReward, exceptions, conservation: byNode, notes};
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is compared of a note. */
const NOTE = ['code', 'node', 'period', 'amount'] as const;
