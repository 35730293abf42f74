import {join} from 'node:path';
import {nearest, pick} from '@planwright/schemas';
import {textTable} from '../cli-table.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, printJson, sayTo} from '../cli-terminal.js';
import {failure, reasonOf} from '../cli-texts.js';
import type {Command} from './command.js';
import {copyTogether, isFree} from './init-copy.js';
import type {Template} from './init-templates.js';
import {findTemplates} from './init-templates.js';

/** Copies a template with its data into a new folder; lists the templates when none is named. */
export const init: Command = {
  options: {},
  async execute({files: [name, folder, extra]}, terminal) {
    if (extra !== undefined) return failure(2, 'cli/unexpected', {found: extra, command: 'init'});
    const templates = findTemplates();
    if (!templates) return failure(3, 'cli/no-templates');
    if (name === undefined) {
      list(templates, terminal);
      return 0;
    }
    const template = templates.find(({path, id}) => path === name || id === name);
    if (!template) {
      const names = templates.flatMap(({path, id}) => [path, id]);
      return failure(2, 'cli/no-such-template', {found: name, suggestion: nearest(name, names)});
    }
    if (folder === undefined) return failure(2, 'cli/missing-folder', {command: 'init', template: template.path});
    try {
      if (!isFree(folder)) return failure(2, 'cli/not-empty', {folder});
      const files = copyTogether(template.folder, folder);
      done(template, folder, files, terminal);
      return 0;
    } catch (error) {
      return failure(3, 'cli/unwritable-folder', {folder, reason: reasonOf(error, terminal.language)});
    }
  },
};

function list(templates: readonly Template[], terminal: Terminal): void {
  if (terminal.json) {
    printJson(terminal, {templates: templates.map(({folder: _, path, ...about}) => ({template: path, ...about}))});
    return;
  }
  const cells = (read: (template: Template) => string): string[] => templates.map(read);
  terminal.print(sayTo(terminal, 'init.templates'));
  terminal.print(
    textTable([
      {heading: sayTo(terminal, 'column.template'), cells: cells(({path}) => path)},
      {heading: sayTo(terminal, 'column.name'), cells: cells(({id, name}) => pick(name, terminal.language, id))},
    ]),
  );
  terminal.print(sayTo(terminal, 'init.how', {template: templates[0]?.path}));
}

function done({path, id, version}: Template, folder: string, files: readonly string[], terminal: Terminal): void {
  if (terminal.json) {
    printJson(terminal, {status: 'ok', template: path, id, version, folder, files});
    return;
  }
  terminal.print(clean(sayTo(terminal, 'init.done', {template: path, version, folder, files: files.length})));
  for (const file of files) terminal.print(clean(`  ${join(folder, file)}`));
  const plan = join(folder, 'plan.json');
  terminal.print(clean(`\n${sayTo(terminal, 'init.next', {plan, data: join(folder, 'data'), folder})}`));
}
