import type {NodeDef} from '../definition.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 人员属性: something the roster says of a person, per period. */
export const attribute: NodeDef<'attribute'> = {
  inputs: () => [],
  check(node, context) {
    const what = node.what ?? 'value';
    const base = {grain: 'participant', cover: 'any'} as const;
    if (what === 'days-share') {
      context.predicate(node.where, '/where', 'roster');
      return {value: {...base, value: 'ratio'}};
    }
    const {attribute: name = ''} = node;
    if (!context.hasAttribute(name, '/attribute')) return {};
    const type = context.fieldType(context.plan.roster.table, name);
    if (!type) return {};
    if (what === 'tenure') {
      if (type.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: type.value, port: 'attribute'}, '/attribute');
      return {value: {...base, value: node.unit === 'days' ? 'days' : 'count'}};
    }
    if (type.currency === 'mixed') context.report('plan/mixed-currency', {}, '/attribute');
    const {value, currency, values} = type;
    return {value: {...base, value, ...(currency === undefined ? {} : {currency}), ...(values ? {values} : {})}};
  },
  lower,
  sentence,
  explain,
};
