/** A small seeded generator (mulberry32): the same seed gives the same plans and data everywhere. */
export interface Random {
  /** An integer in [0, n). */
  int(n: number): number;
  pick<T>(from: readonly T[]): T;
  /** True with a chance of p in 100. */
  chance(p: number): boolean;
}

export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const int = (n: number): number => next() % n;
  return {
    int,
    chance: (p) => int(100) < p,
    pick(from) {
      const one = from[int(from.length)];
      if (one === undefined) throw new Error('Nothing to pick from');
      return one;
    },
  };
}
