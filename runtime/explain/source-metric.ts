import type {Plan} from '@planwright/schemas';
import {splitRef} from '../compile/graph.js';

/** The metric behind a tier's input: through the top of ratios, and through formulas, weights, caps and history. */
export function sourceMetric(plan: Plan, ref: string, isPersonal: (id: string) => boolean): string | undefined {
  const {node: id, port} = splitRef(ref);
  const node = plan.nodes[id];
  const next = (refs: readonly (string | undefined)[]): string | undefined => {
    for (const one of refs) {
      const found = one === undefined ? undefined : sourceMetric(plan, one, isPersonal);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  switch (node?.kind) {
    case 'metric':
      return isPersonal(id) ? id : undefined;
    case 'ratio':
      return port === 'applied' ? next([node.in.amount]) : next([node.form === 'swapped' ? node.in.to : node.in.of]);
    case 'formula':
    case 'condition':
      return next(Object.values(node.in?.values ?? {}));
    case 'weight':
      return next(Object.values(node.in.values));
    case 'cap':
    case 'convert':
      return next([node.in.amount]);
    case 'history':
      return next([node.in.value]);
    case 'tier':
      return next([node.in.input]);
    default:
      return undefined;
  }
}
