import type {Language, Plan} from '@planwright/schemas';
import {checkPlan} from '../compile/compile.js';
import {dispatch} from '../compile/wires.js';
import type {Types} from './names.js';
import {NodeWords} from './words.js';

/** The one line that says what a node does, from its configuration; a half-finished plan gives what is known. */
export function sentence(plan: Plan, nodeId: string, language: Language): string {
  const node = plan.nodes[nodeId];
  if (!node) return '';
  const words = new NodeWords(plan, typesOf(plan), nodeId, language);
  return dispatch(node, (def, one) => def.sentence(one, words));
}

/** Types of all ports, as far as the plan can be checked; once per document. */
function typesOf(plan: Plan): Types {
  let types = known.get(plan);
  if (!types) {
    types = checkPlan(plan, []).checked.types;
    known.set(plan, types);
  }
  return types;
}

const known = new WeakMap<Plan, Types>();
