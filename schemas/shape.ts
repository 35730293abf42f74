// What the schema cannot say is left to the compiler (codes plan/…): names that do not exist (tables, fields, wires,
// ports, parameters, parts of a weight), types and grains, cycles; bands out of order; weights that do not total 1;
// the number of weights of a target, of cells in a grid or a row; min above max; a parameter outside its bounds or
// choices; a cap with neither bound or a carry without max; the variant wire of a table of bands; the type of a
// literal in a comparison, a key or a result; roles missing from a table.
import type {DiagnosticCode} from './generated/diagnostics.js';
import type {Plan} from './generated/plan.js';
import {nodeKinds} from './generated/plan.js';
import type {ShapeError} from './generated/validate-plan.js';
import {validatePlan} from './generated/validate-plan.js';
import type {Diagnostic} from './diagnostics/index.js';
import {problem} from './diagnostics/index.js';
import {migratePlan} from './migrations/index.js';
import {nearest} from './nearest.js';

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
  const found = reduce(validatePlan.errors ?? [], current);
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
      .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
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

interface Finding {
  diagnostic: Diagnostic;
  path: string;
  what: 'value' | 'missing' | 'unknown' | 'name';
  /** The property that is missing, or that an unknown one was meant to be. */
  property?: string | undefined;
  /** For a rule between properties: the object that holds them. */
  holder?: string | undefined;
}

