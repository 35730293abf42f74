import type {Diagnostic, Plan, PlanNode} from '@planwright/schemas';
import {checkShape, schemaVersion} from '@planwright/schemas';
import {wiresOf} from './wires.js';

/** A document as far as it can be checked: half-finished plans are normal in a designer. */
export interface Opened {
  /** Absent when something other than nodes is wrong. */
  readonly plan?: Plan;
  /** Nodes that are left out of `plan`, because their shape is wrong; whoever reads them is not blamed for it. */
  readonly holes: ReadonlySet<string>;
  /** Problems of the shape. Of nodes that only lack wires, nothing: the check of wires says it better. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a plan; a mistake in one node does not hide the problems of the others. */
export function openPlan(json: unknown): Opened {
  const {plan, diagnostics} = checkShape(json);
  if (plan) return {plan, holes: new Set(), diagnostics};
  const broken = new Set(diagnostics.map(({node}) => node));
  if (broken.has(undefined) || !isObject(json) || json['schemaVersion'] !== schemaVersion) {
    return {holes: new Set(), diagnostics};
  }
  const nodes = isObject(json['nodes']) ? json['nodes'] : {};
  const whole = Object.entries(nodes).filter(([id]) => !broken.has(id));
  const misnamed = new Set(diagnostics.filter(({code}) => BAD_NAMES.has(code)).map(({node}) => node));
  const unfinished = new Map<string, PlanNode>();
  for (const id of broken) {
    const node = id === undefined ? undefined : withWires(nodes[id]);
    if (id !== undefined && !misnamed.has(id) && lacksOnlyWires(node)) unfinished.set(id, node);
  }
  const rest = readRest({...json, nodes: Object.fromEntries(whole)}, whole.length === 0);
  if (!rest) return {holes: new Set(), diagnostics};
  return {
    plan: {...rest, nodes: {...rest.nodes, ...Object.fromEntries(unfinished)}},
    holes: new Set([...broken].filter((id) => id !== undefined && !unfinished.has(id)).map(String)),
    diagnostics: diagnostics.filter(({node}) => node === undefined || !unfinished.has(node)),
  };
}

/** Errors in the shape of one node, by itself; paths begin at the node. */
export function shapeOfNode(node: unknown): Diagnostic[] {
  return checkShape({...SMALLEST, nodes: {n: node}}).diagnostics;
}

/** Whether a node has its shape, but perhaps for required wires that are not connected yet: the check of wires tells of each. */
export function lacksOnlyWires(node: unknown): node is PlanNode {
  const problems = shapeOfNode(node);
  if (!isWiresApart(node, problems)) return false;
  const open = new Set(wiresOf(node).flatMap(({port, ref, required}) => (required && ref === undefined ? [port] : [])));
  return problems.every(({code, params}) =>
    code === 'shape/missing-property'
      ? open.has(String(params['property']))
      : namesOf(params).some((name) => open.has(name)),
  );
}

/** Whether all problems are wires that are missing. */
function isWiresApart(node: unknown, problems: readonly Diagnostic[]): node is PlanNode {
  const wires = isObject(node) && isObject(node['in']) ? node['in'] : {};
  return problems.every(({code, path, params}) => {
    if (path !== '/nodes/n/in') return false;
    if (code === 'shape/missing-property') return true;
    return code === 'shape/exactly-one' && !namesOf(params).some((name) => Object.hasOwn(wires, name));
  });
}

function namesOf({names}: Diagnostic['params']): string[] {
  return String(names).split(', ');
}

/** A node as it is dropped on the canvas has no wires at all. */
function withWires(node: unknown): unknown {
  return isObject(node) && node['in'] === undefined ? {...node, in: {}} : node;
}

function readRest(json: Json, isEmpty: boolean): Plan | undefined {
  if (!isEmpty) return checkShape(json).plan;
  const {plan} = checkShape({...json, nodes: SMALLEST.nodes});
  return plan && {...plan, nodes: {}};
}

const BAD_NAMES: ReadonlySet<string> = new Set(['shape/bad-name', 'shape/reserved-name', 'shape/bad-text']);

const SMALLEST = {
  schemaVersion,
  id: 'smallest',
  name: '',
  version: '1.0.0',
  effective: {from: '2026-01-01'},
  calendar: {period: 'month'},
  currency: 'CNY',
  tables: {t: {fields: {k: {type: 'key'}}}},
  roster: {table: 't'},
  nodes: {n: {kind: 'source', table: 't'}},
};

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
