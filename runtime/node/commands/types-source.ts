import type {Field, Language, Plan, Text} from '@planwright/schemas';
import {pick} from '@planwright/schemas';
import type {Program} from '../../index.js';

/** A module with the types of one plan, for `run<…>`; it imports nothing. Labels become comments. */
export function typesSource({plan, ops}: Program, language: Language): string {
  const emits = ops.filter((op) => op.op === 'emit');
  const components = emits.flatMap(({reward}) => reward.components.map(({name}) => name));
  const tables = Object.entries(plan.tables).flatMap(([name, {label, fields}]) => [
    ...comment(label, language, '    '),
    `    readonly ${key(name)}: {`,
    ...Object.entries(fields).flatMap(([field, one]) => [
      ...comment(one.label, language, '      '),
      ...member('      ', `${key(field)}${one.required === false ? '?' : ''}`, cellType(one)),
    ]),
    '    };',
  ]);
  return [
    `// Types of the plan ${plan.id} ${plan.version}, written by \`planwright types\`. Do not edit.`,
    '',
    ...comment(plan.name, language, ''),
    `export interface ${typeName(plan.id)} {`,
    '  readonly tables: {',
    ...tables,
    '  };',
    ...member('  ', 'period', periodType(plan)),
    ...member('  ', 'reward', union(emits.map(({node}) => node))),
    ...member('  ', 'component', union([...components, 'rounding'])),
    ...member('  ', 'unit', union(emits.map(({reward}) => reward.unit))),
    ...member('  ', 'node', union(Object.keys(plan.nodes))),
    '}',
    '',
  ].join('\n');
}

/** A member on one line, or with a line for each of its values where that is too long. */
function member(indent: string, name: string, type: string): string[] {
  const line = `${indent}readonly ${name}: ${type};`;
  if (line.length <= 120 || !type.includes(' | ')) return [line];
  return [
    `${indent}readonly ${name}:`,
    `${type
      .split(' | ')
      .map((one) => `${indent}  | ${one}`)
      .join('\n')};`,
  ];
}

/** What a cell of a field may be given as; decimals are exact as text. */
function cellType(field: Field): string {
  const type = valueType(field);
  return field.required === false ? `${type} | null | undefined` : type;
}

function valueType({type, values, trueValues, falseValues}: Field): string {
  switch (type) {
    case 'key':
      return 'string | number';
    case 'text':
    case 'date':
      return 'string';
    case 'enum':
      return union((values ?? []).map((value) => (typeof value === 'string' ? value : value.value)));
    case 'flag': {
      const words = [...(trueValues ?? []), ...(falseValues ?? [])];
      return words.length === 0 ? 'boolean' : `boolean | ${union(words)}`;
    }
    case 'count':
    case 'money':
    case 'number':
    case 'ratio':
      return 'string | number | bigint';
  }
}

function periodType({calendar}: Plan): string {
  switch (calendar.period) {
    case 'month':
      return '`${number}-${number}`';
    case 'quarter':
      return '`${number}-Q${1 | 2 | 3 | 4}`';
    case 'half':
      return '`${number}-H${1 | 2}`';
    case 'year':
      return '`${number}`';
  }
}

/** A type named after the plan: saas-new-and-renewal is SaasNewAndRenewal. */
function typeName(id: string): string {
  return id.replace(/(?:^|-+)([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : [...new Set(names)].map(literal).join(' | ');
}

function key(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : literal(name);
}

function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function comment(text: Text | undefined, language: Language, indent: string): string[] {
  const words = pick(text, language, '').replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/').trim();
  return words === '' ? [] : [`${indent}/** ${words} */`];
}
