import type {FormulaErrorCode} from './errors.js';
import {foldWord} from './functions.js';

/** The error that tells what to use instead of a spreadsheet function that is not a formula function here; undefined if the word is not one. */
export function foreignFunction(word: string): FormulaErrorCode | undefined {
  return codeOf.get(foldWord(word));
}

const instead: readonly (readonly [FormulaErrorCode, string])[] = [
  [
    'formula/use-metric',
    'SUM SUMIF SUMIFS SUMPRODUCT COUNT COUNTA COUNTIF COUNTIFS AVERAGE AVERAGEIF AVERAGEIFS AVG MAXIFS MINIFS MEDIAN SUBTOTAL 求和 合计 汇总 计数 平均 平均值',
  ],
  ['formula/use-lookup', 'VLOOKUP HLOOKUP XLOOKUP LOOKUP INDEX MATCH XMATCH CHOOSE OFFSET INDIRECT FILTER 查找 查表'],
  ['formula/use-rank', 'RANK RANK.EQ RANK.AVG LARGE SMALL PERCENTILE PERCENTRANK QUARTILE SORT 排名 排序'],
  ['formula/use-rounding', 'INT TRUNC CEILING FLOOR MROUND FIXED 取整 向上取整 向下取整'],
  ['formula/no-power', 'POWER SQRT EXP LN LOG LOG10'],
  ['formula/no-iferror', 'IFERROR IFNA ISERROR ISERR ISNA ISBLANK'],
  ['formula/no-clock', 'NOW TODAY DATE YEAR MONTH DAY EDATE EOMONTH DATEDIF NETWORKDAYS WEEKDAY 今天 现在'],
  ['formula/no-random', 'RAND RANDBETWEEN RANDARRAY 随机'],
  [
    'formula/no-text-function',
    'CONCAT CONCATENATE TEXTJOIN LEFT RIGHT MID LEN FIND SEARCH SUBSTITUTE REPLACE UPPER LOWER TRIM TEXT VALUE',
  ],
];

const codeOf: ReadonlyMap<string, FormulaErrorCode> = new Map(
  instead.flatMap(([code, words]) => words.split(' ').map((word) => [word, code] as const)),
);
