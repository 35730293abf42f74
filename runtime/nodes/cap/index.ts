import type {NodeDef} from '../definition.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 封顶 / 保底: bounds per value or on the total to date (SEM-32). */
export const cap: NodeDef<'cap'> = {
  inputs: (node) => [
    {port: 'amount', ref: node.in.amount, required: true, accepts: 'numeric'},
    {port: 'min', ref: node.in.min, required: false, accepts: 'numeric'},
    {port: 'max', ref: node.in.max, required: false, accepts: 'numeric'},
  ],
  check(node, context) {
    const amount = context.input('amount');
    if (!amount || amount.value === 'rows') return {};
    for (const side of ['min', 'max'] as const) {
      const wired = context.input(side);
      if (wired && wired.value !== amount.value)
        context.report('plan/wrong-type', {need: amount.value, got: wired.value, port: side}, `/in/${side}`);
      else if (wired && wired.currency !== amount.currency)
        context.report('plan/two-currencies', {a: amount.currency ?? '', b: wired.currency ?? ''}, `/in/${side}`);
      context.num(
        node[side],
        [amount.value, ...(amount.value === 'money' ? [] : (['number', 'count', 'ratio'] as const))],
        `/${side}`,
      );
    }
    const hasMin = node.min !== undefined || node.in.min !== undefined;
    const hasMax = node.max !== undefined || node.in.max !== undefined;
    if (!hasMin && !hasMax && node.excess !== 'carry') context.report('plan/cap-without-bound', {}, '');
    if (node.min !== undefined && node.max !== undefined) {
      const low = context.constant(node.min);
      const high = context.constant(node.max);
      if (low && high && low.value * 10n ** BigInt(high.scale) > high.value * 10n ** BigInt(low.scale))
        context.report('plan/min-above-max', {}, '/min');
    }
    const over = node.over ?? 'each';
    if (node.excess === 'carry' && (over === 'each' || !hasMax || hasMin))
      context.report('plan/carry-needs-max', {}, '/excess');
    const base = context.grain();
    if (over !== 'each' && base.grain === 'row')
      context.report('plan/wrong-grain', {need: 'participant', got: base.grain, port: 'amount'}, '/over');
    if (over !== 'each' && (base.grain === 'group' || base.grain === 'plan'))
      context.report('plan/counted-per-member', {}, '/over');
    const cover = over === 'each' ? base.cover : 'period';
    const grain = over === 'each' ? base : ({...base, grain: 'participant', cover} as const);
    const money = amount.currency === undefined ? {} : {currency: amount.currency};
    const rounded = amount.rounded ? {rounded: true} : {};
    return {
      value: {...grain, cover, value: amount.value, ...money, ...rounded},
      excess: {...grain, cover, value: amount.value, ...money},
    };
  },
  lower,
  span: ({over = 'each'}) => (over === 'each' ? undefined : {over}),
  sentence,
  explain,
};
