import type {Imported, TableDiff} from '../../import/index.js';
import {textTable} from '../cli-table.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, sayTo} from '../cli-terminal.js';
import type {TextKey} from '../cli-texts.js';
import {isTextKey} from '../cli-texts.js';

/** What was done with what was imported. */
export interface ImportOutcome {
  readonly changes: TableDiff | undefined;
  readonly written: readonly string[];
  readonly out: string | undefined;
  /** The clean file that is there was not replaced. */
  readonly isHeld: boolean;
}

/** Says how a file was read, what is wrong with it and what was written. */
export function showImport(file: string, imported: Imported, outcome: ImportOutcome, terminal: Terminal): void {
  const {report, source, questions} = imported;
  const say = (key: TextKey, params: Parameters<typeof sayTo>[2] = {}): void => {
    terminal.print(clean(sayTo(terminal, key, params)));
  };
  say('import.source', {
    file,
    encoding: source.encoding,
    by: source.encodingBy === undefined ? undefined : sayTo(terminal, `import.by.${source.encodingBy}`),
    delimiter: source.delimiter === undefined ? undefined : delimiterName(source.delimiter, terminal),
    sheet: source.sheet === '' ? undefined : source.sheet,
    line: source.header,
  });
  if (imported.profiles.length > 0) columns(imported, terminal);
  say('import.rows', {rows: report.rows, good: report.good, bad: report.bad});
  if (report.skipped.length > 0) skipped(imported, terminal);
  if (report.problems.length > 0) problems(imported, terminal);
  if (report.lostCells.length > 0) say('import.lost', {count: report.lostCells.length});
  const {changes, written, out, isHeld} = outcome;
  if (changes && out !== undefined) showChanges(changes, out, terminal);
  if (questions.length > 0) {
    terminal.print(`\n${sayTo(terminal, 'import.questions')}`);
    for (const {code, field, text, choices, samples} of questions.slice(0, SHOWN)) {
      const name = code === 'import/which-year' ? 'year' : text === undefined ? field : `${field}:${text}`;
      const sample = samples[0]?.readings.map(({choice, value}) => `${choice} → ${value}`).join(', ');
      const params = {name, choices: choices.join(' | ') || '…', sample: sample === '' ? undefined : sample};
      terminal.print(clean(`  ${sayTo(terminal, 'import.answer', params)}`));
    }
  }
  if (!imported.table) say('run.failed');
  else if (isHeld) say('import.held', {out});
  else if (written.length === 0) say('import.not-written');
  else say('import.written', {files: written.join(', ')});
}

function columns({profiles}: Imported, terminal: Terminal): void {
  terminal.print(`\n${sayTo(terminal, 'import.columns')}`);
  const column = (heading: TextKey, cells: readonly string[]) => ({heading: sayTo(terminal, heading), cells});
  terminal.print(
    textTable([
      column(
        'column.field',
        profiles.map(({field}) => field),
      ),
      column(
        'column.heading',
        profiles.map(({heading}) => heading),
      ),
      column(
        'column.style',
        profiles.map(({styles, unit}) => [styles.join(' '), unit === undefined ? '' : `× ${unit}`].join(' ').trim()),
      ),
      column(
        'column.evidence',
        profiles.map(({declared, evidence}) =>
          declared
            ? sayTo(terminal, 'import.declared')
            : evidence
                .map(({cells, sample, line}) => sayTo(terminal, 'import.evidence', {cells, sample, line}))
                .join(sayTo(terminal, 'import.and')),
        ),
      ),
    ]),
  );
  terminal.print('');
}

function skipped({report}: Imported, terminal: Terminal): void {
  const counts = new Map<string, number[]>();
  for (const {reason, line} of report.skipped) counts.set(reason, [...(counts.get(reason) ?? []), line]);
  for (const [reason, lines] of counts) {
    const key = `import.skipped.${reason}`;
    const shown = `${lines.slice(0, 10).join(', ')}${lines.length > 10 ? ' …' : ''}`;
    if (isTextKey(key)) terminal.print(`  ${sayTo(terminal, key, {lines: shown})}`);
  }
}

function problems({report}: Imported, terminal: Terminal): void {
  const shown = report.problems.slice(0, SHOWN);
  const column = (heading: TextKey, cells: readonly string[], right = false) => ({
    heading: sayTo(terminal, heading),
    cells,
    right,
  });
  terminal.print(`\n${sayTo(terminal, 'run.exceptions')}`);
  terminal.print(
    textTable([
      column(
        'column.row',
        shown.map(({row}) => String(row)),
        true,
      ),
      column(
        'column.line',
        shown.map(({line}) => String(line)),
        true,
      ),
      column(
        'column.field',
        shown.map(({field}) => field),
      ),
      column(
        'column.value',
        shown.map(({value}) => value.slice(0, 40)),
      ),
      column(
        'column.code',
        shown.map(({code}) => code),
      ),
    ]),
  );
  if (report.problems.length > SHOWN) {
    terminal.print(`  ${sayTo(terminal, 'import.more', {count: report.problems.length - SHOWN})}`);
  }
  const kept = report.problems.filter((one) => one.kept).length;
  if (kept > 0) terminal.print(`  ${sayTo(terminal, 'import.kept', {count: kept})}`);
}

function showChanges({added, changed, gone, same}: TableDiff, out: string, terminal: Terminal): void {
  const params = {out, added: added.length, changed: changed.length, gone: gone.length, same};
  terminal.print(`\n${clean(sayTo(terminal, 'import.changes', params))}`);
  const list = (mark: string, ids: readonly string[]): void => {
    for (const id of ids.slice(0, 5)) terminal.print(clean(`  ${mark} ${id}`));
    if (ids.length > 5) terminal.print(`  ${mark} …`);
  };
  list('+', added);
  list(
    '~',
    changed.map(
      ({id, fields}) =>
        `${id}: ${fields.map(({field, before, after}) => `${field} ${before || '∅'} → ${after || '∅'}`).join(', ')}`,
    ),
  );
  list('−', gone);
}

function delimiterName(delimiter: string, terminal: Terminal): string {
  const key = `import.delimiter.${delimiter === '\t' ? 'tab' : delimiter}`;
  return isTextKey(key) ? sayTo(terminal, key) : delimiter;
}

const SHOWN = 20;
