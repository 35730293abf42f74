import type {FormulaType, ValueType} from '../../formula/types.js';
import {assignable, typeName} from '../../formula/types.js';
import type {PortType, ValueKind} from '../types.js';

/** The type of a name as formulas know it. */
export function toFormulaType(type: PortType | undefined): ValueType | undefined {
  if (!type || type.value === 'rows') return undefined;
  return type.value === 'money' ? {kind: 'money', currency: type.currency ?? 'mixed'} : {kind: type.value};
}

/** Whether a formula of this type may be declared as `gives`. Money keeps its own currency. */
export function assignableTo(type: FormulaType, gives: ValueKind, currency: string): boolean {
  const as: ValueType =
    gives === 'money' ? {kind: 'money', currency: type.kind === 'money' ? type.currency : currency} : {kind: gives};
  return assignable(type, as);
}

export const formulaTypeName = typeName;
