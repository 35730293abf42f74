import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {answerOf, folderForTest, planwright, template} from '../../runtime/cli/planwright.js';

const committed = readFileSync(new URL('../types/saas.ts', import.meta.url), 'utf8');

describe('planwright types', () => {
  it('prints the types that test/packages/types is compiled with', () => {
    const {exit, out, err} = planwright(['types', template.plan]);
    expect(out).toBe(committed);
    expect({exit, err}).toEqual({exit: 0, err: ''});
  });

  it('comments in Chinese, and answers in JSON', () => {
    expect(planwright(['types', template.plan, '--lang', 'zh-CN']).out).toContain('/** 工号 */');
    const answer = answerOf(planwright(['types', template.plan, '--json']));
    expect(answer).toMatchObject({status: 'ok', id: 'saas-new-and-renewal', version: '1.0.0', types: committed});
  });

  it('quotes what is no name in TypeScript, and never lets a label end its comment', () => {
    const file = join(folderForTest(), 'plan.json');
    const plan = readFileSync(template.plan, 'utf8')
      .replaceAll('"crm"', '"c\'r\\\\m"')
      .replace('"remark": {', '"备注²": {')
      .replace('{"en": "Owner"', '{"en": "*/ export const x = 1; /*"');
    writeFileSync(file, plan);
    const {exit, out} = planwright(['types', file]);
    expect(out).toContain("'备注²'?: string");
    expect(out).toContain("'c\\'r\\\\m' | 'erp'");
    expect(out).toContain('/** *\\/ export const x = 1; /* */');
    expect(exit).toBe(0);
  });

  it('prints nothing for a plan with errors', () => {
    const file = join(folderForTest(), 'plan.json');
    writeFileSync(file, readFileSync(template.plan, 'utf8').replace('"amount": "newTier"', '"amount": "x"'));
    const {exit, out, err} = planwright(['types', file]);
    expect(err).toContain('/nodes/newCap/in/amount');
    expect({exit, out}).toEqual({exit: 1, out: ''});
    expect(planwright(['types']).err).toContain('cli/missing-plan');
    expect(planwright(['types', file, file]).exit).toBe(2);
  });
});
