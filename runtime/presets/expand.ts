import type {Plan, PlanNode} from '@planwright/schemas';
import {nodeKinds} from '@planwright/schemas';
import {attributeNamed, fieldNamed} from './choose.js';
import type {Nodes, Preset, Template} from './preset.js';
import {presets} from './preset.js';

/** What inserting a preset adds to a plan. */
export interface Expanded {
  /** New nodes by their new ids; the plan itself is not touched. */
  readonly nodes: Nodes;
  /** New id by the preset's own id of each node, in the order of the preset. */
  readonly ids: Readonly<Record<string, string>>;
  /** The wire to read from, such as `curve2.applied`; absent where the preset ends in a reward. */
  readonly output?: string;
}

/**
 * The nodes of a preset, wired to `wires` (by input name; what is left out stays unconnected) and with ids the plan does not have yet.
 * Fields and attributes are the first of their type in the plan. An unknown preset is a mistake of the caller.
 */
export function expandPreset(
  plan: Plan,
  presetId: string,
  wires: Readonly<Record<string, string>>,
  idPrefix = '',
): Expanded {
  const preset = presets.find(({id}) => id === presetId);
  if (!preset) throw new Error(`There is no preset ${presetId}`);
  const ids = freeIds(plan, preset, idPrefix);
  const nodes: Nodes = {};
  for (const [local, template] of Object.entries(preset.nodes)) {
    nodes[ids[local] ?? local] = nodeOf(template, preset, local, {plan, wires, ids});
  }
  return {nodes, ids, ...(preset.output === undefined ? {} : {output: inPlan(preset.output, ids)})};
}

interface Place {
  readonly plan: Plan;
  readonly wires: Readonly<Record<string, string>>;
  readonly ids: Readonly<Record<string, string>>;
}

/** The nodes of one insertion share a number, so that they are seen to belong together. */
function freeIds(plan: Plan, {nodes}: Preset, prefix: string): Record<string, string> {
  const locals = Object.keys(nodes);
  const named = (local: string): string =>
    prefix === '' ? local : `${prefix}${local.charAt(0).toUpperCase()}${local.slice(1)}`;
  for (let number = 1; ; ++number) {
    const pairs = locals.map((local) => [local, `${named(local)}${number === 1 ? '' : number}`] as const);
    if (pairs.every(([, id]) => !Object.hasOwn(plan.nodes, id))) return Object.fromEntries(pairs);
  }
}

function nodeOf(template: Template, {name, output}: Preset, local: string, place: Place): PlanNode {
  const {in: inputs, ...settings} = template;
  const isMain = output === undefined || output.split('.')[0] === local;
  const wired = inputs === undefined ? {} : {in: wiresOf(inputs, place) ?? {}};
  const filled = fillSettings(settings, rowsTable(place), place.plan);
  const node = {...(isMain ? {label: name} : {}), ...filled, ...wired};
  if (!isNode(node)) throw new Error(`The preset node ${local} has no kind`);
  return node;
}

/** Wires of a node; undefined where none is left of a group of named ones. */
function wiresOf(inputs: unknown, place: Place): unknown {
  if (typeof inputs === 'string') {
    return inputs.startsWith('$') ? place.wires[inputs.slice(1)] : inPlan(inputs, place.ids);
  }
  if (typeof inputs !== 'object' || inputs === null) return undefined;
  const kept = Object.entries(inputs)
    .map(([port, ref]) => [port, wiresOf(ref, place)] as const)
    .filter(([, ref]) => ref !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function inPlan(ref: string, ids: Readonly<Record<string, string>>): string {
  const [local = '', port] = ref.split('.');
  const id = ids[local] ?? local;
  return port === undefined ? id : `${id}.${port}`;
}

/** Placeholders for fields, attributes and their values, wherever they stand. */
function fillSettings(settings: Template, table: string | undefined, plan: Plan): Template {
  let values: readonly string[] = [];
  const fill = (setting: unknown): unknown => {
    if (Array.isArray(setting)) return setting.map(fill);
    if (typeof setting === 'object' && setting !== null) {
      return Object.fromEntries(Object.entries(setting).map(([key, part]) => [key, fill(part)]));
    }
    if (typeof setting !== 'string' || !setting.startsWith('@')) return setting;
    const [what, detail = ''] = setting.slice(1).split('.');
    if (what === 'value') return values[Number(detail)] ?? String.fromCharCode('A'.charCodeAt(0) + Number(detail));
    const found = what === 'field' ? fieldNamed(plan, table, detail) : attributeNamed(plan, detail);
    ({values} = found);
    return found.name;
  };
  return Object.fromEntries(Object.entries(settings).map(([key, part]) => [key, fill(part)]));
}

/** The table behind the wire `rows`, through credit nodes. */
function rowsTable({plan, wires}: Place): string | undefined {
  let ref = wires['rows'];
  const seen = new Set<string>();
  while (ref !== undefined && !seen.has(ref)) {
    seen.add(ref);
    const node: PlanNode | undefined = plan.nodes[ref.split('.')[0] ?? ''];
    if (node?.kind === 'source') return node.table;
    ref = node?.kind === 'credit' ? node.in.rows : undefined;
  }
  return undefined;
}

function isNode(node: object): node is PlanNode {
  return 'kind' in node && nodeKinds.some((kind) => kind === node.kind);
}
