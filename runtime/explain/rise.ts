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

/** What a tier reads and reaches with an additional amount. */
export interface Probe {
  /** −1 with a status. */
  readonly band: number;
  readonly at: bigint;
}

/**
 * The smallest whole number of units that raises the band: the guess, or one beside it, or by halving. undefined where none does:
 * ten times as much changes nothing any more.
 */
export function smallestRise(probe: (amount: bigint) => Probe, band: number, guess: bigint): bigint | undefined {
  const rises = (amount: bigint): boolean => amount > 0n && probe(amount).band > band;
  let low = 0n;
  let high = guess;
  let last: Probe | undefined;
  for (let found = probe(high); found.band <= band; found = probe(high)) {
    if (last && high > guess + 1n && found.at === last.at) return undefined;
    last = found;
    low = high;
    high = high === guess ? guess + 1n : high * 10n;
    if (high > MOST) return undefined;
  }
  if (high === guess) {
    if (guess === 1n || !rises(guess - 1n)) return guess;
    high = guess - 1n;
  }
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (rises(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** More units than this are not looked for. */
const MOST = 10n ** 15n;

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
