#!/usr/bin/env node
import {writeSync} from 'node:fs';
import {BrokenOutput} from './cli-terminal.js';
import {main} from './commands/main.js';

process.exitCode = await main(process.argv.slice(2), process.env, {
  print: (text) => {
    write(1, text);
  },
  complain: (text) => {
    write(2, text);
  },
});

/**
 * Writes at once, so that nothing is lost when the process ends; a reader that has gone (`| head`) is no error. Where problems cannot be
 * told, only the exit code is left.
 */
function write(stream: 1 | 2, text: string): void {
  const bytes = Buffer.from(`${text}\n`);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EPIPE' || (code !== 'EAGAIN' && stream === 2)) return;
      if (code !== 'EAGAIN') throw new BrokenOutput('Standard output cannot be written', {cause: error});
    }
  }
}
