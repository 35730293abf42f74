/** What an author can call, by its canonical name. TRUE and FALSE are literals, see `flagWords`. */
export interface FunctionDef {
  /** Other spellings. The first is the one shown in Chinese. */
  readonly aliases: readonly string[];
  readonly min: number;
  /** Absent: as many as wanted. */
  readonly max?: number;
  /** Arguments come in pairs followed by an `otherwise`, after this many leading ones. */
  readonly pairsAfter?: number;
  /** Argument that must be written as a whole number, with its bounds. */
  readonly integer?: {readonly index: number; readonly from: number; readonly to: number};
  /** One line for completion and hover. */
  readonly help: {readonly en: string; readonly 'zh-CN': string};
  readonly example: string;
}

const digits = {index: 1, from: -6, to: 12};
const periods = {index: 0, from: -999, to: 999};

/** The closed list of functions (SEM-50). Aggregation, tiers and rank are nodes, not functions. */
export const functions = {
  IF: {
    aliases: ['如果'],
    min: 3,
    max: 3,
    help: {
      en: 'The second value if the condition holds, else the third.',
      'zh-CN': '条件成立取第二个值，否则取第三个值。',
    },
    example: 'IF(attainment >= 100%, 5000, 0)',
  },
  IFS: {
    aliases: ['多条件'],
    min: 3,
    pairsAfter: 0,
    help: {
      en: 'The value after the first condition that holds; the last value is for all other cases.',
      'zh-CN': '取第一个成立的条件后面的值；最后一个值用于其他情况。',
    },
    example: 'IFS(attainment >= 120%, 8000, attainment >= 100%, 5000, 0)',
  },
  SWITCH: {
    aliases: ['匹配'],
    min: 4,
    pairsAfter: 1,
    help: {
      en: 'Compares the first value with each next one and gives what follows the equal one; the last value is for all others.',
      'zh-CN': '把第一个值依次与后面的值比较，取相等者后面的结果；最后一个值用于其他情况。',
    },
    example: 'SWITCH(participant.region, "East", 1.1, "West", 1.2, 1)',
  },
  AND: {
    aliases: ['且', '并且'],
    min: 2,
    help: {
      en: 'True if all conditions hold; stops at the first that does not.',
      'zh-CN': '全部条件成立时为真；遇到不成立的即停止。',
    },
    example: 'AND(attainment >= 100%, newCustomers >= 3)',
  },
  OR: {
    aliases: ['或', '或者'],
    min: 2,
    help: {
      en: 'True if any condition holds; stops at the first that does.',
      'zh-CN': '任一条件成立时为真；遇到成立的即停止。',
    },
    example: 'OR(attainment >= 100%, newCustomers >= 3)',
  },
  NOT: {
    aliases: ['非'],
    min: 1,
    max: 1,
    help: {en: 'True if the condition does not hold.', 'zh-CN': '条件不成立时为真。'},
    example: 'NOT(isNew)',
  },
  MIN: {
    aliases: ['最小值'],
    min: 2,
    help: {en: 'The smallest of the values.', 'zh-CN': '取最小的值。'},
    example: 'MIN(attainment, 150%)',
  },
  MAX: {
    aliases: ['最大值'],
    min: 2,
    help: {en: 'The largest of the values.', 'zh-CN': '取最大的值。'},
    example: 'MAX(amount - 1000, 0)',
  },
  ABS: {
    aliases: ['绝对值'],
    min: 1,
    max: 1,
    help: {en: 'The value without its sign.', 'zh-CN': '去掉正负号。'},
    example: 'ABS(amount)',
  },
  CLAMP: {
    aliases: ['限制'],
    min: 3,
    max: 3,
    help: {
      en: 'The value, but not below the second and not above the third.',
      'zh-CN': '取值不低于第二个值，不高于第三个值。',
    },
    example: 'CLAMP(attainment, 0, 150%)',
  },
  BETWEEN: {
    aliases: ['介于'],
    min: 3,
    max: 3,
    help: {
      en: 'True from the second to the third value, both included.',
      'zh-CN': '在第二个值与第三个值之间（含两端）时为真。',
    },
    example: 'BETWEEN(attainment, 80%, 100%)',
  },
  IN: {
    aliases: ['属于'],
    min: 2,
    help: {en: 'True if the first value equals one of the others.', 'zh-CN': '第一个值等于其余任一值时为真。'},
    example: 'IN(participant.region, "East", "West")',
  },
  ROUND: {
    aliases: ['四舍五入'],
    min: 1,
    max: 2,
    integer: digits,
    help: {
      en: 'Rounds to n decimals (default 0), ties away from zero.',
      'zh-CN': '保留 n 位小数（默认 0），四舍五入。',
    },
    example: 'ROUND(amount * 3%, 2)',
  },
  ROUNDDOWN: {
    aliases: ['向下舍入'],
    min: 1,
    max: 2,
    integer: digits,
    help: {en: 'Cuts to n decimals (default 0), towards zero.', 'zh-CN': '保留 n 位小数（默认 0），向零截断。'},
    example: 'ROUNDDOWN(amount, -2)',
  },
  ROUNDUP: {
    aliases: ['向上舍入'],
    min: 1,
    max: 2,
    integer: digits,
    help: {en: 'Rounds to n decimals (default 0), away from zero.', 'zh-CN': '保留 n 位小数（默认 0），远离零进位。'},
    example: 'ROUNDUP(amount * 3%)',
  },
  ROUNDEVEN: {
    aliases: ['银行家舍入'],
    min: 1,
    max: 2,
    integer: digits,
    help: {
      en: 'Rounds to n decimals (default 0), ties to the even digit.',
      'zh-CN': '保留 n 位小数（默认 0），五取偶。',
    },
    example: 'ROUNDEVEN(amount * 3%, 2)',
  },
  PRORATE: {
    aliases: ['按比例'],
    min: 3,
    max: 3,
    help: {en: 'First × second ÷ third with one rounding.', 'zh-CN': '第一个值 × 第二个值 ÷ 第三个值，只舍入一次。'},
    example: 'PRORATE(target, daysPresent, period.days)',
  },
  ATTAIN: {
    aliases: ['达成'],
    min: 2,
    max: 2,
    help: {
      en: 'Achieved ÷ target, rounded down so that 99.99…% is never 100%.',
      'zh-CN': '实际 ÷ 目标，向下取，99.99…% 不会成为 100%。',
    },
    example: 'ATTAIN(sales, target)',
  },
  IFMISSING: {
    aliases: ['缺失时'],
    min: 2,
    max: 2,
    help: {en: 'The second value where the first is missing.', 'zh-CN': '第一个值缺失时取第二个值。'},
    example: 'IFMISSING(bonus, 0)',
  },
  ISMISSING: {
    aliases: ['是否缺失'],
    min: 1,
    max: 1,
    help: {en: 'True if the value is missing.', 'zh-CN': '值缺失时为真。'},
    example: 'ISMISSING(target)',
  },
  DAYS: {
    aliases: ['天数'],
    min: 2,
    max: 2,
    help: {en: 'Days from the second date to the first.', 'zh-CN': '从第二个日期到第一个日期的天数。'},
    example: 'DAYS(paidDate, signedDate)',
  },
  PERIODSTART: {
    aliases: ['期初'],
    min: 0,
    max: 1,
    integer: periods,
    help: {
      en: 'First day of the period, or of the one n periods later.',
      'zh-CN': '本期第一天，或 n 期之后那一期的第一天。',
    },
    example: 'PERIODSTART()',
  },
  PERIODEND: {
    aliases: ['期末'],
    min: 0,
    max: 1,
    integer: periods,
    help: {
      en: 'Last day of the period, or of the one n periods later.',
      'zh-CN': '本期最后一天，或 n 期之后那一期的最后一天。',
    },
    example: 'PERIODEND(-1)',
  },
} as const satisfies Readonly<Record<string, FunctionDef>>;

