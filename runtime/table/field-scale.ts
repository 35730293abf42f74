import type {Field} from '@planwright/schemas';
import {minorScaleOf} from '../decimal/currency.js';

/** Decimals a field is imported and stored with. Money whose currency is in another field has the minor unit of the plan's currency unless it says otherwise. */
export function scaleOfField(field: Field, currency: string): number {
  switch (field.type) {
    case 'money':
      return field.scale ?? minorScaleOf(typeof field.currency === 'string' ? field.currency : currency);
    case 'number':
      return field.scale ?? 6;
    case 'ratio':
      return field.scale ?? 10;
    default:
      return 0;
  }
}
