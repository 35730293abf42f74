import type {Accept, InputPort} from './definition.js';

/** Named wires `values.<name>`. */
export function valuePorts(values: Readonly<Record<string, string>> | undefined, accepts: Accept): InputPort[] {
  return Object.entries(values ?? {}).map(([name, ref]) => ({port: `values.${name}`, ref, required: true, accepts}));
}
