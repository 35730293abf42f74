import type {NodeDef} from '../definition.js';
import type {CheckContext} from '../definition.js';
import type {PortType, ValueKind} from '../types.js';
import type {NodeMap} from '@planwright/schemas';
import {isDirected} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower, rewardMinor} from './lower.js';

type Reward = NodeMap['reward'];

/** 奖励: what is paid out, rounded once to the unit's minor scale (SEM-5, R-42). */
export const reward: NodeDef<'reward'> = {
  inputs: (node) => [
    {
      port: 'amount',
      ref: node.in.amount,
      required: node.in.amounts === undefined,
      accepts: 'amount',
      grains: ['row', 'participant', 'group', 'plan'],
    },
    ...Object.entries(node.in.amounts ?? {}).map(([name, ref]) => ({
      port: `amounts.${name}`,
      ref,
      required: true,
      accepts: 'amount' as const,
      grains: ['participant', 'group', 'plan'] as const,
    })),
    {port: 'when', ref: node.in.when, required: false, accepts: 'flag', grains: ['participant', 'group', 'plan']},
  ],
  check(node, context) {
    const names = Object.keys(node.in.amounts ?? {}).map((name) => `amounts.${name}`);
    let currency: string | undefined;
    for (const port of [...(node.in.amount === undefined ? [] : ['amount']), ...names]) {
      const type = context.input(port);
      if (!type || type.value === 'rows') continue;
      const at = `/in/${port.replace('.', '/')}`;
      if (!PAYS[node.type].includes(type.value))
        context.report('plan/wrong-type', {need: PAYS[node.type].join(' / '), got: type.value, port}, at);
      if (type.currency === 'mixed') context.report('plan/mixed-currency', {}, at);
      else if (type.currency !== undefined) {
        if (currency !== undefined && currency !== type.currency)
          context.report('plan/two-currencies', {a: currency, b: type.currency}, at);
        currency ??= type.currency;
      }
      checkCover(node, type, context, at);
      const mode = node.rounding?.mode;
      if (type.rounded && mode !== undefined && isDirected(mode))
        context.report('plan/directed-rounding', {mode}, '/rounding');
    }
    context.predicate(node.who, '/who', 'attributes');
    const minor = rewardMinor(node, currency ?? context.currency);
    if (node.rounding && node.rounding.scale > minor)
      context.report('plan/rounding-too-fine', {scale: node.rounding.scale, minor}, '/rounding/scale');
    const unit = node.unit ?? context.currency;
    if (node.type === 'cash' && unit !== (currency ?? context.currency)) {
      context.report('plan/unit-not-currency', {unit, currency: currency ?? context.currency}, '/unit');
    }
    context.num(node.multipleOf, ['money', 'number', 'count', 'ratio', 'points', 'days'], '/multipleOf');
    const multiple = node.multipleOf === undefined ? undefined : context.constant(node.multipleOf);
    if (multiple && (multiple.value <= 0n || multiple.scale > minor))
      context.report('plan/multiple-too-fine', {minor}, '/multipleOf');
    return {};
  },
  lower,
  sentence,
  explain,
};

const PAYS: Readonly<Record<Reward['type'], readonly ValueKind[]>> = {
  cash: ['money'],
  points: ['points', 'number', 'count', 'score', 'ratio'],
  leave: ['days', 'number', 'count'],
  training: ['count', 'number', 'days', 'flag'],
  honour: ['count', 'number', 'flag'],
};

const LENGTH: Readonly<Record<string, number>> = {
  month: 1,
  period: 1,
  quarter: 3,
  'quarter-end': 3,
  half: 6,
  'half-end': 6,
  year: 12,
  'year-end': 12,
  all: 99,
  any: 99,
};

/** A value paid at the end of a longer span must cover that span (ruling 11). */
function checkCover(node: Reward, type: PortType, context: CheckContext, at: string): void {
  const pays = node.pays ?? 'period';
  if (pays === 'period') return;
  const period = LENGTH[context.plan.calendar.period] ?? 1;
  const have = type.cover === 'period' ? period : Math.max(period, LENGTH[type.cover] ?? 1);
  if (have < (LENGTH[pays] ?? 1)) context.report('plan/span-too-short', {covers: type.cover, pays}, at);
}
