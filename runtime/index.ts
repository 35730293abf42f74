export {compile} from './compile/compile.js';
export {checkConnection} from './compile/connect.js';
export type {Connection} from './compile/connect.js';
export type {Program} from './compile/program.js';
export {run} from './run/run.js';
export type {
  Adjustment,
  Blocked,
  Components,
  Conservation,
  Payouts,
  Progress,
  Result,
  ResultNote,
  RunOptions,
  Tables,
  Totals,
} from './run/result.js';
export type {TableInput} from './table/read.js';
