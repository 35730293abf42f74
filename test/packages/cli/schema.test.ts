import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {planwright} from '../../runtime/cli/planwright.js';

const published = (name: string): string =>
  readFileSync(new URL(`../../../schemas/${name}`, import.meta.url), 'utf8').trimEnd();

describe('planwright schema', () => {
  it('prints the JSON Schema that is published', () => {
    const {exit, out, err} = planwright(['schema']);
    expect(out.trimEnd()).toBe(published('plan.schema.json'));
    expect({exit, err}).toEqual({exit: 0, err: ''});
    expect(planwright(['schema', '--json']).out).toBe(out);
  });

  it('prints it with Chinese titles', () => {
    expect(planwright(['schema', '--lang', 'zh-CN']).out.trimEnd()).toBe(published('plan.schema.zh-CN.json'));
    expect(planwright(['schema'], {LANG: 'zh_CN.UTF-8'}).out).toContain('激励方案');
  });

  it('takes no file', () => {
    const {exit, err} = planwright(['schema', 'plan.json']);
    expect(err).toContain('cli/unexpected');
    expect(exit).toBe(2);
  });

  it('helps', () => {
    for (const command of ['init', 'test', 'types', 'schema']) {
      expect(planwright(['help', command]).out).toContain(`planwright ${command}`);
      expect(planwright([command, '--help', '--lang', 'zh-CN']).out).toContain('退出码');
      expect(planwright(['--help']).out).toMatch(new RegExp(`^ {2}${command} +`, 'm'));
    }
  });
});
