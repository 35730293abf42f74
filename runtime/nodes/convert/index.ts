import type {NodeDef} from '../definition.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 换汇: money in another currency, at the latest rate on a day. */
export const convert: NodeDef<'convert'> = {
  inputs: (node) => [{port: 'amount', ref: node.in.amount, required: true, accepts: 'money'}],
  check(node, context) {
    const amount = context.input('amount');
    if (context.hasTable(node.rates.table, '/rates/table')) {
      for (const key of ['from', 'to'] as const)
        context.fieldOf(node.rates.table, node.rates[key], ['text'], `/rates/${key}`);
      context.fieldOf(node.rates.table, node.rates.date, ['date'], '/rates/date');
      context.fieldOf(node.rates.table, node.rates.rate, ['number', 'ratio', 'count'], '/rates/rate');
    }
    const base = context.grain();
    if (node.at === 'row-date' && (base.grain !== 'row' || base.lineage?.startsWith('buckets') === true)) {
      context.report('plan/wrong-grain', {need: 'row', got: base.grain, port: 'amount'}, '/at');
    }
    return {value: {...base, value: 'money', currency: node.to, ...(amount?.rounded ? {rounded: true} : {})}};
  },
  lower,
  sentence,
  explain,
};
