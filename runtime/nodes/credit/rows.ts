import type {NodeMap} from '@planwright/schemas';
import type {LowerContext} from '../definition.js';

export type Credit = NodeMap['credit'];

/** A field that is divided with the row, at its own scale. */
export interface Divided {
  readonly name: string;
  readonly scale: number;
}

/** The source the rows of a chain of credit nodes come from. */
export function rootSource(context: LowerContext, ref: string): string {
  let id = ref.split('.')[0] ?? '';
  for (let k = 0; k < 1000; ++k) {
    const node = context.plan.nodes[id];
    if (node?.kind !== 'credit') return id;
    id = node.in.rows.split('.')[0] ?? '';
  }
  return id;
}

/** Table of a source node. */
export function tableOf(context: LowerContext, source: string): string {
  const node = context.plan.nodes[source];
  return node?.kind === 'source' ? node.table : '';
}
