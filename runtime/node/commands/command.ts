import type {Arguments, Options} from '../cli-arguments.js';
import type {Terminal} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';

/** A command of the program; the number is its exit code. */
export interface Command {
  readonly options: Options;
  readonly execute: (given: Arguments, terminal: Terminal) => number | Failure | Promise<number | Failure>;
}
