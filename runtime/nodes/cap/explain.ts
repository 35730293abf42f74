import type {NodeMap} from '@planwright/schemas';
import type {Explain, ExplainContext, Sentence, Words} from '../explaining.js';
import {exactOf} from '../terms.js';
import type {Term} from '../terms.js';

type Cap = NodeMap['cap'];

/** "At most 50 000 a year, the rest is lost." */
export const sentence: Sentence<Cap> = (node, words) => {
  const amount = words.wire(node.in.amount);
  const min = bound(node, 'min', words);
  const max = bound(node, 'max', words);
  const over = node.over ?? 'each';
  const main =
    min !== undefined && max !== undefined
      ? words.say('cap/both', {amount, min, max})
      : max !== undefined
        ? words.say('cap/max', {amount, max})
        : words.say('cap/min', {amount, min: min ?? ''});
  return words.sentence(
    main,
    over === 'each' ? undefined : words.say(`cap/over-${over}`, {}),
    max === undefined ? undefined : words.say(`cap/${node.excess ?? 'forfeit'}`, {}),
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

function bound(node: Cap, side: 'min' | 'max', words: Words): string | undefined {
  const wired = node.in[side];
  if (wired !== undefined) return words.wire(wired);
  const value = node[side];
  return value === undefined ? undefined : words.num(value, words.unitOf(words.output('value')));
}

/** Whether a bound was reached, and what it took. */
export const explain: Explain<Cap> = (node, context) => {
  const own = `@${context.id}/`;
  const result = context.unitOf(context.output('value'));
  const unit = result && {...result, literal: false};
  const details = node.over === undefined || node.over === 'each' ? each(node, context) : toDate(node, context, own);
  return {
    details,
    calculation: context.trace(context.column, {
      leaf: (column) => column.startsWith(`${own}before:`),
      unit: () => unit,
      ...(result ? {literal: {...result, literal: false}} : {}),
    }),
  };
};

function each(node: Cap, context: ExplainContext): string[] {
  const column = context.inputColumn('amount') ?? '';
  const x = context.number(column);
  if (!x) return [];
  const amount = context.show(column);
  const max = limit(node, 'max', context);
  const min = limit(node, 'min', context);
  if (max && below(max.term, x))
    return [context.say('cap/hit-max', {amount, max: max.shown, excess: context.show(`@${context.id}.excess`)})];
  if (min && below(x, min.term)) return [context.say('cap/hit-min', {amount, min: min.shown})];
  return [context.say('cap/not-hit', {})];
}

function toDate(node: Cap, context: ExplainContext, own: string): string[] {
  const result = context.unitOf(context.output('value'));
  const unit = result && {...result, literal: false};
  if (node.excess === 'carry') return [context.say('cap/balance', {balance: context.show(`${own}balance`, unit)})];
  if (context.statusOf(`${own}due`) !== 0) return [];
  const before = `${own}before:${own}due`;
  const total = context.show(`${own}total`, unit);
  const due = context.show(`${own}due`, unit);
  if (context.statusOf(before) !== 0) return [context.say('cap/to-date-first', {total, due})];
  return [context.say('cap/to-date', {total, due, before: context.show(before, unit)})];
}

function limit(node: Cap, side: 'min' | 'max', context: ExplainContext): {term: Term; shown: string} | undefined {
  const column = context.inputColumn(side);
  if (column !== undefined) {
    const term = context.number(column);
    return term && {term, shown: context.show(column)};
  }
  const value = node[side];
  const term = value === undefined ? undefined : context.constant(value);
  return term && value !== undefined
    ? {term, shown: context.num(value, context.unitOf(context.output('value')))}
    : undefined;
}

function below(a: Term, b: Term): boolean {
  return exactOf({t: '-', a, b}).n < 0n;
}
