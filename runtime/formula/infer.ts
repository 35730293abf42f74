import {arithmeticType} from './arithmetic.js';
import {compareSigns} from './ast.js';
import type {Compare, Formula} from './ast.js';
import {callType} from './call-type.js';
import {compareProblem} from './compare-type.js';
import type {Typed} from './compare-type.js';
import type {FormulaError} from './errors.js';
import {formulaError} from './errors.js';
import {isNumeric, typeName} from './types.js';
import type {FormulaType, ValueType} from './types.js';

/** Type of a formula, or why it has none; with any error the type is undefined. */
export interface Inferred {
  readonly type?: FormulaType;
  readonly errors: readonly FormulaError[];
}

/** Checks types from the names up (plan model §3). A name for which `typeOf` gives undefined is `formula/unknown-name`. */
export function inferType(formula: Formula, typeOf: (path: string) => ValueType | undefined): Inferred {
  const errors: FormulaError[] = [];
  const refuse = (error: FormulaError): undefined => {
    errors.push(error);
    return undefined;
  };
  const visit = (node: Formula): FormulaType | undefined => {
    switch (node.kind) {
      case 'number':
        return {kind: 'literal'};
      case 'text':
        return {kind: 'text-literal'};
      case 'flag':
        return {kind: 'flag'};
      case 'name': {
        const type = typeOf(node.path);
        if (!type) return refuse(formulaError('formula/unknown-name', node, {name: node.path}));
        const isMixed = type.kind === 'money' && type.currency === 'mixed';
        return isMixed ? refuse(formulaError('formula/mixed-currency', node, {name: node.path})) : type;
      }
      case 'negate': {
        const type = visit(node.of);
        if (!type || isNumeric(type)) return type;
        return refuse(
          formulaError('formula/argument-type', node.of, {function: '-', expected: 'number', given: typeName(type)}),
        );
      }
      case 'binary': {
        const left = visit(node.left);
        const right = visit(node.right);
        if (!left || !right) return undefined;
        const params = {left: typeName(left), right: typeName(right), operator: node.operator};
        return (
          arithmeticType(node.operator, left, right) ?? refuse(formulaError('formula/type-mismatch', node, params))
        );
      }
      case 'compare':
        return visitCompare(node);
      case 'call': {
        const args = node.args.flatMap((arg): Typed[] => {
          const type = visit(arg);
          return type ? [{node: arg, type}] : [];
        });
        return args.length === node.args.length ? callType(node, args, refuse) : undefined;
      }
    }
  };
  const visitCompare = (node: Compare): FormulaType | undefined => {
    const left = visit(node.left);
    const right = visit(node.right);
    if (!left || !right) return undefined;
    const isEquality = node.operator === 'eq' || node.operator === 'ne';
    const sides = {node, a: {node: node.left, type: left}, b: {node: node.right, type: right}};
    const problem = compareProblem(sides, compareSigns[node.operator], isEquality ? 'equality' : 'order');
    return problem ? refuse(problem) : {kind: 'flag'};
  };
  const type = visit(formula);
  return type && errors.length === 0 ? {type, errors} : {errors};
}
