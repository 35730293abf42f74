import type {NodeMap} from '@planwright/schemas';
import {parseFormula} from '../../formula/parser.js';
import {printFormula} from '../../formula/print.js';
import type {Explain, Sentence} from '../explaining.js';

type Formula = NodeMap['formula'];

/** "= IF([Attainment] >= 80%, …)": the text with labels for names. */
export const sentence: Sentence<Formula> = (node, words) => {
  const {formula} = parseFormula(node.text);
  const text = formula
    ? printFormula(formula, {names: (path) => words.name(path), language: words.language})
    : node.text;
  const rounding = words.rounding(node.rounding, words.unitOf(words.output('value')));
  const shown = words.say('formula/text', {text});
  return rounding === undefined ? shown : `${shown}${words.say('words/clause', {})}${rounding}`;
};

/** The formula with numbers for names, its branches decided. */
export const explain: Explain<Formula> = (_, context) => ({details: [], calculation: context.trace(context.column)});
