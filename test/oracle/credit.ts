// Where rows come from and whom they count for: the kinds source and credit (R-12 … R-18).
import {allocate} from './allocate.js';
import {
  bad,
  codePointOrder,
  compare,
  isNegative,
  multiply,
  ONE,
  round,
  show,
  smaller,
  total,
  whole,
  ZERO,
} from './exact.js';
import type {Value} from './exact.js';
import {cellOf, fieldWithRole} from './import.js';
import type {Row, Table} from './import.js';
import {integer, resolve} from './names.js';
import type {CreditNode, SourceNode} from './plan.js';
import {condition, isTrue} from './predicate.js';
import {attributeOf} from './roster.js';
import type {Person} from './roster.js';
import {placeOf} from './run.js';
import type {Item, Outcome, Run} from './run.js';

/** A table with roles participant and date is credited by itself. */
export function creditsItself(table: Table): boolean {
  return fieldWithRole(table.fields, 'participant') !== undefined && fieldWithRole(table.fields, 'date') !== undefined;
}

export function sourceItems(run: Run, id: string, node: SourceNode): Item[] {
  const table = run.tables.get(node.table)!;
  const byItself = creditsItself(table);
  const where = node.where && condition(run, {lineage: id}, node.where);
  const items: Item[] = [];
  for (const row of table.rows) {
    const raw = rawItem(table, row);
    const item = byItself ? creditedByItself(run, id, table, raw) : raw;
    if (item === undefined) continue;
    const holds = where?.read(placeOf(item));
    if (holds?.is === 'bad') {
      except(run, id, row, '', '', 'data/unknown-condition');
      run.outcome(id, row, 'exceptions');
    } else if (holds !== undefined && !isTrue(holds)) run.outcome(id, row, 'filtered');
    else {
      items.push(item);
      if (byItself) run.outcome(id, row, 'credited');
    }
  }
  return items;
}

function rawItem(table: Table, row: Row): Item {
  const dateField = fieldWithRole(table.fields, 'date');
  const date = dateField === undefined ? undefined : cellOf(row, dateField);
  return {id: row.id, row, period: NaN, day: date?.is === 'date' ? date.day : undefined, share: ONE, parts: new Map()};
}

function creditedByItself(run: Run, id: string, table: Table, item: Item): Item | undefined {
  const field = fieldWithRole(table.fields, 'participant')!;
  const placed = place(run, cellOf(item.row!, field), item.day);
  if ('person' in placed) return {...item, ...placed};
  const isListed = run.exceptions.some(
    ({table: name, row, node}) => name === table.name && row === item.row!.no && run.node(node)?.kind === 'source',
  );
  // of several sources of a table only the first lists the row
  if (placed.outcome === 'exceptions' && !isListed) {
    except(run, id, item.row!, field, told(cellOf(item.row!, field)), placed.code);
  }
  run.outcome(id, item.row!, placed.outcome);
  return undefined;
}

type Placed =
  | {readonly person: Person; readonly period: number; readonly day: number}
  | {readonly outcome: 'exceptions'; readonly code: string}
  | {readonly outcome: 'outside' | 'ineligible'};

/** The order of R-14. */
function place(run: Run, participant: Value, day: number | undefined): Placed {
  const person = participant.is === 'text' ? run.roster.find(participant.text) : undefined;
  if (person === undefined) return {outcome: 'exceptions', code: 'data/unknown-participant'};
  if (day === undefined) return {outcome: 'exceptions', code: 'data/required'};
  const rosterRow = run.roster.rowOn(person, day);
  if (rosterRow === undefined) return {outcome: 'exceptions', code: 'data/participant-inactive'};
  const period = run.calendar.periodOf(day);
  if (period < run.first || period > run.to) return {outcome: 'outside'};
  if (!rosterRow.eligible || !run.roster.isPresent(person, period)) return {outcome: 'ineligible'};
  return {person, period, day};
}

/** Somebody who is to get a row, with his part of it. */
interface Claim {
  readonly participant: Value;
  readonly share: Value;
  readonly parts: ReadonlyMap<string, Value>;
  readonly level?: Value;
  readonly origin?: Person | undefined;
  readonly below?: Person | undefined;
}
/** Why a row cannot be given to anybody. */
interface Refusal {
  readonly code: string;
  readonly field: string;
  readonly value: string;
}
type Claims = (item: Item, day: number | undefined) => readonly (Claim | Refusal)[];

