import type {NodeMap} from '@planwright/schemas';
import {rowsAt} from '../explain-rows.js';
import type {Explain, Sentence, Words} from '../explaining.js';

type Credit = NodeMap['credit'];

/** "Each premium goes to the agents of the case by their shares, dated effective." */
export const sentence: Sentence<Credit> = (node, words) =>
  words.sentence(
    ...whom(node, words),
    node.date === undefined ? undefined : words.say('credit/date', {date: words.name(node.date)}),
    splits(node, words),
  );

function whom(node: Credit, words: Words): (string | undefined)[] {
  const rows = words.wire(node.in.rows);
  const {split, match, levels} = node;
  switch (node.by) {
    case 'field':
      return [words.say('credit/field', {rows, participant: words.name(node.participant ?? '')})];
    case 'split':
      if (!split) return [];
      return [
        words.say('credit/split', {
          rows,
          table: words.table(split.table),
          share: words.field(split.table, split.share),
          participant: words.field(split.table, split.participant),
        }),
        words.say(`credit/total-${split.total ?? 'whole'}`, {}),
      ];
    case 'match':
      if (!match) return [];
      return [
        words.say('credit/match', {rows, attribute: words.attribute(match.attribute), field: words.name(match.field)}),
        node.who && words.say('credit/who', {who: words.predicate(node.who)}),
        words.say(`credit/each-${match.each ?? 'full'}`, {}),
      ];
    case 'reports':
      return [
        words.say('credit/reports', {rows, from: levels?.from ?? 1, to: Math.max(levels?.to ?? 1, levels?.from ?? 1)}),
      ];
  }
}

function splits(node: Credit, words: Words): string | undefined {
  if (node.splits === undefined || (node.by !== 'split' && node.by !== 'match')) return undefined;
  if (node.splits.length === 0) return words.say('credit/splits-none', {});
  return words.say('credit/splits', {fields: words.list(node.splits.map((name) => words.name(name)))});
}

/** The rows credited to the person. */
export const explain: Explain<Credit> = (node, context) => {
  const rows = rowsAt(context, context.id);
  const counted = context.say('credit/counted', {count: rows.length, period: context.periodName(context.period)});
  const divided = node.by === 'split' || (node.by === 'match' && node.match?.each === 'equal');
  return {
    details: divided && rows.length > 0 ? [counted, context.say('credit/parts', {})] : [counted],
    rows: {rel: context.id, rows, value: 'share', unit: {kind: 'ratio', literal: true}},
  };
};
