import {readdirSync, readFileSync} from 'node:fs';

const root = new URL('../../', import.meta.url);

/** A JSON file of the repository. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

/** The names in a folder of the repository. */
export function namesIn(path: string): string[] {
  return readdirSync(new URL(path, root)).sort();
}

/** A plan with nothing but one source, to be filled by a test. */
export function minimalPlan(): Record<string, unknown> & {nodes: Record<string, unknown>} {
  return {
    schemaVersion: 1,
    id: 'minimal',
    name: 'Minimal',
    version: '1.0.0',
    effective: {from: '2026-01-01'},
    calendar: {period: 'month'},
    currency: 'CNY',
    tables: {people: {fields: {personId: {type: 'key', role: 'id'}}}},
    roster: {table: 'people'},
    nodes: {people: {kind: 'source', table: 'people'}},
  };
}
