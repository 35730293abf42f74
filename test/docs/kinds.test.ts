import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {compile} from '@planwright/runtime';
import {nodeKinds} from '@planwright/schemas';
import {describe, expect, it} from 'vitest';
import {loadCase} from '../oracle/case.js';
import {root} from './pages.js';

interface Notes {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly ops: readonly string[];
}

const ops = new Map<string, Set<string>>();
const ports = new Map<string, Set<string>>();
readCases();

describe('docs/kinds/notes', () => {
  it.each(nodeKinds)('%s: names the operations that the golden cases show', (kind) => {
    expect([...notesOf(kind).ops].sort()).toEqual([...(ops.get(kind) ?? [])].sort());
  });

  it.each(nodeKinds)('%s: names the ports that the golden cases show', (kind) => {
    expect(Object.keys(notesOf(kind).outputs).sort()).toEqual([...(ports.get(kind) ?? [])].sort());
  });
});

function notesOf(kind: string): Notes {
  return JSON.parse(readFileSync(join(root, `docs/kinds/notes/${kind}.json`), 'utf8')) as Notes;
}

/** Operations by the kind of the node they were lowered from, output ports by kind, over all golden cases. */
function readCases(): void {
  const folder = join(root, 'test/cases');
  for (const file of readdirSync(folder, {recursive: true, encoding: 'utf8'})) {
    if (!file.endsWith('.json') || file.startsWith('bases')) continue;
    const {program} = compile(loadCase(join(folder, file)).plan);
    if (!program) continue;
    const kindOf = (id: string): string => program.plan.nodes[id]?.kind ?? '';
    for (const op of program.ops) {
      // giving a person's value to each of his rows is no part of what a kind becomes
      const isBroadcast = op.op === 'lookup' && op.dim === 'spine';
      if (!isBroadcast) add(ops, kindOf(op.node), op.op);
    }
    for (const [id, types] of program.types) for (const port of Object.keys(types)) add(ports, kindOf(id), port);
  }
}

function add(sets: Map<string, Set<string>>, kind: string, name: string): void {
  sets.set(kind, (sets.get(kind) ?? new Set()).add(name));
}
