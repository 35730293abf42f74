import type {NodeDef} from '../definition.js';
import {coverOf} from '../spans.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 跨期: a value's own past, in one window pass (plan model §4.2). */
export const history: NodeDef<'history'> = {
  inputs: (node) => [
    {port: 'value', ref: node.in.value, required: true, accepts: 'value', grains: ['participant', 'group', 'plan']},
  ],
  check(node, context) {
    const value = context.input('value');
    if (!value) return {};
    const {take} = node;
    if (
      take !== 'previous' &&
      take !== 'count' &&
      (value.value === 'text' || value.value === 'flag' || value.value === 'date')
    ) {
      context.report('plan/wrong-type', {need: 'number', got: value.value, port: 'value'}, '/in/value');
    }
    if (
      node.onEmpty === 'zero' &&
      take !== 'count' &&
      (value.value === 'text' || value.value === 'date' || value.value === 'flag')
    )
      context.report('plan/property-not-used', {property: 'onEmpty', by: value.value}, '/onEmpty');
    if ((take === 'change' || take === 'balance') && node.over === 'trailing')
      context.report('plan/property-not-used', {property: 'over', by: take}, '/over');
    if ((take === 'change' || take === 'balance') && node.shift)
      context.report('plan/property-not-used', {property: 'shift', by: take}, '/shift');
    if (take !== 'previous' && take !== 'count' && (value.grain === 'group' || value.grain === 'plan'))
      context.report('plan/counted-per-member', {}, '/take');
    const cover = take === 'previous' || take === 'change' ? 'period' : coverOf(node, context.perYear);
    const kind =
      take === 'count'
        ? 'count'
        : take === 'average' && (value.value === 'count' || value.value === 'days')
          ? 'number'
          : value.value;
    return {
      value: {
        value: kind,
        ...(kind === 'money' && value.currency ? {currency: value.currency} : {}),
        grain: 'participant',
        cover,
        ...(value.rounded && kind === value.value ? {rounded: true} : {}),
      },
    };
  },
  lower,
  span: (node) => (node.take === 'previous' ? {shift: node.shift ?? 1, shiftBy: node.shiftBy ?? 'period'} : node),
  sentence,
  explain,
};
