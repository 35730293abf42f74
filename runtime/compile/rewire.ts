import type {Plan} from '@planwright/schemas';
import {splitRef} from './graph.js';

type Node = Plan['nodes'][string];

/** The node with a wire at a port, `amount` or `values.<name>`; nothing else is changed. */
export function wired<N extends Node>(node: N, port: string, ref: string): N {
  return changed(node, port, ref);
}

/** The node without the wire at a port. */
export function unwired<N extends Node>(node: N, port: string): N {
  return changed(node, port, undefined);
}

function changed<N extends Node>(node: N, port: string, ref: string | undefined): N {
  const {node: group, port: name} = splitRef(port);
  const wires: Readonly<Record<string, unknown>> = 'in' in node && node.in ? node.in : {};
  const value = name === undefined ? ref : within(wires[group], name, ref);
  const rest = Object.entries(wires).filter(([key]) => key !== group);
  return {...node, in: Object.fromEntries(value === undefined ? rest : [...rest, [group, value]])};
}

function within(group: unknown, name: string, ref: string | undefined): unknown {
  if (Array.isArray(group)) {
    const refs: unknown[] = [...group];
    refs.splice(Number(name), 1, ...(ref === undefined ? [] : [ref]));
    return refs.length === 0 ? undefined : refs;
  }
  if (group === undefined && name === '0') return ref === undefined ? undefined : [ref];
  const entries = Object.entries(typeof group === 'object' && group !== null ? group : {}).filter(
    ([key]) => key !== name,
  );
  if (ref !== undefined) entries.push([name, ref]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
