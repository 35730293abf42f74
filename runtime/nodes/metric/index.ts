import type {NodeDef} from '../definition.js';
import {coverOf} from '../spans.js';
import type {PortType, ValueKind} from '../types.js';
import {lower} from './lower.js';

/** 指标: a number per person and period from rows or values. */
export const metric: NodeDef<'metric'> = {
  inputs: (node) => [
    {port: 'rows', ref: node.in?.rows, required: node.in?.value === undefined, accepts: 'credited'},
    {
      port: 'value',
      ref: node.in?.value,
      required: node.in?.rows === undefined,
      accepts: 'value',
      grains: ['row', 'participant'],
    },
  ],
  check(node, context) {
    const rows = context.input('rows');
    const value = context.input('value');
    const aggregate = node.aggregate ?? 'sum';
    if (node.in?.rows !== undefined && node.in.value !== undefined)
      context.report('plan/two-inputs', {a: 'rows', b: 'value'}, '/in');
    if (node.over === 'trailing' && node.trailing === undefined)
      context.report('plan/missing-block', {by: 'trailing', block: 'trailing'}, '/over');
    if (node.trailing !== undefined && node.over !== 'trailing') {
      context.report('plan/property-not-used', {property: 'trailing', by: node.over ?? 'period'}, '/trailing');
    }
    let input: PortType | undefined = value;
    if (node.in?.rows !== undefined) {
      if (aggregate !== 'count' && node.field === undefined)
        context.report('plan/metric-without-field', {aggregate}, '/field');
      input = node.field === undefined ? undefined : context.name(node.field, '/field');
    } else if (node.field !== undefined)
      context.report('plan/property-not-used', {property: 'field', by: 'value'}, '/field');
    context.predicate(node.where, '/where');
    for (const path of node.by ?? []) context.name(path, '/by');
    if (node.by && (node.per ?? 'participant') !== 'participant')
      context.report('plan/by-needs-participant', {}, '/by');
    const {per} = node;
    if (typeof per === 'object') context.hasAttribute(per.attribute, '/per/attribute');
    if (per === 'reports' && context.plan.roster.manager === undefined) context.report('plan/no-manager', {}, '/per');
    if (node.levels && per !== 'reports')
      context.report('plan/property-not-used', {property: 'levels', by: 'per'}, '/levels');
    const {from = 1, to = Math.max(node.levels?.from ?? 1, 1)} = node.levels ?? {};
    if (from > to) context.report('plan/levels-reversed', {from, to}, '/levels');
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
    const cover = coverOf(node, context.perYear);
    const money = type === 'money' && input?.currency !== undefined ? {currency: input.currency} : {};
    const base = {value: type, ...money, cover};
    if (node.by) return {value: {...base, grain: 'row', lineage: context.bucketLineage() ?? context.id}};
    if (typeof per === 'object') return {value: {...base, grain: 'group', attribute: per.attribute}};
    if (per === 'plan') return {value: {...base, grain: 'plan'}};
    void rows;
    return {value: {...base, grain: 'participant'}};
  },
  lower,
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
