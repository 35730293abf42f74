import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {minorScaleOf} from '../../../runtime/decimal/currency.js';
import {fitDecimal, formatDecimal, parseDecimal} from '../../../runtime/decimal/text.js';

const fit = (text: string, scale: number, rounding?: 'half-up'): ReturnType<typeof fitDecimal> =>
  fitDecimal(parseDecimal(text)!, scale, rounding);

describe('parseDecimal', () => {
  it('keeps as few decimals as the value needs', () => {
    expect(parseDecimal('0.10')).toEqual({value: 1n, scale: 1});
    expect(parseDecimal('-0.00')).toEqual({value: 0n, scale: 0});
    expect(parseDecimal('+007.50')).toEqual({value: 75n, scale: 1});
    expect(parseDecimal('100')).toEqual({value: 100n, scale: 0});
  });

  it('reads plain decimals only', () => {
    for (const text of ['', '-', '.5', '5.', '1e3', '1,000', '¥5', '5%', '0x10', ' 5', '5 ', '１', '--5', 'NaN', '∞']) {
      expect(parseDecimal(text), text).toBeUndefined();
    }
    expect(parseDecimal('1'.repeat(64))).toBeDefined();
    expect(parseDecimal('1'.repeat(65))).toBeUndefined();
  });
});

describe('fitDecimal', () => {
  it('refuses 1.005 as money with cents: neither 1.00 nor 1.01', () => {
    expect(fit('1.005', 2)).toBe('scale');
    expect(fit('1.005', 2, 'half-up')).toBe(101n);
    expect(fit('1.050', 2)).toBe(105n);
    expect(fit('-3', 2)).toBe(-300n);
  });

  it('holds values below 10^18 after scaling', () => {
    expect(fit('9999999999999999.99', 2)).toBe(10n ** 18n - 1n);
    expect(fit('10000000000000000', 2)).toBe('range');
    expect(fit('-10000000000000000', 2)).toBe('range');
  });
});

describe('formatDecimal', () => {
  it('writes all decimals, or those that are needed', () => {
    expect(formatDecimal(-5n, 2, false)).toBe('-0.05');
    expect(formatDecimal(1500n, 2, true)).toBe('15');
    expect(formatDecimal(1510n, 2, true)).toBe('15.1');
    expect(formatDecimal(0n, 6, false)).toBe('0.000000');
    expect(formatDecimal(0n, 6, true)).toBe('0');
    expect(formatDecimal(12n, 0, false)).toBe('12');
    expect(formatDecimal(12n, -2, false)).toBe('1200');
  });

  it('is read back as the same value', () => {
    fc.assert(
      fc.property(
        fc.bigInt({min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n}),
        fc.nat(12),
        fc.boolean(),
        (value, scale, minimal) => {
          expect(fit(formatDecimal(value, scale, minimal), scale)).toBe(value);
        },
      ),
    );
  });
});

describe('minorScaleOf', () => {
  it('is two but for the exceptions of ISO 4217', () => {
    expect(['CNY', 'USD', 'JPY', 'KRW', 'KWD', 'CLF', 'XYZ', ''].map(minorScaleOf)).toEqual([2, 2, 0, 0, 3, 4, 2, 2]);
  });
});
