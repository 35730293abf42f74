// Formula text to a tree (SEM-50). Precedence, loosest first: comparison (not chained); + −; × ÷; unary −; postfix %.
import {parseDecimal} from './exact.js';
import type {Decimal} from './exact.js';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Expression =
  | {readonly op: 'number'; readonly value: Decimal}
  | {readonly op: 'text'; readonly text: string}
  | {readonly op: 'flag'; readonly flag: boolean}
  | {readonly op: 'name'; readonly name: string}
  | {readonly op: 'negate' | 'percent'; readonly of: Expression}
  | {readonly op: '+' | '-' | '*' | '/'; readonly a: Expression; readonly b: Expression}
  | {readonly op: 'compare'; readonly by: Comparator; readonly a: Expression; readonly b: Expression}
  | {readonly op: 'call'; readonly name: FunctionName; readonly of: readonly Expression[]};

const FUNCTIONS = {
  IF: ['如果'],
  IFS: ['多条件'],
  SWITCH: ['匹配'],
  AND: ['且', '并且'],
  OR: ['或', '或者'],
  NOT: ['非'],
  MIN: ['最小值'],
  MAX: ['最大值'],
  ABS: ['绝对值'],
  CLAMP: ['限制'],
  BETWEEN: ['介于'],
  IN: ['属于'],
  ROUND: ['四舍五入'],
  ROUNDDOWN: ['向下舍入'],
  ROUNDUP: ['向上舍入'],
  ROUNDEVEN: ['银行家舍入'],
  PRORATE: ['按比例'],
  ATTAIN: ['达成'],
  IFMISSING: ['缺失时'],
  ISMISSING: ['是否缺失'],
  DAYS: ['天数'],
  PERIODSTART: ['期初'],
  PERIODEND: ['期末'],
} as const;
export type FunctionName = keyof typeof FUNCTIONS;

const byName = new Map<string, FunctionName>();
for (const name of Object.keys(FUNCTIONS) as FunctionName[]) {
  for (const word of [name, ...FUNCTIONS[name]]) byName.set(word, name);
}
const FLAGS = new Map([
  ['TRUE', true],
  ['真', true],
  ['FALSE', false],
  ['假', false],
]);
const SAME_CHARACTER: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '×': '*',
  '÷': '/',
  '−': '-',
  '“': '"',
  '”': '"',
};
const COMPARATORS: Readonly<Record<string, Comparator>> = {
  '=': '=',
  '==': '=',
  '<>': '<>',
  '!=': '<>',
  '≠': '<>',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
};

interface Token {
  readonly kind: 'number' | 'text' | 'word' | 'name' | 'sign' | 'end';
  readonly text: string;
}

export function parseFormula(source: string): Expression {
  const tokens = tokenize(source);
  let next = 0;
  const peek = (): Token => tokens[next]!;
  const take = (): Token => tokens[next++]!;
  const isSign = (...signs: string[]): boolean => peek().kind === 'sign' && signs.includes(peek().text);
  function expect(sign: string): void {
    if (!isSign(sign)) throw new Error(`${sign} expected in formula: ${source}`);
    take();
  }

  function comparison(): Expression {
    const a = sum();
    const by = peek().kind === 'sign' ? COMPARATORS[peek().text] : undefined;
    if (by === undefined) return a;
    take();
    return {op: 'compare', by, a, b: sum()};
  }
  function sum(): Expression {
    let a = product();
    while (isSign('+', '-')) a = {op: take().text === '+' ? '+' : '-', a, b: product()};
    return a;
  }
  function product(): Expression {
    let a = unary();
    while (isSign('*', '/')) a = {op: take().text === '*' ? '*' : '/', a, b: unary()};
    return a;
  }
  function unary(): Expression {
    if (isSign('-')) {
      take();
      return {op: 'negate', of: unary()};
    }
    return postfix();
  }
  function postfix(): Expression {
    let of = primary();
    while (isSign('%')) {
      take();
      of = {op: 'percent', of};
    }
    return of;
  }
  function primary(): Expression {
    const token = take();
    switch (token.kind) {
      case 'number':
        return {op: 'number', value: parseDecimal(token.text)!};
      case 'text':
        return {op: 'text', text: token.text};
      case 'name':
        return {op: 'name', name: token.text};
      case 'word':
        return word(token.text);
      case 'sign':
        if (token.text === '(') {
          const inner = comparison();
          expect(')');
          return inner;
        }
    }
    throw new Error(`unexpected ${token.text || 'end'} in formula: ${source}`);
  }
  function word(text: string): Expression {
    const known = FLAGS.get(Array.from(text, narrow).join('').toUpperCase());
    if (!isSign('(')) return known === undefined ? {op: 'name', name: text} : {op: 'flag', flag: known};
    take();
    const of: Expression[] = [];
    while (!isSign(')')) {
      if (of.length > 0) expect(',');
      of.push(comparison());
    }
    take();
    if (known !== undefined) return {op: 'flag', flag: known};
    const name = byName.get(Array.from(text, narrow).join('').toUpperCase());
    if (name === undefined) throw new Error(`no function ${text} in formula: ${source}`);
    return {op: 'call', name, of};
  }

  if (isSign('=')) take();
  const result = comparison();
  if (peek().kind !== 'end') throw new Error(`${peek().text} is too much in formula: ${source}`);
  return result;
}

