import {printJson, complainAbout} from '../cli-terminal.js';
import {failure, isFailure} from '../cli-texts.js';
import type {Command} from './command.js';
import {loadPlans} from './plans.js';
import {typesSource} from './types-source.js';

/** Prints TypeScript types of a plan's tables and results; 1 if the plan has errors. */
export const types: Command = {
  options: {},
  execute({files}, terminal) {
    const [, extra] = files;
    if (extra !== undefined) return failure(2, 'cli/unexpected', {found: extra, command: 'types'});
    const plans = loadPlans(files, 'types', terminal.language);
    if (isFailure(plans)) return plans;
    const problems = plans.flatMap((plan) => plan.problems);
    const program = plans[0]?.program;
    if (!program) return {exit: 1, problems};
    complainAbout(
      terminal,
      problems.filter(({severity}) => severity === 'warning'),
      files[0],
    );
    const source = typesSource(program, terminal.language);
    const {id, version} = program.plan;
    if (terminal.json) printJson(terminal, {status: 'ok', id, version, types: source});
    else terminal.print(source.trimEnd());
    return 0;
  },
};
