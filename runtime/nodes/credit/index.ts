import type {CheckContext, NodeDef} from '../definition.js';
import type {PortType} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 业绩归属: who a row belongs to, and which part of it. */
export const credit: NodeDef<'credit'> = {
  inputs: (node) => [
    {port: 'rows', ref: node.in.rows, required: true, accepts: node.by === 'reports' ? 'credited' : 'rows'},
  ],
  check(node, context) {
    const rows = context.input('rows');
    if (node.by === 'field' && node.participant === undefined)
      context.report('plan/missing-block', {by: 'field', block: 'participant'}, '/by');
    if (node.by === 'reports' && context.plan.roster.manager === undefined)
      context.report('plan/no-manager', {}, '/by');
    if (node.participant !== undefined)
      needText(context.name(node.participant, '/participant'), 'participant', context);
    if (node.date !== undefined) {
      const date = context.name(node.date, '/date');
      if (date && date.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: date.value, port: 'date'}, '/date');
    }
    if (node.split && context.hasTable(node.split.table, '/split/table')) {
      for (const key of ['row', 'participant'] as const)
        context.fieldOf(node.split.table, node.split[key], ['text'], `/split/${key}`);
      context.fieldOf(node.split.table, node.split.share, ['ratio', 'number', 'count'], '/split/share');
    }
    if (node.match) {
      const field = context.name(node.match.field, '/match/field');
      const attribute = context.hasAttribute(node.match.attribute, '/match/attribute')
        ? context.fieldType(context.plan.roster.table, node.match.attribute)
        : undefined;
      if (field && attribute && field.value !== attribute.value) {
        const params = {need: field.value, got: attribute.value, port: 'attribute'};
        context.report('plan/wrong-type', params, '/match/attribute');
      }
    }
    for (const field of node.splits ?? []) {
      const type = context.name(field, '/splits');
      if (type && (type.value === 'count' || type.value === 'text' || type.value === 'flag' || type.value === 'date')) {
        context.report('plan/cannot-split', {field, got: type.value}, '/splits');
      }
    }
    context.predicate(node.who, '/who', 'attributes');
    if (!rows) return {};
    return {rows: {value: 'rows', grain: 'credited', lineage: context.id, cover: 'any'}};
  },
  lower,
  sentence,
  explain,
};

function needText(type: PortType | undefined, port: string, context: CheckContext): void {
  if (type && type.value !== 'text')
    context.report('plan/wrong-type', {need: 'text', got: type.value, port}, `/${port}`);
}
