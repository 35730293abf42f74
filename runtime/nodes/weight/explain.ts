import type {NodeMap} from '@planwright/schemas';
import type {Explain, ExplainContext, Sentence, Words} from '../explaining.js';
import {exactOf} from '../terms.js';

type Weight = NodeMap['weight'];
type Part = Weight['parts'][number];

const RATIO = {kind: 'ratio', literal: true} as const;

/** "70 % collection + 30 % satisfaction." */
export const sentence: Sentence<Weight> = (node, words) => {
  const mode = node.mode ?? 'sum';
  const parts = node.parts.map((part) => partWords(part, mode, words));
  return words.sentence(
    mode === 'sum'
      ? words.say('weight/sum', {parts: parts.join(' + ')})
      : words.say(`weight/${mode}`, {parts: words.list(parts)}),
    node.total === 'any' ? words.say('weight/any', {}) : undefined,
    node.in.amount === undefined ? undefined : words.say('weight/amount', {amount: words.wire(node.in.amount)}),
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

function partWords(part: Part, mode: string, words: Words): string {
  const name = words.name(part.use);
  const shown = mode === 'sum' ? words.say('weight/part', {weight: words.num(part.weight ?? '0', RATIO), name}) : name;
  const unit = words.unitOf(words.nameType(part.use));
  const bounds = [
    part.whenMissing === undefined || part.whenMissing === 'block'
      ? undefined
      : words.say(`weight/missing-${part.whenMissing}`, {}),
    part.threshold === undefined ? undefined : words.say('weight/threshold', {value: words.num(part.threshold, unit)}),
    part.cap === undefined ? undefined : words.say('weight/cap', {value: words.num(part.cap, unit)}),
    part.floor === undefined ? undefined : words.say('weight/floor', {value: words.num(part.floor, unit)}),
  ].filter((one) => one !== undefined);
  if (bounds.length === 0) return shown;
  return words.say('weight/bounds', {part: shown, bounds: bounds.join(words.say('words/clause', {}))});
}

/** Weights times values, with what thresholds, caps and missing values did to them. */
export const explain: Explain<Weight> = (node, context) => ({
  details: context.port === 'applied' ? [] : node.parts.flatMap((part) => partDetails(part, context)),
  calculation: context.trace(context.column, {literal: RATIO}),
});

function partDetails(part: Part, context: ExplainContext): string[] {
  const column = context.inputColumn(`values.${part.use}`) ?? '';
  const name = context.name(part.use);
  if (context.statusOf(column) !== 0) {
    if (part.whenMissing === undefined || part.whenMissing === 'block') return [];
    return [context.say('weight/is-missing', {name, how: context.say(`weight/missing-${part.whenMissing}`, {})})];
  }
  const unit = context.unitOf(context.nameType(part.use));
  const value = context.show(column);
  const below = (bound: Part['cap']): boolean => bound !== undefined && compare(context, column, bound) < 0;
  if (part.threshold !== undefined && below(part.threshold))
    return [context.say('weight/is-below', {name, value, threshold: context.num(part.threshold, unit)})];
  if (part.cap !== undefined && compare(context, column, part.cap) > 0)
    return [context.say('weight/is-capped', {name, value, bound: context.num(part.cap, unit)})];
  if (part.floor !== undefined && below(part.floor))
    return [context.say('weight/is-floored', {name, value, bound: context.num(part.floor, unit)})];
  return [];
}

/** Sign of the difference of a value and a constant. */
function compare(context: ExplainContext, column: string, bound: NonNullable<Part['cap']>): number {
  const value = context.number(column);
  const other = context.constant(bound);
  if (!value || !other) return 0;
  const {n} = exactOf({t: '-', a: value, b: other});
  return n < 0n ? -1 : n > 0n ? 1 : 0;
}
