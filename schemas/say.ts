import type {Language} from './diagnostics/index.js';
import type {TextKey, TextParams} from './generated/texts.js';
import {texts} from './generated/texts.js';

/** A text of the sentences and explanations, filled in. A part `[? … ]` is said only when every param inside is given. */
export function say<K extends TextKey>(language: Language, key: K, params: TextParams[K]): string {
  const given = new Map<string, string>();
  for (const [name, value] of Object.entries<unknown>(params)) {
    if (typeof value === 'string' || typeof value === 'number') given.set(name, String(value));
  }
  return texts[key][language]
    .replace(/\[\?([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => name !== undefined && given.has(name)) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => given.get(name) ?? '…');
}
