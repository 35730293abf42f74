/** A reading of a cell under a style; `value` is canonical text, so equal values mean equal readings. */
export interface Reading<S> {
  readonly style: S;
  readonly value: string;
}

/** The distinct texts of a column: how often each stands there, and on which line first. */
export type Texts = ReadonlyMap<string, {readonly count: number; readonly line: number}>;

/** How a column is written, and how that is known. */
export interface Detection<S> {
  /** Styles that some cell can only be read by: together they read each cell in one way, or the column is ambiguous. Empty: every style reads all cells alike. */
  readonly styles: readonly S[];
  readonly evidence: readonly Evidence<S>[];
  /** Cells that may mean different things under these styles. */
  readonly ambiguous: readonly AmbiguousText<S>[];
  readonly ambiguousCells: number;
  /** Cells that no style reads. */
  readonly unread: number;
}

/** Cells that only one style reads. */
export interface Evidence<S> {
  readonly style: S;
  readonly cells: number;
  readonly sample: string;
  readonly line: number;
}

export interface AmbiguousText<S> {
  readonly text: string;
  readonly line: number;
  readonly readings: readonly Reading<S>[];
}

/**
 * Finds the styles of a whole column (ruling 32). Declared styles are taken as they are. A cell is never decided by itself: what only
 * one style can read is evidence for that style, what several read differently is settled by the evidence of the others, or asked.
 */
export function detectStyles<S extends string>(
  texts: Texts,
  read: (text: string) => readonly Reading<S>[],
  all: readonly S[],
  declared?: readonly S[],
): Detection<S> {
  const found = new Map<S, {cells: number; sample: string; line: number}>();
  const open: {text: string; readings: readonly Reading<S>[]; count: number; line: number}[] = [];
  let unread = 0;
  for (const [text, {count, line}] of texts) {
    const readings = declared ? read(text).filter(({style}) => declared.includes(style)) : read(text);
    const [only] = readings;
    if (!only) unread += count;
    else if (readings.length === 1) {
      const known = found.get(only.style);
      if (known) known.cells += count;
      else found.set(only.style, {cells: count, sample: text, line});
    } else if (readings.length < all.length || isSplit(readings)) open.push({text, readings, count, line});
  }
  const styles = new Set<S>(declared ?? found.keys());
  for (const {readings} of open) {
    if (!isSplit(readings) && !readings.some(({style}) => styles.has(style)))
      for (const {style} of readings) styles.add(style);
  }
  const ambiguous: AmbiguousText<S>[] = [];
  let ambiguousCells = 0;
  for (const {text, readings, count, line} of open) {
    const among = choose(readings, styles);
    if (!isSplit(among)) continue;
    ambiguousCells += count;
    if (ambiguous.length < MAX_SAMPLES) ambiguous.push({text, line, readings: among});
  }
  return {
    styles: all.filter((style) => styles.has(style)),
    evidence: [...found].map(([style, seen]) => ({style, ...seen})),
    ambiguous,
    ambiguousCells,
    unread,
  };
}

/** The readings of a cell that count under styles: those of the styles, else all. */
export function choose<S>(readings: readonly Reading<S>[], styles: ReadonlySet<S>): readonly Reading<S>[] {
  const among = readings.filter(({style}) => styles.has(style));
  return among.length === 0 ? readings : among;
}

/** Whether readings differ in what they say. */
export function isSplit(readings: readonly Reading<unknown>[]): boolean {
  return readings.some(({value}) => value !== readings[0]?.value);
}

const MAX_SAMPLES = 5;
