import {formatDecimal} from '../decimal/text.js';
import type {Unit} from '../nodes/terms.js';
import {bigAt, intAt, statusAt} from '../ops/relation.js';
import type {Evaluation} from '../run/evaluation.js';
import {rerun} from '../run/rerun.js';
import type {Adjustment, Result} from '../run/result.js';
import {minorScale} from '../nodes/types.js';
import {NodeContext} from './context.js';
import type {NextTier} from './explanation.js';
import {formatNumber} from './format.js';
import {lineUp} from './lineup.js';
import type {Probe} from './rise.js';
import {firstGuess, smallestRise} from './rise.js';
import {sourceMetric} from './source-metric.js';
import type {Cell} from './draft.js';
import type {Asked} from './tier-change.js';
import {change, payoutOf} from './tier-change.js';

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
  if (band >= count) return without('highest-band');
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
  const {participant, period: name} = asked;
  const more = (amount: bigint): Adjustment => ({node: metric, participant, period: name, amount, scale});
  const probe = (amount: bigint): Probe => probeAt(rerun(evaluation, [more(amount)], node), node, row);
  const rise = smallestRise(probe, band, firstGuess(tier, context, metric, scale));
  if (rise === undefined) return without('not-monotone', context.label(metric));
  const after = result.rerun([more(rise)]);
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

/** Band and input of a tier after a run. */
function probeAt({env}: Evaluation, node: string, row: number): Probe {
  const spine = env.relations.get('spine');
  const band = spine?.get(`@${node}.band`);
  const at = spine?.get(`@${node}/at`);
  if (!band || !at || statusAt(band, row) !== 0) return {band: -1, at: 0n};
  return {band: intAt(band, row), at: bigAt(at, row)};
}

function bandOf(result: Result, node: string, {participant, period}: Asked): number {
  const text = result.value(`${node}.band`, participant, period);
  return text === undefined || text.startsWith('!') ? -1 : Number(text);
}
