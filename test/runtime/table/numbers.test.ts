import fc from 'fast-check';
import {expect, it} from 'vitest';
import {Dictionary} from '../../../runtime/table/dictionary.js';
import {readTables} from '../../../runtime/table/read.js';

it('takes a number for what its shortest text says', () => {
  const anyNumber = fc.oneof(
    fc.double(),
    fc.tuple(fc.maxSafeInteger(), fc.integer({min: 0, max: 8})).map(([digits, scale]) => digits / 10 ** scale),
    fc.constantFrom(0.1 + 0.2, 1.005, 1e15, -1e15, 999_999_999_999_999, 2 ** 53, 1e-7, -0, 8.41, 1.1 * 3),
  );
  fc.assert(
    fc.property(fc.array(anyNumber, {minLength: 1, maxLength: 20}), fc.integer({min: 0, max: 6}), (values, scale) => {
      expect(readAmounts(values, scale)).toEqual(readAmounts(values.map(textOf), scale));
    }),
    {numRuns: 2000},
  );
});

function readAmounts(amount: readonly (string | number)[], scale: number): unknown {
  const plan = {
    currency: 'CNY',
    roster: {table: 'people'},
    tables: {deals: {fields: {amount: {type: 'money', scale}}}},
  } as const;
  const {tables, exceptions} = readTables(plan, {deals: {columns: {amount}}}, new Dictionary());
  return {column: tables.get('deals')?.columns.get('amount'), rows: exceptions.map(({row, code}) => [row, code])};
}

/** Digits of a number without an exponent; what is not finite, or too large to be exact, stays what it is: no decimal. */
function textOf(value: number): string {
  if (Object.is(value, -0)) return '0';
  if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) return 'none';
  const [mantissa = '', exponent] = String(value).split('e-');
  if (exponent === undefined) return mantissa;
  const [sign, digits] = mantissa.startsWith('-') ? ['-', mantissa.slice(1)] : ['', mantissa];
  const [whole = '', rest = ''] = digits.split('.');
  return `${sign}0.${'0'.repeat(Number(exponent) - 1)}${whole}${rest}`;
}
