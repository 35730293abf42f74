import type {DiagnosticCode} from './generated/diagnostics.js';
import {nodeKinds} from './generated/plan.js';
import type {ShapeError} from './generated/validate-plan.js';
import type {Diagnostic} from './diagnostics/index.js';
import {problem} from './diagnostics/index.js';
import {nearest} from './nearest.js';
import {brief, escaped, isObject, unescaped, where} from './pointer.js';

/** One diagnostic a mistake: what only follows from another one is left out. */
export function diagnose(errors: readonly ShapeError[], json: unknown, limit: number): Diagnostic[] {
  const findings: Finding[] = [];
  const wanted = new Map<string, string[]>();
  for (const {keyword, instancePath, params} of errors) {
    if (keyword !== 'required') continue;
    wanted.set(instancePath, [...(wanted.get(instancePath) ?? []), String(params['missingProperty'])]);
  }
  for (const error of errors) {
    if (error.keyword === 'propertyNames') renameLast(findings, error);
    else findings.push(finding(error, json, wanted));
  }
  const basic = findings.filter(({holder}) => holder === undefined);
  // a rule is not asked where what it reads is wrong: a property of the object, or its wires
  const blocked = new Set(
    basic.flatMap(({what, path}) =>
      what === 'value' ? [parent(path)] : path.endsWith('/in') ? [path, parent(path)] : [path],
    ),
  );
  const meant = new Set(basic.filter(({what}) => what === 'unknown').map(({path, property}) => `${path} ${property}`));
  // a property that does not belong explains the one that is missing beside it
  const misplaced = new Set(
    findings.flatMap(({what, holder, path}) => (holder !== undefined && what === 'value' ? [parent(path)] : [])),
  );
  const taken = new Set<string>();
  const kept: Diagnostic[] = [];
  for (const {diagnostic, path, what, property, holder} of [
    ...basic,
    ...findings.filter((one) => one.holder !== undefined),
  ]) {
    if (holder !== undefined && (blocked.has(holder) || (what === 'missing' && misplaced.has(path)))) continue;
    if (what === 'missing' && property?.split(' ').some((name) => meant.has(`${path} ${name}`))) continue;
    const key = what === 'value' ? path : `${path} ${diagnostic.code} ${JSON.stringify(diagnostic.params)}`;
    if (taken.has(key)) continue;
    taken.add(key);
    kept.push(diagnostic);
    if (kept.length > limit) break;
  }
  return kept;
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

/** ajv reports a bad key at its map and then says which key it was. */
function renameLast(findings: Finding[], {instancePath, params}: ShapeError): void {
  const key = String(params['propertyName']);
  const path = `${instancePath}/${escaped(key)}`;
  while (findings.at(-2)?.path === instancePath && findings.at(-2)?.what === 'value') findings.pop();
  const last = findings.at(-1);
  if (last?.path !== instancePath) return;
  findings[findings.length - 1] = {
    diagnostic: {...last.diagnostic, ...where(path)},
    path: `${path} name`,
    what: 'name',
  };
}

function finding(error: ShapeError, json: unknown, wanted: ReadonlyMap<string, string[]>): Finding {
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
      return unknownProperty(brief(params['property'], 64), texts(params['known']), path, json, wanted.get(path) ?? []);
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

function unknownProperty(
  property: string,
  known: readonly string[],
  path: string,
  json: unknown,
  wanted: readonly string[],
): Finding {
  const at = where(`${path}/${escaped(property)}`);
  if (path === '' && RESERVED_SECTIONS.includes(property)) {
    return {diagnostic: problem('shape/reserved-section', {section: property}, at), path, what: 'unknown'};
  }
  const object = resolve(json, path);
  const free = known.filter((name) => !isObject(object) || !Object.hasOwn(object, name));
  const suggestion = nearest(property, wanted) ?? nearest(property, free);
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

function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function resolve(json: unknown, path: string): unknown {
  let value = json;
  for (const step of path.split('/').slice(1)) {
    const key = unescaped(step);
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
  }
  return value;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)];
}
