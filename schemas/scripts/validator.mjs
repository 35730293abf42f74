import {_, Ajv2020, stringify} from './ajv.mjs';
import standaloneCode from 'ajv/dist/standalone/index.js';
import {rolldown} from 'rolldown';

/**
 * The published schema, rewritten so that one mistake gives one error, and compiled to a function without eval:
 * alternatives become if-chains, closed objects report their known names, rules between properties say their condition.
 */
export async function planValidator(plan, header) {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    discriminator: true,
    messages: false,
    inlineRefs: false,
    validateFormats: false,
    code: {source: true, esm: true, lines: false},
  });
  for (const keyword of KEYWORDS) ajv.addKeyword(keyword);
  const defs = plan.$defs;
  const schema = {...rewrite(plan, defs), $defs: {}};
  for (const [name, def] of Object.entries(defs)) schema.$defs[name] = rewrite(def, defs);
  const code = await bundle(tighten(standaloneCode.default(ajv, ajv.compile(schema))));
  if (code.includes('.concat(')) throw new Error('the validator still copies its errors');
  const name = /export\s*\{\s*(\S+)\s+as\s+(?:default|validate)\b[^}]*\};?\s*$/.exec(code);
  if (!name) throw new Error('the validator has no export to rename');
  const body = code.slice(0, name.index);
  for (const word of ['import', 'require', 'eval', 'Function']) {
    if (new RegExp(`\\b${word}\\s*[(\\s'"]`).test(body.replace(/"(\\.|[^"\\])*"|`(\\.|[^`\\])*`/g, '""'))) {
      throw new Error(`the validator still holds ${word}`);
    }
  }
  return `${header}
// @ts-nocheck
/* eslint-disable */
import type {Plan} from './plan.js';

/** One finding of the validator. */
export interface ShapeError {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  propertyName?: string;
}

${body.trim()}

/** Whether a JSON value has the shape of a plan; what it found is left in \`errors\`. */
export const validatePlan: ((data: unknown) => data is Plan) & {errors?: ShapeError[] | null} = ${name[1]};
`;
}

/**
 * Leaves out what only repeats another error (keyword "if") and appends errors in place: ajv copies the list on every
 * call, which is quadratic in the number of mistakes. The verdicts are the same.
 */
function tighten(source) {
  const append =
    'const append = (all, more) => {if (all === null) return more; for (const one of more) all.push(one); return all;};';
  return (source + append)
    .replace(
      /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\)/g,
      'vErrors = append(vErrors, $1.errors)',
    )
    .replace(
      /const (err\d+) = \{[^{}]*keyword:"if",params:\{[^{}]*\}\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g,
      '',
    )
    .replace(
      /if\(vErrors === null\)\{vErrors = \[(err\d+)\];\}else \{vErrors\.push\(\1\);\}/g,
      '(vErrors ??= []).push($1);',
    );
}

async function bundle(source) {
  const id = '\0validator.mjs';
  const build = await rolldown({
    input: id,
    platform: 'neutral',
    resolve: {mainFields: ['module', 'main']},
    plugins: [
      {
        name: 'virtual',
        resolveId: (name) => (name === id ? id : undefined),
        load: (name) => (name === id ? source : undefined),
      },
    ],
    cwd: new URL('..', import.meta.url).pathname,
    logLevel: 'silent',
  });
  const {output} = await build.generate({format: 'esm', minify: true});
  await build.close();
  return output[0].code;
}

const KEYWORDS = [
  {
    // closed: [names] — like additionalProperties: false, and says which names are known
    keyword: 'closed',
    type: 'object',
    schemaType: 'array',
    error: {message: '', params: ({params}) => _`{property: ${params.key}, known: ${params.known}}`},
    code(cxt) {
      const {gen, data, schema} = cxt;
      const known = gen.const('known', _`${stringify(schema)}`);
      gen.forIn('key', data, (key) => {
        cxt.setParams({key, known});
        gen.if(_`!${known}.includes(${key})`, () => cxt.error());
      });
    },
  },
  {
    keyword: 'exactlyOne',
    type: 'object',
    schemaType: 'array',
    error: {message: '', params: ({schema}) => _`{names: ${stringify(schema)}}`},
    code(cxt) {
      const {gen, data, schema} = cxt;
      const count = gen.let('count', _`0`);
      for (const name of schema) gen.if(_`${data}[${name}] !== undefined`, () => gen.code(_`${count}++`));
      cxt.fail(_`${count} !== 1`);
    },
  },
  // three that always fail, each with what to say
  ...['wrongForm', 'onlyWhen', 'notWith'].map((keyword) => ({
    keyword,
    schemaType: 'string',
    error: {message: '', params: ({schema}) => _`{text: ${schema}}`},
    code: (cxt) => cxt.fail(_`true`),
  })),
  {
    keyword: 'notReserved',
    type: 'string',
    schemaType: 'array',
    error: {message: '', params: ({data}) => _`{found: ${data}}`},
    code: (cxt) => cxt.fail(_`${stringify(cxt.schema)}.includes(${cxt.data})`),
  },
  {
    // form: a code beside pattern and format, so that a text of the wrong form gets the message of its kind
    keyword: 'form',
    type: 'string',
    schemaType: 'object',
    error: {message: '', params: ({schema, data}) => _`{code: ${schema.code}, found: ${data}}`},
    code(cxt) {
      const {gen, data, schema} = cxt;
      const pattern = gen.scopeValue('pattern', {
        ref: new RegExp(schema.pattern, 'u'),
        code: _`new RegExp(${schema.pattern}, "u")`,
      });
      cxt.fail(_`!${pattern}.test(${data})`);
    },
  },
  {
    keyword: 'oneOfValues',
    schemaType: 'array',
    error: {message: '', params: ({schema, data}) => _`{allowed: ${stringify(schema)}, found: ${data}}`},
    code: (cxt) => cxt.fail(_`!${stringify(cxt.schema)}.includes(${cxt.data})`),
  },
];

