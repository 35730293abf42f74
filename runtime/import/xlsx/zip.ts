interface Stream {
  readonly readable: {getReader(): {read(): Promise<{done: boolean; value?: Uint8Array}>; cancel(): Promise<void>}};
  readonly writable: {getWriter(): {write(bytes: Uint8Array): Promise<void>; close(): Promise<void>}};
}
declare const DecompressionStream: new (format: string) => Stream;

/** Why an archive cannot be read. */
export class ZipFault extends Error {
  readonly reason: 'not-zip' | 'cut-off' | 'encrypted' | 'unsupported' | 'too-large';

  constructor(reason: ZipFault['reason']) {
    super(reason);
    this.reason = reason;
  }
}

/** The files of an archive by name. Nothing is ever written to a path of that name. */
export interface Archive {
  has(name: string): boolean;
  /** Unpacks a file; all that is unpacked together stays below the limit, whatever the archive says of its sizes. */
  read(name: string): Promise<Uint8Array>;
}

/** Opens a zip archive by its directory at the end; at most `limit` bytes are unpacked from it. */
export function openZip(bytes: Uint8Array, limit: number): Archive {
  const entries = readDirectory(bytes);
  let left = limit;
  return {
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name);
      if (!entry) throw new ZipFault('cut-off');
      const packed = packedBytes(bytes, entry);
      if (entry.method !== 0 && entry.method !== 8) throw new ZipFault('unsupported');
      const unpacked = entry.method === 0 ? packed : await inflate(packed, left);
      left -= unpacked.length;
      if (left < 0) throw new ZipFault('too-large');
      return unpacked;
    },
  };
}

interface Entry {
  readonly method: number;
  readonly size: number;
  readonly at: number;
}

function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw new ZipFault('unsupported');
  const entries = new Map<string, Entry>();
  for (let i = 0; i < count; ++i) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new ZipFault('cut-off');
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new ZipFault('encrypted');
    const nameLength = view.getUint16(at + 28, true);
    const name = asciiText(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    entries.set(name.toLowerCase(), {
      method: view.getUint16(at + 10, true),
      size: view.getUint32(at + 20, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  if (view.byteLength < 22) throw new ZipFault('not-zip');
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); --at) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new ZipFault('cut-off');
}

function packedBytes(bytes: Uint8Array, {at, size}: Entry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + 30 > bytes.length || view.getUint32(at, true) !== 0x04034b50) throw new ZipFault('cut-off');
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + size > bytes.length) throw new ZipFault('cut-off');
  return bytes.subarray(start, start + size);
}

async function inflate(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  const {readable, writable} = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // what goes wrong in writing shows in reading
  const write = async (): Promise<void> => {
    for (let at = 0; at < packed.length; at += CHUNK) await writer.write(packed.subarray(at, at + CHUNK));
    await writer.close();
  };
  const writing = write().catch(() => undefined);
  const reader = readable.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const {done, value} = await reader.read();
      if (done || !value) break;
      size += value.length;
      if (size > limit) {
        void reader.cancel().catch(() => undefined);
        throw new ZipFault('too-large');
      }
      chunks.push(value);
    }
  } catch (error) {
    throw error instanceof ZipFault ? error : new ZipFault('cut-off');
  }
  await writing;
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function asciiText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const CHUNK = 65_536;
