import type {Language, Plan, TextKey, TextParams} from '@planwright/schemas';
import {pick, say} from '@planwright/schemas';
import {splitRef} from '../compile/graph.js';
import {parseDecimal} from '../decimal/text.js';
import type {Num, Predicate, Result} from '../nodes/definition.js';
import type {Words} from '../nodes/explaining.js';
import type {Unit} from '../nodes/terms.js';
import type {PortType, Span} from '../nodes/types.js';
import {formatNumber} from './format.js';
import type {Types} from './names.js';
import {meaningOf, refAt, tableOf, typeOfMeaning, typeOfRef} from './names.js';
import {predicateWords} from './predicate-words.js';

/** Words of one node in one language. */
export class NodeWords implements Words {
  readonly language: Language;
  readonly plan: Plan;
  readonly id: string;
  readonly types: Types;

  constructor(plan: Plan, types: Types, id: string, language: Language) {
    this.plan = plan;
    this.types = types;
    this.id = id;
    this.language = language;
  }

  say<K extends TextKey>(key: K, params: TextParams[K]): string {
    const text = say(this.language, key, params);
    return this.language === 'en' ? text : text.replace(BETWEEN_HAN, '$1');
  }

  /** Label of a node: its own, else kind and id. */
  label(id: string): string {
    const node = this.plan.nodes[id];
    if (!node) return id;
    return pick(node.label, this.language, this.say('words/unnamed', {kind: this.say(`kind/${node.kind}`, {}), id}));
  }

  wire(ref: string | undefined): string {
    if (ref === undefined) return this.say('words/none', {});
    const {node, port} = splitRef(ref);
    const label = this.label(node);
    if (port === undefined || port === 'value' || port === 'rows') return label;
    return this.say('words/port', {node: label, port: this.portName(port)});
  }

  portName(port: string): string {
    return isPort(port) ? this.say(`words/port-${port}`, {}) : port;
  }

  name(path: string): string {
    const meaning = meaningOf(this.plan, this.id, path);
    switch (meaning?.is) {
      case 'wire':
        return this.wire(meaning.ref);
      case 'parameter':
        return this.#parameter(meaning.name);
      case 'own':
        return this.say(`words/${meaning.name}`, {});
      case 'field': {
        const field = this.field(meaning.table, meaning.field);
        const {head} = meaning;
        if (head === '' || head === 'participant') return field;
        if (head === 'whole' || head === 'origin' || head === 'below') return this.say(`words/${head}`, {field});
        return this.say('words/of', {field, owner: this.name(head)});
      }
      default:
        return path;
    }
  }

  table(name: string): string {
    return pick(this.plan.tables[name]?.label, this.language, name);
  }

  field(table: string, name: string): string {
    return pick(this.plan.tables[table]?.fields[name]?.label, this.language, name);
  }

  attribute(name: string): string {
    return this.field(this.plan.roster.table, name);
  }