export function creditItems(run: Run, id: string, node: CreditNode): Item[] {
  const incoming = node.in.rows.split('.')[0]!;
  const claims = claimsOf(run, incoming, node);
  const dateOf = node.date === undefined ? undefined : resolve(run, {lineage: incoming}, node.date);
  const accountable = node.by !== 'reports' && isRawSource(run, incoming);
  const items: Item[] = [];
  for (const item of run.items(incoming)) {
    const date = dateOf?.read(placeOf(item));
    const day = date === undefined ? item.day : date.is === 'date' ? date.day : undefined;
    const row = item.row!;
    const finish = (outcome: Outcome): void => {
      if (accountable) run.outcome(incoming, row, outcome);
    };
    for (const claim of claims(item, day)) {
      if ('code' in claim) {
        except(run, id, row, claim.field, claim.value, claim.code);
        finish('exceptions');
        continue;
      }
      const placed = place(run, claim.participant, day);
      if ('person' in placed) {
        items.push({...item, ...claim, ...placed});
        finish('credited');
      } else {
        if (placed.outcome === 'exceptions') {
          except(run, id, row, node.participant ?? '', told(claim.participant), placed.code);
        }
        finish(placed.outcome);
      }
    }
  }
  return items;
}

function isRawSource(run: Run, id: string): boolean {
  const node = run.node(id);
  return node.kind === 'source' && !creditsItself(run.tables.get(node.table)!);
}

function claimsOf(run: Run, incoming: string, node: CreditNode): Claims {
  switch (node.by) {
    case 'field':
      return fieldClaims(run, incoming, node);
    case 'split':
      return splitClaims(run, incoming, node);
    case 'match':
      return matchClaims(run, incoming, node);
    case 'reports':
      return reportsClaims(run, node);
  }
}

function fieldClaims(run: Run, incoming: string, node: CreditNode): Claims {
  const name = node.participant ?? fieldWithRole(run.lineage(incoming).table.fields, 'participant')!;
  const participant = resolve(run, {lineage: incoming}, name);
  return (item) => [{participant: participant.read(placeOf(item)), share: item.share, parts: item.parts}];
}

function splitClaims(run: Run, incoming: string, node: CreditNode): Claims {
  const split = node.split!;
  const rows = new Map<string, Row[]>();
  for (const row of run.tables.get(split.table)!.rows) {
    const key = show(cellOf(row, split.row));
    rows.set(key, [...(rows.get(key) ?? []), row]);
  }
  const participantOf = (row: Row): string => show(cellOf(row, split.participant));
  const rule = split.total ?? 'whole';
  return (item) => {
    const shared = [...(rows.get(item.id) ?? [])].sort(
      (a, b) => codePointOrder(participantOf(a), participantOf(b)) || a.no - b.no,
    );
    const refuse = (code: string, value = ''): Refusal[] => [{code, field: '', value}];
    if (shared.length === 0) return rule === 'whole' ? refuse('data/split-total') : refuse('data/not-credited');
    const shares = shared.map((row) => cellOf(row, split.share));
    if (shares.some((share) => share.is !== 'decimal' || isNegative(share)))
      return refuse('data/bad-share', show(shares.reduce(smaller)));
    const sum = total(shares);
    const order = compare(sum, ONE);
    const sign = order.is === 'order' ? order.sign : 1;
    if ((rule === 'whole' && sign !== 0) || (rule === 'at-most' && sign > 0)) {
      return refuse('data/split-total', show(sum));
    }
    const parts = partsOf(run, incoming, node, item, shares, rule === 'whole');
    return shared.map((row, k) => ({
      participant: cellOf(row, split.participant),
      share: asShare(multiply(shares[k]!, item.share)),
      parts: parts[k]!,
    }));
  };
}

/** Everybody's parts of the fields that are split: by SEM-8 if they are to add up, else each rounded half-up. */
function partsOf(
  run: Run,
  incoming: string,
  node: CreditNode,
  item: Item,
  shares: readonly Value[],
  addUp: boolean,
): Map<string, Value>[] {
  const {types} = run.lineage(incoming).table;
  const result = shares.map(() => new Map(item.parts));
  for (const field of node.splits ?? [...types.keys()].filter((name) => types.get(name)!.of === 'money')) {
    const own = item.parts.get(field) ?? cellOf(item.row!, field);
    const {scale} = types.get(field)!;
    const parts = addUp
      ? allocate(own, shares, scale)
      : shares.map((share) => round(whole(multiply(own, share)), scale, 'half-up'));
    parts.forEach((part, k) => result[k]!.set(field, part));
  }
  return result;
}

