export {compile} from './compile/compile.js';
export {checkConnection, connector, inputPorts} from './compile/connect.js';
export type {Connection, Connector, ConnectOptions} from './compile/connect.js';
export {unwired, wired} from './compile/rewire.js';
export type {Program} from './compile/program.js';
export {expandPreset} from './presets/expand.js';
export type {Expanded} from './presets/expand.js';
export {presets} from './presets/preset.js';
export type {Preset, PresetInput} from './presets/preset.js';
export {explain} from './explain/explain.js';
export type {
  ExplainOptions,
  Explanation,
  NextTier,
  RewardExplanation,
  Step,
  StepCalculation,
  StepRow,
  StepRows,
} from './explain/explanation.js';
export {formatExplanation} from './explain/plain.js';
export {sentence} from './explain/sentence.js';
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
export type {PlanTypes, TypedComponents, TypedPayouts, TypedResult, TypedTable, TypedTables} from './run/typed.js';
export type {TableInput} from './table/read.js';
