import type {NodeMap} from '@planwright/schemas';
import type {Allocate} from '../../ops/program.js';
import {compareText} from '../../ops/order.js';
import {intAt, statusAt} from '../../ops/relation.js';
import type {Explain, ExplainContext, Explained, Sentence} from '../explaining.js';
import type {Term} from '../terms.js';
import {exactOf, minus, over, roundTerm, times} from '../terms.js';

type Share = NodeMap['share'];

/** "Pool shared by contribution in each team." */
export const sentence: Sentence<Share> = (node, words) => {
  const by = words.wire(node.in.by);
  return words.sentence(
    words.say('share/share', {amount: words.wire(node.in.amount), by}),
    typeof node.among === 'object'
      ? words.say('share/among', {attribute: words.attribute(node.among.attribute)})
      : words.say('share/all', {}),
    node.who && words.say('share/who', {who: words.predicate(node.who)}),
    node.limit === 'claim' ? words.say('share/claim', {by}) : undefined,
    node.nobody === 'nothing' ? words.say('share/nobody-nothing', {}) : words.say('share/nobody-block', {}),
    node.scale === undefined ? undefined : words.say('share/scale', {scale: node.scale}),
  );
};

/** Pool × weight ÷ total, rounded on the running total so that the parts add up (SEM-8). */
export const explain: Explain<Share> = (_, context) => {
  const op = context.ops.find((one): one is Allocate => one.op === 'allocate' && one.node === context.id);
  if (!op || context.status !== 0) return {details: []};
  if (op.member !== undefined && context.int(op.member) !== 1) return {details: [context.say('share/not-member', {})]};
  const amount = context.number(op.amount);
  const weights = partition(op, context);
  if (amount?.t !== 'number' || !weights) return {details: []};
  const {before, own, total} = weights;
  if (exactOf(total).n === 0n) return {details: [context.say('share/nobody', {})]};
  const show = (term: Term): string => context.showTerm(term);
  const details = [context.say('share/own', {own: show(own), total: show(total), before: show(before)})];
  const isLimited = op.claim && exactOf(minus(total, amount)).n < 0n;
  if (isLimited) details.push(context.say('share/limited', {total: show(total), amount: show(amount)}));
  return {details, calculation: part(op, isLimited ? total : amount, weights)};
};

interface Weights {
  readonly before: Term;
  readonly own: Term;
  readonly total: Term;
}

function part({roundScale, mode}: Allocate, amount: Term, {before, own, total}: Weights): Explained['calculation'] {
  const upTo = (weight: Term): Term => roundTerm(over(times(amount, weight), total), roundScale, mode);
  const after = add(before, own);
  if (exactOf(before).n === 0n) return {term: over(times(amount, own), total), rounding: {scale: roundScale, mode}};
  return {term: minus(upTo(after), upTo(before))};
}

/** Weights of those before in order, of the person, and of all in the partition. */
function partition(op: Allocate, context: ExplainContext): Weights | undefined {
  const rel = context.relation(op.rel);
  if (!rel || op.weight === null) return undefined;
  const weight = rel.get(op.weight);
  const keys = op.partition.map((name) => rel.get(name));
  const member = op.member === undefined ? null : rel.get(op.member);
  const people = rel.get('$person');
  if (weight.kind !== 'num' || people.kind !== 'text') return undefined;
  const {row} = context.place;
  const name = (i: number): string => people.dictionary.text(people.codes[i] ?? -1);
  const sums = {before: 0n, total: 0n};
  for (let i = 0; i < rel.count; ++i) {
    if (member && (statusAt(member, i) !== 0 || intAt(member, i) !== 1)) continue;
    if (!keys.every((key) => intAt(key, i) === intAt(key, row))) continue;
    const value = BigInt(weight.data[i] ?? 0);
    sums.total += value;
    if (compareText(name(i), name(row)) < 0) sums.before += value;
  }
  const unit = context.unitOf(context.input('by'));
  const term = (value: bigint): Term => ({
    t: 'number',
    value,
    scale: weight.scale,
    unit: unit ? {...unit, literal: false} : null,
  });
  return {before: term(sums.before), own: term(BigInt(weight.data[row] ?? 0)), total: term(sums.total)};
}

/** The sum of two numbers as one number. */
function add(a: Term, b: Term): Term {
  return a.t === 'number' && b.t === 'number' && a.scale === b.scale
    ? {...a, value: a.value + b.value}
    : {t: '+', a, b};
}
