/** Text ↔ code for one run. Codes are given in order of first appearance and mean nothing else. */
export class Dictionary {
  readonly texts: string[] = [];
  #hashes = new Int32Array(512);
  /** Open addressing: code + 1 of a text, 0 if free. At most half full. */
  #slots = new Int32Array(1024);

  /** Code of a text, added if new. */
  code(text: string): number {
    const hash = hashText(text);
    const slot = this.#slotOf(text, hash);
    const known = this.#slots[slot]!;
    return known === 0 ? this.#add(text, hash, slot) : known - 1;
  }

  /** Code of the text whose characters are these bytes, as ASCII or Latin-1: without making a text that is already known. */
  codeOfBytes(bytes: Uint8Array, start: number, end: number): number {
    let hash = HASH_START;
    for (let i = start; i < end; ++i) hash = Math.imul(hash ^ bytes[i]!, HASH_FACTOR);
    hash = mix(hash);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = slots[slot]!;
      if (known === 0) return this.#add(latin1(bytes, start, end), hash, slot);
      if (this.#hashes[known - 1] === hash && isText(this.texts[known - 1]!, bytes, start, end)) return known - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** Code of a text, or −1 if it never appeared. */
  find(text: string): number {
    return this.#slots[this.#slotOf(text, hashText(text))]! - 1;
  }

  text(code: number): string {
    return this.texts[code] ?? '';
  }

  /** Where a text is, or would be put. */
  #slotOf(text: string, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const known = this.#slots[slot]!;
      if (known === 0 || (this.#hashes[known - 1] === hash && this.texts[known - 1] === text)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #add(text: string, hash: number, slot: number): number {
    const code = this.texts.length;
    this.texts.push(text);
    this.#hashes[code] = hash;
    this.#slots[slot] = code + 1;
    if (this.texts.length === this.#hashes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const count = this.texts.length;
    const hashes = new Int32Array(count * 4);
    hashes.set(this.#hashes);
    const slots = new Int32Array(count * 8);
    const mask = slots.length - 1;
    for (let code = 0; code < count; ++code) {
      let slot = hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.#hashes = hashes;
    this.#slots = slots;
  }
}

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
  if (text.length !== end - start) return false;
  for (let i = start; i < end; ++i) if (text.charCodeAt(i - start) !== bytes[i]) return false;
  return true;
}

/** One call per text: adding character by character leaves a string behind for each. */
function latin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > MAX_AT_ONCE)
    return latin1(bytes, start, start + MAX_AT_ONCE) + latin1(bytes, start + MAX_AT_ONCE, end);
  const characters = (buffers[end - start] ??= new Array<number>(end - start).fill(0));
  for (let i = start; i < end; ++i) characters[i - start] = bytes[i]!;
  return String.fromCharCode(...characters);
}

const MAX_AT_ONCE = 256;
const buffers: number[][] = [];

// FNV-1a
const HASH_START = 0x811c9dc5 | 0;
const HASH_FACTOR = 0x01000193;
