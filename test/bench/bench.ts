import {fork} from 'node:child_process';
import type {ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {generate, toCsv} from './generate.js';
import type {Job, Report} from './peer.js';

/** Rows and how often each peer computes them. The first computation only warms up and is compared, not timed. */
const SIZES = [
  {rows: 100_000, times: 7},
  {rows: 1_000_000, times: 3},
];
const SEED = 20_260_724;

/** Runs both peers on the same data in turn, each in its own process, and prints a table; false if any payout differs. */
export async function bench(peerFile: string, plan: unknown): Promise<boolean> {
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; medians; one run, peers in turn`,
  );
  console.log('| input | rows | peer | ms | rows per second | peak memory | ratio |');
  console.log('|---|---:|---|---:|---:|---:|---:|');
  let same = true;
  for (const {rows, times} of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'planwright-bench-'));
    try {
      for (const [name, table] of Object.entries(generate(rows, SEED))) {
        writeFileSync(join(folder, `${name}.csv`), toCsv(table));
      }
      for (const mode of ['columns', 'csv'] as const) {
        same = (await compare({mode, rows, seed: SEED, folder, plan}, times, peerFile)) && same;
      }
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  }
  return same;
}

async function compare(job: Omit<Job, 'peer'>, times: number, peerFile: string): Promise<boolean> {
  const runs = await Promise.all(
    (['naive', 'planwright'] as const).map(async (peer) => {
      const child = fork(peerFile, {serialization: 'advanced'});
      await answer(child, {...job, peer});
      return {peer, child, reports: [] as Report[]};
    }),
  );
  for (let i = 0; i <= times; ++i) {
    for (const {child, reports} of runs) reports.push((await answer(child, {withCells: i === 0})) as Report);
  }
  for (const {child} of runs) child.kill();
  const [slow, fast] = runs.map(({reports}) => median(reports.slice(1).map(({ms}) => ms)));
  for (const {peer, reports} of runs) {
    const ms = median(reports.slice(1).map((report) => report.ms));
    const peak = Math.max(...reports.map((report) => report.peak));
    const ratio = peer === 'planwright' ? `${((slow ?? 0) / (fast ?? 1)).toFixed(1)} × faster` : '1';
    const perSecond = Math.round(job.rows / (ms / 1000));
    console.log(
      `| ${job.mode} | ${group(job.rows)} | ${peer} | ${group(Math.round(ms))} | ${group(perSecond)} | ${group(Math.round(peak / 2 ** 20))} MB | ${ratio} |`,
    );
  }
  return agree(runs.map(({reports}) => reports));
}

/** Says how many payouts differ; every later computation must give what the first one did. */
function agree(runs: readonly (readonly Report[])[]): boolean {
  const [a, b] = runs.map((reports) => new Map(reports[0]?.cells));
  if (!a || !b) return false;
  const keys = new Set([...a.keys(), ...b.keys()]);
  const differing = [...keys].filter((key) => a.get(key) !== b.get(key));
  const steady = runs.every((reports) => reports.every(({hash}) => hash === reports[0]?.hash));
  const zero = [...a.values()].filter((amount) => amount === '0.00').length;
  if (differing.length === 0 && steady) {
    console.log(`|  |  | *${group(keys.size)} payouts, ${group(zero)} of 0.00; 0 differ* |  |  |  |  |`);
    return true;
  }
  console.error(`${differing.length} of ${keys.size} payouts differ${steady ? '' : ', and not every time the same'}:`);
  for (const key of differing.slice(0, 10)) console.error(`  ${key}: ${a.get(key)} and ${b.get(key)}`);
  return false;
}

function answer(child: ChildProcess, question: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      child.removeAllListeners();
      settle();
    };
    child.once('message', (message) => {
      done(() => {
        resolve(message);
      });
    });
    child.once('exit', (code) => {
      done(() => {
        reject(new Error(`A peer ended with ${code}`));
      });
    });
    child.send(question);
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function group(n: number): string {
  return n.toLocaleString('en-US');
}
