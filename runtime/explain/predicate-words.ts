import type {Predicate} from '../nodes/definition.js';
import type {Words} from '../nodes/explaining.js';
import type {PortType} from '../nodes/types.js';
import type {Types} from './names.js';
import {meaningOf, typeOfMeaning} from './names.js';

/** A condition in words; `name` says what stands for a name. `scope` is that of the compiler: `roster`, `table:<t>`. */
export function predicateWords(
  words: Speaker,
  predicate: Predicate,
  scope?: string,
  name: (path: string) => string = (path) => meantBy(words, path, scope).label,
): string {
  const inner = (one: Predicate): string => {
    const shown = predicateWords(words, one, scope, name);
    return 'all' in one || 'any' in one ? words.say('compare/group', {a: shown}) : shown;
  };
  if ('all' in predicate) return words.listed(predicate.all.map(inner), 'compare/all');
  if ('any' in predicate) return words.listed(predicate.any.map(inner), 'compare/any');
  if ('not' in predicate) return words.say('compare/not', {a: predicateWords(words, predicate.not, scope, name)});
  const {is, op, to} = predicate;
  const a = name(is);
  if (op === 'missing' || op === 'present') return words.say(`compare/${op}`, {a});
  const {type, table, field} = meantBy(words, is, scope);
  const operand = (one: string | {param: string} | {name: string}): string => {
    if (typeof one !== 'string') return 'param' in one ? words.num(one) : name(one.name);
    if (type?.value === 'text' && table !== undefined && field !== undefined) return words.enumLabel(table, field, one);
    return words.literal(one, type);
  };
  if (!Array.isArray(to)) return words.say(`compare/${op === 'between' ? 'eq' : op}`, {a, b: operand(to ?? '')});
  const operands = to.map(operand);
  const [b = '', c = ''] = operands;
  if (op === 'between') return words.say('compare/between', {a, b, c});
  return words.say(op === 'not-in' ? 'compare/not-in' : 'compare/in', {a, b: words.listed(operands, 'words/or')});
}

/** What conditions are said with. */
interface Speaker extends Words {
  readonly types: Types;
  enumLabel(table: string, field: string, value: string): string;
  listed(items: readonly string[], key: 'words/or' | 'compare/all' | 'compare/any'): string;
}

interface Meant {
  readonly label: string;
  readonly type: PortType | undefined;
  readonly table?: string;
  readonly field?: string;
}

function meantBy(words: Speaker, path: string, scope: string | undefined): Meant {
  const {plan, types, id} = words;
  const table = scope === 'roster' ? plan.roster.table : scope?.startsWith('table:') ? scope.slice(6) : undefined;
  const meaning =
    table !== undefined && Object.hasOwn(plan.tables[table]?.fields ?? {}, path)
      ? ({is: 'field', table, field: path, head: ''} as const)
      : meaningOf(plan, id, path);
  const type = typeOfMeaning(plan, types, meaning);
  if (meaning?.is !== 'field') return {label: words.name(path), type};
  const label = meaning.head === '' ? words.field(meaning.table, meaning.field) : words.name(path);
  return {label, type, table: meaning.table, field: meaning.field};
}
