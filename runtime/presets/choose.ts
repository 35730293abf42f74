import type {Field, Plan} from '@planwright/schemas';

/** A field and the values it may have, where it is a choice. */
export interface Chosen {
  readonly name: string;
  readonly values: readonly string[];
}

/** The field of a table that a preset most likely means: of its type, not what identifies the row. The type itself where there is none. */
export function fieldNamed(plan: Plan, table: string | undefined, type: string): Chosen {
  const fields = table === undefined ? [] : Object.entries(plan.tables[table]?.fields ?? {});
  return choose(fields, type, type === 'money' ? 'amount' : 'product');
}

/** The attribute of people that a preset most likely means. */
export function attributeNamed(plan: Plan, type: string): Chosen {
  const fields = Object.entries(plan.tables[plan.roster.table]?.fields ?? {});
  return choose(fields, type, type === 'date' ? 'hired' : 'team');
}

function choose(fields: readonly (readonly [string, Field])[], type: string, usual: string): Chosen {
  const fitting = fields.filter(([, field]) => field.role === undefined && fits(field, type));
  const [name, field] = fitting.find(([one]) => one === usual) ?? fitting[0] ?? [usual, undefined];
  return {name, values: (field?.values ?? []).map((one) => (typeof one === 'string' ? one : one.value))};
}

function fits(field: Field, type: string): boolean {
  return field.type === type || (type === 'text' && field.type === 'enum');
}
