import {planHash} from '@planwright/schemas';
import {complainAbout, printJson, problemJson, sayTo} from '../cli-terminal.js';
import type {Terminal} from '../cli-terminal.js';
import {isFailure} from '../cli-texts.js';
import type {Command} from './command.js';
import type {LoadedPlan} from './plans.js';
import {loadPlans} from './plans.js';

/** Checks plans; 1 if any has an error. */
export const validate: Command = {
  options: {},
  execute({files}, terminal) {
    const plans = loadPlans(files, 'validate', terminal.language);
    if (isFailure(plans)) return plans;
    const failed = plans.some(({program}) => !program);
    if (terminal.json) {
      const status = failed ? 'failed' : 'ok';
      printJson(terminal, {status, plans: plans.map((plan) => planJson(plan, terminal))});
    } else for (const plan of plans) show(plan, terminal);
    return failed ? 1 : 0;
  },
};

function show({file, program, problems}: LoadedPlan, terminal: Terminal): void {
  complainAbout(terminal, problems, file);
  if (!program) {
    const errors = problems.filter(({severity}) => severity === 'error').length;
    terminal.complain(sayTo(terminal, 'validate.errors', {file, errors}));
    return;
  }
  const {id, version, nodes} = program.plan;
  terminal.print(sayTo(terminal, 'validate.ok', {file, id, version, nodes: Object.keys(nodes).length}));
  terminal.print(`  ${sayTo(terminal, 'validate.hash', {hash: planHash(program.plan)})}`);
}

function planJson({file, program, problems}: LoadedPlan, terminal: Terminal): object {
  const known = program && {id: program.plan.id, version: program.plan.version, hash: planHash(program.plan)};
  return {
    file,
    ...known,
    status: program ? 'ok' : 'failed',
    diagnostics: problems.map((problem) => problemJson(problem, terminal.language)),
  };
}
