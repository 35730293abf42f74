import type {NodeMap} from '@planwright/schemas';
import type {Num} from '../definition.js';
import type {Explain, ExplainContext, Explained, Sentence, Words} from '../explaining.js';
import type {Term} from '../terms.js';
import {exactOf, number, over, sumOf} from '../terms.js';
import {isShare} from './top.js';

type Rank = NodeMap['rank'];

/** "The best 3 by new amount in each region." */
export const sentence: Sentence<Rank> = (node, words) => {
  const ties = node.ties ?? 'pool';
  const breaks = (node.in.tiebreak ?? []).map((ref) => words.wire(ref));
  const unit = words.unitOf(words.output('prize'));
  return words.sentence(
    words.say('rank/rank', {by: words.wire(node.in.by)}),
    words.say(node.order === 'lowest-first' ? 'rank/lowest' : 'rank/highest', {}),
    node.within === undefined ? undefined : words.say('rank/within', {attribute: words.attribute(node.within)}),
    node.who && words.say('rank/who', {who: words.predicate(node.who)}),
    topWords(node, words),
    node.prizes && words.say('rank/prizes', {prizes: words.list(node.prizes.map((one: Num) => words.num(one, unit)))}),
    ties === 'tiebreak' && breaks.length === 0 ? words.say('rank/ties-id', {}) : tieWords(ties, node, breaks, words),
    words.rounding(node.rounding, unit),
  );
};

function tieWords(
  ties: 'pool' | 'same' | 'tiebreak',
  node: Rank,
  breaks: readonly string[],
  words: Words,
): string | undefined {
  if (ties === 'tiebreak') return words.say('rank/ties-tiebreak', {by: words.list(breaks)});
  return node.prizes ? words.say(`rank/ties-${ties}`, {}) : undefined;
}

function topWords(node: Rank, words: Words): string | undefined {
  const {top} = node;
  if (top === undefined) return undefined;
  const shown = typeof top === 'number' ? top : words.num(top, {kind: 'ratio', literal: true});
  return words.say(isShare(top, words.plan) ? 'rank/top-share' : 'rank/top', {top: shown});
}

/** The place, those who tie, and the prizes of the places they hold. */
export const explain: Explain<Rank> = (node, context) => {
  const own = `@${context.id}`;
  const place = context.int(`${own}.place`);
  if (place < 0) return {details: [context.say('rank/not-ranked', {})]};
  const ties = context.int(`${own}/ties`);
  const details = [context.say('rank/place', {place, ranked: context.int(`${own}/ranked`)})];
  if (ties > 1) details.push(context.say('rank/ties', {ties}));
  if (context.port === 'selected')
    details.push(context.say(context.int(context.column) === 1 ? 'rank/selected' : 'rank/not-selected', {}));
  const isPrize = node.prizes !== undefined && (context.port === 'prize' || context.port === 'value');
  if (!isPrize) return {details};
  const left = context.number(`${own}/remainder`, prizeUnit(context));
  if (left && exactOf(left).n > 0n) details.push(context.say('rank/remainder', {amount: context.showTerm(left)}));
  return {details, calculation: prize(node, context, place, ties)};
};

function prize(node: Rank, context: ExplainContext, place: number, ties: number): Explained['calculation'] {
  const pooled = node.ties === undefined || node.ties === 'pool';
  const unit = prizeUnit(context) ?? null;
  const places = pooled
    ? (node.prizes ?? []).slice(place - 1, place - 1 + ties)
    : (node.prizes ?? []).slice(place - 1, place);
  const prizes = places.flatMap((one): Term[] => {
    const term = context.constant(one);
    return term?.t === 'number' ? [{...term, unit}] : [];
  });
  const sum = sumOf(prizes, unit);
  const term = pooled ? over(sum, number(ties)) : sum;
  return {term, rounding: context.roundingAt(`@${context.id}.prize`)};
}

function prizeUnit(context: ExplainContext) {
  const unit = context.unitOf(context.output('prize'));
  return unit && {...unit, literal: false};
}
