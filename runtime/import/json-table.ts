import type {Diagnostic} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import type {Sheet, SheetRow} from './sheet.js';

/**
 * JSON as a sheet: a list of objects, a list of lists whose first one has the headings, such a list as the only one in an object, or
 * JSON Lines, one object a line. Numbers keep the digits they are written with.
 */
export function readJsonTable(text: string): Sheet | Diagnostic {
  const parser = new JsonText(text);
  try {
    const values: Value[] = [];
    const lines: number[] = [];
    while (parser.more()) {
      lines.push(parser.line());
      values.push(parser.value(0));
    }
    const [first] = values;
    if (first === undefined) return problem('import/empty-file', {});
    const list = values.length > 1 ? {items: values, lines} : listIn(first, lines);
    return list ? sheetOf(list) : problem('import/not-a-table', {line: lines[0] ?? 1});
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return problem('import/broken-json', {line: parser.line(), reason: error.message});
  }
}

/** Whether a text is meant to be JSON. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(\{\s*["}]|\[\s*[[{\]])/.test(text);
}

/** Scalars as text, the text of what is no scalar, or a part. */
type Value =
  | {readonly kind: 'text' | 'number' | 'word'; readonly text: string}
  | {readonly kind: 'list'; readonly items: readonly Value[]; readonly lines: readonly number[]}
  | {readonly kind: 'object'; readonly items: ReadonlyMap<string, Value>};

interface List {
  readonly items: readonly Value[];
  readonly lines: readonly number[];
}

function listIn(value: Value, lines: readonly number[]): List | undefined {
  if (value.kind === 'list') return value;
  if (value.kind !== 'object') return undefined;
  const lists = [...value.items.values()].filter((one) => one.kind === 'list');
  const [only] = lists;
  if (only && lists.length === 1 && only.items.every(({kind}) => kind === 'object' || kind === 'list')) return only;
  return {items: [value], lines};
}

function sheetOf({items, lines}: List): Sheet | Diagnostic {
  const notRow = items.findIndex(({kind}) => kind !== items[0]?.kind || (kind !== 'object' && kind !== 'list'));
  if (notRow >= 0) return problem('import/not-a-table', {line: lines[notRow] ?? 1});
  const headings: string[] = [];
  const places = new Map<string, number>();
  for (const item of items) {
    if (item.kind !== 'object') break;
    for (const key of item.items.keys()) {
      if (places.has(key)) continue;
      places.set(key, headings.length);
      headings.push(key);
    }
  }
  const rows: SheetRow[] = places.size > 0 ? [{line: 0, cells: headings}] : [];
  for (const [i, item] of items.entries()) {
    const values =
      item.kind === 'list' ? item.items : item.kind === 'object' ? headings.map((key) => item.items.get(key)) : [];
    const numbers = values.flatMap((value, at) => (value?.kind === 'number' ? at : []));
    const unusable = values.flatMap((value, at) => (value?.kind === 'list' || value?.kind === 'object' ? at : []));
    const cells = values.map((value) => (value && 'text' in value ? value.text : value ? '…' : ''));
    if (cells.every((cell) => cell === '') && item.kind === 'list') continue;
    rows.push({
      line: lines[i] ?? 0,
      cells,
      ...(numbers.length > 0 && {numbers}),
      ...(unusable.length > 0 && {unusable}),
    });
  }
  return {name: '', rows, kind: 'json'};
}

class JsonFault extends Error {}

/** Reads JSON value by value without making numbers of its numbers. */
class JsonText {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  /** Whether anything but space is left. */
  more(): boolean {
    this.#space();
    return this.#at < this.#text.length;
  }

  line(): number {
    for (; this.#counted < this.#at; ++this.#counted) if (this.#text[this.#counted] === '\n') ++this.#line;
    return this.#line;
  }

  value(depth: number): Value {
    this.#space();
    const first = this.#text[this.#at];
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#list(depth);
    if (first === '"') return {kind: 'text', text: this.#string()};
    const scalar = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (scalar !== undefined) return {kind: 'number', text: scalar};
    const word = this.#match(/true|false|null/y);
    if (word === undefined) throw new JsonFault(first === undefined ? 'end' : 'unexpected');
    return {kind: 'word', text: word === 'null' ? '' : word};
  }

  #object(depth: number): Value {
    const items = new Map<string, Value>();
    this.#items(depth, '}', () => {
      if (this.#text[this.#at] !== '"') throw new JsonFault(this.#at < this.#text.length ? 'unexpected' : 'end');
      const key = this.#string();
      if (items.has(key)) throw new JsonFault('repeated-key');
      this.#space();
      this.#expect(':');
      items.set(key, this.value(depth + 1));
    });
    return {kind: 'object', items};
  }

  #list(depth: number): Value {
    const items: Value[] = [];
    const lines: number[] = [];
    this.#items(depth, ']', () => {
      if (depth < 2) lines.push(this.line());
      items.push(this.value(depth + 1));
    });
    return {kind: 'list', items, lines};
  }

  #items(depth: number, close: string, item: () => void): void {
    if (depth > MAX_DEPTH) throw new JsonFault('too-deep');
    ++this.#at;
    this.#space();
    if (this.#text[this.#at] === close) {
      ++this.#at;
      return;
    }
    for (;;) {
      this.#space();
      item();
      this.#space();
      if (this.#text[this.#at] === close) break;
      this.#expect(',');
    }
    ++this.#at;
  }

  #string(): string {
    const text = this.#text;
    let close = text.indexOf('"', this.#at + 1);
    while (close >= 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
    if (close < 0) throw new JsonFault('end');
    const raw = text.slice(this.#at, close + 1);
    this.#at = close + 1;
    try {
      return JSON.parse(raw) as string;
    } catch {
      throw new JsonFault('unexpected');
    }
  }

  #expect(mark: string): void {
    if (this.#text[this.#at] !== mark) throw new JsonFault(this.#at < this.#text.length ? 'unexpected' : 'end');
    ++this.#at;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #space(): void {
    const text = this.#text;
    while (this.#at < text.length && ' \t\r\n'.includes(text[this.#at]!)) ++this.#at;
  }
}

/** Whether an odd number of backslashes stands before a position. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '\\') --before;
  return (at - before) % 2 === 0;
}

const MAX_DEPTH = 64;
