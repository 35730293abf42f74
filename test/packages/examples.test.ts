import {spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {RequestListener, Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {root} from './pack.js';

const template = join(root, 'templates/saas/new-and-renewal');
const example = (name: string): string => join(root, 'docs/examples', name);

describe('docs/examples/script.mjs', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [example('script.mjs'), ...words], {encoding: 'utf8'});

  it('prints what the SaaS template pays, and why the highest is what it is', () => {
    const {status, stdout, stderr} = run(join(template, 'plan.json'), join(template, 'data'), '2026-Q1', '2026-Q4');
    expect(stdout).toContain('2026-Q1 newReward 220700.00 CNY\n');
    expect(stdout).toContain('payouts: 477, rows that could not be used: 23\n');
    expect(stdout).toContain('28,974.41');
    expect({status, stderr}).toEqual({status: 0, stderr: ''});
  });

  it('says what is wrong', () => {
    const {status, stderr} = run(join(template, 'plan.json'), join(root, 'nowhere'), '2026-Q1', '2026-Q4');
    expect(stderr).toContain('[data/unreadable-folder]');
    expect(status).toBe(1);
  });
});

describe('docs/examples/server.mjs', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const {payoutsHandler} = (await import(example('server.mjs'))) as {
      payoutsHandler: (plan: unknown) => RequestListener;
    };
    server = createServer(payoutsHandler(JSON.parse(readFileSync(join(template, 'plan.json'), 'utf8'))));
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/payouts`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = async (body: string, headers: Record<string, string> = {}): Promise<{status: number; json: Answer}> => {
    const response = await fetch(url, {method: 'POST', body, headers});
    return {status: response.status, json: (await response.json()) as Answer};
  };
  interface Answer {
    readonly status?: string;
    readonly payouts?: {readonly participant: string[]; readonly reward: string[]; readonly amount: string[]};
    readonly diagnostics?: readonly {readonly code: string; readonly message: string}[];
  }
  const tables = {
    people: [{personId: 'A', name: 'A', validFrom: '2026-01-01', hired: '2026-01-01', group: 'new', region: 'east'}],
    contracts: [{contractId: 'C1', owner: 'A', signed: '2026-02-01', product: 'crm', amount: '100.00', isNew: true}],
    renewals: [],
  };
  const range = {from: '2026-Q1', to: '2026-Q1'};

  it('answers with payouts', async () => {
    const {status, json} = await post(JSON.stringify({...range, tables}));
    expect(status).toBe(200);
    expect(json.status).toBe('ok');
    expect(json.payouts?.amount[json.payouts.reward.indexOf('newReward')]).toBe('800.00');
  });

  it('answers with what is wrong, in the language of the caller', async () => {
    const {status, json} = await post(JSON.stringify({from: '2026-Q1', to: '2026-Q9', tables}), {
      'accept-language': 'zh-CN',
    });
    expect(status).toBe(422);
    expect(json.diagnostics?.[0]).toMatchObject({code: 'run/bad-period-name'});
    expect(json.diagnostics?.[0]?.message).toMatch(/\p{Script=Han}/u);
  });

  it.each([
    ['no JSON', '{', 400],
    ['no tables', JSON.stringify(range), 400],
    ['tables that are none', JSON.stringify({...range, tables: {people: [1]}}), 400],
    ['too much', `"${'x'.repeat(20_000_001)}"`, 413],
  ])('refuses %s', async (_, body, status) => {
    expect((await post(body)).status).toBe(status);
  });

  it('starts by itself', async () => {
    const child = spawn(process.execPath, [example('server.mjs'), join(template, 'plan.json'), '0'], {stdio: 'pipe'});
    try {
      const line = await new Promise<string>((done) => child.stdout.once('data', (data: Buffer) => done(String(data))));
      const response = await fetch(`http://127.0.0.1:${line.replace(/\D/g, '')}/`);
      expect(response.status).toBe(404);
    } finally {
      child.kill();
    }
  });
});
