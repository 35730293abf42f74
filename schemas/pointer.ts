/** Where a JSON pointer leads: the pointer itself, and the node it lies in. */
export function where(path: string): {path: string; node?: string} {
  const [, section, node] = path.split('/');
  if (section !== 'nodes' || node === undefined) return {path};
  return {path, node: unescaped(node)};
}

/** A key as a step of a JSON pointer. */
export function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A step of a JSON pointer as a key. */
export function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A value as a text short enough for a message. */
export function brief(value: unknown, length = 40): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
