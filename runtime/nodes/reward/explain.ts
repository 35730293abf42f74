import type {NodeMap} from '@planwright/schemas';
import type {Emit} from '../../ops/program.js';
import {rowsAt} from '../explain-rows.js';
import type {Explain, ExplainContext, Sentence, Words} from '../explaining.js';
import {exactOf, minus, sumOf} from '../terms.js';
import type {Unit} from '../terms.js';
import {rewardMinor} from './lower.js';

type Reward = NodeMap['reward'];

/** "Pay commission in CNY to South, every quarter, 15 days after its end." */
export const sentence: Sentence<Reward> = (node, words) => {
  const refs = node.in.amounts ? Object.values(node.in.amounts) : [node.in.amount];
  const type = words.input(node.in.amounts ? `amounts.${Object.keys(node.in.amounts)[0] ?? ''}` : 'amount');
  const currency = type?.currency ?? words.plan.currency;
  const unit: Unit = node.type === 'cash' ? {kind: 'money', currency, literal: true} : {kind: 'number', literal: true};
  const pays = node.pays ?? 'period';
  const {payDate} = node;
  return words.sentence(
    words.say('reward/pay', {
      amounts: words.list(refs.map((ref) => words.wire(ref))),
      unit: node.type === 'cash' ? currency : (node.unit ?? words.say(`reward/${node.type}`, {})),
    }),
    node.type === 'cash' || node.unit === undefined
      ? undefined
      : words.say('reward/as', {type: words.say(`reward/${node.type}`, {})}),
    words.say(`reward/${pays}`, {}),
    node.who && words.say('reward/who', {who: words.predicate(node.who)}),
    node.in.when === undefined ? undefined : words.say('reward/when', {when: words.wire(node.in.when)}),
    pays === 'period' ? undefined : words.say(`reward/${node.ifAbsent ?? 'pay-last'}`, {}),
    rounded(node, currency, words),
    node.multipleOf === undefined ? undefined : words.say('reward/multiple', {value: words.num(node.multipleOf, unit)}),
    payDate && words.say(`reward/pay-date-${payDate.after}`, {days: payDate.days}),
  );
};

function rounded(node: Reward, currency: string, words: Words): string | undefined {
  const scale = node.multipleOf === undefined ? (node.rounding?.scale ?? rewardMinor(node, currency)) : 0;
  if (node.multipleOf !== undefined && node.rounding?.mode === undefined) return undefined;
  return words.rounding({scale, mode: node.rounding?.mode});
}

/** The components, the rounding, and why the reward is paid or not. */
export const explain: Explain<Reward> = (node, context) => {
  const emit = context.ops.find((op): op is Emit => op.op === 'emit' && op.node === context.id);
  if (!emit) return {details: []};
  const {reward} = emit;
  const details: string[] = [];
  if (reward.when !== null && context.int(reward.when) >= 0) {
    const open = context.int(reward.when) === 1;
    details.push(context.say(open ? 'reward/open' : 'reward/closed', {when: context.wire(node.in.when)}));
    if (!open) return {details};
  }
  if (context.int(reward.due) === 2) details.push(context.say('reward/early', {}));
  const unit: Unit = node.type === 'cash' ? {kind: 'money', currency: reward.unit} : {kind: 'number'};
  const sum = `@${context.id}/sum`;
  const rows = reward.rows ? rowsAt(context, reward.rows.rel) : [];
  const rowTerms = rows.flatMap(
    (row) => context.number(context.inputColumn('amount') ?? '', unit, {rel: reward.rows?.rel ?? '', row}) ?? [],
  );
  const calculation = context.trace(context.column, {
    expand: (column) => (column === sum ? sumOf(rowTerms, unit) : undefined),
    unit: () => unit,
    literal: unit,
  });
  return {
    details: [...details, ...components(node, emit, context, unit)],
    calculation,
    ...(reward.rows ? {rows: {rel: reward.rows.rel, rows, value: reward.rows.part, unit}} : {}),
  };
};

function components(node: Reward, {reward}: Emit, context: ExplainContext, unit: Unit): string[] {
  if (reward.rows) return [];
  const terms = reward.components.flatMap(({col}) => context.number(col, unit) ?? []);
  const paid = context.number(context.column, unit);
  const lines =
    reward.components.length > 1
      ? reward.components.map(({name, col}) =>
          context.say('reward/component', {
            name: context.wire(node.in.amounts?.[name]),
            amount: context.show(col, unit),
          }),
        )
      : [];
  if (!paid || terms.length < reward.components.length) return lines;
  const difference = minus(paid, sumOf(terms));
  const {n, d} = exactOf(difference);
  if (n === 0n) return lines;
  const scale = d.toString().length - 1;
  return [...lines, context.say('reward/rounding', {amount: context.showTerm({t: 'number', value: n, scale, unit})})];
}
