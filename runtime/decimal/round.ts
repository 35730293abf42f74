/** How a value between two representable ones is rounded. `half-up` takes ties away from zero, `down` towards zero, `up` away from it. */
export type RoundingMode = 'half-up' | 'half-even' | 'down' | 'up' | 'floor' | 'ceil';

/** 10 to the power of n, n ≥ 0. */
export function pow10(n: number): bigint {
  const known = powers[n];
  if (known !== undefined) return known;
  if (!Number.isInteger(n) || n < 0) throw new Error(`No power of ten ${String(n)}`);
  const power = 10n ** BigInt(n);
  if (n < 128) powers[n] = power;
  return power;
}

/** n ÷ d rounded to an integer once; d may be negative and must not be 0. */
export function roundDiv(n: bigint, d: bigint, mode: RoundingMode): bigint {
  const quotient = n / d;
  const rest = n - quotient * d;
  if (rest === 0n) return quotient;
  const sign = n < 0n === d < 0n ? 1n : -1n;
  return awayFromZero(quotient, rest, d, sign, mode) ? quotient + sign : quotient;
}

/** The scaled integer of the same value at another scale, rounded where digits are lost. Scales may be negative: −2 is hundreds. */
export function rescale(value: bigint, from: number, to: number, mode: RoundingMode): bigint {
  if (to >= from) return value * pow10(to - from);
  return roundDiv(value, pow10(from - to), mode);
}

function awayFromZero(quotient: bigint, rest: bigint, d: bigint, sign: bigint, mode: RoundingMode): boolean {
  switch (mode) {
    case 'down':
      return false;
    case 'up':
      return true;
    case 'floor':
      return sign < 0n;
    case 'ceil':
      return sign > 0n;
    default: {
      const twice = 2n * magnitude(rest) - magnitude(d);
      if (twice !== 0n) return twice > 0n;
      return mode === 'half-up' || quotient % 2n !== 0n;
    }
  }
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

const powers: bigint[] = Array.from({length: 40}, (_, n) => 10n ** BigInt(n));
