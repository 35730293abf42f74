import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {bundleForBrowser} from './bundle.js';
import {noBrowser, openChromium} from './chromium.js';
import {root} from './pack.js';
import type {Site} from './serve.js';
import {serve} from './serve.js';

const template = join(root, 'templates/saas/new-and-renewal');
const example = join(root, 'docs/examples/browser');
const expected = JSON.parse(readFileSync(join(template, 'expected/summary.json'), 'utf8')) as {
  totals: Record<string, Record<string, string>>;
};

/** What a page has and Node lacks. */
declare class Worker {
  constructor(url: string, options: {readonly type: 'module'});
  onmessage: (event: {readonly data: unknown}) => void;
  postMessage(message: unknown): void;
}

const PROBE = `
  let outcome = 'allowed';
  try { (0, eval)('1'); } catch (error) { outcome = error.name; }
  if (typeof document === 'undefined') postMessage(outcome);
  else document.title = outcome;
`;

describe.skipIf(noBrowser)('in Chromium, under a policy without unsafe-eval, the page of docs/examples', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    site = await serve({
      'index.html': join(example, 'index.html'),
      'page.js': join(example, 'page.js'),
      'worker.js': {text: await bundleForBrowser(join(example, 'worker.mjs'))},
      'probe.js': {text: PROBE},
      'template/plan.json': join(template, 'plan.json'),
      ...Object.fromEntries(
        ['people', 'contracts', 'renewals'].map((name) => [
          `template/data/${name}.csv`,
          join(template, `data/${name}.csv`),
        ]),
      ),
    });
    browser = await openChromium();
    page = await browser.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    await page.goto(site.url);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it('may not evaluate text, in the page and in a worker, which shows that the policy holds', async () => {
    await page.addScriptTag({url: 'probe.js'});
    expect(await page.title()).toBe('EvalError');
    const told = await page.evaluate(
      () =>
        new Promise((done) => {
          const worker = new Worker('probe.js', {type: 'module'});
          worker.onmessage = ({data}) => {
            done(data);
          };
        }),
    );
    expect(told).toBe('EvalError');
  });

  it('pays the SaaS template in the worker, to the cent', async () => {
    await page.getByRole('button', {name: 'Run'}).click();
    await page.getByRole('status').filter({hasText: 'blocked'}).waitFor();
    const rows = await page
      .locator('#totals tr')
      .evaluateAll((found) => found.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
    const totals: Record<string, Record<string, string>> = {};
    for (const [period = '', reward = '', amount = '', unit] of rows) {
      (totals[reward] ??= {})[period] = amount;
      expect(unit).toBe('CNY');
    }
    expect(totals).toEqual(expected.totals);
    expect(await page.locator('#progress').evaluate((bar) => Reflect.get(bar, 'value') as number)).toBe(1);
    expect(faults).toEqual([]);
  });

  it('cancels a long run by shared memory, and the same worker pays again', async () => {
    const answers = await page.evaluate(async () => {
      const plan = (await (await fetch('template/plan.json')).json()) as object;
      const text = async (name: string): Promise<string> => (await fetch(`template/data/${name}.csv`)).text();
      const [people, contracts, renewals] = await Promise.all(['people', 'contracts', 'renewals'].map(text));
      const header = contracts?.split('\n')[0] ?? '';
      const many = Array.from({length: 400_000}, (_, i) => `X${String(i)},P001,2026-02-01,,crm,1.00,true,`);
      const long = [header, ...many, ''].join('\n');
      const worker = new Worker('worker.js', {type: 'module'});
      const run = (csv: string | undefined, stopAtOnce: boolean): Promise<Answer> =>
        new Promise((done) => {
          const cancel = new SharedArrayBuffer(4);
          const tables = {people: {csv: people}, contracts: {csv}, renewals: {csv: renewals}};
          let progress = 0;
          worker.onmessage = (event) => {
            const data = event.data as Answer;
            if (data.type !== 'progress') done({...data, progress});
            else if (++progress === 1 && stopAtOnce) Atomics.store(new Int32Array(cancel), 0, 1);
          };
          worker.postMessage({
            type: 'run',
            id: csv?.length,
            plan,
            tables,
            options: {from: '2026-Q1', to: '2026-Q4'},
            cancel,
          });
        });
      interface Answer {
        readonly type: string;
        readonly id: number;
        readonly diagnostics?: readonly {code: string}[];
        readonly result?: {readonly status: string};
        readonly progress?: number;
      }
      worker.postMessage('not for it');
      const cancelled = await run(long, true);
      const again = await run(contracts, false);
      return {cancelled, again, lengths: [long.length, contracts?.length]};
    });
    const {cancelled, again, lengths} = answers;
    expect([cancelled.id, again.id]).toEqual(lengths);
    expect(cancelled.type).toBe('failed');
    expect(cancelled.diagnostics?.map(({code}) => code)).toEqual(['run/cancelled']);
    expect(cancelled.progress).toBeGreaterThan(0);
    expect(again.type).toBe('result');
    expect(again.result?.status).toBe('blocked');
    expect(again.progress).toBeGreaterThan(0);
  }, 60_000);

  it('is told what is wrong with a plan or a message, and the worker lives on', async () => {
    const types = await page.evaluate(async () => {
      const worker = new Worker('worker.js', {type: 'module'});
      const ask = (message: object): Promise<string> =>
        new Promise((done) => {
          worker.onmessage = (event) => {
            const data = event.data as {type: string; id: number; diagnostics?: {code: string}[]};
            done(`${String(data.id)} ${data.type} ${data.diagnostics?.map(({code}) => code).join() ?? ''}`);
          };
          worker.postMessage({type: 'run', ...message});
        });
      return [
        await ask({id: 1, plan: []}),
        await ask({id: 2, plan: null, tables: {}, options: {}}),
        await ask({id: 3}),
      ];
    });
    expect(types).toEqual(['1 crashed ', '2 failed shape/not-an-object', '3 failed shape/not-an-object']);
  });
});
