import type {NodeDef} from '../definition.js';
import type {PortType} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 达成率 / 比率: a quotient, floored at 12 decimals so that it equals the exact one at every bound (SEM-6). */
export const ratio: NodeDef<'ratio'> = {
  inputs: (node) => [
    {port: 'of', ref: node.in.of, required: true, accepts: 'numeric'},
    {port: 'to', ref: node.in.to, required: true, accepts: 'numeric'},
    {port: 'amount', ref: node.in.amount, required: false, accepts: 'numeric'},
  ],
  check(node, context) {
    const of = context.input('of');
    const to = context.input('to');
    const amount = context.input('amount');
    context.num(node.whenZero, ['ratio', 'number', 'count'], '/whenZero');
    if (of && to) {
      if (of.value !== to.value)
        context.report('plan/wrong-type', {need: of.value, got: to.value, port: 'to'}, '/in/to');
      else if (of.currency !== to.currency) {
        context.report('plan/two-currencies', {a: of.currency ?? '', b: to.currency ?? ''}, '/in/to');
      }
    }
    const value: PortType = {...context.grain(), value: 'ratio', rounded: true};
    if (!amount) return {value};
    return {
      value,
      applied: {
        ...context.grain(),
        value: amount.value,
        ...(amount.currency ? {currency: amount.currency} : {}),
        rounded: amount.rounded === true,
      },
    };
  },
  lower,
  sentence,
  explain,
};
