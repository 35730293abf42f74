import type {NodeMap} from '@planwright/schemas';
import type {Explain, Sentence} from '../explaining.js';

type Ratio = NodeMap['ratio'];

/** "Sales ÷ target." */
export const sentence: Sentence<Ratio> = (node, words) => {
  const form = node.form ?? 'plain';
  const unit = words.unitOf(words.output('value'));
  return words.sentence(
    words.say(`ratio/${form}`, {of: words.wire(node.in.of), to: words.wire(node.in.to)}),
    node.whenZero === undefined ? undefined : words.say('ratio/when-zero', {value: words.num(node.whenZero, unit)}),
    node.in.amount === undefined ? undefined : words.say('ratio/amount', {amount: words.wire(node.in.amount)}),
    words.rounding(node.rounding, unit),
  );
};

/** a ÷ b with the numbers; `applied` multiplies before it divides. */
export const explain: Explain<Ratio> = (node, context) => {
  const divisor = context.number(context.inputColumn(node.form === 'swapped' ? 'of' : 'to') ?? '');
  const isZero = divisor?.t === 'number' && divisor.value === 0n && node.whenZero !== undefined;
  const unit = {kind: 'ratio', literal: true} as const;
  return {
    details:
      isZero && node.whenZero !== undefined
        ? [context.say('ratio/zero', {value: context.num(node.whenZero, unit)})]
        : [],
    calculation: context.trace(context.column),
  };
};