export type FunctionName = keyof typeof functions;

/** Spellings of true and false, the first shown in English, the second in Chinese. */
export const flagWords = {true: ['TRUE', '真'], false: ['FALSE', '假']} as const;

/** All canonical names, in the order of the table. */
export const functionNames = Object.keys(functions).filter((name): name is FunctionName =>
  Object.hasOwn(functions, name),
);

/** Definition of a function. */
export function functionDef(fn: FunctionName): FunctionDef {
  return functions[fn];
}

/** The function a word means: any case, full-width letters and aliases included. */
export function findFunction(word: string): FunctionName | undefined {
  return byWord.get(foldWord(word));
}

/** The flag a word means, or undefined. */
export function findFlag(word: string): boolean | undefined {
  const folded = foldWord(word);
  if (flagWords.true.some((spelling) => spelling === folded)) return true;
  return flagWords.false.some((spelling) => spelling === folded) ? false : undefined;
}

/** Upper case and half width, as functions are compared. */
export function foldWord(word: string): string {
  return word.normalize('NFKC').toUpperCase();
}

/** Every spelling of every function. */
export const functionWords: readonly string[] = functionNames.flatMap((fn) => [fn, ...functions[fn].aliases]);

const byWord: ReadonlyMap<string, FunctionName> = new Map(
  functionNames.flatMap((fn) => [fn, ...functions[fn].aliases].map((word) => [word, fn] as const)),
);
