import type {Diagnostic, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {readMapping} from './mapping.js';
import {headingScore} from './match.js';
import type {Sheet} from './sheet.js';

/** The sheet of a workbook to import: the one named, named by the mapping, the only one, or the one whose headings fit the table best. */
export function chooseSheet(
  sheets: readonly Sheet[],
  {plan, table, mapping, sheet}: {plan: Pick<Plan, 'tables'>; table: string; mapping?: unknown; sheet?: string},
): Sheet | Diagnostic {
  const filled = sheets.filter(({rows}) => rows.length > 0);
  const definition = Object.hasOwn(plan.tables, table) ? plan.tables[table] : undefined;
  const read = mapping === undefined || !definition ? undefined : readMapping(mapping, table, definition);
  const known = read && 'version' in read ? read : undefined;
  const names = sheets.map(({name}) => name).join(', ') || '–';
  const name = sheet ?? known?.sheet;
  if (name !== undefined) {
    return sheets.find((one) => one.name === name) ?? problem('import/no-sheet', {sheet: name, sheets: names});
  }
  const [only] = filled;
  if (!only) return problem('import/empty-file', {});
  if (filled.length === 1 || !definition) return only;
  const score = headingScore(definition, known);
  const scored = filled.map((one) => ({
    one,
    named: one.rows.slice(0, 30).reduce((most, {cells}) => Math.max(most, score(cells)), 0),
  }));
  const most = Math.max(...scored.map(({named}) => named));
  const best = scored.filter(({named}) => named === most);
  return most > 0 && best.length === 1 ? best[0]!.one : problem('import/no-sheet', {sheets: names});
}
