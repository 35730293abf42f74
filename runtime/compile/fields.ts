import type {Plan} from '@planwright/schemas';
import type {PortType, ValueKind} from '../nodes/types.js';
import {scaleOfField} from '../table/field-scale.js';

/** Value kind of a field of a table. */
function fieldKind(type: string): ValueKind {
  switch (type) {
    case 'key':
    case 'text':
    case 'enum':
      return 'text';
    case 'money':
    case 'number':
    case 'ratio':
    case 'count':
    case 'date':
    case 'flag':
      return type;
    default:
      return 'text';
  }
}

/** Type of a field as a name: its grain is filled in by who reads it. */
export function fieldType(plan: Plan, table: string, name: string): PortType | undefined {
  const fields = plan.tables[table]?.fields;
  const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) return undefined;
  const value = fieldKind(field.type);
  const base: PortType = {value, grain: 'row', cover: 'any'};
  if (field.type === 'enum' && field.values)
    return {...base, values: field.values.map((one) => (typeof one === 'string' ? one : one.value))};
  if (value !== 'money') return base;
  const {currency} = field;
  if (typeof currency === 'object') return {...base, currency: 'mixed', currencyField: currency.field};
  return {...base, currency: currency ?? plan.currency};
}

/** Decimals of a field by its names; 0 where there is none such. */
export function fieldScale(plan: Plan, table: string, name: string): number {
  const field = plan.tables[table]?.fields[name];
  return field ? scaleOfField(field, plan.currency) : 0;
}

/** The field with a role, if any. */
export function fieldWithRole(plan: Plan, table: string, role: string): string | undefined {
  return Object.entries(plan.tables[table]?.fields ?? {}).find(([, field]) => field.role === role)?.[0];
}

export const PERIODS_PER_YEAR: Readonly<Record<Plan['calendar']['period'], number>> = {
  month: 12,
  quarter: 4,
  half: 2,
  year: 1,
};
