import type {Plan} from '@planwright/schemas';
import type {Expr} from '../ops/expr.js';
import {col} from '../ops/expr.js';
import type {Checked} from './checked.js';
import {frameNames, frameOps} from './frame.js';
import {parameterExpr} from './literals.js';
import type {Resolved} from './names.js';
import {meanings} from './names.js';
import type {Lowered, State} from './node-context.js';
import {NodeContext, predicateWith} from './node-context.js';
import {dispatch} from './wires.js';

/** Lowers every node of a checked plan, in order. */
export function lowerPlan(plan: Plan, order: readonly string[], checked: Checked): Lowered {
  const lowered: Lowered = {ops: [], constants: new Map(), homes: new Map()};
  const state: State = {plan, checked, lowered, frame: frameNames(plan), columns: new Set(), buckets: new Set()};
  const rosterNames = (path: string): Resolved | undefined =>
    meanings(path, {plan, wires: {}, lineage: undefined, scope: 'roster'})[0];
  const eligible =
    plan.roster.eligible &&
    predicateWith(
      state,
      plan.roster.eligible,
      (path) => rosterNames(path),
      (path) => constantOr(plan, rosterNames(path), path),
    );
  lowered.ops.push(...frameOps(plan, eligible));
  for (const id of order) lowerNode(state, id);
  return lowered;
}

function lowerNode(state: State, id: string): void {
  const node = state.plan.nodes[id];
  if (!node) return;
  const context = new NodeContext(state, id);
  state.lowered.homes.set(id, context.rel);
  context.prepare();
  dispatch(node, (def, one) => {
    def.lower(one, context);
  });
}

function constantOr(plan: Plan, found: Resolved | undefined, path: string): Expr {
  return found?.source === 'parameter' ? parameterExpr(plan, path) : col(found?.column ?? path);
}
