/** A heading that names a period, as on a wide sheet of targets. */
export interface PeriodHeading {
  readonly unit: 'month' | 'quarter' | 'half' | 'year';
  /** 1 to 12, 4 or 2; 1 for a year. */
  readonly index: number;
  /** Undefined where the heading does not say it: 1月, Q1. */
  readonly year: string | undefined;
}

/** Reads 2026-01, 2026年1月, 1月, Jan 2026, 2026-Q1, 一季度, Q1, 2026-H1, 上半年, 2026年 and the like. */
export function readPeriodHeading(heading: string): PeriodHeading | undefined {
  const text = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(销售)?(目标|指标|任务|计划)(值|额)?$|\s*(target|quota|goal)s?$/, '')
    .trim();
  const parts = /^(\d{4})\s*[-年/. ]?\s*(.*)$/.exec(text);
  const back = /^(.*?)[-/. ]?\s*(20\d\d)$/.exec(text);
  if (parts && /^\d{4}(?!\d)|^\d{6}$/.test(text)) {
    const [, year = '', rest = ''] = parts;
    if (rest === '') return {unit: 'year', index: 1, year};
    const within = partOfYear(rest, /^\d{1,2}$/.test(rest));
    if (within) return {...within, year};
  }
  if (back) {
    const within = partOfYear(back[1] ?? '', false);
    if (within) return {...within, year: back[2]};
  }
  const alone = partOfYear(text, false);
  return alone && {...alone, year: undefined};
}

/** Name of a period as plans write it. */
export function periodName({unit, index, year}: PeriodHeading, otherwise: string): string {
  const of = year ?? otherwise;
  if (unit === 'year') return of;
  if (unit === 'month') return `${of}-${String(index).padStart(2, '0')}`;
  return `${of}-${unit === 'quarter' ? 'Q' : 'H'}${String(index)}`;
}

function partOfYear(text: string, bareMonth: boolean): Omit<PeriodHeading, 'year'> | undefined {
  const month = bareMonth ? Number(text) : monthOf(text);
  if (month !== undefined) return month >= 1 && month <= 12 ? {unit: 'month', index: month} : undefined;
  const quarter = /^(?:q([1-4])|第?([1-4一二三四])季度?|([1-4])q)$/.exec(text);
  if (quarter) return {unit: 'quarter', index: digitOf(quarter[1] ?? quarter[2] ?? quarter[3] ?? '')};
  const half = /^(?:h([12])|([上下])半年)$/.exec(text);
  if (half) return {unit: 'half', index: half[1] === '1' || half[2] === '上' ? 1 : 2};
  return undefined;
}

function monthOf(text: string): number | undefined {
  const chinese = /^(\d{1,2}|十[一二]?|[一二三四五六七八九])月份?$/.exec(text)?.[1];
  if (chinese !== undefined) return digitOf(chinese);
  const at = MONTHS.findIndex((name) => text === name || text === name.slice(0, 3));
  return at < 0 ? undefined : at + 1;
}

function digitOf(text: string): number {
  const at = NUMERALS.indexOf(text);
  return at >= 0 ? at + 1 : Number(text);
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
