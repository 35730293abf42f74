import type {NodeDef} from '../definition.js';
import {explain, sentence} from './explain.js';
import {scaleOf} from '../types.js';
import {lower} from './lower.js';

/** 分配: a pool given out in parts that add up exactly (SEM-8, R-40). */
export const share: NodeDef<'share'> = {
  inputs: (node) => [
    {port: 'amount', ref: node.in.amount, required: true, accepts: 'numeric', grains: ['plan', 'group']},
    {port: 'by', ref: node.in.by, required: true, accepts: 'numeric', grains: ['participant', 'group', 'plan']},
  ],
  check(node, context) {
    const amount = context.input('amount');
    const by = context.input('by');
    if (!amount || !by || amount.value === 'rows') return {};
    const among = typeof node.among === 'object' ? node.among.attribute : undefined;
    if (among !== undefined) context.hasAttribute(among, '/among/attribute');
    if ((amount.grain === 'group' ? amount.attribute : undefined) !== among) {
      context.report('plan/share-grain', {per: amount.attribute ?? 'plan', among: among ?? 'plan'}, '/among');
    }
    if (node.limit === 'claim' && amount.value !== by.value)
      context.report('plan/wrong-type', {need: amount.value, got: by.value, port: 'by'}, '/in/by');
    else if (node.limit === 'claim' && amount.currency !== by.currency)
      context.report('plan/two-currencies', {a: amount.currency ?? '', b: by.currency ?? ''}, '/in/by');
    context.predicate(node.who, '/who', 'attributes');
    if (node.scale !== undefined && node.scale > scaleOf(amount.value)) {
      context.report('plan/rounding-too-fine', {scale: node.scale, minor: scaleOf(amount.value)}, '/scale');
    }
    const cover = context.grain().cover;
    return {
      value: {
        value: amount.value,
        ...(amount.currency ? {currency: amount.currency} : {}),
        grain: 'participant',
        cover,
      },
    };
  },
  lower,
  sentence,
  explain,
};
