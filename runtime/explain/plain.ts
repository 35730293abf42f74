import type {Language} from '@planwright/schemas';
import {say} from '@planwright/schemas';
import type {Explanation, RewardExplanation, Step, StepRow} from './explanation.js';

/** An explanation as plain text for a terminal, a mail or the clipboard. */
export function formatExplanation(explanation: Explanation): string {
  const {participant, period, language, rewards} = explanation;
  const lines = [say(language, 'plain/title', {participant, period})];
  if (rewards.length === 0) lines.push(say(language, 'plain/nothing', {}));
  for (const reward of rewards) lines.push('', ...rewardLines(reward, language));
  return `${lines.join('\n')}\n`;
}

function rewardLines(reward: RewardExplanation, language: Language): string[] {
  const {label, unit, status, payDate, steps, nextTier} = reward;
  const head =
    status === 'ok'
      ? say(language, 'plain/reward', {label, amount: reward.amountShown, unit})
      : say(language, 'plain/blocked', {label, status: say(language, `status/${status}`, {})});
  const next = nextTier.map(({sentence}) => `   ${sentence}`);
  return [
    head,
    ...(payDate === '' ? [] : [say(language, 'plain/pay-date', {day: payDate})]),
    ...steps.flatMap((step) => stepLines(step, language)),
    ...(next.length === 0 ? [] : [say(language, 'plain/next', {}), ...next]),
  ];
}

function stepLines(
  {number, label, valueShown, sentence, details, calculation, rows}: Step,
  language: Language,
): string[] {
  const shown = rows?.rows.slice(0, SHOWN) ?? [];
  const more = (rows?.count ?? 0) - shown.length;
  return [
    say(language, 'plain/step', {number, label, value: valueShown}),
    `   ${sentence}`,
    ...(calculation && calculation.shown !== valueShown ? [`   ${calculation.shown}`] : []),
    ...details.map((detail) => `   ${detail}`),
    ...shown.map((row) => `     ${rowLine(row)}`),
    ...(more > 0 && shown.length > 0 ? [`     ${say(language, 'plain/more-rows', {count: more})}`] : []),
  ];
}

function rowLine(row: StepRow): string {
  const name = [row.date === '' ? row.period : row.date, row.id === '' ? row.participant : row.id].filter(
    (one) => one !== '',
  );
  const value = row.calculation?.shown ?? row.valueShown ?? '';
  return [...name, value].filter((one) => one !== '').join('  ');
}

/** Rows shown per step. */
const SHOWN = 5;
