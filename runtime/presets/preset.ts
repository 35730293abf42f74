import type {PlanNode} from '@planwright/schemas';
import data from './presets.json' with {type: 'json'};

/** A word of the palette: filled-in nodes of one or more kinds, without code (plan model §5). */
export interface Preset {
  readonly id: string;
  /** `measure`, `rule`, `people` or `reward`: where the palette shows it. */
  readonly category: string;
  readonly name: Both;
  readonly description: Both;
  /** What people type to find it; pinyin without tones, and its initials. */
  readonly keywords: {
    readonly en: readonly string[];
    readonly zh: readonly string[];
    readonly pinyin: readonly string[];
  };
  readonly inputs: readonly PresetInput[];
  /**
   * Nodes by local id. A wire `$name` is the input of that name; `@field.money` is the first money field of the rows,
   * `@attribute.date` the first date of the roster, `@value.0` the first value of the field before it.
   */
  readonly nodes: Readonly<Record<string, Template>>;
  /** The port that the preset is for, by local id: `curve.applied`. Absent where it ends in a reward. */
  readonly output?: string;
}

/** What a preset takes from outside. */
export interface PresetInput {
  readonly name: string;
  readonly label: Both;
  /** A value type, `number` for any number, or `rows`. */
  readonly type: string;
  /** Where only one grain fits: `participant`, `plan`. */
  readonly grain?: string;
}

/** A node as it is kept in a preset, its outer wires still to be filled in. */
export type Template = Readonly<Record<string, unknown>>;

export interface Both {
  readonly en: string;
  readonly 'zh-CN': string;
}

/** Nodes by their ids in a plan. */
export type Nodes = Record<string, PlanNode>;

/** Everything the palette offers besides the kinds themselves. */
export const presets: readonly Preset[] = data;