/** One diagnostic a mistake: what only follows from another one is left out. */
function reduce(errors: readonly ShapeError[], json: unknown): Diagnostic[] {
  const findings: Finding[] = [];
  for (const error of errors) {
    if (error.keyword === 'propertyNames') renameLast(findings, error);
    else findings.push(finding(error, json));
  }
  const basic = findings.filter(({holder}) => holder === undefined);
  const blocked = new Set(basic.flatMap(({what, path}) => (what === 'value' ? [parent(path)] : [path])));
  const meant = new Set(basic.filter(({what}) => what === 'unknown').map(({path, property}) => `${path} ${property}`));
  const taken = new Set<string>();
  const kept: Diagnostic[] = [];
  for (const {diagnostic, path, what, property, holder} of [
    ...basic,
    ...findings.filter((one) => one.holder !== undefined),
  ]) {
    if (holder !== undefined && blocked.has(holder)) continue;
    if (what === 'missing' && property?.split(' ').some((name) => meant.has(`${path} ${name}`))) continue;
    const key = what === 'value' ? path : `${path} ${diagnostic.code} ${JSON.stringify(diagnostic.params)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    kept.push(diagnostic);
    if (kept.length > shapeLimits.problems) break;
  }
  return kept;
}

/** ajv reports a bad key at its map and then says which key it was. */
function renameLast(findings: Finding[], {instancePath, params}: ShapeError): void {
  const key = String(params['propertyName']);
  const path = `${instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  while (findings.at(-2)?.path === instancePath && findings.at(-2)?.what === 'value') findings.pop();
  const last = findings.at(-1);
  if (last?.path !== instancePath) return;
  findings[findings.length - 1] = {
    diagnostic: {...last.diagnostic, ...where(path)},
    path: `${path} name`,
    what: 'name',
  };
}

function finding(error: ShapeError, json: unknown): Finding {
  const {instancePath: path, params, keyword} = error;
  const holder = holderOf(error);
  const say = (params: Omit<Finding, 'path' | 'holder'>): Finding => ({...params, path, holder});
  const value = (diagnostic: Diagnostic): Finding => say({diagnostic, what: 'value'});
  const at = where(path);
  const limit = Number(params['limit']);
  switch (keyword) {
    case 'required': {
      const property = String(params['missingProperty']);
      return say({diagnostic: problem('shape/missing-property', {property}, at), what: 'missing', property});
    }
    case 'closed':
      return unknownProperty(brief(params['property'], 64), texts(params['known']), path, json);
    case 'discriminator': {
      if (params['tagValue'] === undefined) {
        return say({
          diagnostic: problem('shape/missing-property', {property: 'kind'}, at),
          what: 'missing',
          property: 'kind',
        });
      }
      const kind = brief(params['tagValue']);
      const suggestion = nearest(kind, nodeKinds);
      const below = where(`${path}/kind`);
      return value(problem('shape/unknown-kind', {kind, ...(suggestion ? {suggestion} : {})}, below));
    }
    case 'exactlyOne': {
      const names = texts(params['names']);
      const diagnostic = problem('shape/exactly-one', {names: names.join(', ')}, at);
      return say({diagnostic, what: 'missing', property: names.join(' ')});
    }
    case 'onlyWhen':
    case 'notWith': {
      const property = path.slice((holder ?? '').length + 1).replaceAll('/', '.');
      const code = keyword === 'onlyWhen' ? 'shape/only-when' : 'shape/not-with';
      return value(problem(code, {property, condition: brief(params['text'], 200)}, at));
    }
    case 'wrongForm':
      return value(problem('shape/wrong-form', {expected: brief(params['text'], 200)}, at));
    case 'type':
      return value(problem('shape/wrong-type', {expected: texts(params['type']).join(' | ')}, at));
    case 'oneOfValues': {
      const allowed = texts(params['allowed']);
      const found = brief(params['found']);
      const suggestion = nearest(found, allowed);
      const told = {found, allowed: allowed.join(', '), ...(suggestion ? {suggestion} : {})};
      return value(problem('shape/wrong-value', told, at));
    }
    case 'form': {
      const code = FORMS[String(params['code'])] ?? 'shape/bad-text';
      return value(problem(code, {found: brief(params['found'])}, at));
    }
    case 'notReserved':
      return value(problem('shape/reserved-name', {name: brief(params['found'], 64)}, at));
    case 'minimum':
      return value(problem('shape/too-small', {limit}, at));
    case 'maximum':
      return value(problem('shape/too-big', {limit}, at));
    case 'minItems':
    case 'minProperties':
      return value(problem('shape/too-few', {limit}, at));
    case 'maxItems':
    case 'maxProperties':
      return value(problem('shape/too-many', {limit}, at));
    case 'minLength':
      return value(problem('shape/empty-text', {}, at));
    case 'maxLength':
      return value(problem('shape/too-long', {limit}, at));
    case 'uniqueItems':
      return value(problem('shape/repeated-item', {}, at));
    default:
      throw new Error(`the validator reports ${keyword}, which has no diagnostic`);
  }
}

type FormCode = Extract<DiagnosticCode, `shape/bad-${string}`>;
const FORMS: Readonly<Record<string, Exclude<FormCode, 'shape/bad-levels'>>> = {
  'bad-decimal': 'shape/bad-decimal',
  'bad-integer': 'shape/bad-integer',
  'bad-currency': 'shape/bad-currency',
  'bad-date': 'shape/bad-date',
  'bad-name': 'shape/bad-name',
  'bad-wire': 'shape/bad-wire',
};

const RESERVED_SECTIONS = ['settlement', 'approval'];

function unknownProperty(property: string, known: readonly string[], path: string, json: unknown): Finding {
  const at = where(`${path}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  if (path === '' && RESERVED_SECTIONS.includes(property)) {
    return {diagnostic: problem('shape/reserved-section', {section: property}, at), path, what: 'unknown'};
  }
  const object = resolve(json, path);
  const free = known.filter((name) => !isObject(object) || !Object.hasOwn(object, name));
  const suggestion = nearest(property, free);
  const diagnostic = problem('shape/unknown-property', {property, ...(suggestion ? {suggestion} : {})}, at);
  return {diagnostic, path, what: 'unknown', property: suggestion};
}

/** The object whose rule failed: the path of the error less the steps that the rule went down. */
function holderOf({instancePath, schemaPath}: ShapeError): string | undefined {
  const start = schemaPath.indexOf('/allOf/');
  if (start < 0 || !/\/(then|else)\//.test(schemaPath)) return undefined;
  const steps = schemaPath.slice(start + 1).split('/');
  let holder = instancePath;
  for (let i = 0; i < steps.length; ++i) {
    if (!['properties', 'items', 'additionalProperties'].includes(steps[i]!)) continue;
    if (steps[i] === 'properties') ++i;
    holder = parent(holder);
  }
  return holder;
}

function where(path: string): {path: string; node?: string} {
  const [, section, node] = path.split('/');
  if (section !== 'nodes' || node === undefined) return {path};
  return {path, node: node.replaceAll('~1', '/').replaceAll('~0', '~')};
}

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function resolve(json: unknown, path: string): unknown {
  let value = json;
  for (const step of path.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return value;
}

function brief(value: unknown, length = 40): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

type JsonObject = Record<string, unknown>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
