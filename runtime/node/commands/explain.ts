import type {Plan} from '@planwright/schemas';
import {nearest} from '@planwright/schemas';
import type {Explanation, Result} from '../../index.js';
import {explain as explainPayouts, formatExplanation, run} from '../../index.js';
import type {Terminal} from '../cli-terminal.js';
import {clean, complainAbout, printJson, problemJson} from '../cli-terminal.js';
import type {Failure} from '../cli-texts.js';
import {failure, isFailure} from '../cli-texts.js';
import type {Command} from './command.js';
import {dataOptions, prepare} from './prepare.js';
import {refused} from './refused.js';

/** Says step by step why a person is paid what they are paid; 4 if a payout asked for is blocked, 1 if there is none. */
export const explain: Command = {
  options: {...dataOptions, participant: 'value', period: 'value', reward: 'value'},
  async execute(given, terminal) {
    const participant = given.values.get('participant');
    const period = given.values.get('period');
    if (participant === undefined) return missing('--participant');
    if (period === undefined) return missing('--period');
    const prepared = await prepare('explain', given, {from: period, to: period}, terminal);
    if (isFailure(prepared)) return prepared;
    const reward = given.values.get('reward');
    const unknown = reward === undefined ? undefined : unknownReward(reward, prepared.plans);
    if (unknown) return unknown;
    const {result, diagnostics} = run(prepared.programs, prepared.tables, prepared.options);
    if (!result) return refused(diagnostics);
    complainAbout(terminal, diagnostics);
    const options = reward === undefined ? {} : {reward};
    const explanation = explainPayouts(result, participant, period, terminal.language, options);
    if ('diagnostics' in explanation) return unexplained(explanation.diagnostics, participant, period, result);
    if (terminal.json) {
      const problems = [...prepared.problems, ...diagnostics];
      const {language} = terminal;
      printJson(terminal, {...explanation, diagnostics: problems.map((one) => problemJson(one, language))});
    } else show(explanation, terminal);
    return exitOf(explanation);
  },
};

function missing(option: string): Failure {
  return failure(2, 'cli/missing-option', {option, command: 'explain'});
}

function unknownReward(reward: string, plans: readonly Plan[]): Failure | undefined {
  const isReward = (plan: Plan, id: string): boolean => plan.nodes[id]?.kind === 'reward';
  const rewards = [...new Set(plans.flatMap((plan) => Object.keys(plan.nodes).filter((id) => isReward(plan, id))))];
  if (rewards.includes(reward)) return undefined;
  const suggestion = nearest(reward, rewards);
  return failure(2, 'cli/no-such-reward', {found: reward, suggestion, rewards: rewards.join(', ')});
}

/** Nobody of that name has a value in the period: says who may have been meant. */
function unexplained(problems: Failure['problems'], participant: string, period: string, {payouts}: Result): Failure {
  if (!problems.some(({code}) => code === 'run/unknown-participant')) return refused(problems);
  const suggestion = nearest(participant, [...new Set(payouts.participant)]);
  return failure(1, 'cli/unknown-participant', {participant, period, suggestion});
}

function show(explanation: Explanation, terminal: Terminal): void {
  terminal.print(clean(formatExplanation(explanation).trimEnd()));
}

function exitOf({rewards}: Explanation): number {
  if (rewards.length === 0) return 1;
  return rewards.some(({status}) => status !== 'ok') ? 4 : 0;
}
