// Names in formulas and conditions (plan model, section 2): what they mean at a node, and their value at a place.
import {bad, dateOf, decimal, flag, parseDecimal, text} from './exact.js';
import type {Value} from './exact.js';
import {parseDate} from './dates.js';
import {cellOf} from './import.js';
import type {Row} from './import.js';
import type {Constant, Gives} from './plan.js';
import {attributeOf} from './roster.js';
import type {Person, RosterRow} from './roster.js';
import {constantly, PARTICIPANT, PLAN} from './run.js';
import type {At, Grain, Lineage, Named, Run} from './run.js';
import {wireType} from './types.js';
import type {ValueType} from './types.js';

export interface Scope {
  readonly wires?: Readonly<Record<string, string>> | undefined;
  /** The rows whose fields can be named. */
  readonly lineage?: string | undefined;
  /** Attributes can be named without participant. too. */
  readonly roster?: boolean;
}

export function resolve(run: Run, scope: Scope, name: string): Named {
  const wire = scope.wires?.[name];
  if (wire !== undefined) return run.wire(wire);
  const lineage = scope.lineage === undefined ? undefined : run.lineage(scope.lineage);
  const found =
    (lineage && rowName(run, lineage, name)) ??
    (scope.roster ? rosterName(run, name) : undefined) ??
    participantName(run, lineage, name) ??
    periodName(run, name) ??
    parameterName(run, name);
  if (found === undefined) throw new Error(`no value named ${name}`);
  return found;
}

/** An attribute of the person at a place: on the row's date for a row, else on the period's `asOf` day (SEM-13). */
export function attribute(run: Run, name: string, at: At): Value {
  const row = rosterRowAt(run, at);
  return row === undefined ? bad('missing') : attributeOf(row, name);
}

export function constant(run: Run, given: Constant, of: Gives): Value {
  if (typeof given === 'string') return literal(given, of);
  const parameter = run.plan.parameters?.[given.param];
  if (parameter === undefined) throw new Error(`no parameter ${given.param}`);
  return literal(parameter.value, parameter.type);
}

/** A literal of the plan as a value of a type. */
export function literal(source: string, of: Gives): Value {
  switch (of) {
    case 'text':
      return text(source.normalize('NFC').trim());
    case 'flag':
      return flag(source === 'true');
    case 'date':
      return dateOf(parseDate(source) ?? fail(`${source} is not a date`));
    default:
      return parseDecimal(source) ?? fail(`${source} is not a number`);
  }
}

function fail(message: string): never {
  throw new Error(message);
}

function rowName(run: Run, lineage: Lineage, name: string): Named | undefined {
  const grain: Grain = {of: 'row', lineage: lineage.id};
  const key = lineage.keys?.get(name);
  if (key !== undefined) return {type: key.type, grain, read: (at) => at.item?.keys?.get(name) ?? bad('missing')};
  if (lineage.keys !== undefined) return undefined;
  const {fields, types} = lineage.table;
  const own = types.get(name);
  if (own !== undefined) {
    return {
      type: own,
      grain,
      read: ({item}) => item?.parts.get(name) ?? (item?.row ? cellOf(item.row, name) : bad('missing')),
    };
  }
  if (name === 'share')
    return {type: wireType('ratio', undefined), grain, read: ({item}) => item?.share ?? bad('missing')};
  if (name === 'level')
    return {type: wireType('count', undefined), grain, read: ({item}) => item?.level ?? bad('missing')};
  const [head, field] = name.split('.');
  if (field === undefined) return undefined;
  if (head === 'whole') {
    const type = types.get(field) ?? fail(`no field ${field}`);
    return {type, grain, read: ({item}) => (item?.row ? cellOf(item.row, field) : bad('missing'))};
  }
  if (head === 'origin' || head === 'below') {
    const read = ({item}: At): Value => {
      const person = item?.[head];
      if (person === undefined || item?.day === undefined) return bad('missing');
      return personValue(run.roster.rowOn(person, item.day), person, field);
    };
    return {type: attributeType(run, field), grain, read};
  }
  const references = fields.get(head!)?.references;
  return references === undefined ? undefined : referenceName(run, grain, references, head!, field);
}

