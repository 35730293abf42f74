import type {NodeMap} from '@planwright/schemas';
import type {Words} from '../explaining.js';
import type {Unit} from '../terms.js';

/** What a rate counts: percent where it gives what it multiplies, else an amount per piece. */
export function rateUnit(node: NodeMap['tier'], words: Words): Unit {
  const base = words.input(node.in.base === undefined ? 'input' : 'base');
  if (base?.value === node.gives && node.gives !== 'ratio') return {kind: 'ratio', literal: true};
  if (base?.value === 'ratio' && node.gives === 'ratio') return {kind: 'number', literal: true};
  const gives = words.unitOf(words.output('value'));
  return gives ?? {kind: node.gives, literal: true};
}
