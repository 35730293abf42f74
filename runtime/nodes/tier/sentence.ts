import type {NodeMap} from '@planwright/schemas';
import type {Num} from '../definition.js';
import type {Sentence, Words} from '../explaining.js';
import type {Unit} from '../terms.js';
import {rateUnit} from './units.js';

type Tier = NodeMap['tier'];
type List = Extract<Tier['bands'], readonly unknown[]>;

/** "5 % up to 10 000, then 7 % on the part above, each month anew." */
export const sentence: Sentence<Tier> = (node, words) => {
  const scope = node.scope ?? 'each';
  const restart = words.say(`span/restart-${node.over ?? 'period'}`, {});
  return words.sentence(
    words.say(`tier/${node.reading}`, {input: words.wire(node.in.input), bands: bandWords(node, words)}),
    node.edge === 'upper' ? words.say('tier/edge-upper', {}) : undefined,
    node.bounds === 'of-target' ? words.say('tier/of-target', {target: words.wire(node.in.target)}) : undefined,
    node.in.base === undefined ? undefined : words.say('tier/base', {base: words.wire(node.in.base)}),
    node.in.already === undefined ? undefined : words.say('tier/already', {already: words.wire(node.in.already)}),
    node.in.amount === undefined ? undefined : words.say('tier/amount-wired', {amount: words.wire(node.in.amount)}),
    variants(node, words),
    scope === 'each' ? undefined : words.say(`tier/${scope}`, {restart}),
    scope === 'running' && node.reading === 'whole' ? words.say(`tier/rate-${node.rateAt ?? 'after'}`, {}) : undefined,
    node.below === undefined ? undefined : words.say(`tier/below-${node.below}`, {}),
    node.above === undefined || node.above === 'clamp' ? undefined : words.say(`tier/above-${node.above}`, {}),
    ...extras(node, words),
    words.rounding(node.rounding, words.unitOf(words.output('value'))),
  );
};

function extras(node: Tier, words: Words): (string | undefined)[] {
  const gives = words.unitOf(words.output('value')) ?? {kind: node.gives};
  const bound = boundUnit(node, words);
  const each = words.rounding(node.roundEach, gives);
  return [
    node.excessOver === undefined
      ? undefined
      : words.say('tier/excess-over', {value: words.num(node.excessOver, bound)}),
    node.grow &&
      words.say('tier/grow', {
        amount: words.num(node.grow.amount, gives),
        width: words.num(node.grow.width, words.unitOf(words.input('input'))),
      }),
    each === undefined ? undefined : words.say('tier/round-each', {rounding: each}),
  ];
}

function bandWords(node: Tier, words: Words): string {
  const {bands} = node;
  return Array.isArray(bands)
    ? listWords(node, bands, words)
    : words.say('tier/table', {table: words.table(bands.table)});
}

function listWords(node: Tier, list: List, words: Words): string {
  const bound = boundUnit(node, words);
  const gives = words.unitOf(words.output('value')) ?? {kind: node.gives};
  const rates = rateUnit(node, words);
  const shown = list.map((band) => {
    const from = words.num(band.from, bound);
    const one = figures(from, band, rates, gives, words);
    if (band.edge === undefined || band.edge === (node.edge ?? 'lower')) return one;
    return words.say(band.edge === 'upper' ? 'tier/edge-below' : 'tier/edge-above', {band: one});
  });
  return shown.join(words.say('words/semicolon', {}));
}

function figures(from: string, band: List[number], rates: Unit, gives: Unit, words: Words): string {
  const num = (value: Num, unit: Unit): string => words.num(value, unit);
  const {rate, amount} = band;
  if (rate !== undefined && amount !== undefined)
    return words.say('tier/both', {from, rate: num(rate, rates), amount: num(amount, gives)});
  if (rate !== undefined) return words.say('tier/rate', {from, rate: num(rate, rates)});
  return amount === undefined
    ? words.say('tier/end', {from})
    : words.say('tier/amount', {from, amount: num(amount, gives)});
}

function variants(node: Tier, words: Words): string | undefined {
  if (node.in.variant === undefined) return undefined;
  const variant = words.wire(node.in.variant);
  if (!node.variants) return words.say('tier/variant-table', {variant});
  const each = Object.entries(node.variants).map(([name, list]) =>
    words.say('tier/variant-bands', {name, bands: listWords(node, list, words)}),
  );
  return words.say('tier/variant', {variant, variants: each.join(words.say('words/semicolon', {}))});
}

/** Bounds are shares of a target, or count what the input counts. */
function boundUnit(node: Tier, words: Words): Unit | undefined {
  return node.bounds === 'of-target' ? {kind: 'ratio', literal: true} : words.unitOf(words.input('input'));
}
