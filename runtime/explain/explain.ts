import type {Diagnostic, Language} from '@planwright/schemas';
import {minimalDecimal, problem} from '@planwright/schemas';
import {spineRow} from '../run/evaluation.js';
import type {Evaluation} from '../run/evaluation.js';
import type {Result} from '../run/result.js';
import type {StatusName} from '../table/status.js';
import {statusName, statusNames} from '../table/status.js';
import {parseDecimal} from '../decimal/text.js';
import {NodeContext} from './context.js';
import type {ExplainOptions, Explanation, RewardExplanation, Step} from './explanation.js';
import {formatNumber} from './format.js';
import {lineUp} from './lineup.js';
import {nextTiers} from './next-tier.js';
import type {Cell, Draft} from './draft.js';
import {draftStep} from './step.js';

/**
 * Why a participant is paid what he is paid in a period: numbered steps per reward, in one language. Texts are made from the
 * relations the run has left, never stored. Somebody who has no value in the period gets a diagnostic instead.
 */
export function explain(
  result: Result,
  participant: string,
  period: string,
  language: Language,
  options: ExplainOptions = {},
): Explanation | {diagnostics: Diagnostic[]} {
  const found = find(result, period);
  if (!found) return {diagnostics: [problem('run/bad-period-name', {name: period})]};
  const {evaluation, index} = found;
  const row = spineRow(evaluation, participant, index);
  if (row < 0) return {diagnostics: [problem('run/unknown-participant', {participant, period})]};
  const person = evaluation.env.dictionary.find(participant);
  const cell: Cell = {evaluation, language, person, period: index, spineRow: row, maxRows: options.maxRows ?? 200};
  const {payouts} = result;
  const rewards: RewardExplanation[] = [];
  for (let i = 0; i < payouts.participant.length; ++i) {
    const reward = payouts.reward[i] ?? '';
    if (payouts.participant[i] !== participant || payouts.period[i] !== period) continue;
    if (options.reward !== undefined && options.reward !== reward) continue;
    const amount = payouts.amount[i] ?? '';
    const paid: Paid = {amount, status: payouts.status[i] ?? 'ok', reason: payouts.reason[i] ?? ''};
    const {label, shown, steps} = explainReward(reward, paid, cell);
    rewards.push({
      reward,
      label,
      unit: payouts.unit[i] ?? '',
      ...paid,
      amountShown: shown,
      payDate: payouts.payDate[i] ?? '',
      steps,
      nextTier: options.nextTier === false ? [] : nextTiers(result, {reward, participant, period, amount}, cell),
    });
  }
  return {participant, period, language, rewards};
}

/** The evaluation whose version of the plan is in effect in a period. */
function find(result: Result, period: string): {evaluation: Evaluation; index: number} | undefined {
  for (const evaluation of result.evaluations) {
    const index = evaluation.periods.findIndex(({name}) => name === period);
    if (index >= 0 && (result.evaluations.length === 1 || evaluation.isEmitted(index))) return {evaluation, index};
  }
  return undefined;
}

/** What the run says of a payout. */
interface Paid {
  readonly amount: string;
  readonly status: StatusName;
  readonly reason: string;
}

function explainReward(reward: string, paid: Paid, cell: Cell): {label: string; shown: string; steps: Step[]} {
  const {evaluation, language} = cell;
  const {program} = evaluation;
  const decimal = parseDecimal(paid.amount);
  const context = contextOf(reward, cell);
  const shown = decimal ? formatNumber(decimal.value, decimal.scale, context.rewardUnit() ?? null, language) : '';
  const lined = lineUp(program, reward).map((one) => draftStep(one, cell));
  const drafts = lined.map((draft) => (draft.node === reward ? asPaid(draft, paid, shown, context) : draft));
  const steps = drafts.map((draft, k) => numbered(draft, k, drafts, cell));
  return {label: context.label(reward), shown, steps};
}

function contextOf(node: string, {evaluation, spineRow: row, person, period, language}: Cell): NodeContext {
  const place = {rel: 'spine', row};
  return new NodeContext(evaluation, {node, port: 'value', column: '', place, person, period}, language);
}

/** The last step is what is paid: 0 where the gate is closed, nothing where it blocks, whatever the amount would be. */
function asPaid(draft: Draft, {amount, status, reason}: Paid, shown: string, context: NodeContext): Draft {
  const {calculation, status: _, ...rest} = draft;
  const code = statusNames.indexOf(status);
  if (amount === '') return {...rest, value: '', valueShown: context.statusText(code), status, code};
  if (reason !== '') return {...rest, value: minimalDecimal(amount) ?? amount, valueShown: shown, code: 0};
  return calculation ? {...rest, calculation, code: 0} : {...rest, code: 0};
}

/** Numbers a step and says where a status comes from. */
function numbered(draft: Draft, k: number, drafts: readonly Draft[], cell: Cell): Step {
  const {program} = cell.evaluation;
  const {code, details, ...step} = draft;
  const before = new Set(drafts.slice(0, k).map(({node}) => node));
  const uses = (program.inputs.get(draft.node) ?? []).filter((id) => before.has(id));
  const why = code === 0 ? [] : [statusDetail(draft, k, drafts, uses, cell)];
  return {...step, number: k + 1, details: [...details, ...why], uses};
}

function statusDetail(
  {node, code}: Draft,
  k: number,
  drafts: readonly Draft[],
  uses: readonly string[],
  cell: Cell,
): string {
  const context = contextOf(node, cell);
  const at = drafts.findIndex((one, i) => i < k && uses.includes(one.node) && one.code === code);
  const from = drafts[at];
  if (from) return context.say('status/inherited', {status: context.statusText(code), node: from.label, step: at + 1});
  const name = statusName(code);
  return name === 'ok' ? '' : context.say('status/arose', {why: context.say(`status/why-${name}`, {})});
}
