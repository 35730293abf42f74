import type {NodeDef} from '../definition.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 数据来源: rows of a table; credited by itself where the table has roles participant and date. */
export const source: NodeDef<'source'> = {
  inputs: () => [],
  check(node, context) {
    const {id} = context;
    if (!context.hasTable(node.table, '/table')) return {};
    const fields = Object.values(context.plan.tables[node.table]?.fields ?? {});
    const credited = fields.some((f) => f.role === 'participant') && fields.some((f) => f.role === 'date');
    if (!fields.some((f) => f.role === 'id')) context.report('plan/source-without-id', {table: node.table}, '/table');
    context.predicate(node.where, '/where');
    return {rows: {value: 'rows', grain: credited ? 'credited' : 'rows', lineage: id, cover: 'any'}};
  },
  lower,
  sentence,
  explain,
};
