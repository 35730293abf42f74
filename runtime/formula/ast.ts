import type {FunctionName} from './functions.js';

/** A parsed formula. Parentheses are not kept; every node knows its place in the text, so an error can be marked there. */
export type Formula = NumberLiteral | TextLiteral | FlagLiteral | Name | Negate | Binary | Compare | Call;

/** UTF-16 offsets into the text, `end` exclusive. A node in parentheses includes them. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** value ÷ 10^scale, never negative, with as few decimals as possible. `8%` is value 8, scale 2 and `percent` only says how it was written. */
export interface NumberLiteral extends Place {
  readonly kind: 'number';
  readonly value: bigint;
  readonly scale: number;
  readonly percent?: true;
}

export interface TextLiteral extends Place {
  readonly kind: 'text';
  readonly text: string;
}

export interface FlagLiteral extends Place {
  readonly kind: 'flag';
  readonly value: boolean;
}

/** A wire, field, attribute or parameter by its dotted path: `amount`, `participant.region`, `金额`. */
export interface Name extends Place {
  readonly kind: 'name';
  readonly path: string;
}

export interface Negate extends Place {
  readonly kind: 'negate';
  readonly of: Formula;
}

export interface Binary extends Place {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Formula;
  readonly right: Formula;
}

export interface Compare extends Place {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly left: Formula;
  readonly right: Formula;
}

export interface Call extends Place {
  readonly kind: 'call';
  readonly fn: FunctionName;
  readonly args: readonly Formula[];
}

export type BinaryOperator = '+' | '-' | '*' | '/';
export type CompareOperator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';

/** The sign of each comparison, as printed and as named in messages. */
export const compareSigns: Readonly<Record<CompareOperator, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/** A name as used at one place of a formula. */
export interface NameUse extends Place {
  readonly path: string;
}

/** Every use of a name, in the order of the text. */
export function namesIn(formula: Formula): NameUse[] {
  const found: NameUse[] = [];
  const collect = (node: Formula): void => {
    if (node.kind === 'name') found.push({path: node.path, start: node.start, end: node.end});
    else for (const child of childrenOf(node)) collect(child);
  };
  collect(formula);
  return found;
}

/** Whether the root is `a / b` or PRORATE: only there is a quotient exact until the node rounds it. */
export function isRootQuotient(formula: Formula): boolean {
  return formula.kind === 'binary' ? formula.operator === '/' : formula.kind === 'call' && formula.fn === 'PRORATE';
}

/** The whole number a literal such as `2` or `-3` states; undefined for anything else. */
export function integerOf(formula: Formula | undefined): number | undefined {
  if (formula?.kind === 'negate') {
    const positive = formula.of.kind === 'number' ? integerOf(formula.of) : undefined;
    return positive === undefined ? undefined : 0 - positive;
  }
  if (formula?.kind !== 'number' || formula.scale !== 0 || formula.percent) return undefined;
  return Number(formula.value);
}

/** Whether a call can result in its argument at `index` as it is: a branch of IF, IFS, SWITCH, or any argument of IFMISSING, MIN, MAX, CLAMP. */
export function isResult({fn, args}: Call, index: number): boolean {
  switch (fn) {
    case 'IF':
      return index > 0;
    case 'IFS':
      return index % 2 === 1 || index === args.length - 1;
    case 'SWITCH':
      return index > 0 && (index % 2 === 0 || index === args.length - 1);
    case 'IFMISSING':
    case 'MIN':
    case 'MAX':
    case 'CLAMP':
      return true;
    default:
      return false;
  }
}

/** The direct parts of a node, in the order of the text. */
export function childrenOf(node: Formula): readonly Formula[] {
  switch (node.kind) {
    case 'negate':
      return [node.of];
    case 'binary':
    case 'compare':
      return [node.left, node.right];
    case 'call':
      return node.args;
    default:
      return [];
  }
}