/** The names a formula reads. */
export function namesIn(expression: Expression): string[] {
  switch (expression.op) {
    case 'number':
    case 'text':
    case 'flag':
      return [];
    case 'name':
      return [expression.name];
    case 'negate':
    case 'percent':
      return namesIn(expression.of);
    case 'call':
      return expression.of.flatMap(namesIn);
    default:
      return [...namesIn(expression.a), ...namesIn(expression.b)];
  }
}

function tokenize(source: string): Token[] {
  const characters = Array.from(source.normalize('NFC'));
  const plain = (i: number): string => halfWidth(characters[i] ?? '');
  const tokens: Token[] = [];
  let i = 0;
  while (i < characters.length) {
    const c = plain(i);
    if (/\s/u.test(c)) ++i;
    else if (c === '"') tokens.push({kind: 'text', text: quoted()});
    else if (/[0-9]/.test(c)) tokens.push({kind: 'number', text: run(/[0-9.]/)});
    else if (/[\p{L}_[]/u.test(c)) tokens.push(name());
    else {
      const two = c + plain(i + 1);
      const sign = two in COMPARATORS ? two : c;
      if (!(sign in COMPARATORS) && !'+-*/%(),'.includes(sign)) throw new Error(`${c} has no meaning in: ${source}`);
      tokens.push({kind: 'sign', text: sign});
      i += sign.length;
    }
  }
  tokens.push({kind: 'end', text: ''});
  return tokens;

  function run(pattern: RegExp): string {
    let text = '';
    while (i < characters.length && pattern.test(plain(i))) text += plain(i++);
    return text;
  }
  /** Between quotes characters stay as they are; a doubled quote stands for one. */
  function quoted(): string {
    let text = '';
    for (++i; i < characters.length; ++i) {
      if (plain(i) !== '"') text += characters[i]!;
      else if (plain(i + 1) === '"') {
        text += '"';
        ++i;
      } else {
        ++i;
        return text;
      }
    }
    throw new Error(`text without end in: ${source}`);
  }
  function name(): Token {
    const segments: string[] = [];
    let bracketed = false;
    for (;;) {
      if (plain(i) === '[') {
        bracketed = true;
        segments.push(bracket());
      } else segments.push(run(/[\p{L}\p{N}\p{M}_]/u));
      if (plain(i) !== '.') break;
      ++i;
    }
    return {kind: bracketed || segments.length > 1 ? 'name' : 'word', text: segments.join('.')};
  }
  function bracket(): string {
    let text = '';
    for (++i; i < characters.length; ++i) {
      if (plain(i) !== ']') text += characters[i]!;
      else if (plain(i + 1) === ']') {
        text += ']';
        ++i;
      } else {
        ++i;
        return text.trim();
      }
    }
    throw new Error(`bracket without end in: ${source}`);
  }
}

/** Signs and digits mean the same in full width; letters of a name stay as they are. */
function halfWidth(c: string): string {
  return /\p{L}/u.test(c) ? c : narrow(c);
}

function narrow(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return SAME_CHARACTER[c] ?? c;
}
