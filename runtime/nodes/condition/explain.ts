import type {NodeMap} from '@planwright/schemas';
import type {Explain, Sentence} from '../explaining.js';

type Condition = NodeMap['condition'];

/** "If attainment ≥ 80 % then accelerated, otherwise base." */
export const sentence: Sentence<Condition> = (node, words) => {
  const type = words.output('value') ?? {value: node.gives, grain: 'participant', cover: 'any'};
  return words.sentence(
    ...node.cases.map(({when, then}, k) =>
      words.say(k === 0 ? 'condition/case' : 'condition/else-case', {
        when: words.predicate(when),
        then: words.result(then, type),
      }),
    ),
    words.say('condition/otherwise', {then: words.result(node.otherwise, type)}),
    words.rounding(node.rounding, words.unitOf(type)),
  );
};

/** Which case held, with the numbers that were compared. */
export const explain: Explain<Condition> = (node, context) => {
  const derived = context.derived(context.column);
  const cases = derived?.expr.e === 'case' ? derived.expr.cases : [];
  const type = context.output('value');
  const details: string[] = [];
  let held = -1;
  for (const [k, {when}] of cases.entries()) {
    const holds = context.holds(when);
    const test = node.cases[k];
    if (holds === undefined || !test) break;
    if (holds) {
      held = k;
      break;
    }
    details.push(context.say('condition/not', {when: context.compared(test.when)}));
  }
  const chosen = node.cases[held];
  if (chosen)
    details.push(
      context.say('condition/holds', {when: context.compared(chosen.when), then: context.result(chosen.then, type)}),
    );
  else if (details.length === cases.length)
    details.push(context.say('condition/none', {then: context.result(node.otherwise, type)}));
  const literal = context.unitOf(type);
  return {details, calculation: context.trace(context.column, literal ? {literal} : {})};
};
