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
  const unfit = unfitness(json);
  if (unfit) return {diagnostics: [unfit]};
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

/** Why a document is not even looked at: too many nodes or values, too deep, or not JSON. */
function unfitness(json: JsonObject): Diagnostic | undefined {
  const nodes = json['nodes'];
  const count = isObject(nodes) ? Object.keys(nodes).length : 0;
  if (count > shapeLimits.nodes) {
    return problem('shape/too-many-nodes', {count, limit: shapeLimits.nodes}, {path: '/nodes'});
  }
  let left: number = shapeLimits.values;
  const search = (value: unknown, depth: number): Unfit | undefined => {
    if (--left < 0) return undefined;
    const fault = faultOf(value, depth);
    if (fault || typeof value !== 'object' || value === null) return fault && {fault, value, keys: []};
    for (const [key, part] of Object.entries(value)) {
      const below = faultOf(key, 0) ? {fault: 'text' as const, value: key, keys: []} : search(part, depth + 1);
      if (below) return {...below, keys: [key, ...below.keys]};
      if (left < 0) return undefined;
    }
    return undefined;
  };
  const unfit = search(json, 0);
  if (unfit) {
    const at = where(
      unfit.keys
        .slice(0, unfit.fault === 'depth' ? 8 : undefined)
        .map((key) => `/${escaped(key)}`)
        .join(''),
    );
    if (unfit.fault === 'depth') return problem('shape/too-deep', {limit: shapeLimits.depth}, at);
    if (unfit.fault === 'text') return problem('shape/bad-text', {found: brief(unfit.value)}, at);
    return problem('shape/wrong-type', {expected: 'JSON'}, at);
  }
  return left < 0 ? problem('shape/too-large', {limit: shapeLimits.values}, {path: ''}) : undefined;
}

/** What no plan can hold, and where. */
interface Unfit {
  readonly fault: 'depth' | 'text' | 'json';
  readonly value: unknown;
  readonly keys: readonly string[];
}

/** Half of a surrogate pair and NUL are in no data and no file in UTF-8; a function, a BigInt or a Date is no JSON. */
function faultOf(value: unknown, depth: number): Unfit['fault'] | undefined {
  switch (typeof value) {
    case 'string':
      return /[\0\p{Surrogate}]/u.test(value) ? 'text' : undefined;
    case 'object':
      if (depth > shapeLimits.depth && value !== null) return 'depth';
      return isObject(value) && typeof value['toJSON'] === 'function' ? 'json' : undefined;
    case 'bigint':
    case 'function':
    case 'symbol':
      return 'json';
    default:
      return undefined;
  }
}

/** What concerns two constants at once. */
function intervals(plan: Plan): Diagnostic[] {
  const found: Diagnostic[] = [];
  const {from, to} = plan.effective;
  // the schema's pattern has a year 0000, the calendar has none
  for (const [name, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (day?.startsWith('0000') === true)
      found.push(problem('shape/bad-date', {found: day}, {path: `/effective/${name}`}));
  }
  if (to !== undefined && to <= from) found.push(problem('shape/empty-interval', {from, to}, {path: '/effective/to'}));
  for (const [node, entry] of Object.entries(plan.nodes)) {
    if (!('levels' in entry) || !entry.levels) continue;
    const {from = 1, to = 1} = entry.levels;
    if (to < from) found.push(problem('shape/bad-levels', {from, to}, {node, path: `/nodes/${node}/levels`}));
  }
  return found;
}
