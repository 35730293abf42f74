/**
 * What the canonical form needs to know of the schema, and no more: where decimals are, which defaults may go, which
 * properties lie outside the hash. Parts: `p` properties, `m` map values, `i` items, `k` by kind, `o` alternatives by
 * their key, `s` 1 = a text here is a decimal, `d` defaults, `x` left out, `r` required, and a text = a definition.
 */
export function canonicalTable(plan, header) {
  const {$defs, ...top} = plan;
  const table = {};
  for (const [name, def] of Object.entries($defs)) table[name] = part(def, name);
  // definitions that say nothing are not kept; removing one may empty another
  for (
    let before = -1, now = Object.keys(table).length;
    before !== now;
    before = now, now = Object.keys(table).length
  ) {
    for (const [name, entry] of Object.entries(table)) {
      table[name] = prune(entry, table);
      if (table[name] === undefined) delete table[name];
    }
  }
  const root = prune(part(top), table);
  return `${header}

/** One part of a plan document, as the canonical form sees it. */
export interface CanonicalPart {
  readonly p?: Readonly<Record<string, CanonicalPart | string>>;
  readonly m?: CanonicalPart | string;
  readonly i?: CanonicalPart | string;
  readonly k?: Readonly<Record<string, string>>;
  readonly o?: Readonly<Record<string, CanonicalPart | string>>;
  readonly s?: 1;
  readonly d?: Readonly<Record<string, unknown>>;
  readonly x?: readonly string[];
  readonly r?: readonly string[];
}

export const canonicalRoot: CanonicalPart = ${JSON.stringify(root)};

export const canonicalParts: Readonly<Record<string, CanonicalPart | string>> = ${JSON.stringify(table)};
`;
}

const OUTSIDE = ['layout', 'tests', 'label', 'note', 'help', '$schema'];

function part(schema, name) {
  if (name === 'Decimal') return {s: 1};
  if (schema.$ref) return schema.$ref.replace('#/$defs/', '');
  if (schema.discriminator) {
    return {
      k: Object.fromEntries(
        schema.oneOf.map(({$ref}) => [$ref.replace('#/$defs/node-', ''), $ref.replace('#/$defs/', '')]),
      ),
    };
  }
  if (schema.properties) {
    const entries = Object.entries(schema.properties);
    const kept = entries.filter(([key]) => !OUTSIDE.includes(key));
    return {
      p: Object.fromEntries(kept.map(([key, value]) => [key, part(value)])),
      d: Object.fromEntries(
        kept.filter(([, value]) => value.default !== undefined).map(([key, value]) => [key, value.default]),
      ),
      x: entries.map(([key]) => key).filter((key) => OUTSIDE.includes(key)),
      r: schema.required ?? [],
    };
  }
  if (schema.oneOf) return {alternatives: schema.oneOf.map((branch) => part(branch))};
  if (schema.items) return {i: part(schema.items)};
  if (schema.additionalProperties) return {m: part(schema.additionalProperties)};
  return {};
}

function prune(entry, table) {
  if (typeof entry === 'string') return table[entry] === undefined ? undefined : entry;
  if (entry === true || entry === undefined) return undefined;
  if (entry.alternatives) entry = merge(entry.alternatives, table);
  const out = {};
  for (const key of ['p', 'o']) {
    const kept = Object.entries(entry[key] ?? {}).map(([name, value]) => [name, prune(value, table)]);
    const filled = kept.filter(([, value]) => value !== undefined);
    if (filled.length > 0) out[key] = Object.fromEntries(filled);
  }
  for (const key of ['m', 'i']) {
    const kept = entry[key] === undefined ? undefined : prune(entry[key], table);
    if (kept !== undefined) out[key] = kept;
  }
  if (entry.k) out.k = entry.k;
  if (entry.s) out.s = 1;
  if (Object.keys(entry.d ?? {}).length > 0) out.d = entry.d;
  if (entry.x?.length > 0) out.x = entry.x;
  if (entry.r?.length > 0 && (out.p || out.d || out.x)) out.r = entry.r;
  return Object.keys(out).length === 0 ? undefined : out;
}

/** Alternatives as one part: a decimal text, the items of a list, objects by the key that tells them apart. */
function merge(alternatives, table) {
  const out = {o: {}};
  for (const alternative of alternatives) {
    const entry = typeof alternative === 'string' ? table[alternative] : alternative;
    if (entry === undefined) continue;
    if (entry.alternatives) throw new Error('an alternative of alternatives has no canonical form');
    if (entry.s) out.s = 1;
    if (entry.i) out.i = entry.i;
    if (entry.p) out.o[entry.r?.[0] ?? Object.keys(entry.p)[0]] = alternative;
  }
  return out;
}
