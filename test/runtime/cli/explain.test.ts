import {describe, expect, it} from 'vitest';
import {answerOf, planwright, template} from './planwright.js';

const {plan, data} = template;
const explain = (participant: string, period: string, ...more: string[]) =>
  planwright(['explain', plan, '--data', data, '--participant', participant, '--period', period, ...more]);

describe('planwright explain', () => {
  it('says in numbered steps why P026 is paid 11,500.00 in the fourth quarter', () => {
    const {exit, out, err} = explain('P026', '2026-Q4', '--reward', 'newReward');
    expect(err).toBe('');
    expect(exit).toBe(0);
    expect(out).toContain('11,500.00');
    expect(out).not.toContain('15,000.00');
  });

  it('speaks Chinese', () => {
    expect(explain('P026', '2026-Q4', '--lang', 'zh-CN').out).toContain('新签奖金');
  });

  it('answers in JSON with exact values', () => {
    const answer = answerOf<{rewards: {reward: string; amount: string}[]}>(explain('P026', '2026-Q4', '--json'));
    expect(answer).toMatchObject({participant: 'P026', period: '2026-Q4', diagnostics: []});
    expect(answer.rewards.map(({reward, amount}) => [reward, amount])).toEqual([
      ['newReward', '11500.00'],
      ['renewalReward', '0.00'],
      ['bestReward', '15000.00'],
    ]);
  });

  it('ends with 4 where the payout is blocked', () => {
    const {exit, out} = explain('P059', '2026-Q2', '--reward', 'renewalReward');
    expect(out).toContain('Renewal rate');
    expect(exit).toBe(4);
  });

  it.each([
    ['somebody who is not there', ['P0266', '2026-Q4'], 1, 'Did you mean P026'],
    ['somebody on leave', ['P043', '2026-Q2'], 1, 'has no value in 2026-Q2'],
    ['a reward that is none', ['P026', '2026-Q4', '--reward', 'newRewrd'], 2, 'Did you mean "newReward"?'],
    ['a period that is none', ['P026', '2026-13'], 2, 'run/bad-period-name'],
    ['more than one period', ['P026', '2026'], 2, 'run/bad-period-name'],
  ] as const)('cannot explain %s', (_, words, code, text) => {
    const [participant, period, ...more] = words;
    const {exit, out, err} = explain(participant, period, ...more);
    expect(err).toContain(text);
    expect({exit, out}).toEqual({exit: code, out: ''});
  });

  it('asks for what is missing', () => {
    expect(planwright(['explain', plan, '--data', data, '--period', '2026-Q4']).err).toContain(
      '--participant is missing',
    );
    expect(planwright(['explain', plan, '--data', data, '--participant', 'P026']).err).toContain('--period is missing');
  });
});
