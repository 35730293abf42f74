import {childrenOf} from '../../../runtime/formula/ast.js';
import type {Formula} from '../../../runtime/formula/ast.js';
import {parseFormula} from '../../../runtime/formula/parser.js';

/** The formula of a text that must be correct. */
export function read(text: string): Formula {
  const {formula, errors} = parseFormula(text);
  if (!formula) throw new Error(`${text}: ${errors.map(({code}) => code).join(', ')}`);
  return formula;
}

/** Codes of the errors of a text. */
export function codes(text: string): string[] {
  return parseFormula(text).errors.map(({code}) => code);
}

/** A formula as a nested prefix expression, for comparing structure without offsets: `(+ a (* b 2))`. */
export function shape(node: Formula): string {
  switch (node.kind) {
    case 'number':
      return `${node.value}e-${node.scale}${node.percent ? '%' : ''}`;
    case 'text':
      return JSON.stringify(node.text);
    case 'flag':
      return String(node.value);
    case 'name':
      return `<${node.path}>`;
    default: {
      const head = node.kind === 'call' ? node.fn : node.kind === 'negate' ? 'neg' : node.operator;
      return `(${[head, ...childrenOf(node).map(shape)].join(' ')})`;
    }
  }
}
