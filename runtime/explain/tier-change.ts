import type {TextParams} from '@planwright/schemas';
import {pow10} from '../decimal/round.js';
import {formatDecimal, parseDecimal} from '../decimal/text.js';
import {bigAt, statusAt} from '../ops/relation.js';
import {spineRow} from '../run/evaluation.js';
import type {Result} from '../run/result.js';
import {NodeContext} from './context.js';
import {formatNumber} from './format.js';
import {lineUp} from './lineup.js';
import type {Cell} from './draft.js';

/** Which payout is asked about. */
export interface Asked {
  readonly reward: string;
  readonly participant: string;
  readonly period: string;
  readonly amount: string;
}

interface Money {
  readonly value: bigint;
  readonly scale: number;
}

interface Around {
  readonly context: NodeContext;
  readonly cell: Cell;
  readonly asked: Asked;
  readonly after: Result;
}

/** What a higher band changes in the payout, with the reason where it changes nothing. */
export function change(
  now: Money | undefined,
  then: Money | undefined,
  texts: TextParams['next/same'],
  {context, cell, asked, after}: Around,
): {brings: string; bringsShown: string; sentence: string} {
  const {evaluation, language, person, period, spineRow: row} = cell;
  const reward = new NodeContext(
    evaluation,
    {node: asked.reward, port: 'value', column: '', place: {rel: 'spine', row}, person, period},
    language,
  );
  const unit = reward.rewardUnit();
  const shown = ({value, scale}: Money): string => {
    const amount = formatNumber(value, scale, unit ?? null, language);
    return context.say('next/amount', {amount, unit: unitOf(after, asked)});
  };
  if (!then) return {brings: '', bringsShown: '', sentence: context.say('next/to-blocked', texts)};
  const brings = now ? difference(then, now) : then;
  const text = formatDecimal(brings.value, brings.scale, true);
  const bringsShown = shown(brings);
  if (!now)
    return {brings: text, bringsShown, sentence: context.say('next/unblocked', {...texts, brings: bringsShown})};
  if (brings.value === 0n) {
    const cap = cappedBy(after, asked, cell, context);
    const sentence = cap === undefined ? context.say('next/same', texts) : context.say('next/capped', {...texts, cap});
    return {brings: text, bringsShown, sentence};
  }
  const size = {value: brings.value < 0n ? -brings.value : brings.value, scale: brings.scale};
  return {
    brings: text,
    bringsShown,
    sentence: context.say(brings.value > 0n ? 'next/up' : 'next/less', {...texts, brings: shown(size)}),
  };
}

function difference(a: Money, b: Money): Money {
  const scale = Math.max(a.scale, b.scale);
  return {value: a.value * pow10(scale - a.scale) - b.value * pow10(scale - b.scale), scale};
}

/** Label of a cap between the tier and the reward that takes something away. */
function cappedBy(
  after: Result,
  {reward, participant}: Asked,
  {evaluation, period}: Cell,
  context: NodeContext,
): string | undefined {
  for (const {node} of lineUp(evaluation.program, reward)) {
    const one = evaluation.program.plan.nodes[node];
    if (one?.kind !== 'cap') continue;
    for (const now of after.evaluations) {
      const row = spineRow(now, participant, period);
      const spine = now.env.relations.get('spine');
      if (row < 0 || !spine?.has(`@${node}.excess`)) continue;
      const excess = spine.get(`@${node}.excess`);
      if (statusAt(excess, row) === 0 && bigAt(excess, row) > 0n) return context.label(node);
    }
  }
  return undefined;
}

/** Currency or unit in which a reward is paid. */
function unitOf({payouts}: Result, {reward}: Asked): string {
  return payouts.unit[payouts.reward.indexOf(reward)] ?? '';
}

/** Amount of a payout, undefined where it is blocked or not due. */
export function payoutOf({payouts}: Result, {reward, participant, period}: Asked): Money | undefined {
  for (let i = 0; i < payouts.participant.length; ++i) {
    if (payouts.participant[i] !== participant || payouts.period[i] !== period || payouts.reward[i] !== reward)
      continue;
    return parseDecimal(payouts.amount[i] ?? '');
  }
  return undefined;
}
