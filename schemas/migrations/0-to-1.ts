type JsonObject = Record<string, unknown>;

/**
 * The plan model as first drafted, to version 1:
 * - `sequence` of a tier goes: the order of rows is the table's (role `sequence`, else date and id);
 * - `ramp.unit` goes where it says months, the only unit left;
 * - a ratio with a rounding without mode rounded half-up and would now floor: the mode is written down;
 * - tie-breakers of a rank are wires and move into `in`;
 * - `rounding` of a share becomes its `scale`: parts must add up;
 * - fields with names the engine uses itself are renamed, with the old name as an alias for the import, and so are
 *   the places in credit, target, lookup, tier and convert that name a field of that table.
 */
export function from0To1(plan: JsonObject): JsonObject {
  const out: JsonObject = JSON.parse(JSON.stringify(plan));
  out['schemaVersion'] = 1;
  const renamed = renameFields(out['tables']);
  if (isObject(out['nodes']))
    Object.values(out['nodes'])
      .filter(isObject)
      .forEach((node) => migrateNode(node, renamed));
  return out;
}

type Renamed = ReadonlyMap<string, ReadonlyMap<string, string>>;

function migrateNode(node: JsonObject, renamed: Renamed): void {
  const {ramp, rounding} = node;
  switch (node['kind']) {
    case 'credit':
      rename(node['split'], ['row', 'participant', 'share'], renamed);
      return;
    case 'target':
      if (isObject(ramp) && ramp['unit'] === 'months') delete ramp['unit'];
      rename(node['table'], ['participant', 'period', 'value'], renamed);
      return;
    case 'ratio':
      if (isObject(rounding) && rounding['mode'] === undefined) rounding['mode'] = 'half-up';
      return;
    case 'tier':
      delete node['sequence'];
      rename(node['bands'], ['from', 'rate', 'amount', 'variant'], renamed);
      return;
    case 'lookup':
      rename(node['table'], ['keys', 'value'], renamed);
      return;
    case 'convert':
      rename(node['rates'], ['from', 'to', 'date', 'rate'], renamed);
      return;
    case 'rank':
      if (node['tiebreak'] !== undefined && isObject(node['in'])) {
        node['in']['tiebreak'] = node['tiebreak'];
        delete node['tiebreak'];
      }
      return;
    case 'share':
      if (isObject(rounding)) {
        node['scale'] ??= rounding['scale'];
        delete node['rounding'];
      }
      return;
  }
}

/** Names that version 1 keeps for itself. */
const RESERVED = ['share', 'level', 'period', 'participant', 'whole', 'origin', 'below'];

function renameFields(tables: unknown): Renamed {
  const renamed = new Map<string, ReadonlyMap<string, string>>();
  if (!isObject(tables)) return renamed;
  for (const [id, table] of Object.entries(tables)) {
    const fields = isObject(table) ? table['fields'] : undefined;
    if (!isObject(table) || !isObject(fields)) continue;
    const names = new Map(
      RESERVED.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, freeName(`${name}Field`, fields)]),
    );
    renamed.set(id, names);
    table['fields'] = Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const to = names.get(name);
        if (to === undefined) return [name, field];
        const aliases = isObject(field) && Array.isArray(field['aliases']) ? field['aliases'] : [];
        return [to, isObject(field) ? {...field, aliases: [...aliases, name]} : field];
      }),
    );
  }
  return renamed;
}

function freeName(name: string, taken: JsonObject): string {
  return Object.hasOwn(taken, name) ? freeName(`${name}_`, taken) : name;
}

function rename(part: unknown, keys: readonly string[], renamed: Renamed): void {
  if (!isObject(part) || typeof part['table'] !== 'string') return;
  const names = renamed.get(part['table']);
  const now = (name: unknown): unknown => (typeof name === 'string' ? (names?.get(name) ?? name) : name);
  for (const key of keys) {
    const value = part[key];
    if (value !== undefined) part[key] = Array.isArray(value) ? value.map(now) : now(value);
  }
  if (part['where'] !== undefined) renameInCondition(part['where'], now);
}

function renameInCondition(condition: unknown, now: (name: unknown) => unknown): void {
  if (Array.isArray(condition)) condition.forEach((one) => renameInCondition(one, now));
  if (!isObject(condition)) return;
  if (condition['is'] !== undefined) condition['is'] = now(condition['is']);
  for (const key of ['all', 'any', 'not']) if (condition[key] !== undefined) renameInCondition(condition[key], now);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