function asShare(value: Value): Value {
  return round(whole(value), 12, 'half-up');
}

function matchClaims(run: Run, incoming: string, node: CreditNode): Claims {
  const match = node.match!;
  const field = resolve(run, {lineage: incoming}, match.field);
  const who = node.who && condition(run, {lineage: incoming}, node.who);
  return (item, day) => {
    const wanted = field.read(placeOf(item));
    let undecided = false;
    const people = run.roster.people.filter((person) => {
      const row = day === undefined ? undefined : run.roster.rowOn(person, day);
      if (row === undefined || !row.eligible || wanted.is === 'bad') return false;
      const has = attributeOf(row, match.attribute);
      if (has.is === 'bad' || show(has) !== show(wanted)) return false;
      const period = run.calendar.periodOf(day!);
      const holds = who?.read({period, person, item: {...item, person, day}});
      // whether he is meant cannot be told: not silently
      if (holds?.is === 'bad') undecided = true;
      return holds === undefined || (holds.is !== 'bad' && isTrue(holds));
    });
    const unclear: Refusal[] = undecided ? [{code: 'data/unknown-condition', field: '', value: ''}] : [];
    if (people.length === 0) return [...unclear, {code: 'data/not-credited', field: match.field, value: told(wanted)}];
    const participants = people.map(({id}): Value => ({is: 'text', text: id}));
    if (match.each !== 'equal') {
      const claims = participants.map((participant) => ({participant, share: item.share, parts: item.parts}));
      return [...claims, ...unclear];
    }
    const weights = people.map(() => ONE);
    const shares = allocate(ONE, weights, 12);
    const parts = partsOf(run, incoming, node, item, weights, true);
    const claims = participants.map((participant, k) => ({
      participant,
      share: asShare(multiply(shares[k]!, item.share)),
      parts: parts[k]!,
    }));
    return [...claims, ...unclear];
  };
}

function reportsClaims(run: Run, node: CreditNode): Claims {
  const manager = run.plan.roster.manager!;
  const from = node.levels?.from ?? 1;
  const to = Math.max(from, node.levels?.to ?? 1);
  return (item, day) => {
    const claims: (Claim | Refusal)[] = [];
    const met = new Set<Person>();
    let below = item.person!;
    for (let level = 1; level <= to; ++level) {
      met.add(below);
      const row = day === undefined ? undefined : run.roster.rowOn(below, day);
      const value = row === undefined ? bad('missing') : attributeOf(row, manager);
      if (value.is !== 'text') break;
      const above = run.roster.find(value.text);
      if (above !== undefined && met.has(above)) {
        return [{code: 'data/manager-cycle', field: '', value: item.person!.id}];
      }
      if (above === undefined || run.roster.rowOn(above, day!) === undefined) {
        const code = above === undefined ? 'data/unknown-participant' : 'data/participant-inactive';
        claims.push({code, field: '', value: value.text});
        break;
      }
      if (level >= from) {
        const common = {share: item.share, parts: item.parts, level: integer(level), origin: item.person, below};
        claims.push({participant: value, ...common});
      }
      below = above;
    }
    return claims;
  };
}

/** A value as an exception tells it; what is missing is empty. */
function told(value: Value): string {
  return value.is === 'bad' ? '' : show(value);
}

export function except(run: Run, node: string, row: Row, field: string, value: string, code: string): void {
  run.exceptions.push({table: row.table, row: row.no, field, value, code, node});
}

/** In sequence: field of role sequence, date, id, then as they came. */
export function inSequence(table: Table, items: readonly Item[]): Item[] {
  const field = fieldWithRole(table.fields, 'sequence');
  return [...items].sort((a, b) => {
    if (field !== undefined) {
      const order = compare(sequenceOf(a, field), sequenceOf(b, field));
      if (order.is === 'order' && order.sign !== 0) return order.sign;
    }
    return (a.day ?? 0) - (b.day ?? 0) || codePointOrder(a.id, b.id);
  });
}

function sequenceOf(item: Item, field: string): Value {
  const value = item.row === undefined ? ZERO : cellOf(item.row, field);
  return value;
}
