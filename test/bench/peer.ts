import {createHash} from 'node:crypto';
import {performance} from 'node:perf_hooks';
import type {BenchData} from './generate.js';
import {generate} from './generate.js';
import {naive} from './naive.js';
import {planwright} from './planwright.js';

/** An implementation of the job: made ready, it computes payouts by `participant|period` each time it is called. */
export interface Peer {
  readonly fromColumns: (data: BenchData, plan: unknown) => () => Map<string, string>;
  readonly fromCsv: (folder: string, plan: unknown) => () => Map<string, string>;
}

/** What a peer is asked for; one process does one job. */
export interface Job {
  readonly peer: 'naive' | 'planwright';
  readonly mode: 'columns' | 'csv';
  readonly rows: number;
  readonly seed: number;
  /** Where the CSV files are. */
  readonly folder: string;
  /** The job as a plan document. */
  readonly plan: unknown;
}
/** Sent after each computation. Cells go along only when asked for. */
export interface Report {
  readonly ms: number;
  readonly hash: string;
  readonly cells?: [string, string][];
  /** Largest memory the process ever held, in bytes. */
  readonly peak: number;
}

const peers = {naive, planwright};

process.once('message', (job: Job) => {
  const peer = peers[job.peer];
  const compute =
    job.mode === 'csv' ? peer.fromCsv(job.folder, job.plan) : peer.fromColumns(generate(job.rows, job.seed), job.plan);
  process.on('message', ({withCells}: {withCells: boolean}) => {
    const start = performance.now();
    const payouts = compute();
    const ms = performance.now() - start;
    const cells = [...payouts].sort(([a], [b]) => (a < b ? -1 : 1));
    const hash = createHash('sha256').update(JSON.stringify(cells)).digest('hex');
    const report: Report = {ms, hash, peak: process.resourceUsage().maxRSS * 1024, ...(withCells && {cells})};
    process.send?.(report);
  });
  process.send?.('ready');
});
