import type {Diagnostic, Plan} from '@planwright/schemas';
import {checkPlan} from './compile.js';
import {wiresOf} from './check.js';
import {splitRef} from './graph.js';

/** A wire's two ends: `node.port` (or `node`) and the input `node` + `port` (`rows`, `amount`, `values.<name>`). */
export interface Connection {
  readonly from: string;
  readonly to: {readonly node: string; readonly port: string};
}

/**
 * Whether a wire may be drawn: undefined if so, else the problem in the way, with its code and parameters (type, grain, currency,
 * cycle, occupied). It asks the compiler's own checks about the plan with that wire, so the mouse, the keyboard, paste and the compiler never disagree.
 */
export function checkConnection(plan: Plan, {from, to}: Connection): Diagnostic | undefined {
  const node = plan.nodes[to.node];
  if (!node) return first(plan, plan, to.node);
  const source = splitRef(from);
  const next: Plan = JSON.parse(JSON.stringify(plan));
  const changed = next.nodes[to.node];
  if (!changed) return undefined;
  connect(changed, to.port, from);
  const problems = first(plan, next, to.node, source.node);
  return problems;
}

/** Input ports of a node as the canvas shows them. */
export function inputPorts(plan: Plan, id: string): {port: string; ref: string | undefined; required: boolean}[] {
  const node = plan.nodes[id];
  return node ? wiresOf(node).map(({port, ref, required}) => ({port, ref, required})) : [];
}

function connect(node: Plan['nodes'][string], port: string, ref: string): void {
  const target: Record<string, unknown> = node as unknown as Record<string, unknown>;
  const inside = (target['in'] ??= {}) as Record<string, unknown>;
  const {node: head, port: name} = splitRef(port);
  if (name === undefined) inside[head] = ref;
  else ((inside[head] ??= {}) as Record<string, unknown>)[name] = ref;
}

/** First error at the node (or cycle through it) that the plan did not have before. */
function first(before: Plan, after: Plan, id: string, from?: string): Diagnostic | undefined {
  const problems = (plan: Plan): Diagnostic[] => {
    const found: Diagnostic[] = [];
    checkPlan(plan, found);
    return found.filter(({severity}) => severity === 'error');
  };
  const key = ({code, node, path}: Diagnostic): string => `${code}|${node ?? ''}|${path ?? ''}`;
  const known = new Set(problems(before).map(key));
  const fresh = problems(after).filter((one) => !known.has(key(one)));
  return fresh.find((one) => one.code === 'plan/cycle') ?? fresh.find((one) => one.node === id || one.node === from);
}
