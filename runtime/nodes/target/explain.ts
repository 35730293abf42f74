import type {NodeMap} from '@planwright/schemas';
import {spineRows} from '../explain-rows.js';
import type {Explain, ExplainContext, Sentence, Words} from '../explaining.js';
import {isPlain} from '../spans.js';
import type {TraceOptions} from '../explaining.js';
import {sumOf} from '../terms.js';

type Target = NodeMap['target'];

/** "Target from targets, annual, spread 15/25/25/35, by days present." */
export const sentence: Sentence<Target> = (node, words) => {
  const unit = words.unitOf(words.output('value')) ?? {kind: node.gives};
  const span = node.for ?? 'period';
  const {ramp} = node;
  return words.sentence(
    ...origin(node, words),
    node.otherwise === undefined
      ? words.say('target/otherwise-missing', {})
      : words.say('target/otherwise', {value: words.num(node.otherwise, unit)}),
    span === 'period' ? undefined : words.say(`target/for-${span}`, {}),
    spread(node, words),
    ramp &&
      words.say('target/ramp', {
        since: words.attribute(ramp.since),
        factors: ramp.factors.map((one) => words.num(one)).join(' / '),
      }),
    prorated(node, words),
    words.span(node),
    words.rounding(node.rounding, unit),
  );
};

function origin(node: Target, words: Words): (string | undefined)[] {
  const {table} = node;
  if (node.from === 'list') {
    const unit = words.unitOf(words.output('value')) ?? {kind: node.gives};
    const rules = (node.list ?? []).map((one) =>
      words.say('target/rule', {value: words.num(one.value, unit), when: words.predicate(one.when)}),
    );
    return [words.say('target/list', {rules: rules.join(words.say('words/semicolon', {}))})];
  }
  if (!table) return [];
  const field = (name: string): string => words.field(table.table, name);
  return [
    words.say('target/table', {
      table: words.table(table.table),
      value: field(table.value),
      participant: field(table.participant),
      period: field(table.period),
    }),
    table.where && words.say('target/where', {where: words.predicate(table.where, `table:${table.table}`)}),
  ];
}

function spread(node: Target, words: Words): string | undefined {
  if ((node.for ?? 'period') === 'period') return undefined;
  if (!node.weights) return words.say('target/equal', {});
  return words.say('target/weights', {weights: node.weights.map((one) => words.num(one)).join('/')});
}

function prorated(node: Target, words: Words): string | undefined {
  if (node.prorate !== 'days') return undefined;
  if (!node.prorateWhere) return words.say('target/prorate', {});
  return words.say('target/prorate-where', {where: words.predicate(node.prorateWhere, 'roster')});
}

/** The stated number, its part of the period, ramp and days, in one calculation. */
export const explain: Explain<Target> = (node, context) => {
  const unit = context.unitOf(context.output('value'));
  const money = unit && {...unit, literal: false};
  const own = `@${context.id}/`;
  const days = {kind: 'days'} as const;
  const options: TraceOptions = {
    leaf: (column) => column === `${own}stated`,
    unit: (column) => (/[:.$]days$/.test(column) ? days : money),
  };
  if (!isPlain(node)) {
    const from = context.int(`${own}span:from`);
    const to = context.int(`${own}span:to`) - 1;
    const rows = spineRows(context, from, to);
    const terms = rows.flatMap((row) => context.number(`${own}period`, money, {rel: 'spine', row}) ?? []);
    const first = context.periodName(Math.max(0, from));
    const last = context.periodName(to);
    const span = first === last ? last : context.say('metric/range', {from: first, to: last});
    return {
      details: [context.say('target/span', {span})],
      calculation: {term: sumOf(terms, money ?? null)},
      rows: {rel: 'spine', rows, value: `${own}period`, unit: money},
    };
  }
  return {details: detailsOf(node, context, own), calculation: context.trace(context.column, options)};
};

function detailsOf(node: Target, context: ExplainContext, own: string): string[] {
  const unit = context.unitOf(context.output('value'));
  const value = context.show(`${own}stated`, unit);
  const isOther = node.from === 'table' && context.int(`${own}hit`) === 0 && node.otherwise !== undefined;
  const details =
    context.statusOf(`${own}stated`) === 0
      ? [context.say(isOther ? 'target/stated-otherwise' : 'target/stated', {value})]
      : [];
  const {ramp} = node;
  if (ramp) {
    const month = context.int(`${own}months`);
    const factor = ramp.factors[month];
    details.push(
      context.say('target/month', {
        month: month + 1,
        since: context.attribute(ramp.since),
        factor: factor === undefined ? '1' : context.num(factor),
      }),
    );
  }
  if (node.prorate === 'days') {
    const unit = {kind: 'days'} as const;
    const counted = context.show(node.prorateWhere ? `${own}prorate:days` : '$days', unit);
    details.push(context.say('target/days', {days: counted, all: context.show('period.days', unit)}));
  }
  return details;
}
