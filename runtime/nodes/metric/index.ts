import type {NodeDef} from '../definition.js';
import {coverOf} from '../spans.js';
import type {PortType, ValueKind} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 指标: a number per person and period from rows or values. */
export const metric: NodeDef<'metric'> = {
  inputs: (node) => [
    {port: 'rows', ref: node.in.rows, required: node.in.value === undefined, accepts: 'credited'},
    {
      port: 'value',
      ref: node.in.value,
      required: false,
      accepts: 'value',
      grains: ['row', 'participant'],
    },
  ],
  check(node, context) {
    const value = context.input('value');
    const aggregate = node.aggregate ?? 'sum';
    let input: PortType | undefined = value;
    if (node.in.rows !== undefined) {
      input = node.field === undefined ? undefined : context.name(node.field, '/field');
      if (!input && node.field !== undefined) return {};
    }
    context.predicate(node.where, '/where');
    for (const path of node.by ?? []) context.name(path, '/by');
    if (node.by && (node.per ?? 'participant') !== 'participant')
      context.report('plan/by-needs-participant', {}, '/by');
    const {per} = node;
    if (typeof per === 'object') context.hasAttribute(per.attribute, '/per/attribute');
    if (per === 'reports' && context.plan.roster.manager === undefined) context.report('plan/no-manager', {}, '/per');
    const type = resultType(aggregate, input);
    if (type === undefined) {
      context.report(
        'plan/wrong-type',
        {need: 'number', got: input?.value ?? '', port: aggregate},
        node.field === undefined ? '/in/value' : '/field',
      );
      return {};
    }
    if (input?.currency === 'mixed' && aggregate !== 'count' && aggregate !== 'count-distinct') {
      context.report('plan/mixed-currency', {}, node.field === undefined ? '/in/value' : '/field');
    }
    if (type === 'date' && node.onEmpty === 'zero')
      context.report('plan/property-not-used', {property: 'onEmpty', by: type}, '/onEmpty');
    const cover = coverOf(node, context.perYear);
    const currency = input?.currency === 'mixed' ? context.currency : input?.currency;
    const money = type === 'money' && currency !== undefined ? {currency} : {};
    const rounded = value?.rounded === true && type === input?.value ? {rounded: true} : {};
    const base = {value: type, ...money, ...rounded, cover};
    if (node.by) return {value: {...base, grain: 'row', lineage: context.bucketLineage() ?? context.id}};
    if (typeof per === 'object') return {value: {...base, grain: 'group', attribute: per.attribute}};
    if (per === 'plan') return {value: {...base, grain: 'plan'}};
    return {value: {...base, grain: 'participant'}};
  },
  lower,
  span: (node) => node,
  sentence,
  explain,
};

/** Type of an aggregate of values of a type, undefined if it has none. */
function resultType(aggregate: string, input: PortType | undefined): ValueKind | undefined {
  if (aggregate === 'count' || aggregate === 'count-distinct') return 'count';
  if (!input || input.value === 'rows') return input ? undefined : 'number';
  if (input.value === 'flag') return aggregate === 'sum' ? 'count' : undefined;
  if (input.value === 'date') return aggregate === 'min' || aggregate === 'max' ? 'date' : undefined;
  if (input.value === 'text') return undefined;
  if (aggregate === 'average' && (input.value === 'count' || input.value === 'days')) return 'number';
  return input.value;
}
