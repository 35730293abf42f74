import type {NodeMap} from '@planwright/schemas';
import type {Explain, Sentence, Words} from '../explaining.js';

type Convert = NodeMap['convert'];

/** "Commission in CNY at the rate of the deal's day." */
export const sentence: Sentence<Convert> = (node, words) => {
  const {table, from, to, date, rate} = node.rates;
  const field = (name: string): string => words.field(table, name);
  return words.sentence(
    words.say('convert/convert', {amount: words.wire(node.in.amount), currency: node.to, day: dayWords(node, words)}),
    words.say('convert/rates', {
      table: words.table(table),
      rate: field(rate),
      from: field(from),
      to: field(to),
      date: field(date),
    }),
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

function dayWords(node: Convert, words: Words): string {
  const at = node.at ?? 'period-end';
  return at === 'row-date' ? words.say('convert/row-date', {}) : words.say(`span/${at}`, {});
}

/** Amount × the rate in force on the day. */
export const explain: Explain<Convert> = (node, context) => {
  const own = `@${context.id}/`;
  const from = context.show(`${own}currency`, {kind: 'text'});
  if (from === node.to)
    return {details: [context.say('convert/same', {to: node.to})], calculation: context.trace(context.column)};
  const day = context.int(`${own}day`);
  const rate = context.show(`${own}rate`, {kind: 'number'});
  const details =
    context.statusOf(`${own}rate`) === 0
      ? [context.say('convert/rate', {from, to: node.to, day: context.day(day), rate})]
      : [];
  return {details, calculation: context.trace(context.column, {unit: () => ({kind: 'number'})})};
};
