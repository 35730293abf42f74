import type {NodeDef} from '../definition.js';
import type {PortType} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 排名: places, who is among the best, and prizes (SEM-33). */
export const rank: NodeDef<'rank'> = {
  inputs: (node) => [
    {port: 'by', ref: node.in.by, required: true, accepts: 'numeric', grains: ['participant', 'group', 'plan']},
    ...(node.in.tiebreak ?? []).map((ref, k) => ({
      port: `tiebreak.${k}`,
      ref,
      required: true,
      accepts: 'numeric' as const,
      grains: ['participant', 'group', 'plan'] as const,
    })),
  ],
  check(node, context) {
    if (node.within !== undefined) context.hasAttribute(node.within, '/within');
    context.predicate(node.who, '/who', 'attributes');
    if (node.top === undefined && node.prizes === undefined) context.report('plan/rank-without-result', {}, '');
    const gives = node.gives ?? 'money';
    if (typeof node.top !== 'number') {
      context.num(node.top, ['ratio', 'count'], '/top');
      const top = node.top === undefined ? undefined : context.constant(node.top);
      if (top && top.value <= 0n) context.report('plan/top-out-of-bounds', {}, '/top');
    }
    node.prizes?.forEach((prize, k) => {
      context.num(prize, [gives, 'number', 'count', 'ratio'], `/prizes/${k}`);
      const value = context.constant(prize);
      if (value && value.value < 0n) context.report('plan/prize-negative', {place: k + 1}, `/prizes/${k}`);
    });
    const cover = context.input('by')?.cover ?? 'period';
    const base = {grain: 'participant', cover} as const;
    const prize: PortType = {...base, value: gives, ...(gives === 'money' ? {currency: context.currency} : {})};
    return {
      place: {...base, value: 'count'},
      selected: {...base, value: 'flag'},
      ...(node.prizes ? {prize} : {}),
    };
  },
  lower,
  sentence,
  explain,
};
