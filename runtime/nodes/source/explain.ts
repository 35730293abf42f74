import type {NodeMap} from '@planwright/schemas';
import type {Explain, Sentence} from '../explaining.js';
import {rowsAt} from '../explain-rows.js';

type Source = NodeMap['source'];

/** "Rows of contracts where …" */
export const sentence: Sentence<Source> = (node, words) =>
  words.sentence(
    words.say('source/rows', {table: words.table(node.table)}),
    node.where && words.say('source/where', {where: words.predicate(node.where)}),
  );

/** The rows that count for the person, or how many are read before they are credited. */
export const explain: Explain<Source> = (node, context) => {
  const table = context.table(node.table);
  const rel = context.relation(context.id);
  if (!rel?.has('$person')) return {details: [context.say('source/read', {count: rel?.count ?? 0, table})]};
  const rows = rowsAt(context, context.id);
  const period = context.periodName(context.period);
  return {
    details: [context.say('source/counted', {count: rows.length, table, period})],
    rows: {rel: context.id, rows, value: ''},
  };
};
