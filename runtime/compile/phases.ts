import type {Diagnostic, DiagnosticCode} from '@planwright/schemas';

type PlanCode = Extract<DiagnosticCode, `plan/${string}`>;

/** The order in which a plan is checked (plan model §7); problems are told in it. */
export const phases = [
  'shape',
  'names',
  'cycles',
  'grain',
  'type',
  'constants',
  'reachability',
  'order',
  'ranges',
  'directed',
] as const;

export type Phase = (typeof phases)[number];

/** The check a problem belongs to. */
export function phaseOf(code: DiagnosticCode): Phase {
  if (isPlanCode(code)) return PHASES[code];
  if (code.startsWith('formula/')) return FORMULA_TYPES.has(code) ? 'type' : 'names';
  return 'shape';
}

/** Problems in the order of the checks; within one, in the order of the plan. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const place = (one: Diagnostic): number => phases.indexOf(phaseOf(one.code));
  return [...diagnostics].sort((a, b) => place(a) - place(b));
}

function isPlanCode(code: DiagnosticCode): code is PlanCode {
  return code.startsWith('plan/');
}

const FORMULA_TYPES: ReadonlySet<string> = new Set([
  'formula/mixed-currency',
  'formula/type-mismatch',
  'formula/argument-type',
  'formula/not-ordered',
  'formula/not-a-date',
]);

const PHASES: {readonly [C in PlanCode]: Phase} = {
  'plan/already-connected': 'names',
  'plan/ambiguous-name': 'names',
  'plan/amount-needs-ratio': 'type',
  'plan/bad-literal': 'type',
  'plan/band-form': 'constants',
  'plan/bands-not-rising': 'constants',
  'plan/by-needs-participant': 'grain',
  'plan/cannot-split': 'type',
  'plan/cap-without-bound': 'constants',
  'plan/carry-needs-max': 'constants',
  'plan/counted-per-member': 'order',
  'plan/curve-points': 'constants',
  'plan/cycle': 'cycles',
  'plan/directed-rounding': 'directed',
  'plan/extend-above-zero': 'constants',
  'plan/fill-last-band': 'constants',
  'plan/grid-size': 'constants',
  'plan/grow-width': 'constants',
  'plan/lookup-keys': 'constants',
  'plan/lookup-row-twice': 'constants',
  'plan/may-leave-domain': 'ranges',
  'plan/min-above-max': 'constants',
  'plan/missing-block': 'names',
  'plan/missing-input': 'names',
  'plan/mixed-currency': 'type',
  'plan/multiple-too-fine': 'constants',
  'plan/no-manager': 'names',
  'plan/no-output': 'names',
  'plan/no-reward': 'reachability',
  'plan/not-credited': 'grain',
  'plan/not-ordered': 'type',
  'plan/order-dependent': 'order',
  'plan/parameter-choice': 'constants',
  'plan/parameter-out-of-bounds': 'constants',
  'plan/parameter-type': 'type',
  'plan/parameter-value': 'type',
  'plan/participant-table': 'names',
  'plan/port-occupied': 'names',
  'plan/prize-negative': 'constants',
  'plan/property-not-used': 'constants',
  'plan/rank-without-result': 'constants',
  'plan/reference-without-id': 'names',
  'plan/role-twice': 'names',
  'plan/role-type': 'type',
  'plan/roster-without-id': 'names',
  'plan/rounding-too-fine': 'constants',
  'plan/share-grain': 'grain',
  'plan/source-without-id': 'names',
  'plan/span-too-short': 'grain',
  'plan/target-shorter-than-period': 'grain',
  'plan/target-span': 'grain',
  'plan/target-weights': 'constants',
  'plan/top-out-of-bounds': 'constants',
  'plan/two-currencies': 'type',
  'plan/two-inputs': 'names',
  'plan/two-row-sets': 'grain',
  'plan/unit-not-currency': 'type',
  'plan/unknown-attribute': 'names',
  'plan/unknown-column': 'names',
  'plan/unknown-enum-value': 'type',
  'plan/unknown-input': 'names',
  'plan/unknown-name': 'names',
  'plan/unknown-node': 'names',
  'plan/unknown-parameter': 'names',
  'plan/unknown-port': 'names',
  'plan/unknown-table': 'names',
  'plan/unknown-time-zone': 'names',
  'plan/unreachable-case': 'reachability',
  'plan/unused-node': 'reachability',
  'plan/unused-parameter': 'reachability',
  'plan/unused-wire': 'reachability',
  'plan/weight-negative': 'constants',
  'plan/weights-not-whole': 'constants',
  'plan/wrong-grain': 'grain',
  'plan/wrong-type': 'type',
};
