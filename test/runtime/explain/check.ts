import type {Explanation, Result, StepCalculation} from '@planwright/runtime';
import {explain} from '@planwright/runtime';
import {calculate, equal, parse, roundTo} from './arithmetic.js';

/** What does not hold in one explanation: every calculation gives its result, and the last step is the payout. */
export function check(explanation: Explanation): string[] {
  const {participant, period, rewards} = explanation;
  const problems: string[] = [];
  for (const {reward, amount, status, steps} of rewards) {
    const here = (what: string): void => void problems.push(`${participant} ${period} ${reward}: ${what}`);
    steps.forEach(({number, node, port, calculation, value, rows, sentence, details}, k) => {
      if (number !== k + 1) here(`step ${number} is number ${k + 1}`);
      if (sentence === '') here(`${node} has no sentence`);
      for (const text of [sentence, ...details, calculation?.shown ?? ''])
        if (BROKEN.test(text)) here(`${node} says ${text}`);
      if (calculation) wrong(calculation, (what) => here(`${node}.${port}: ${what}`));
      if (calculation && calculation.result !== value) here(`${node}: ${calculation.result} is not ${value}`);
      for (const row of rows?.rows ?? []) {
        const {calculation: one, id} = row;
        if (one) wrong(one, (what) => here(`${node}.${port} ${id}: ${what}`));
        if (one && one.result !== row.value) here(`${node} ${id}: ${one.result} is not ${row.value ?? ''}`);
      }
    });
    const last = steps.at(-1);
    if (last?.node !== reward) here('the last step is not the reward');
    else if (
      amount === '' ? last.status === undefined || last.status !== status : !equal(parse(last.value), parse(amount))
    )
      here(`the last step is ${last.value}, the payout ${amount}${status}`);
  }
  return problems;
}

/** A text whose params were not given. */
const BROKEN = /…|undefined|NaN|\{\w+\}/;

function wrong({expression, result, rounding}: StepCalculation, report: (what: string) => void): void {
  try {
    const exact = calculate(expression);
    const rounded = rounding ? roundTo(exact, rounding.scale, rounding.mode) : exact;
    if (!equal(rounded, parse(result))) report(`${expression} is not ${result}`);
    if (rounding?.exact === true && !equal(exact, rounded)) report(`${expression} is not exact`);
  } catch (error) {
    report(`${expression}: ${String(error)}`);
  }
}

/** Everyone and every period that has a payout. */
export function cells({payouts}: Result): {participant: string; period: string}[] {
  const seen = new Map<string, {participant: string; period: string}>();
  payouts.participant.forEach((participant, i) => {
    const period = payouts.period[i] ?? '';
    seen.set(`${participant}|${period}`, {participant, period});
  });
  return [...seen.values()];
}

/** Checks all explanations of a result, and that numbers are typeset wherever there is arithmetic. */
export function checkAll(
  result: Result,
  language: 'en' | 'zh-CN' = 'en',
): {problems: string[]; steps: number; calculations: number} {
  const problems: string[] = [];
  let steps = 0;
  let calculations = 0;
  for (const {participant, period} of cells(result)) {
    const explanation = explain(result, participant, period, language, {nextTier: false});
    if ('diagnostics' in explanation) {
      problems.push(`${participant} ${period}: ${JSON.stringify(explanation.diagnostics)}`);
      continue;
    }
    problems.push(...check(explanation));
    for (const reward of explanation.rewards)
      for (const step of reward.steps) {
        steps += 1;
        if (step.calculation ?? step.rows?.rows.some((row) => row.calculation)) calculations += 1;
      }
  }
  return {problems, steps, calculations};
}
