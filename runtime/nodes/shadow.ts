import type {Predicate} from './definition.js';

/** Cases that can never be reached because an earlier one holds whenever they do: equal conditions, or the earlier is a part of a conjunction. */
export function shadowed(cases: readonly Predicate[]): {row: number; by: number}[] {
  const found: {row: number; by: number}[] = [];
  cases.forEach((one, row) => {
    for (let by = 0; by < row; ++by) {
      const earlier = cases[by];
      if (earlier && implies(one, earlier)) {
        found.push({row, by});
        return;
      }
    }
  });
  return found;
}

/** Whether `a` can only hold where `b` holds; sound, not complete. */
function implies(a: Predicate, b: Predicate): boolean {
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  if ('any' in b && b.any.some((part) => implies(a, part))) return true;
  if ('all' in b) return b.all.every((part) => implies(a, part));
  if ('all' in a && a.all.some((part) => implies(part, b))) return true;
  if ('any' in a) return a.any.every((part) => implies(part, b));
  if (!('is' in a) || !('is' in b) || a.is !== b.is) return false;
  if (typeof a.to !== 'string' || typeof b.to !== 'string') {
    return a.op === 'eq' && b.op === 'in' && typeof a.to === 'string' && Array.isArray(b.to) && b.to.includes(a.to);
  }
  const x = Number(a.to);
  const y = Number(b.to);
  if (
    !Number.isFinite(x) ||
    !Number.isFinite(y) ||
    !Number.isSafeInteger(Math.trunc(x)) ||
    a.to.length > 15 ||
    b.to.length > 15
  )
    return false;
  const key = `${a.op} ${b.op}`;
  switch (key) {
    case 'gte gte':
    case 'gt gt':
    case 'gt gte':
      return x >= y;
    case 'gte gt':
      return x > y;
    case 'lte lte':
    case 'lt lt':
    case 'lt lte':
      return x <= y;
    case 'lte lt':
      return x < y;
    default:
      return false;
  }
}
