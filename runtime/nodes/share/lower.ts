import type {NodeMap} from '@planwright/schemas';
import {and} from '../../ops/expr.js';
import {present} from '../crediting.js';
import type {LowerContext} from '../definition.js';
import {minorRounding} from '../lowering.js';
import {scaleOf} from '../types.js';

/** allocate over the people on the spine who take part. */
export function lower(node: NodeMap['share'], context: LowerContext): void {
  const {id, frame} = context;
  const rel = frame.spine;
  const type = context.output('value');
  const member = context.temp('member');
  context.derive(rel, [
    {name: member, expr: node.who ? and(present, context.predicate(node.who, 'attributes')) : present, scale: 0},
  ]);
  const among = typeof node.among === 'object' ? [`participant.${node.among.attribute}`] : [];
  const rounded = minorRounding(undefined, type);
  context.emit({
    op: 'allocate',
    node: id,
    rel,
    name: context.column(),
    partition: ['$period', ...among],
    order: ['$person'],
    member,
    amount: context.inputColumn('amount'),
    weight: context.inputColumn('by'),
    roundScale: node.scale ?? rounded.roundScale,
    scale: type.value === 'rows' ? 0 : scaleOf(type.value),
    mode: rounded.mode,
    claim: node.limit === 'claim',
    nobodyIsZero: node.nobody === 'nothing',
  });
}
