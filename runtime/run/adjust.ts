import type {Period} from '../calendar/periods.js';
import {pow10} from '../decimal/round.js';
import type {Environment} from '../ops/environment.js';
import type {Op} from '../ops/program.js';
import {bigAt, intAt, NumBuilder, statusAt} from '../ops/relation.js';
import type {Adjustment} from './result.js';

/** What-if: after the operation that makes a node's value, adds to it for one person and period, so that everything downstream sees it. */
export function adjust(
  op: Op,
  env: Environment,
  periods: readonly Period[],
  wanted: ReadonlyMap<string, Adjustment>,
): void {
  if (op.op !== 'derive' || op.rel !== 'spine') return;
  for (const {name} of op.columns) {
    const adjustment = wanted.get(name);
    const spine = env.relations.get('spine');
    if (!adjustment || !spine) continue;
    const column = spine.get(name);
    const people = spine.get('$person');
    const periodOf = spine.get('$period');
    if (column.kind !== 'num' || people.kind !== 'text') continue;
    const out = new NumBuilder(spine.count, column.scale);
    for (let i = 0; i < spine.count; ++i) {
      const status = statusAt(column, i);
      if (status !== 0) {
        out.setStatus(i, status);
        continue;
      }
      const isIt =
        people.dictionary.text(people.codes[i]!) === adjustment.participant &&
        periods[intAt(periodOf, i)]?.name === adjustment.period;
      const more = isIt ? adjustment.amount * pow10(column.scale - adjustment.scale) : 0n;
      out.set(i, bigAt(column, i) + more);
    }
    spine.set(name, out.column());
  }
}
