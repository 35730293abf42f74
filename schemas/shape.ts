// What the schema cannot say is left to the compiler (codes plan/…): names that do not exist (tables, fields, wires,
// ports, parameters, parts of a weight), types and grains, cycles; bands out of order; weights that do not total 1;
// the number of weights of a target, of cells in a grid or a row; min above max; a parameter outside its bounds or
// choices; a cap with neither bound or a carry without max; the variant wire of a table of bands; the type of a
// literal in a comparison, a key or a result; roles missing from a table.
import type {Plan} from './generated/plan.js';
import {validatePlan} from './generated/validate-plan.js';
import type {Diagnostic} from './diagnostics/index.js';
import {problem} from './diagnostics/index.js';
import {diagnose} from './findings.js';
import {migratePlan} from './migrations/index.js';
import type {JsonObject} from './pointer.js';
import {brief, escaped, isObject, where} from './pointer.js';

/** The version of the plan document that this package reads and writes. */
export const schemaVersion = 1;

/** Bounds of a document, so that a hostile one costs no more than a large one. */
export const shapeLimits = {depth: 64, nodes: 5000, values: 500_000, problems: 100} as const;

/**
 * Whether any JSON value is a plan: an older one is brought to the current form first, and each mistake is one
 * diagnostic with its place. `plan` is there exactly when there is no error; it may share structure with `json`.
 */
export function checkShape(json: unknown): {plan?: Plan; diagnostics: Diagnostic[]} {
  if (!isObject(json)) return {diagnostics: [problem('shape/not-an-object', {}, {path: ''})]};
  const size = tooBig(json);
  if (size) return {diagnostics: [size]};
  const {current, diagnostics} = atCurrentVersion(json);
  if (current === undefined) return {diagnostics};
  if (validatePlan(current)) {
    diagnostics.push(...intervals(current));
    return diagnostics.some(({severity}) => severity === 'error') ? {diagnostics} : {plan: current, diagnostics};
  }
  const found = diagnose(validatePlan.errors ?? [], current, shapeLimits.problems);
  diagnostics.push(...found.slice(0, shapeLimits.problems));
  if (found.length > shapeLimits.problems) {
    diagnostics.push(problem('shape/too-many-problems', {limit: shapeLimits.problems}));
  }
  return {diagnostics};
}

function atCurrentVersion(json: JsonObject): {current?: JsonObject; diagnostics: Diagnostic[]} {
  const path = '/schemaVersion';
  const version = Object.hasOwn(json, 'schemaVersion') ? json['schemaVersion'] : 0;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 0) {
    return {diagnostics: [problem('shape/unknown-version', {version: brief(version)}, {path})]};
  }
  if (version > schemaVersion) {
    return {diagnostics: [problem('shape/newer-version', {version, supported: schemaVersion}, {path})]};
  }
  if (version === schemaVersion) return {current: json, diagnostics: []};
  const diagnostics = [problem('shape/migrated', {from: version, to: schemaVersion}, {path})];
  return {current: migratePlan(json, version), diagnostics};
}

function tooBig(json: JsonObject): Diagnostic | undefined {
  const nodes = json['nodes'];
  const count = isObject(nodes) ? Object.keys(nodes).length : 0;
  if (count > shapeLimits.nodes) {
    return problem('shape/too-many-nodes', {count, limit: shapeLimits.nodes}, {path: '/nodes'});
  }
  let left: number = shapeLimits.values;
  const tooDeep = (value: unknown, depth: number): string[] | undefined => {
    if (--left < 0 || typeof value !== 'object' || value === null) return undefined;
    if (depth > shapeLimits.depth) return [];
    for (const [key, part] of Object.entries(value)) {
      const below = tooDeep(part, depth + 1);
      if (below) return [key, ...below];
      if (left < 0) return undefined;
    }
    return undefined;
  };
  const deep = tooDeep(json, 0);
  if (deep) {
    const path = deep
      .slice(0, 8)
      .map((key) => `/${escaped(key)}`)
      .join('');
    return problem('shape/too-deep', {limit: shapeLimits.depth}, where(path));
  }
  return left < 0 ? problem('shape/too-large', {limit: shapeLimits.values}, {path: ''}) : undefined;
}

/** What concerns two constants at once. */
function intervals(plan: Plan): Diagnostic[] {
  const found: Diagnostic[] = [];
  const {from, to} = plan.effective;
  if (to !== undefined && to <= from) found.push(problem('shape/empty-interval', {from, to}, {path: '/effective/to'}));
  for (const [node, entry] of Object.entries(plan.nodes)) {
    if (!('levels' in entry) || !entry.levels) continue;
    const {from = 1, to = 1} = entry.levels;
    if (to < from) found.push(problem('shape/bad-levels', {from, to}, {node, path: `/nodes/${node}/levels`}));
  }
  return found;
}
