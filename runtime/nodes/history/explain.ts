import type {NodeMap} from '@planwright/schemas';
import {spanStart, spineRows} from '../explain-rows.js';
import type {Explain, ExplainContext, Explained, Sentence} from '../explaining.js';
import {shiftPeriods} from '../spans.js';
import type {Term} from '../terms.js';
import {extreme, number, over as quotient, plus, sumOf} from '../terms.js';

type History = NodeMap['history'];

/** "Commission, sum since the start of the year." */
export const sentence: Sentence<History> = (node, words) => {
  const value = words.wire(node.in.value);
  const n = node.shift ?? 1;
  const byYear = node.shiftBy === 'year';
  return words.sentence(
    node.take === 'previous'
      ? words.say(byYear ? 'history/previous-year' : 'history/previous', {value, n})
      : words.say(`history/${node.take}`, {value}),
    node.take === 'previous' ? undefined : (words.span(node) ?? words.say('span/period', {})),
    node.take === 'previous' || node.shift
      ? words.say(node.onEmpty === 'zero' ? 'history/empty-zero' : 'history/empty-missing', {})
      : undefined,
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

/** The values of the periods looked at, and what was made of them. */
export const explain: Explain<History> = (node, context) => {
  const input = context.inputColumn('value') ?? '';
  if (node.take === 'change') {
    const calculation = context.trace(context.column, {unit: () => inputUnit(context)});
    const first = calculation?.term.t === 'number';
    return {details: first ? [context.say('history/first', {})] : [], calculation};
  }
  const perYear = PER_YEAR[context.plan.calendar.period];
  const shifted = node.take === 'previous' ? {...node, shift: node.shift ?? 1} : node;
  const at = context.period - shiftPeriods(shifted, perYear);
  const [row = -1] = spineRows(context, at, at);
  if (row < 0) return {details: [context.say('history/none', {})]};
  const over = node.over ?? 'period';
  const from =
    node.take === 'previous' ? at : over === 'trailing' ? at - (node.trailing ?? 1) + 1 : spanStart(context, over, row);
  const rows = spineRows(context, from, at);
  return {
    details:
      rows.length > MOST
        ? []
        : rows.map((one) =>
            context.say('history/of', {
              period: periodOf(context, one),
              value: context.show(input, undefined, {rel: 'spine', row: one}),
            }),
          ),
    rows: {rel: 'spine', rows, value: input},
    calculation: calculate(node, context, input, rows),
  };
};

function calculate(
  node: History,
  context: ExplainContext,
  input: string,
  rows: readonly number[],
): Explained['calculation'] {
  const terms = rows.flatMap((row) => context.number(input, undefined, {rel: 'spine', row}) ?? []);
  const term = termOf(node, context, terms, rows);
  return term && {term, rounding: context.roundingAt(context.column)};
}

function termOf(
  {take}: History,
  context: ExplainContext,
  terms: readonly Term[],
  rows: readonly number[],
): Term | undefined {
  switch (take) {
    case 'count':
      return number(terms.length);
    case 'previous':
      return terms[0];
    case 'min':
    case 'max':
      return terms.length === 0 ? undefined : extreme(take, terms);
    case 'average':
      return terms.length === 0 ? undefined : quotient(sumOf(terms), number(terms.length));
    case 'balance': {
      const before = rows.at(-2);
      const last = terms.at(-1);
      const old =
        before === undefined
          ? undefined
          : context.number(`@${context.id}/value`, inputUnit(context), {rel: 'spine', row: before});
      return last && extreme('max', [number(0, 0, inputUnit(context) ?? null), old ? plus(old, last) : last]);
    }
    default:
      return sumOf(terms, inputUnit(context) ?? null);
  }
}

function inputUnit(context: ExplainContext) {
  const unit = context.unitOf(context.input('value'));
  return unit && {...unit, literal: false};
}

function periodOf(context: ExplainContext, row: number): string {
  return context.periodName(context.int('$period', {rel: 'spine', row}));
}

/** Longest list of periods that is written out. */
const MOST = 12;
const PER_YEAR = {month: 12, quarter: 4, half: 2, year: 1} as const;
