import type {Plan} from '@planwright/schemas';
import {message, pick} from '@planwright/schemas';
import type {Result} from '../../index.js';
import {formatDecimal, parseDecimal} from '../../decimal/text.js';
import {groupDigits, textTable} from '../cli-table.js';
import type {TextColumn} from '../cli-table.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, sayTo} from '../cli-terminal.js';
import {isTextKey} from '../cli-texts.js';
import type {TextKey} from '../cli-texts.js';

/** Prints what a result pays: totals; with `full` also the highest paid, what is blocked, unused rows and where the rows went. */
export function report(result: Result, terminal: Terminal, range: {from: string; to: string}, full: boolean): void {
  section(terminal, sayTo(terminal, 'run.totals'), totals(result, terminal));
  if (full) {
    for (const [unit, rows] of highest(result)) {
      section(terminal, `${sayTo(terminal, 'run.top', range)} (${unit})`, [
        column(
          terminal,
          'column.participant',
          rows.map(({participant}) => participant),
        ),
        column(
          terminal,
          'column.total',
          rows.map(({amount}) => amount),
          true,
        ),
      ]);
    }
    if (result.notes.length > 0) notes(result, terminal);
    section(terminal, sayTo(terminal, 'run.conservation'), conservation(result, terminal));
  }
  exceptions(result, terminal);
  blocked(result, terminal);
}

function section(terminal: Terminal, title: string, columns: readonly TextColumn[]): void {
  terminal.print(`\n${title}\n${textTable(columns)}`);
}

function column(terminal: Terminal, heading: TextKey, cells: readonly string[], right = false): TextColumn {
  return {heading: sayTo(terminal, heading), cells, right};
}

function totals({plan, totals: sums}: Result, terminal: Terminal): TextColumn[] {
  return [
    column(terminal, 'column.period', sums.period),
    column(
      terminal,
      'column.reward',
      sums.reward.map((id) => nodeName(plan, id, terminal)),
    ),
    column(terminal, 'column.amount', sums.amount.map(groupDigits), true),
    column(terminal, 'column.unit', sums.unit),
    column(terminal, 'column.people', sums.paid.map(String), true),
    column(terminal, 'column.blocked', sums.blocked.map(String), true),
  ];
}

/** The ten highest paid in each unit, over all periods and rewards. */
function highest({payouts}: Result): Map<string, {participant: string; amount: string}[]> {
  const units = new Map<string, {scale: number; sums: Map<string, bigint>}>();
  payouts.amount.forEach((text, i) => {
    const amount = parseDecimal(text);
    if (!amount) return;
    const decimals = text.split('.')[1]?.length ?? 0;
    const unit = payouts.unit[i] ?? '';
    const line = units.get(unit) ?? {scale: decimals, sums: new Map<string, bigint>()};
    const person = payouts.participant[i] ?? '';
    const exact = amount.value * 10n ** BigInt(line.scale - amount.scale);
    line.sums.set(person, (line.sums.get(person) ?? 0n) + exact);
    units.set(unit, line);
  });
  return new Map(
    [...units].map(([unit, {scale, sums}]) => {
      const sorted = [...sums].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0)).slice(0, 10);
      return [unit, sorted.map(([participant, sum]) => ({participant, amount: money(sum, scale)}))];
    }),
  );
}

function money(value: bigint, scale: number): string {
  return groupDigits(formatDecimal(value, scale, false));
}

function blocked({plan, blocked: rows}: Result, terminal: Terminal): void {
  const count = rows.participant.length;
  if (count === 0) {
    terminal.print(sayTo(terminal, 'run.blocked.none'));
    return;
  }
  const shown = 10;
  section(terminal, sayTo(terminal, 'run.blocked'), [
    column(terminal, 'column.participant', rows.participant.slice(0, shown)),
    column(terminal, 'column.period', rows.period.slice(0, shown)),
    column(
      terminal,
      'column.reward',
      rows.reward.slice(0, shown).map((id) => nodeName(plan, id, terminal)),
    ),
    column(
      terminal,
      'column.node',
      rows.node.slice(0, shown).map((id) => nodeName(plan, id, terminal)),
    ),
    column(
      terminal,
      'column.status',
      rows.status.slice(0, shown).map((status) => statusText(status, terminal)),
    ),
  ]);
  if (count > shown) terminal.print(`  ${sayTo(terminal, 'run.blocked.more', {count: count - shown})}`);
}

function exceptions(result: Result, terminal: Terminal): void {
  const counts = new Map<string, {table: string; code: string; rows: number}>();
  for (const {table, code} of result.exceptions) {
    const line = counts.get(`${table}|${code}`) ?? {table, code, rows: 0};
    line.rows += 1;
    counts.set(`${table}|${code}`, line);
  }
  if (counts.size === 0) {
    terminal.print(`\n${sayTo(terminal, 'run.exceptions.none')}`);
    return;
  }
  const lines = [...counts.values()];
  section(terminal, sayTo(terminal, 'run.exceptions'), [
    column(
      terminal,
      'column.table',
      lines.map(({table}) => tableName(result.plan, table, terminal)),
    ),
    column(
      terminal,
      'column.code',
      lines.map(({code}) => code),
    ),
    column(
      terminal,
      'column.rows',
      lines.map(({rows}) => String(rows)),
      true,
    ),
  ]);
}

function conservation({plan, conservation: lines}: Result, terminal: Terminal): TextColumn[] {
  const number = (heading: TextKey, read: (line: (typeof lines)[number]) => number): TextColumn =>
    column(
      terminal,
      heading,
      lines.map((line) => String(read(line))),
      true,
    );
  return [
    column(
      terminal,
      'column.node',
      lines.map(({node}) => nodeName(plan, node, terminal)),
    ),
    number('column.read', ({read}) => read),
    number('column.credited', ({credited}) => credited),
    number('column.filtered', ({filtered}) => filtered),
    number('column.exceptions', ({exceptions: count}) => count),
    number('column.outside', ({outside}) => outside),
    number('column.ineligible', ({ineligible}) => ineligible),
  ];
}

function notes(result: Result, terminal: Terminal): void {
  terminal.print(`\n${sayTo(terminal, 'run.notes')}`);
  for (const {code, node, participant, period, amount} of result.notes.slice(0, 10)) {
    const name = nodeName(result.plan, node, terminal);
    const text = message(
      {code, severity: 'info', params: {node: name, participant, period, amount}},
      terminal.language,
    );
    terminal.print(clean(`  ${period}  ${text}`));
  }
}

function nodeName(plan: Plan, id: string, {language}: Terminal): string {
  const node = Object.hasOwn(plan.nodes, id) ? plan.nodes[id] : undefined;
  return pick(node?.label, language, id);
}

function statusText(status: string, terminal: Terminal): string {
  const key = `status.${status}`;
  return isTextKey(key) ? `${status}: ${sayTo(terminal, key)}` : status;
}

function tableName(plan: Plan, name: string, {language}: Terminal): string {
  const table = Object.hasOwn(plan.tables, name) ? plan.tables[name] : undefined;
  return pick(table?.label, language, name);
}
