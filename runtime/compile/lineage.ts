import type {Plan} from '@planwright/schemas';
import type {InputPort} from '../nodes/definition.js';
import type {PortType} from '../nodes/types.js';
import type {Checked, Report} from './checked.js';
import type {Lineage, NameSpace} from './names.js';
import {portPath} from './wires.js';

/** What names mean in a node; two sets of rows meeting is reported. */
export function spaceOf(
  plan: Plan,
  wires: readonly InputPort[],
  inputs: ReadonlyMap<string, PortType>,
  checked: Checked,
  report: Report,
): NameSpace {
  const named: Record<string, PortType> = {};
  let lineage: Lineage | undefined;
  for (const wire of wires) {
    const type = inputs.get(wire.port);
    if (!type) continue;
    if (wire.port.startsWith('values.')) named[wire.port.slice(7)] = type;
    if (type.lineage === undefined) continue;
    if (lineage && lineage.id !== type.lineage)
      report('plan/two-row-sets', {a: lineage.id, b: type.lineage}, portPath(wire.port));
    lineage ??= checked.lineages.get(type.lineage);
  }
  const node = wires.length === 0 ? undefined : lineage;
  return {plan, wires: named, lineage: node, scope: 'node'};
}

/** Buckets shared by metrics with the same rows wire and the same keys (plan model §4.2). */
export function bucketId(plan: Plan, id: string): string | undefined {
  const node = plan.nodes[id];
  if (node?.kind !== 'metric' || !node.by) return undefined;
  const rows = node.in?.rows ?? node.in?.value ?? '';
  return `buckets:${rows}:${node.by.join(',')}`;
}

/** Notes the rows that a node's output belongs to. */
export function addLineage(
  plan: Plan,
  id: string,
  inputs: ReadonlyMap<string, PortType>,
  outputs: Readonly<Record<string, PortType>>,
  {lineages}: Checked,
): void {
  const node = plan.nodes[id];
  if (!node) return;
  if (node.kind === 'source' && outputs['rows']) {
    lineages.set(id, {
      id,
      table: node.table,
      credited: outputs['rows'].grain === 'credited',
      isReports: false,
      whole: new Set(),
      by: undefined,
    });
    return;
  }
  const from = [...inputs.values()].find((type) => type.lineage !== undefined)?.lineage;
  const parent = from === undefined ? undefined : lineages.get(from);
  if (!parent) return;
  if (node.kind === 'credit') {
    const money = Object.entries(plan.tables[parent.table]?.fields ?? {}).filter(([, field]) => field.type === 'money');
    const made = node.by === 'split' || node.by === 'match' ? (node.splits ?? money.map(([name]) => name)) : [];
    lineages.set(id, {
      id,
      table: parent.table,
      credited: true,
      isReports: node.by === 'reports',
      whole: new Set([...parent.whole, ...made]),
      by: undefined,
    });
  }
  const bucket = bucketId(plan, id);
  if (bucket !== undefined && node.kind === 'metric' && node.by) {
    lineages.set(bucket, {
      id: bucket,
      table: parent.table,
      credited: true,
      isReports: false,
      whole: new Set(),
      by: node.by,
    });
  }
}
