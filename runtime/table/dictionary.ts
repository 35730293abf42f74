/**
 * Text ↔ code for one run. Codes are given in order of first appearance and mean nothing else. Texts that come as bytes stay
 * bytes until somebody wants to read them: a million ids would be a million strings, and most are never looked at.
 */
export class Dictionary {
  #size = 0;
  #hashes = new Int32Array(512);
  /** Open addressing: code + 1 of a text, 0 if free. At most half full. */
  #slots = new Int32Array(1024);
  /** Where the bytes of a text begin in the arena, −1 if it came as a string; and its length. */
  #starts = new Int32Array(512);
  #lengths = new Int32Array(512);
  #arena = new Uint8Array(4096);
  #used = 0;
  /** Texts that came as strings, and those that were asked for. */
  readonly #strings = new Map<number, string>();

  /** Number of texts; codes are smaller. */
  get size(): number {
    return this.#size;
  }

  /** Code of a text, added if new. */
  code(text: string): number {
    const hash = hashText(text);
    const slot = this.#slotOf(text, hash);
    const known = this.#slots[slot]!;
    if (known !== 0) return known - 1;
    this.#strings.set(this.#size, text);
    return this.#add(hash, slot, NOT_IN_ARENA, text.length);
  }

  /** Code of the text whose characters are these bytes, as ASCII or Latin-1. */
  codeOfBytes(bytes: Uint8Array, start: number, end: number): number {
    let hash = HASH_START;
    for (let i = start; i < end; ++i) hash = Math.imul(hash ^ bytes[i]!, HASH_FACTOR);
    hash = mix(hash);
    const slots = this.#slots;
    const hashes = this.#hashes;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = slots[slot]!;
      if (known === 0) return this.#addBytes(bytes, start, end, hash, slot);
      if (hashes[known - 1] === hash && this.#isText(known - 1, bytes, start, end)) return known - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** Code of a text, or −1 if it never appeared. */
  find(text: string): number {
    return this.#slots[this.#slotOf(text, hashText(text))]! - 1;
  }

  text(code: number): string {
    const known = this.#strings.get(code);
    if (known !== undefined) return known;
    if (code < 0 || code >= this.#size) return '';
    const start = this.#starts[code]!;
    const text = latin1(this.#arena, start, start + this.#lengths[code]!);
    this.#strings.set(code, text);
    return text;
  }

  /** Where a text is, or would be put. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#slots[slot]!;
      if (known === 0 || (this.#hashes[known - 1] === hash && this.text(known - 1) === text)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isText(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#lengths[code] !== end - start) return false;
    const at = this.#starts[code]!;
    if (at === NOT_IN_ARENA) return isText(this.text(code), bytes, start, end);
    const arena = this.#arena;
    for (let i = start, j = at; i < end; ++i, ++j) if (arena[j] !== bytes[i]) return false;
    return true;
  }

  #addBytes(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const length = end - start;
    const at = this.#used;
    if (at + length > this.#arena.length) {
      const larger = new Uint8Array(Math.max(2 * this.#arena.length, at + length));
      larger.set(this.#arena);
      this.#arena = larger;
    }
    const arena = this.#arena;
    for (let i = start, j = at; i < end; ++i, ++j) arena[j] = bytes[i]!;
    this.#used = at + length;
    return this.#add(hash, slot, at, length);
  }

  #add(hash: number, slot: number, start: number, length: number): number {
    const code = this.#size++;
    this.#hashes[code] = hash;
    this.#starts[code] = start;
    this.#lengths[code] = length;
    this.#slots[slot] = code + 1;
    if (this.#size === this.#hashes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const count = this.#size;
    const longer = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const out = new Int32Array(count * 2);
      out.set(array);
      return out;
    };
    this.#hashes = longer(this.#hashes);
    this.#starts = longer(this.#starts);
    this.#lengths = longer(this.#lengths);
    const slots = new Int32Array(count * 4);
    const mask = slots.length - 1;
    for (let code = 0; code < count; ++code) {
      let slot = this.#hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.#slots = slots;
  }
}

const NOT_IN_ARENA = -1;

function hashText(text: string): number {
  let hash = HASH_START;
  for (let i = 0; i < text.length; ++i) hash = Math.imul(hash ^ text.charCodeAt(i), HASH_FACTOR);
  return mix(hash);
}

/** Spreads the upper bits, which the product fills best, over the lower ones that choose the slot. */
function mix(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return half ^ (half >>> 15);
}

function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; ++i) if (text.charCodeAt(i - start) !== bytes[i]) return false;
  return true;
}

/** One call per text: adding character by character leaves a string behind for each. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > MAX_AT_ONCE)
    return latin1(bytes, start, start + MAX_AT_ONCE) + latin1(bytes, start + MAX_AT_ONCE, end);
  return String.fromCharCode(...bytes.subarray(start, end));
}

const MAX_AT_ONCE = 256;

// FNV-1a
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;
