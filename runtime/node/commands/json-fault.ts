/** What is wrong with a JSON text, and where. */
export interface JsonFault {
  readonly reason: 'unexpected' | 'end' | 'repeated-key';
  readonly found: string;
  readonly line: number;
  readonly column: number;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'nothing';

/**
 * The first place where a text stops being JSON, or where an object has a key twice: JSON.parse would keep only the last
 * and lose a node without a word.
 */
export function jsonFault(text: string): JsonFault | undefined {
  const token =
    /[ \t\r\n]*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))/uy;
  const open: (Set<string> | null)[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (token.lastIndex < text.length) {
    at = token.lastIndex;
    const match = token.exec(text);
    if (!match) {
      const start = at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
      return start >= text.length && expected === 'nothing' ? undefined : fault(text, start);
    }
    const [whole, mark, string] = match;
    const start = token.lastIndex - whole.trimStart().length;
    const next = step(expected, mark, string, open);
    if (next === undefined) return fault(text, start);
    if (next === 'repeated-key') return {...fault(text, start), reason: 'repeated-key', found: string ?? ''};
    expected = next;
  }
  return expected === 'nothing' ? undefined : fault(text, text.length);
}

/** What may follow a token; undefined if it may not stand here. Open objects carry their keys, open lists null. */
function step(
  expected: Expected,
  mark: string | undefined,
  string: string | undefined,
  open: (Set<string> | null)[],
): Expected | 'repeated-key' | undefined {
  const after = (): Expected => (open.length === 0 ? 'nothing' : ', or end');
  const inside = open.at(-1);
  const wantsKey = expected === 'key' || expected === 'key or }';
  const wantsValue = expected === 'value' || expected === 'value or ]';
  const mayEnd = expected === ', or end' || expected === 'key or }' || expected === 'value or ]';
  switch (mark) {
    case undefined:
      if (wantsValue) return after();
      if (!wantsKey || string === undefined || !inside) return undefined;
      if (inside.has(key(string))) return 'repeated-key';
      inside.add(key(string));
      return ':';
    case '{':
    case '[':
      if (!wantsValue) return undefined;
      open.push(mark === '{' ? new Set() : null);
      return mark === '{' ? 'key or }' : 'value or ]';
    case '}':
    case ']':
      if (!mayEnd || inside === undefined || (inside === null) !== (mark === ']')) return undefined;
      open.pop();
      return after();
    case ',':
      if (expected !== ', or end') return undefined;
      return inside === null ? 'value' : 'key';
    default:
      return expected === ':' ? 'value' : undefined;
  }
}

function key(string: string): string {
  return String(JSON.parse(string));
}

function fault(text: string, at: number): JsonFault {
  const before = text.slice(0, at);
  return {
    reason: at >= text.length ? 'end' : 'unexpected',
    found:
      [...text.slice(at, at + 40)]
        .slice(0, 12)
        .join('')
        .split(/[\r\n]/)[0] ?? '',
    line: before.split('\n').length,
    column: at - before.lastIndexOf('\n'),
  };
}
