import type {NodeDef} from '../definition.js';
import {lower} from './lower.js';

/** 人员属性: something the roster says of a person, per period. */
export const attribute: NodeDef<'attribute'> = {
  inputs: () => [],
  check(node, context) {
    const what = node.what ?? 'value';
    const base = {grain: 'participant', cover: 'any'} as const;
    if (what !== 'days-share' && node.attribute === undefined) {
      context.report('plan/missing-block', {by: what, block: 'attribute'}, '/attribute');
      return {};
    }
    if (what === 'days-share') {
      if (node.where === undefined) context.report('plan/missing-block', {by: what, block: 'where'}, '/where');
      if (node.attribute !== undefined)
        context.report('plan/property-not-used', {property: 'attribute', by: what}, '/attribute');
      context.predicate(node.where, '/where', 'roster');
      return {value: {...base, value: 'ratio'}};
    }
    const {attribute: name = ''} = node;
    if (node.where !== undefined) context.report('plan/property-not-used', {property: 'where', by: what}, '/where');
    if (!context.hasAttribute(name, '/attribute')) return {};
    const type = context.fieldType(context.plan.roster.table, name);
    if (!type) return {};
    if (what === 'tenure') {
      if (type.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: type.value, port: 'attribute'}, '/attribute');
      return {value: {...base, value: node.unit === 'days' ? 'days' : 'count'}};
    }
    return {value: {...base, value: type.value, ...(type.currency === undefined ? {} : {currency: type.currency})}};
  },
  lower,
};
