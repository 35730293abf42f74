// The bands of a tier: from the plan, per variant or from a table, with bounds resolved against a target.
import {ZERO, bad, compare, isNegative, isZero, multiply, round, show, whole} from '../exact.js';
import type {Bad, Value} from '../exact.js';
import {cellOf} from '../import.js';
import {constant} from '../names.js';
import type {Band, BandTable, Constant, TierNode} from '../plan.js';
import type {At, Named, Run} from '../run.js';

/** One band with its bound resolved. */
export interface Step {
  readonly from: Value;
  readonly rate: Value;
  readonly amount: Value;
  readonly upper: boolean;
}
/** The bands in force at a place, with bounds resolved against the target, or the status why there are none. */
export function sheets(
  run: Run,
  node: TierNode,
  variant: Named | undefined,
  target: Named | undefined,
): (at: At) => Step[] | Bad {
  const number = (given: Constant | undefined): Value => (given === undefined ? ZERO : constant(run, given, 'number'));
  const listed = (bands: readonly Band[]): Step[] =>
    bands.map(({from, rate, amount, edge}) => ({
      from: number(from),
      rate: number(rate),
      amount: number(amount),
      upper: (edge ?? node.edge) === 'upper',
    }));
  const others = Object.entries(node.variants ?? {}).map(([name, bands]): [string, Step[]] => [name, listed(bands)]);
  const byVariant = new Map(others);
  let standard: Step[] | undefined;
  if (isList(node.bands)) standard = listed(node.bands);
  else for (const [name, steps] of fromTable(run, node, node.bands)) byVariant.set(name, steps);

  return (at) => {
    const text = variant?.read(at);
    if (text?.is === 'bad') return text;
    const steps = (text === undefined ? undefined : byVariant.get(show(text))) ?? standard ?? byVariant.get('');
    if (steps === undefined) return bad('no-tier');
    for (let i = 1; i < steps.length && !isList(node.bands); ++i) {
      const order = compare(steps[i]!.from, steps[i - 1]!.from);
      if (order.is === 'order' && order.sign === 0) return bad('duplicate-key');
    }
    if (target === undefined || node.bounds !== 'of-target') return steps;
    const goal = target.read(at);
    if (goal.is === 'bad') return goal;
    if (isZero(goal)) return bad('divide-by-zero');
    if (isNegative(goal)) return bad('bad-sign');
    return steps.map((step) => ({...step, from: ofTarget(step.from, goal)}));
  };
}

export function ofTarget(share: Value, target: Value): Value {
  return round(whole(multiply(share, target)), 6, 'half-up');
}

function isList(bands: readonly Band[] | BandTable): bands is readonly Band[] {
  return Array.isArray(bands);
}

/** Bands kept as data, ascending; '' holds those for all other variants. */
function fromTable(run: Run, node: TierNode, source: BandTable): Map<string, Step[]> {
  const sheets = new Map<string, Step[]>();
  const optionalCell = (value: Value): Value => (value.is === 'bad' ? ZERO : value);
  for (const row of run.tables.get(source.table)!.rows) {
    const variant = source.variant === undefined ? bad('missing') : cellOf(row, source.variant);
    const name = variant.is === 'bad' ? '' : show(variant);
    const step: Step = {
      from: cellOf(row, source.from),
      rate: source.rate === undefined ? ZERO : optionalCell(cellOf(row, source.rate)),
      amount: source.amount === undefined ? ZERO : optionalCell(cellOf(row, source.amount)),
      upper: node.edge === 'upper',
    };
    sheets.set(name, [...(sheets.get(name) ?? []), step]);
  }
  for (const steps of sheets.values()) {
    steps.sort((a, b) => {
      const order = compare(a.from, b.from);
      return order.is === 'order' ? order.sign : 0;
    });
  }
  return sheets;
}
