import type {NodeMap} from '@planwright/schemas';
import {pow10, roundDiv} from '../decimal/round.js';
import {splitRef} from '../compile/graph.js';
import {bigAt, statusAt} from '../ops/relation.js';
import type {NodeContext} from './context.js';

/** Where a search begins: a tier read directly or through a ratio says how much is needed to the unit, or one off. */
export function firstGuess(tier: NodeMap['tier'], context: NodeContext, metric: string, scale: number): bigint {
  const need = gap(context, `@${context.id}/band:hi`, `@${context.id}/at`);
  if (!need) return pow10(scale);
  const {node, port} = splitRef(tier.in.input);
  const input = context.plan.nodes[node];
  let {value} = need;
  let unit = need.scale;
  if (input?.kind === 'ratio' && port !== 'applied' && input.form === undefined && input.in.of === metric) {
    const to = cellOf(context, portName(input.in.to));
    if (!to) return pow10(scale);
    value *= to.value;
    unit += to.scale;
  }
  const up = unit > scale ? roundDiv(value, pow10(unit - scale), 'ceil') : value * pow10(scale - unit);
  return up < 1n ? 1n : up;
}

/** The smallest whole number of units that raises the band, undefined where none does: the guess, or one beside it, or by halving. */
export function smallestRise(bandWith: (amount: bigint) => number, band: number, guess: bigint): bigint | undefined {
  const rises = (amount: bigint): boolean => amount > 0n && bandWith(amount) > band;
  let high = guess;
  let low = 0n;
  while (!rises(high)) {
    low = high;
    high = high === guess ? guess + 1n : high === guess + 1n ? guess * 2n + 2n : high * 10n;
    if (high > 10n ** 15n) return undefined;
  }
  if (high === guess && guess > 1n && !rises(guess - 1n)) return guess;
  if (high === guess) high = guess > 1n ? guess - 1n : guess;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (rises(middle)) high = middle;
    else low = middle;
  }
  return high;
}

interface Scaled {
  readonly value: bigint;
  readonly scale: number;
}

function gap(context: NodeContext, bound: string, at: string): Scaled | undefined {
  const b = cellOf(context, bound);
  const a = cellOf(context, at);
  if (!a || !b) return undefined;
  const scale = Math.max(a.scale, b.scale);
  return {value: b.value * pow10(scale - b.scale) - a.value * pow10(scale - a.scale), scale};
}

function cellOf(context: NodeContext, column: string): Scaled | undefined {
  const spine = context.relation('spine');
  if (!spine?.has(column)) return undefined;
  const cells = spine.get(column);
  const {row} = context.place;
  if (cells.kind === 'text' || statusAt(cells, row) !== 0) return undefined;
  return {value: bigAt(cells, row), scale: cells.scale};
}

function portName(ref: string): string {
  const {node, port} = splitRef(ref);
  return port === undefined || port === 'value' ? `@${node}` : `@${node}.${port}`;
}
