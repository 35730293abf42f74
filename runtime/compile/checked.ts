import type {DiagnosticCode, DiagnosticParams} from '@planwright/schemas';
import type {PortType} from '../nodes/types.js';
import type {Lineage} from './names.js';

/** Types of all ports so far, and the rows they belong to. */
export interface Checked {
  readonly types: Map<string, Readonly<Record<string, PortType>>>;
  readonly lineages: Map<string, Lineage>;
  /** Names of parameters that something reads. */
  readonly usedParameters: Set<string>;
  /** Nodes whose shape is wrong; what reads them is not checked further. */
  readonly holes: ReadonlySet<string>;
}

/** Reports a problem of the node that is checked; `at` is the path inside it. */
export type Report = <C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], at?: string) => void;