  num(value: Num, unit?: Unit): string {
    if (typeof value === 'string') return this.#decimal(value, unit);
    const parameter = this.plan.parameters?.[value.param];
    if (!parameter) return value.param;
    const own: Unit = {
      ...unit,
      kind: parameter.type,
      ...(parameter.type === 'money' ? {currency: unit?.currency ?? this.plan.currency} : {}),
    };
    const label = this.#parameter(value.param);
    return this.say('words/valued', {label, value: this.#decimal(parameter.value, own)});
  }

  literal(text: string, type: PortType | undefined, path?: string): string {
    switch (type?.value) {
      case 'flag':
        return this.say(text === 'true' ? 'words/yes' : 'words/no', {});
      case 'text': {
        const meaning = path === undefined ? undefined : meaningOf(this.plan, this.id, path);
        return meaning?.is === 'field' ? this.enumLabel(meaning.table, meaning.field, text) : text;
      }
      case 'date':
      case 'rows':
      case undefined:
        return text;
      default:
        return this.#decimal(text, this.unitOf(type));
    }
  }

  /** Label of a value of an enum, else the value. */
  enumLabel(table: string, field: string, value: string): string {
    const found = this.plan.tables[table]?.fields[field]?.values?.find(
      (one) => typeof one !== 'string' && one.value === value,
    );
    return typeof found === 'object' ? pick(found.label, this.language, value) : value;
  }

  result(result: Result, type: PortType | undefined): string {
    if ('use' in result) return this.name(result.use);
    if ('field' in result) return this.name(result.field);
    if ('param' in result) return this.num(result, this.unitOf(type));
    return this.literal(result.value, type);
  }

  predicate(predicate: Predicate, scope?: string): string {
    return predicateWords(this, predicate, scope);
  }

  span(span: Span): string | undefined {
    const clauses: string[] = [];
    const over = span.over ?? 'period';
    if (over === 'trailing') clauses.push(this.say('span/trailing', {n: span.trailing ?? 1}));
    else if (isSpan(over)) clauses.push(this.say(`span/${over}`, {}));
    if (span.shift)
      clauses.push(this.say(span.shiftBy === 'year' ? 'span/shift-year' : 'span/shift-period', {n: span.shift}));
    return clauses.length === 0 ? undefined : clauses.join(this.say('words/clause', {}));
  }

  rounding(rounding: {scale: number; mode?: string | undefined} | undefined, unit?: Unit): string | undefined {
    if (!rounding) return undefined;
    const mode = this.say(`mode/${isMode(rounding.mode) ? rounding.mode : 'half-up'}`, {});
    const percent = unit?.kind === 'ratio' || unit?.kind === 'score';
    const scale = percent ? rounding.scale - 2 : rounding.scale;
    if (scale > 0) return this.say(percent ? 'words/rounded-percent' : 'words/rounded', {mode, scale});
    if (scale === 0) return this.say(percent ? 'words/rounded-percent' : 'words/rounded-whole', {mode, scale});
    return this.say('words/rounded-tens', {mode, unit: (10n ** BigInt(-scale)).toString()});
  }

  list(items: readonly string[]): string {
    return this.listed(items, 'words/and');
  }

  sentence(...clauses: readonly (string | undefined)[]): string {
    const text = clauses.filter((one) => one !== undefined && one !== '').join(this.say('words/clause', {}));
    const first = text.slice(0, 1);
    return (this.language === 'en' ? first.toUpperCase() : first) + text.slice(1) + this.say('words/end', {});
  }

  output(port: string): PortType | undefined {
    return this.types.get(this.id)?.[port];
  }

  input(port: string): PortType | undefined {
    return typeOfRef(this.types, refAt(this.plan, this.id, port));
  }

  nameType(path: string): PortType | undefined {
    return typeOfMeaning(this.plan, this.types, meaningOf(this.plan, this.id, path));
  }

  unitOf(type: PortType | undefined): Unit | undefined {
    if (!type || type.value === 'rows') return undefined;
    return type.value === 'money'
      ? {kind: 'money', currency: type.currency ?? this.plan.currency, literal: true}
      : {kind: type.value, literal: true};
  }

  tableAt(port: string): string | undefined {
    const ref = refAt(this.plan, this.id, port);
    return ref === undefined ? undefined : tableOf(this.plan, splitRef(ref).node);
  }

  #parameter(name: string): string {
    return pick(this.plan.parameters?.[name]?.label, this.language, name);
  }

  #decimal(text: string, unit: Unit | undefined): string {
    if (unit && (unit.kind === 'text' || unit.kind === 'date')) return text;
    if (unit?.kind === 'flag') return this.say(text === 'true' ? 'words/yes' : 'words/no', {});
    const decimal = parseDecimal(text);
    if (!decimal) return text;
    return formatNumber(decimal.value, decimal.scale, unit ? {...unit, literal: true} : null, this.language);
  }

  /** Items with a word before the last one. */
  listed(items: readonly string[], key: 'words/and' | 'words/or' | 'compare/all' | 'compare/any'): string {
    const last = items.at(-1) ?? '';
    if (items.length < 2) return last;
    const separator = key.startsWith('compare') ? this.say('words/clause', {}) : this.say('words/comma', {});
    return this.say(key, {items: items.slice(0, -1).join(separator), last});
  }
}

/** A space that a text leaves for a number, where a Chinese word has come instead. */
const BETWEEN_HAN = /([\p{Script=Han}（）“”，。；：、]) (?=[\p{Script=Han}（）“”，。；：、])/gu;

type Port = 'value' | 'rows' | 'applied' | 'band' | 'excess' | 'place' | 'selected' | 'prize';
const PORTS: readonly string[] = ['value', 'rows', 'applied', 'band', 'excess', 'place', 'selected', 'prize'];
const isPort = (port: string): port is Port => PORTS.includes(port);

type ToDate = 'quarter-to-date' | 'half-to-date' | 'year-to-date' | 'all-to-date';
const isSpan = (over: string): over is ToDate => over.endsWith('-to-date');

type Mode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceil';
const MODES: readonly string[] = ['half-up', 'half-even', 'down', 'up', 'floor', 'ceil'];
const isMode = (mode: string | undefined): mode is Mode => mode !== undefined && MODES.includes(mode);