/** reference.field: n to 1, in the roster as of the row's date (ruling 1). */
function referenceName(run: Run, grain: Grain, table: string, reference: string, field: string): Named {
  const target = run.tables.get(table)!;
  const type = target.types.get(field) ?? fail(`no field ${field} in ${table}`);
  const read = ({item}: At): Value => {
    const key = item?.row ? cellOf(item.row, reference) : bad('missing');
    if (key.is !== 'text') return key.is === 'bad' ? key : bad('missing');
    const row: Row | undefined =
      table === run.plan.roster.table ? rosterReference(run, key.text, item?.day) : target.byId.get(key.text);
    return row === undefined ? bad('missing') : cellOf(row, field);
  };
  return {type, grain, read};
}

function rosterReference(run: Run, id: string, day: number | undefined): Row | undefined {
  const person = run.roster.find(id);
  if (person === undefined) return undefined;
  if (day !== undefined) return run.roster.rowOn(person, day)?.row;
  return person.rows.length === 1 ? person.rows[0]!.row : undefined;
}

function rosterName(run: Run, name: string): Named | undefined {
  const type = run.roster.table.types.get(name);
  if (type === undefined) return undefined;
  return {type, grain: PARTICIPANT, read: (at) => attribute(run, name, at)};
}

function participantName(run: Run, lineage: Lineage | undefined, name: string): Named | undefined {
  const [head, field] = name.split('.');
  if (head !== 'participant' || field === undefined) return undefined;
  const grain: Grain = lineage === undefined ? PARTICIPANT : {of: 'row', lineage: lineage.id};
  const read = (at: At): Value =>
    at.person === undefined && at.rosterRow === undefined
      ? bad('missing')
      : personValue(rosterRowAt(run, at), at.person, field);
  return {type: attributeType(run, field), grain, read};
}

function attributeType(run: Run, name: string): ValueType {
  if (name === 'id') return wireType('text', undefined);
  return run.roster.table.types.get(name) ?? fail(`no attribute ${name}`);
}

function personValue(row: RosterRow | undefined, person: Person | undefined, name: string): Value {
  if (name === 'id') return text(person?.id ?? row!.row.id);
  return row === undefined ? bad('missing') : attributeOf(row, name);
}

function rosterRowAt(run: Run, at: At): RosterRow | undefined {
  if (at.rosterRow !== undefined) return at.rosterRow;
  if (at.person === undefined) return undefined;
  if (at.item?.day !== undefined) return run.roster.rowOn(at.person, at.item.day);
  return run.roster.rowAsOf(at.person, at.period);
}

function periodName(run: Run, name: string): Named | undefined {
  const {calendar} = run;
  switch (name) {
    case 'period.name':
      return {type: wireType('text', undefined), grain: PLAN, read: ({period}) => text(calendar.name(period))};
    case 'period.index':
      return {type: wireType('count', undefined), grain: PLAN, read: ({period}) => integer(calendar.index(period))};
    case 'period.days': {
      const read = ({period}: At): Value => integer(calendar.end(period) - calendar.start(period));
      return {type: wireType('days', undefined), grain: PLAN, read};
    }
    default:
      return undefined;
  }
}

function parameterName(run: Run, name: string): Named | undefined {
  const parameter = run.plan.parameters?.[name];
  if (parameter === undefined) return undefined;
  const value = literal(parameter.value, parameter.type);
  const type = wireType(parameter.type, run.plan.currency);
  return constantly(value, value.is === 'decimal' ? {...type, scale: value.scale} : type);
}

export function integer(n: number): Value {
  return decimal(BigInt(n), 0);
}
