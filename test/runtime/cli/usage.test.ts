import {describe, expect, it} from 'vitest';
import {answerOf, planwright, template} from './planwright.js';

const {plan, data} = template;

describe('the command line', () => {
  it('helps in English and Chinese, by option, environment and command', () => {
    expect(planwright(['--help']).out).toContain('Exit codes');
    expect(planwright(['--help', '--lang', 'zh-CN']).out).toContain('退出码');
    expect(planwright(['help', 'run'], {LANG: 'zh_CN.UTF-8'}).out).toContain('--coverage 表名=日期');
    expect(planwright(['run', '-h'], {LC_ALL: 'en_US.UTF-8', LANG: 'zh_CN.UTF-8'}).out).toContain(
      '--coverage table=day',
    );
    expect(planwright(['validate', '--help']).exit).toBe(0);
  });

  it('tells its version', () => {
    expect(planwright(['--version']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(answerOf(planwright(['-v', '--json']))).toMatchObject({name: '@planwright/runtime'});
  });

  it.each([
    ['no command', [], 'cli/no-command'],
    ['an unknown command, with the one that was meant', ['valdate', plan], 'Did you mean "validate"?'],
    ['an unknown option, with the one that was meant', ['run', plan, '--dta', data], 'Did you mean --data?'],
    ['an option without its value', ['run', plan, '--data', '--out', 'x'], 'The option --data needs a value'],
    ['a flag with a value', ['run', plan, '--data', data, '--json=yes'], 'takes no value'],
    ['an option given twice', ['run', plan, '--out', 'a', '--out', 'b'], 'given twice'],
    ['no plan', ['run', '--data', data], 'cli/missing-plan'],
    ['no data', ['run', plan], 'The option --data is missing'],
    ['two folders', ['run', plan, '--data', data, '--data', 'other'], 'cli/two-folders'],
    ['a table that the plan lacks', ['run', plan, '--data', 'peeple=x.csv'], 'Did you mean "people"?'],
    ['half a range', ['run', plan, '--data', data, '--from', '2026-Q1'], 'cli/half-range'],
    ['no such period', ['run', plan, '--data', data, '--from', '2026-Q1', '--to', '2026-Q5'], 'run/bad-period-name'],
    [
      'a range that cuts a period',
      ['run', plan, '--data', data, '--from', '2026-01', '--to', '2026-04'],
      'run/range-cuts',
    ],
    [
      'a range that is reversed',
      ['run', plan, '--data', data, '--from', '2026-Q2', '--to', '2026-Q1'],
      'run/range-rev',
    ],
    ['a coverage that is no day', ['run', plan, '--data', data, '--coverage', 'people=soon'], 'run/bad-coverage'],
    ['a language it does not speak', ['run', plan, '--lang', 'fr'], 'cli/unknown-language'],
  ])('refuses %s with exit code 2', (_, words, text) => {
    const {exit, out, err} = planwright(words);
    expect(err).toContain(text);
    expect({exit, out}).toEqual({exit: 2, out: ''});
  });

  it('says in Chinese what is wrong', () => {
    expect(planwright(['run', plan, '--dta', data], {LANG: 'zh_CN.UTF-8'}).err).toContain('是否想写 --data？');
  });

  it('answers a failure in JSON on standard output only', () => {
    const outcome = planwright(['run', plan, '--json']);
    expect(outcome.err).toBe('');
    expect(outcome.exit).toBe(2);
    expect(answerOf(outcome)).toMatchObject({
      status: 'failed',
      exit: 2,
      diagnostics: [{code: 'cli/missing-option', severity: 'error', params: {option: '--data'}}],
    });
  });
});