const NOT_VALIDATED = ['$schema', 'format', 'title', 'description', 'enumDescriptions', 'default', '$defs'];

function rewrite(schema, defs, condition) {
  if (schema === false && condition) return condition;
  if (schema === null || typeof schema !== 'object') return schema;
  const {oneOf, if: test, then: yes, else: no, not, pattern, additionalProperties, enum: values, ...rest} = schema;
  const out = {};
  for (const [key, value] of Object.entries(rest)) {
    if (NOT_VALIDATED.includes(key)) continue;
    if (key === 'properties') out[key] = mapValues(value, (part) => rewrite(part, defs, condition));
    else if (key === 'items' || key === 'propertyNames') out[key] = rewrite(value, defs, condition);
    else if (key === 'allOf') out[key] = value.map((part) => rewrite(part, defs, condition));
    else out[key] = value;
  }
  if (additionalProperties === false) out.closed = Object.keys(schema.properties);
  else if (additionalProperties !== undefined)
    out.additionalProperties = rewrite(additionalProperties, defs, condition);
  if (pattern !== undefined) out.form = {pattern, code: codeOf(schema.title)};
  if (values !== undefined) out.oneOfValues = values;
  if (typeof schema.const === 'string' && schema.title !== 'Kind') {
    delete out.const;
    out.oneOfValues = [schema.const];
  }
  if (not?.enum) out.notReserved = not.enum;
  if (test) {
    const text = describe(test);
    // a condition is asked, never reported: it stays as it is published
    out.if = test;
    if (yes !== undefined) out.then = rewrite(yes, defs, {notWith: text});
    if (no !== undefined) out.else = rewrite(no, defs, {onlyWhen: text});
  }
  if (schema.discriminator) {
    delete out.required;
    out.oneOf = oneOf;
  } else if (oneOf?.every((branch) => Object.keys(branch).join() === 'required')) {
    out.exactlyOne = oneOf.map((branch) => branch.required[0]);
  } else if (oneOf) {
    Object.assign(out, choice(oneOf, defs));
  }
  return out;
}

/** if it looks like the first: the first, else if it looks like the second …, else one error that sketches them all. */
function choice(branches, defs) {
  const guards = branches.map((branch) => guard(branch, defs));
  const sketch = guards.map(({sketch}) => sketch).join(' | ');
  return branches.reduceRight((rest, branch, i) => ({if: guards[i].test, then: rewrite(branch, defs), else: rest}), {
    wrongForm: sketch,
  });
}

function guard(branch, defs) {
  const schema = branch.$ref ? defs[branch.$ref.replace('#/$defs/', '')] : branch;
  if (schema.enum || typeof schema.const === 'string') {
    return {test: {type: 'string'}, sketch: (schema.enum ?? [schema.const]).map((value) => `"${value}"`).join(' | ')};
  }
  if (schema.type === 'string') return {test: {type: 'string'}, sketch: '"…"'};
  if (schema.type === 'integer') return {test: {type: 'number'}, sketch: '1'};
  if (schema.type === 'array') return {test: {type: 'array'}, sketch: '[…]'};
  const key = schema.required?.[0];
  const test = key ? {type: 'object', required: [key]} : {type: 'object'};
  return {
    test,
    sketch: `{${(schema.required ?? Object.keys(schema.properties)).map((name) => `"${name}": …`).join(', ')}}`,
  };
}

function describe(test) {
  const parts = Object.entries(test.properties ?? {}).map(([name, part]) => {
    if (part.const !== undefined) return `${name} = ${part.const}`;
    if (part.enum) return `${name} = ${part.enum.join(' | ')}`;
    if (part.not) return `${name} ≠ ${part.not.enum.join(' | ')}`;
    return part.required.map((inner) => `${name}.${inner}`).join(', ');
  });
  return parts.length > 0 ? parts.join(', ') : test.required.join(', ');
}

function codeOf(title) {
  const codes = {
    Date: 'bad-date',
    'Whole number': 'bad-integer',
    Currency: 'bad-currency',
    Decimal: 'bad-decimal',
    Name: 'bad-name',
    'Field name': 'bad-name',
    'Node id': 'bad-name',
    Path: 'bad-name',
    'Wire end': 'bad-wire',
  };
  return codes[title] ?? 'bad-text';
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
