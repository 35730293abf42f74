import type {NodeMap} from '@planwright/schemas';
import {intAt, statusAt} from '../../ops/relation.js';
import type {Explain, ExplainContext, Explained, Sentence, Words} from '../explaining.js';
import {isPlain} from '../spans.js';
import type {Term, Unit} from '../terms.js';
import {extreme, number, over, sumOf} from '../terms.js';

type Metric = NodeMap['metric'];

/** "Sum of amount of new contracts, year to date, per region." */
export const sentence: Sentence<Metric> = (node, words) => {
  const {per} = node;
  const {from = 1, to = from} = node.levels ?? {};
  const summing = ['sum', 'count', 'count-distinct'].includes(node.aggregate ?? 'sum');
  const ofPeople = words.input('value')?.grain === 'participant';
  const usual = summing ? 'zero' : 'missing';
  return words.sentence(
    aggregated(node, words),
    node.where && words.say(ofPeople ? 'metric/where-people' : 'metric/where', {where: words.predicate(node.where)}),
    typeof per === 'object'
      ? words.say('metric/per-attribute', {attribute: words.attribute(per.attribute)})
      : undefined,
    per === 'plan' ? words.say('metric/per-plan', {}) : undefined,
    per === 'reports' ? words.say('metric/per-reports', {from, to}) : undefined,
    node.by && words.say('metric/by', {by: words.list(node.by.map((path) => words.name(path)))}),
    words.span(node),
    node.onEmpty !== undefined && node.onEmpty !== usual ? words.say(`metric/empty-${node.onEmpty}`, {}) : undefined,
    node.onMissing === 'skip' ? words.say('metric/skip', {}) : undefined,
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

function aggregated(node: Metric, words: Words): string {
  const aggregate = node.aggregate ?? 'sum';
  const rows = node.in.rows;
  if (aggregate === 'count') {
    const what = words.wire(rows ?? node.in.value);
    const isFlag = words.input('value')?.value === 'flag';
    return words.say(rows !== undefined ? 'metric/count' : isFlag ? 'metric/count-true' : 'metric/count-values', {
      what,
    });
  }
  const what =
    rows === undefined
      ? words.wire(node.in.value)
      : words.say('words/of', {field: words.name(node.field ?? ''), owner: words.wire(rows)});
  return words.say(`metric/${aggregate}`, {what});
}

/** The rows behind the number, and the sum with its terms. */
export const explain: Explain<Metric> = (node, context) => {
  const rel = `${context.id}/rows`;
  const prefix = `@${context.id}/span:`;
  const from = context.int(`${prefix}from`);
  const to = context.int(`${prefix}to`) - 1;
  const first = context.periodName(Math.max(from, 0));
  const last = context.periodName(to);
  const span = first === last ? last : context.say('metric/range', {from: first, to: last});
  const rows = behind(node, context, rel, from, to);
  const value = valueColumn(node, context);
  const details = context.status === 0 || rows.length > 0 ? [counted(node, context, rows.length, span)] : [];
  if (context.status !== 0) details.push(...whyMissing(node, context, prefix, span));
  return {
    details,
    rows: {rel, rows, value, unit: node.in.rows === undefined ? undefined : fieldUnit(node, context)},
    calculation: calculate(node, context, rel, rows, value),
  };
};

function counted(node: Metric, context: ExplainContext, count: number, span: string): string {
  if (count > 0) return context.say(node.in.rows === undefined ? 'metric/values' : 'metric/rows', {count, span});
  return context.say(context.status === 0 ? 'metric/nothing-zero' : 'metric/nothing-missing', {span});
}

function whyMissing(node: Metric, context: ExplainContext, prefix: string, span: string): string[] {
  if (!isPlain(node) && context.int(`${prefix}there`) === 0) return [context.say('metric/absent', {})];
  const table = context.tableAt(node.in.rows === undefined ? 'value' : 'rows');
  if (table === undefined || node.over === 'all-to-date') return [];
  const late = context.holds({
    e: 'cmp',
    op: 'lt',
    a: {e: 'col', name: `${prefix}start`},
    b: {e: 'coverage', table},
  });
  return late === true ? [context.say('metric/uncovered', {table: context.table(table), span})] : [];
}

/** Rows of the metric that count for this place: the same person, group or bucket, in the periods of the span. */
function behind(node: Metric, context: ExplainContext, name: string, from: number, to: number): number[] {
  const rel = context.relation(name);
  const home = context.relation(context.place.rel);
  if (!rel || !home) return [];
  const periods = rel.get('$period');
  const same = keysOf(node).map(({here, there}) => ({here: home.get(here), there: rel.get(there)}));
  const found: number[] = [];
  for (let i = 0; i < rel.count; ++i) {
    const period = intAt(periods, i);
    if (period < from || period > to) continue;
    if (same.every(({here, there}) => statusAt(there, i) === 0 && intAt(there, i) === intAt(here, context.place.row)))
      found.push(i);
  }
  return found;
}

function keysOf(node: Metric): {here: string; there: string}[] {
  const {per} = node;
  if (node.by) {
    const keys = ['$person', ...node.by.map((_, k) => `$by${k}`)];
    return keys.map((key) => ({here: key, there: key}));
  }
  if (per === 'plan') return [];
  if (typeof per === 'object') return [{here: `participant.${per.attribute}`, there: `participant.${per.attribute}`}];
  return [{here: '$person', there: per === 'reports' ? '$superior' : '$person'}];
}

function valueColumn(node: Metric, context: ExplainContext): string {
  if (node.in.rows === undefined) return context.inputColumn('value') ?? '';
  return node.field === undefined || node.aggregate === 'count' ? '' : `@${context.id}/field`;
}

function calculate(
  node: Metric,
  context: ExplainContext,
  rel: string,
  rows: readonly number[],
  value: string,
): Explained['calculation'] {
  const aggregate = node.aggregate ?? 'sum';
  const unit = unitOf(context);
  const term = termOf(aggregate, context, rel, rows, value, unit);
  return term && {term, rounding: context.roundingAt(context.column)};
}

/** A field counts what its own type says: distinct values of a text are not a count. */
function fieldUnit(node: Metric, context: ExplainContext): Unit | undefined {
  const unit = node.field === undefined ? undefined : context.unitOf(context.nameType(node.field));
  return unit && {...unit, literal: false};
}

function unitOf(context: ExplainContext): Unit | undefined {
  const unit = context.unitOf(context.output('value'));
  return unit && {...unit, literal: false};
}

function termOf(
  aggregate: string,
  context: ExplainContext,
  rel: string,
  rows: readonly number[],
  value: string,
  unit: Unit | undefined,
): Term | undefined {
  if (rows.length === 0) return number(0, 0, unit ?? null);
  if (aggregate === 'count-distinct') return undefined;
  if (value === '') return number(rows.length, 0, unit ?? null);
  const isFlag = context.input('value')?.value === 'flag';
  const terms = rows.flatMap((row) => context.number(value, unit, {rel, row}) ?? []);
  if (aggregate === 'count' && !isFlag) return number(terms.length, 0, unit ?? null);
  if (terms.length === 0) return number(0, 0, unit ?? null);
  if (aggregate === 'min' || aggregate === 'max') return unit?.kind === 'date' ? undefined : extreme(aggregate, terms);
  const sum = sumOf(
    terms.length > MOST ? [...terms.slice(0, MOST), sumTerm(terms.slice(MOST), unit)] : terms,
    unit ?? null,
  );
  return aggregate === 'average' ? over(sum, number(terms.length)) : sum;
}

/** Terms written one by one; what comes after them is added up. */
const MOST = 200;

function sumTerm(terms: readonly Term[], unit: Unit | undefined): Term {
  const numbers = terms.flatMap((term) => (term.t === 'number' ? [term] : []));
  const scale = Math.max(0, ...numbers.map((one) => one.scale));
  const value = numbers.reduce((sum, one) => sum + one.value * 10n ** BigInt(scale - one.scale), 0n);
  return number(value, scale, unit ?? null);
}
