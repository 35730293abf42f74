import type {Failure, Problem} from '../cli-texts.js';

/** Why a run did not happen: what is wrong with the range or the coverage is how the program was called, all else lies in plan or data. */
export function refused(problems: readonly Problem[]): Failure {
  return {exit: problems.some(({code}) => USAGE.has(code)) ? 2 : 1, problems};
}

const USAGE: ReadonlySet<string> = new Set([
  'run/bad-period-name',
  'run/range-cuts-period',
  'run/range-reversed',
  'run/bad-coverage',
]);
