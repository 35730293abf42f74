/** An exact fraction; the denominator is positive. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** Evaluates the arithmetic of an explanation exactly. Shares no code with the runtime: what it finds is what a person with a calculator finds. */
export function calculate(expression: string): Rational {
  const tokens = expression.match(/\d+(?:\.\d+)?|[a-zA-Z]+|[-+*/(),]/g) ?? [];
  if (tokens.join('') !== expression.replaceAll(' ', '')) throw new Error(`Not arithmetic: ${expression}`);
  let at = 0;
  const take = (): string => tokens[at++] ?? '';
  const expect = (token: string): void => {
    const found = take();
    if (found !== token) throw new Error(`${token} expected, ${found} found in ${expression}`);
  };
  const sum = (): Rational => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = take() === '+' ? 1n : -1n;
      const next = product();
      value = rational(value.n * next.d + sign * next.n * value.d, value.d * next.d);
    }
    return value;
  };
  const product = (): Rational => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const isTimes = take() === '*';
      const next = factor();
      value = isTimes ? rational(value.n * next.n, value.d * next.d) : rational(value.n * next.d, value.d * next.n);
    }
    return value;
  };
  const factor = (): Rational => {
    const token = take();
    if (token === '-') {
      const value = factor();
      return {n: -value.n, d: value.d};
    }
    if (token === '(') {
      const value = sum();
      expect(')');
      return value;
    }
    if (/^[a-zA-Z]/.test(token)) return call(token);
    return parse(token);
  };
  const call = (name: string): Rational => {
    expect('(');
    const args = [sum()];
    while (tokens[at] === ',') {
      take();
      args.push(sum());
    }
    expect(')');
    return apply(name, args);
  };
  const value = sum();
  if (at < tokens.length) throw new Error(`Too much in ${expression}`);
  return value;
}

/** A decimal as a fraction. */
export function parse(text: string): Rational {
  const [, sign = '', whole = '', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new Error(`Not a decimal: ${text}`);
  const digits = BigInt(whole + decimals);
  return rational(sign === '-' ? -digits : digits, 10n ** BigInt(decimals.length));
}

export function equal(a: Rational, b: Rational): boolean {
  return a.n * b.d === b.n * a.d;
}

/** Rounds to 10^−scale. */
export function roundTo({n, d}: Rational, scale: number, mode: string): Rational {
  const up = scale > 0 ? 10n ** BigInt(scale) : 1n;
  const down = scale < 0 ? 10n ** BigInt(-scale) : 1n;
  const top = n * up;
  const bottom = d * down;
  const size = top < 0n ? -top : top;
  const whole = size / bottom;
  const rest = size % bottom;
  const away =
    rest !== 0n &&
    (mode === 'up' ||
      (mode === 'floor' && top < 0n) ||
      (mode === 'ceil' && top > 0n) ||
      (mode === 'half-up' && rest * 2n >= bottom) ||
      (mode === 'half-even' && (rest * 2n > bottom || (rest * 2n === bottom && whole % 2n === 1n))));
  const rounded = (away ? whole + 1n : whole) * (top < 0n ? -1n : 1n);
  return rational(rounded * down, up);
}

function apply(name: string, args: readonly Rational[]): Rational {
  const [first] = args;
  if (!first) throw new Error(`${name} of nothing`);
  const less = (a: Rational, b: Rational): boolean => a.n * b.d < b.n * a.d;
  if (name === 'min') return args.reduce((a, b) => (less(b, a) ? b : a));
  if (name === 'max') return args.reduce((a, b) => (less(a, b) ? b : a));
  const mode = MODES[name];
  const scale = args[1];
  if (mode === undefined || !scale || scale.d !== 1n || args.length !== 2) throw new Error(`Unknown function ${name}`);
  return roundTo(first, Number(scale.n), mode);
}

function rational(n: bigint, d: bigint): Rational {
  if (d === 0n) throw new Error('Division by zero');
  if (d < 0n) return rational(-n, -d);
  const divisor = gcd(n < 0n ? -n : n, d);
  return {n: n / divisor, d: d / divisor};
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

const MODES: Readonly<Record<string, string>> = {
  round: 'half-up',
  roundEven: 'half-even',
  roundDown: 'down',
  roundUp: 'up',
  floor: 'floor',
  ceil: 'ceil',
};
