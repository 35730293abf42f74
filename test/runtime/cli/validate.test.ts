import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {answerOf, planwright, template, withFolder} from './planwright.js';

const plan = readFileSync(template.plan, 'utf8');

describe('planwright validate', () => {
  it('accepts the SaaS template and prints the hash of what it means', () => {
    const {exit, out, err} = planwright(['validate', template.plan]);
    expect(out).toMatch(/saas-new-and-renewal 1\.0\.0 is a valid plan \(19 nodes\)\.\n {2}hash [0-9a-f]{64}\n$/);
    expect({exit, err}).toEqual({exit: 0, err: ''});
  });

  it('answers in JSON', () => {
    const answer = answerOf<{plans: {hash: string}[]}>(planwright(['validate', template.plan, '--json']));
    expect(answer).toMatchObject({status: 'ok', plans: [{id: 'saas-new-and-renewal', status: 'ok', diagnostics: []}]});
    expect(answer.plans[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names a wire that leads nowhere by place and by what was meant', () => {
    withFolder((_, write) => {
      const file = write('plan.json', plan.replace('"in": {"amount": "newTier"}', '"in": {"amount": "newTeir"}'));
      const {exit, out, err} = planwright(['validate', file]);
      expect(err).toContain('newTier');
      expect(err).toContain('/nodes/newCap/in/amount');
      expect(err).toContain(file);
      expect({exit, out}).toEqual({exit: 1, out: ''});
      expect(planwright(['validate', file, '--lang', 'zh-CN']).err).toMatch(/错误 \[plan\//);
    });
  });

  it('refuses a plan of a later schema', () => {
    withFolder((_, write) => {
      const file = write('plan.json', plan.replace('"schemaVersion": 1', '"schemaVersion": 99'));
      const {exit, err} = planwright(['validate', file]);
      expect(err).toContain('shape/newer-version');
      expect(exit).toBe(1);
    });
  });

  it('says where a file stops being JSON', () => {
    withFolder((_, write) => {
      const file = write('plan.json', '{\n  "id": "a",\n  "nodes": {]\n}\n');
      expect(planwright(['validate', file]).err).toContain('(line 3, column 13): unexpected ]');
      const twice = write('twice.json', '{"nodes": {\n"a": 1,\n"\\u0061": 2}}');
      const {exit, err} = planwright(['validate', twice]);
      expect(err).toContain('(line 3, column 1): the key "\\u0061" stands twice in one object');
      expect(exit).toBe(1);
    });
  });

  it('cannot read a file that is not there, or is a folder', () => {
    const missing = planwright(['validate', '/nowhere/plan.json']);
    expect(missing.err).toContain('it does not exist');
    expect(missing.exit).toBe(3);
    expect(planwright(['validate', template.data]).exit).toBe(3);
  });

  it('checks every file it is given', () => {
    withFolder((_, write) => {
      const bad = write('bad.json', '[]');
      const {exit, out, err} = planwright(['validate', bad, template.plan]);
      expect(err).toContain('shape/not-an-object');
      expect(out).toContain('is a valid plan');
      expect(exit).toBe(1);
    });
  });
});
