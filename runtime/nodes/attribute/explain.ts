import type {NodeMap} from '@planwright/schemas';
import type {Explain, Sentence} from '../explaining.js';

type Attribute = NodeMap['attribute'];

/** "Full months since hired, on the last day present." */
export const sentence: Sentence<Attribute> = (node, words) => {
  const attribute = words.attribute(node.attribute ?? '');
  const day = words.say(`span/${node.asOf ?? words.plan.roster.asOf ?? 'last-day'}`, {});
  const rounding = words.rounding(node.rounding, words.unitOf(words.output('value')));
  switch (node.what) {
    case 'value':
      return words.sentence(words.say('attribute/value', {attribute, day}), rounding);
    case 'days-share':
      return words.sentence(
        words.say('attribute/days-share', {where: node.where ? words.predicate(node.where, 'roster') : ''}),
        rounding,
      );
    case 'tenure':
      return words.sentence(words.say(`attribute/tenure-${node.unit ?? 'months'}`, {attribute, day}), rounding);
  }
};

/** The value as read, the days counted, or the two dates. */
export const explain: Explain<Attribute> = (node, context) => {
  if (node.what === 'days-share') {
    const days = `@${context.id}/where:days`;
    const unit = {kind: 'days'} as const;
    const details = [
      context.say('attribute/days', {days: context.show(days, unit), all: context.show('period.days', unit)}),
    ];
    return {details, calculation: context.trace(context.column, {unit: () => unit})};
  }
  const other = node.asOf !== undefined && node.asOf !== (context.plan.roster.asOf ?? 'last-day');
  const at = context.int(other ? `@${context.id}/day` : '$asOf');
  const day = at < 0 ? context.say('words/none', {}) : context.day(at);
  if (node.what === 'value')
    return {details: [context.say('attribute/read', {day, value: context.show(context.column)})]};
  const column = other ? `@${context.id}/asOf:${node.attribute ?? ''}` : `participant.${node.attribute ?? ''}`;
  const from = context.show(column, {kind: 'date'});
  return {details: [context.say('attribute/since', {from, day})]};
};
