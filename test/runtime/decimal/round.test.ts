import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {RoundingMode} from '../../../runtime/decimal/round.js';
import {pow10, rescale, roundDiv} from '../../../runtime/decimal/round.js';

const modes: readonly RoundingMode[] = ['half-up', 'half-even', 'down', 'up', 'floor', 'ceil'];

describe('roundDiv', () => {
  it('rounds −2.5, −1.5, 1.5, 2.5 and thirds by every mode', () => {
    const table: Record<RoundingMode, readonly bigint[]> = {
      'half-up': [-3n, -2n, 2n, 3n, 0n, 1n, 0n, -1n],
      'half-even': [-2n, -2n, 2n, 2n, 0n, 1n, 0n, -1n],
      down: [-2n, -1n, 1n, 2n, 0n, 0n, 0n, 0n],
      up: [-3n, -2n, 2n, 3n, 1n, 1n, -1n, -1n],
      floor: [-3n, -2n, 1n, 2n, 0n, 0n, -1n, -1n],
      ceil: [-2n, -1n, 2n, 3n, 1n, 1n, 0n, 0n],
    };
    for (const mode of modes) {
      const halves = [-5n, -3n, 3n, 5n].map((n) => roundDiv(n, 2n, mode));
      const thirds = [1n, 2n, -1n, -2n].map((n) => roundDiv(n, 3n, mode));
      expect([...halves, ...thirds], mode).toEqual(table[mode]);
    }
  });

  it('is the nearest integer in the direction of its mode, whatever the signs', () => {
    const integer = fc.bigInt({min: -(10n ** 36n), max: 10n ** 36n});
    const small = fc.bigInt({min: -60n, max: 60n});
    const divisor = fc.oneof(integer, small).filter((d) => d !== 0n);
    fc.assert(
      fc.property(fc.oneof(integer, small), divisor, fc.constantFrom(...modes), (n, d, mode) => {
        const q = roundDiv(n, d, mode);
        // error = q − n/d as a fraction over |d|
        const size = d < 0n ? -d : d;
        const error = q * size - (d < 0n ? -n : n);
        const twice = error < 0n ? -2n * error : 2n * error;
        const positive = n < 0n === d < 0n;
        switch (mode) {
          case 'floor':
            return error <= 0n && -error < size;
          case 'ceil':
            return error >= 0n && error < size;
          case 'down':
            return positive ? error <= 0n && -error < size : error >= 0n && error < size;
          case 'up':
            return positive ? error >= 0n && error < size : error <= 0n && -error < size;
          case 'half-up':
            return twice < size || (twice === size && (positive ? error > 0n : error < 0n));
          case 'half-even':
            return twice < size || (twice === size && q % 2n === 0n);
        }
      }),
      {numRuns: 3000},
    );
  });
});

describe('rescale', () => {
  it('is exact upwards and rounds once downwards, hundreds included', () => {
    expect(rescale(15n, 1, 3, 'down')).toBe(1500n);
    expect(rescale(1005n, 3, 2, 'half-up')).toBe(101n);
    expect(rescale(-1005n, 3, 2, 'half-up')).toBe(-101n);
    expect(rescale(123_456n, 2, -2, 'half-up')).toBe(12n);
  });
});

describe('pow10', () => {
  it('knows any power, and refuses what is none', () => {
    expect(pow10(0)).toBe(1n);
    expect(pow10(60)).toBe(10n ** 60n);
    expect(pow10(60)).toBe(10n ** 60n);
    expect(() => pow10(-1)).toThrow();
    expect(() => pow10(0.5)).toThrow();
  });
});
