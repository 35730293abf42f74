/** The candidate most like a word that was probably mistyped, ignoring case; undefined if none is close. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toUpperCase();
  const limit = wanted.length < 4 ? 1 : 2;
  const rows: Rows = [[], [], []];
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const other = candidate.toUpperCase();
    const distance = editDistance(wanted, other, limit, rows);
    if (distance < bestDistance && distance < other.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn one into the other; more than `limit` are not counted further.
 * Plans of thousands of nodes are searched for each name that is not found, so the rows are kept from word to word.
 */
function editDistance(from: string, to: string, limit: number, rows: Rows): number {
  let [beforeLast, last, row] = rows;
  for (let j = 0; j <= to.length; ++j) last[j] = j;
  for (let i = 1; i <= from.length; ++i) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= to.length; ++j) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    // a swap reaches back two rows and costs one
    if (least > limit + 1) return limit + 1;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[to.length]!;
}

type Rows = readonly [number[], number[], number[]];
