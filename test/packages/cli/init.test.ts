import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {answerOf, folderForTest, planwright, template} from '../../runtime/cli/planwright.js';

describe('planwright init', () => {
  it('lists the templates when none is named, in either language', () => {
    const {exit, out, err} = planwright(['init']);
    expect(out).toMatch(/^ {2}saas\/new-and-renewal +SaaS: new business, renewals and annual award$/m);
    expect({exit, err}).toEqual({exit: 0, err: ''});
    expect(planwright(['init', '--lang', 'zh-CN']).out).toContain('SaaS：新签、续约与年度评优');
    const {templates} = answerOf<{templates: object[]}>(planwright(['init', '--json']));
    expect(templates).toContainEqual(
      expect.objectContaining({template: 'saas/new-and-renewal', id: 'saas-new-and-renewal', industry: 'saas'}),
    );
  });

  it.each(['saas/new-and-renewal', 'saas-new-and-renewal'])(
    'copies %s with its data, ready to be tested and run',
    (name) => {
      const parent = folderForTest();
      const folder = join(parent, 'deep', 'my plan');
      const {exit, out, err} = planwright(['init', name, folder]);
      expect({exit, err}).toEqual({exit: 0, err: ''});
      expect(out).toContain(join(folder, 'plan.json'));
      expect(readFileSync(join(folder, 'plan.json'))).toEqual(readFileSync(template.plan));
      expect(readdirSync(join(folder, 'data')).sort()).toEqual(readdirSync(template.data).sort());
      expect(readdirSync(join(parent, 'deep'))).toEqual(['my plan']);
      expect(planwright(['test', folder]).exit).toBe(0);
    },
  );

  it('takes an empty folder that is there', () => {
    const folder = folderForTest();
    const answer = answerOf<{files: string[]}>(planwright(['init', 'saas/new-and-renewal', folder, '--json']));
    expect(answer).toMatchObject({status: 'ok', template: 'saas/new-and-renewal', folder});
    expect(answer.files).toContain('data/people.csv');
    for (const file of answer.files) expect(existsSync(join(folder, file)), file).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('refuses a folder that is not empty, and changes nothing in it', () => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'plan.json'), 'mine');
    const {exit, out, err} = planwright(['init', 'saas/new-and-renewal', folder]);
    expect(err).toContain('cli/not-empty');
    expect({exit, out}).toEqual({exit: 2, out: ''});
    expect(readdirSync(folder)).toEqual(['plan.json']);
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe('mine');
  });

  it('cannot copy to where a file stands: 3, and nothing is left behind', () => {
    const folder = folderForTest();
    writeFileSync(join(folder, 'file'), '');
    for (const target of [join(folder, 'file'), join(folder, 'file', 'below')]) {
      const {exit, err} = planwright(['init', 'saas/new-and-renewal', target]);
      expect(err).toContain('cli/unwritable-folder');
      expect(exit).toBe(3);
    }
    expect(readdirSync(folder)).toEqual(['file']);
  });

  it.each([
    ['a template that is none', ['saas/new-and-renewl', 'x'], 'Did you mean "saas/new-and-renewal"?'],
    ['a way out of the package', ['../schemas', 'x'], 'cli/no-such-template'],
    ['no folder', ['saas/new-and-renewal'], 'cli/missing-folder'],
    ['a word too many', ['saas/new-and-renewal', 'x', 'y'], 'cli/unexpected'],
  ])('refuses %s with exit code 2', (_, words, text) => {
    const {exit, err} = planwright(['init', ...words]);
    expect(err).toContain(text);
    expect(exit).toBe(2);
    expect(existsSync('x')).toBe(false);
  });

  it('copies what a new version of the template brings, whatever it is', () => {
    const folder = join(folderForTest(), 'copy');
    mkdirSync(folder);
    planwright(['init', 'saas/new-and-renewal', folder]);
    expect(readdirSync(folder).sort()).toEqual(readdirSync(join(template.data, '..')).sort());
  });
});
