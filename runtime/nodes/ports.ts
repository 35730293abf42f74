import {closest} from '../formula/suggest.js';
import type {Accept, InputPort} from './definition.js';

/** Named wires `values.<name>`. */
export function valuePorts(values: Readonly<Record<string, string>> | undefined, accepts: Accept): InputPort[] {
  return Object.entries(values ?? {}).map(([name, ref]) => ({port: `values.${name}`, ref, required: true, accepts}));
}

/** What to say of a wire that a node names but does not have. */
export function unknown(
  name: string,
  values: Readonly<Record<string, string>> | undefined,
): {name: string; suggestion: string} {
  return {name, suggestion: closest(name, Object.keys(values ?? {})) ?? ''};
}
