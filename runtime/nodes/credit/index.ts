import type {NodeDef} from '../definition.js';
import {lower} from './lower.js';

/** 业绩归属: who a row belongs to, and which part of it. */
export const credit: NodeDef<'credit'> = {
  inputs: (node) => [
    {port: 'rows', ref: node.in.rows, required: true, accepts: node.by === 'reports' ? 'credited' : 'rows'},
  ],
  check(node, context) {
    const rows = context.input('rows');
    for (const [mode, block] of [
      ['field', node.participant],
      ['split', node.split],
      ['match', node.match],
    ] as const) {
      if (node.by === mode && block === undefined) {
        context.report('plan/missing-block', {by: node.by, block: mode === 'field' ? 'participant' : mode}, '/by');
      } else if (node.by !== mode && block !== undefined) {
        context.report(
          'plan/property-not-used',
          {property: mode === 'field' ? 'participant' : mode, by: node.by},
          `/${mode}`,
        );
      }
    }
    if (node.levels && node.by !== 'reports')
      context.report('plan/property-not-used', {property: 'levels', by: node.by}, '/levels');
    if (node.who && node.by !== 'match')
      context.report('plan/property-not-used', {property: 'who', by: node.by}, '/who');
    if (node.by === 'reports' && context.plan.roster.manager === undefined)
      context.report('plan/no-manager', {}, '/by');
    const {from = 1, to = 1} = node.levels ?? {};
    if (from > to) context.report('plan/levels-reversed', {from, to}, '/levels');
    if (node.participant !== undefined) context.name(node.participant, '/participant');
    if (node.date !== undefined) {
      const date = context.name(node.date, '/date');
      if (date && date.value !== 'date')
        context.report('plan/wrong-type', {need: 'date', got: date.value, port: 'date'}, '/date');
    }
    if (node.split && context.hasTable(node.split.table, '/split/table')) {
      for (const key of ['row', 'participant', 'share'] as const) {
        context.hasField(node.split.table, node.split[key], `/split/${key}`);
      }
    }
    if (node.match) {
      context.name(node.match.field, '/match/field');
      context.hasAttribute(node.match.attribute, '/match/attribute');
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
};
