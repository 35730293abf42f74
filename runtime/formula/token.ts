import type {Place} from './ast.js';

/** One of the smallest parts of a formula. `written` is the text as it stands there. */
export type Token = Place & {readonly written: string} & TokenBody;

type TokenBody =
  /** `padded`: begins with a superfluous zero, which is no numeral unless it shows a thousands comma. */
  | {readonly type: 'numeral'; readonly value: bigint; readonly scale: number; readonly padded: boolean}
  | {readonly type: 'text'; readonly text: string}
  /** `bare`: one segment without brackets, so it may be a function or a flag. */
  | {readonly type: 'name'; readonly path: string; readonly bare: boolean}
  /** `symbol` is the half-width spelling, of several the shortest Excel one (`==` is `=`, `≠` is `<>`). */
  | {readonly type: 'symbol'; readonly symbol: string}
  | {readonly type: 'end'};

/** Whether the token is this symbol. */
export function isSymbol(token: Token, symbol: string): boolean {
  return token.type === 'symbol' && token.symbol === symbol;
}
