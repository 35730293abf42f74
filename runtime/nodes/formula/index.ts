import {namesIn} from '../../formula/ast.js';
import {dateErrors} from '../../formula/compare-type.js';
import {inferType} from '../../formula/infer.js';
import {parseFormula} from '../../formula/parser.js';
import type {NodeDef} from '../definition.js';
import {valuePorts} from '../ports.js';
import type {PortType} from '../types.js';
import {MOST_DECIMALS} from '../types.js';
import {carriesRounded, comparedTexts, directedCalls, productDecimals} from './lint.js';
import {assignableTo, formulaTypeName, toFormulaType} from './kinds.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 公式: an Excel-like expression (SEM-50). */
export const formula: NodeDef<'formula'> = {
  inputs: (node) => [
    ...valuePorts(node.in?.values, 'value'),
    {port: 'rows', ref: node.in?.rows, required: false, accepts: 'rows'},
  ],
  check(node, context) {
    const give = (currency?: string, rounded = false, currencyField?: string): Record<string, PortType> => ({
      value: {
        ...context.grain(),
        value: node.gives,
        ...(node.gives === 'money' ? {currency: currency ?? context.currency} : {}),
        ...(rounded ? {rounded} : {}),
        ...(currencyField === undefined ? {} : {currencyField}),
      },
    });
    const {formula: tree, errors: syntax} = parseFormula(node.text);
    for (const error of syntax) context.reportFormula(error);
    if (!tree) return give();
    const types = new Map<string, PortType | undefined>();
    for (const {path} of namesIn(tree)) if (!types.has(path)) types.set(path, context.name(path, '/text'));
    const all = [...types.values()];
    if (all.includes(undefined)) return give();
    const isRounded = (path: string): boolean => types.get(path)?.rounded === true;
    const rounded = carriesRounded(tree, isRounded);
    for (const mode of directedCalls(tree, isRounded)) context.report('plan/directed-rounding', {mode}, '/text');
    for (const {path, text} of comparedTexts(tree)) context.oneOf(text, types.get(path), path, '/text');
    const digits = productDecimals(tree, (path) => context.nameScale(path));
    if (digits > MOST_DECIMALS) context.report('plan/may-leave-domain', {digits}, '/text');
    // Money in a currency of each row may only be passed on as it is, to a convert node (ruling 19).
    if (tree.kind === 'name' && all[0]?.currency === 'mixed' && node.gives === 'money')
      return give('mixed', false, all[0].currencyField);
    const {type, errors} = inferType(tree, (path) => toFormulaType(types.get(path)));
    for (const error of errors) context.reportFormula(error);
    if (!type) return give();
    if (node.gives === 'date') for (const error of dateErrors(tree)) context.reportFormula(error);
    if (!assignableTo(type, node.gives, context.currency)) {
      context.report('plan/wrong-type', {need: node.gives, got: formulaTypeName(type), port: 'text'}, '/text');
    }
    return give(type.kind === 'money' ? type.currency : undefined, rounded);
  },
  lower,
  sentence,
  explain,
};
