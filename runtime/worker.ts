import type {Diagnostic} from '@planwright/schemas';
import {compile, run} from './index.js';
import type {Program, Progress, Result, RunOptions, Tables} from './index.js';

/** What a page sends to the worker. */
export interface RunRequest {
  readonly type: 'run';
  /** Comes back with every answer. */
  readonly id?: string | number;
  /** The plan document, or several versions of one plan. */
  readonly plan: unknown;
  /** As for `run`; the buffers of CSV bytes may be transferred. */
  readonly tables: Tables;
  readonly options: Omit<RunOptions, 'onProgress'>;
  /**
   * Four bytes of shared memory: the run stops soon after the page stores anything but 0 there. A worker takes no messages while it
   * runs, so a page without shared memory cancels by `worker.terminate()`.
   */
  readonly cancel?: SharedArrayBuffer;
}

/** What the worker answers: progress while it runs, then one of the others. */
export type RunAnswer = {readonly id: string | number | undefined} & (
  | ({readonly type: 'progress'} & Progress)
  | {readonly type: 'result'; readonly result: ResultColumns; readonly diagnostics: readonly Diagnostic[]}
  /** The plan or the data have errors, or the run was cancelled (`run/cancelled`). */
  | {readonly type: 'failed'; readonly diagnostics: readonly Diagnostic[]}
  /** A mistake of ours, or a message that makes no sense. */
  | {readonly type: 'crashed'; readonly message: string}
);

/** The parts of a result that can be sent. */
export type ResultColumns = Pick<
  Result,
  'payouts' | 'components' | 'blocked' | 'exceptions' | 'totals' | 'conservation' | 'notes' | 'status'
>;

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: {readonly data: unknown}) => void): void;
  postMessage(message: RunAnswer): void;
}
declare const self: WorkerScope;

self.addEventListener('message', ({data}) => {
  if (!isRequest(data)) return;
  const {id} = data;
  try {
    self.postMessage(answer(data));
  } catch (error) {
    self.postMessage({type: 'crashed', id, message: String(error)});
  }
});

function isRequest(data: unknown): data is RunRequest {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'run';
}

function answer({id, plan, tables, options, cancel}: RunRequest): RunAnswer {
  const programs: Program[] = [];
  const found: Diagnostic[] = [];
  for (const version of Array.isArray(plan) ? (plan as unknown[]) : [plan]) {
    const {program, diagnostics} = compile(version);
    found.push(...diagnostics);
    if (program) programs.push(program);
    else return {type: 'failed', id, diagnostics: found};
  }
  const stop = cancel && new Int32Array(cancel);
  let told = 0;
  const onProgress = (progress: Progress): boolean => {
    const now = Date.now();
    if (now - told >= PROGRESS_MS || progress.done === progress.of) {
      told = now;
      self.postMessage({type: 'progress', id, ...progress});
    }
    return !stop || Atomics.load(stop, 0) === 0;
  };
  const {result, diagnostics} = run(programs, tables, {...options, onProgress});
  found.push(...diagnostics);
  return result
    ? {type: 'result', id, result: columnsOf(result), diagnostics: found}
    : {type: 'failed', id, diagnostics: found};
}

function columnsOf(result: Result): ResultColumns {
  const {payouts, components, blocked, exceptions, totals, conservation, notes, status} = result;
  return {payouts, components, blocked, exceptions, totals, conservation, notes, status};
}

/** Between two messages on progress. */
const PROGRESS_MS = 50;
