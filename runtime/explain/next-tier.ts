import type {Plan, TextParams} from '@planwright/schemas';
import {splitRef} from '../compile/graph.js';
import {pow10} from '../decimal/round.js';
import {formatDecimal, parseDecimal} from '../decimal/text.js';
import type {Unit} from '../nodes/terms.js';
import {bigAt, statusAt} from '../ops/relation.js';
import {spineRow} from '../run/evaluation.js';
import type {Result} from '../run/result.js';
import {minorScale} from '../nodes/types.js';
import {NodeContext} from './context.js';
import type {NextTier} from './explanation.js';
import {formatNumber} from './format.js';
import {lineUp} from './lineup.js';
import {firstGuess, smallestRise} from './rise.js';
import type {Cell} from './step.js';

/** Which payout is asked about. */
export interface Asked {
  readonly reward: string;
  readonly participant: string;
  readonly period: string;
  readonly amount: string;
}

type Reason = Extract<NextTier, {reason: string}>['reason'];

/** For every tier upstream of a reward: the smallest additional amount of its metric that raises the band, and what that changes (ruling 16). */
export function nextTiers(result: Result, asked: Asked, cell: Cell): NextTier[] {
  const {program} = cell.evaluation;
  const seen = new Set<string>();
  return lineUp(program, asked.reward).flatMap(({node}) => {
    if (program.plan.nodes[node]?.kind !== 'tier' || seen.has(node)) return [];
    seen.add(node);
    return [nextTier(result, node, asked, cell)];
  });
}

function nextTier(result: Result, node: string, asked: Asked, cell: Cell): NextTier {
  const {evaluation, language, person, period, spineRow: row} = cell;
  const {program} = evaluation;
  const tier = program.plan.nodes[node];
  const place = {rel: 'spine', row};
  const context = new NodeContext(
    evaluation,
    {node, port: 'band', column: `@${node}.band`, place, person, period},
    language,
  );
  const label = context.label(node);
  const without = (reason: Reason, metric = ''): NextTier => ({
    node,
    label,
    reason,
    sentence:
      reason === 'not-monotone'
        ? context.say('next/not-monotone', {node: label, metric})
        : context.say(`next/${reason}`, {node: label}),
  });
  if (tier?.kind !== 'tier') return without('no-metric');
  if (tier.reading === 'curve' || tier.reading === 'rate-curve') return without('curve');
  if (program.homes.get(node) !== 'spine') return without('per-row');
  const band = context.int(`@${node}.band`);
  if (band < 0) return without('blocked');
  const count = context.int(`@${node}/band:count`);
  if (band >= count || (tier.reading === 'fill' && band >= count - 1 && count > 0 && band === count))
    return without('highest-band');
  const metric = sourceMetric(
    program.plan,
    tier.in.input,
    (id) => program.types.get(id)?.['value']?.grain === 'participant',
  );
  if (metric === undefined) return without('no-metric');
  const spine = evaluation.env.relations.get('spine');
  const type = program.types.get(metric)?.['value'];
  if (!spine || !type || type.value === 'rows' || statusAt(spine.get(`@${metric}`), row) !== 0)
    return without('blocked');
  const scale =
    type.value === 'money'
      ? minorScale('money', type.currency)
      : type.value === 'count' || type.value === 'days'
        ? 0
        : 6;
  const again = (amount: bigint): Result =>
    result.rerun([{node: metric, participant: asked.participant, period: asked.period, amount, scale}]);
  const bandWith = (amount: bigint): number => bandOf(again(amount), node, asked);
  const rise = smallestRise(bandWith, band, firstGuess(tier, context, metric, scale));
  if (rise === undefined) return without('not-monotone', context.label(metric));
  const after = again(rise);
  const unit: Unit = type.value === 'money' ? {kind: 'money', currency: type.currency} : {kind: type.value};
  const needsShown = formatNumber(rise, scale, unit, language);
  const now = payoutOf(result, asked);
  const then = payoutOf(after, asked);
  const texts = {needs: needsShown, metric: context.label(metric), node: label};
  return {
    node,
    label,
    metric,
    needs: formatDecimal(rise, scale, true),
    needsShown,
    band,
    nextBand: bandOf(after, node, asked),
    ...change(now, then, texts, {context, cell, asked, after}),
  };
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

function change(
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

function bandOf(result: Result, node: string, {participant, period}: Asked): number {
  const text = result.value(`${node}.band`, participant, period);
  return text === undefined || text.startsWith('!') ? -1 : Number(text);
}

/** Currency or unit in which a reward is paid. */
function unitOf({payouts}: Result, {reward}: Asked): string {
  return payouts.unit[payouts.reward.indexOf(reward)] ?? '';
}

function payoutOf({payouts}: Result, {reward, participant, period}: Asked): Money | undefined {
  for (let i = 0; i < payouts.participant.length; ++i) {
    if (payouts.participant[i] !== participant || payouts.period[i] !== period || payouts.reward[i] !== reward)
      continue;
    return parseDecimal(payouts.amount[i] ?? '');
  }
  return undefined;
}

/** The metric behind a tier's input: through the top of ratios, and through formulas, weights, caps and history. */
function sourceMetric(plan: Plan, ref: string, isPersonal: (id: string) => boolean): string | undefined {
  const {node: id, port} = splitRef(ref);
  const node = plan.nodes[id];
  const next = (refs: readonly (string | undefined)[]): string | undefined => {
    for (const one of refs) {
      const found = one === undefined ? undefined : sourceMetric(plan, one, isPersonal);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (node?.kind) {
    case 'metric':
      return isPersonal(id) ? id : undefined;
    case 'ratio':
      return port === 'applied' ? next([node.in.amount]) : next([node.form === 'swapped' ? node.in.to : node.in.of]);
    case 'formula':
    case 'condition':
      return next(Object.values(node.in?.values ?? {}));
    case 'weight':
      return next(Object.values(node.in.values));
    case 'cap':
    case 'convert':
      return next([node.in.amount]);
    case 'history':
      return next([node.in.value]);
    case 'tier':
      return next([node.in.input]);
    default:
      return undefined;
  }
}
