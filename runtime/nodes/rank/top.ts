import type {NodeMap, Plan} from '@planwright/schemas';

/** Whether `top` is a share of those ranked; else it is a number of places. The type of a parameter says which it is. */
export function isShare(top: NonNullable<NodeMap['rank']['top']>, plan: Plan): boolean {
  if (typeof top !== 'object') return typeof top === 'string';
  return plan.parameters?.[top.param]?.type === 'ratio';
}
