import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {failure} from '../cli-texts.js';
import type {Command} from './command.js';

/** Prints the JSON Schema of plans for editors, with titles and hover texts in the language of the command. */
export const schema: Command = {
  options: {},
  execute({files: [extra]}, terminal) {
    if (extra !== undefined) return failure(2, 'cli/unexpected', {found: extra, command: 'schema'});
    const name = terminal.language === 'en' ? 'plan.schema.json' : `plan.schema.${terminal.language}.json`;
    terminal.print(readFileSync(fileURLToPath(import.meta.resolve(`@planwright/schemas/${name}`)), 'utf8').trimEnd());
    return 0;
  },
};
