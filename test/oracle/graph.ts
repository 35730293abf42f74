// The order of nodes, and how far back a run must compute (SEM-13, ruling 12, R-22).
import {codePointOrder} from './exact.js';
import type {Calendar} from './calendar.js';
import {spanOf} from './calendar.js';
import {parseDate} from './dates.js';
import {cellOf, fieldWithRole} from './import.js';
import type {Table} from './import.js';
import {parseRef, wiresOf} from './plan.js';
import type {Plan, PlanNode} from './plan.js';

/** Node ids, each after those it reads; of several that could come next the first id. */
export function topological(plan: Plan): string[] {
  const waiting = new Map(
    Object.entries(plan.nodes).map(([id, node]) => [id, new Set(wiresOf(node).map((ref) => parseRef(ref)[0]))]),
  );
  const order: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter(([, inputs]) => inputs.size === 0).map(([id]) => id);
    const next = ready.sort(codePointOrder)[0];
    if (next === undefined) throw new Error('the nodes form a cycle');
    order.push(next);
    waiting.delete(next);
    for (const inputs of waiting.values()) inputs.delete(next);
  }
  return order;
}

/** Day from which each table is complete. */
export function coverageOf(
  plan: Plan,
  tables: ReadonlyMap<string, Table>,
  calendar: Calendar,
  given: Readonly<Record<string, string>>,
): Map<string, number> {
  const effective = parseDate(plan.effective.from)!;
  const result = new Map<string, number>();
  for (const [name, table] of tables) {
    const stated = given[name] === undefined ? undefined : parseDate(given[name]);
    const days = datesOf(plan, table);
    const earliest =
      days.length === 0 ? effective : calendar.start(calendar.periodOf(days.reduce((a, b) => Math.min(a, b))));
    result.set(name, stated ?? Math.min(effective, earliest));
  }
  return result;
}

/** The dates of a table: of the field with role date, else of the field by which credit nodes date its rows. */
function datesOf(plan: Plan, table: Table): number[] {
  const field = fieldWithRole(table.fields, 'date') ?? creditDate(plan, table);
  if (field === undefined) return [];
  return table.rows.flatMap((row) => {
    const date = cellOf(row, field);
    return date.is === 'date' ? [date.day] : [];
  });
}

function creditDate(plan: Plan, table: Table): string | undefined {
  for (const node of Object.values(plan.nodes)) {
    if (node.kind !== 'credit' || node.date === undefined) continue;
    const source = plan.nodes[parseRef(node.in.rows)[0]];
    if (source?.kind === 'source' && source.table === table.name && table.fields.has(node.date)) return node.date;
  }
  return undefined;
}

/** The first period that must be computed so that every span that ends in `from` or later is whole, and the one all-to-date starts with. */
export function firstPeriod(
  plan: Plan,
  order: readonly string[],
  calendar: Calendar,
  coverage: ReadonlyMap<string, number>,
  from: number,
): {first: number; beginning: number} {
  const covered = Object.values(plan.nodes)
    .flatMap((node) => (node.kind === 'source' ? [coverage.get(node.table)!] : []))
    .map((day) => {
      const period = calendar.periodOf(day);
      return calendar.start(period) < day ? period + 1 : period;
    });
  const beginning = Math.min(from, ...covered);
  const needed = new Map<string, number>(order.map((id) => [id, from]));
  let first = from;
  for (const id of [...order].reverse()) {
    const node = plan.nodes[id]!;
    const reach = reachOf(calendar, node, needed.get(id)!, beginning);
    first = Math.min(first, reach);
    for (const ref of wiresOf(node)) {
      const [input] = parseRef(ref);
      needed.set(input, Math.min(needed.get(input)!, reach));
    }
  }
  return {first, beginning};
}

/** The earliest period of its inputs that a node reads for its value in a period. */
function reachOf(calendar: Calendar, node: PlanNode, period: number, beginning: number): number {
  switch (node.kind) {
    case 'metric':
    case 'target':
      return Math.min(period, spanOf(calendar, node, period, beginning)[0]);
    case 'history': {
      const shift = node.shift ?? (node.take === 'previous' ? 1 : 0);
      return Math.min(period, spanOf(calendar, {...node, shift}, period, beginning)[0]);
    }
    case 'tier':
      if ((node.scope ?? 'each') === 'each') return period;
      return Math.min(period, spanOf(calendar, {over: node.over ?? 'period'}, period, beginning)[0]);
    case 'cap':
      if (node.over === undefined || node.over === 'each') return period;
      return spanOf(calendar, {over: node.over}, period, beginning)[0];
    default:
      return period;
  }
}
