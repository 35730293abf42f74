import type {Language} from '@planwright/schemas';
import {dispatch} from '../compile/wires.js';
import type {Explained} from '../nodes/explaining.js';
import type {Unit} from '../nodes/terms.js';
import type {Relation} from '../ops/relation.js';
import type {Evaluation} from '../run/evaluation.js';
import {calculationTexts} from './calculation.js';
import type {Spot} from './context.js';
import {NodeContext} from './context.js';
import type {Step} from './explanation.js';

/** Whom and when a step is about. */
export interface Cell {
  readonly evaluation: Evaluation;
  readonly language: Language;
  readonly person: number;
  readonly period: number;
  readonly spineRow: number;
  readonly maxRows: number;
}

/** A step without its number, and the status of its value. */
export type Draft = Omit<Step, 'number' | 'uses'> & {readonly code: number};

/** A node at a place of the run. */
export function contextAt(node: string, port: string, column: string, place: Spot['place'], cell: Cell): NodeContext {
  const {evaluation, language, person, period} = cell;
  return new NodeContext(evaluation, {node, port, column, place, person, period}, language);
}

/** The kind's half of the explanation. */
export function explainNode(context: NodeContext): Explained {
  const node = context.plan.nodes[context.id];
  return node ? dispatch(node, (def, one) => def.explain(one, context)) : {details: []};
}

/** What every step says first. */
export function headOf(context: NodeContext): Pick<Step, 'node' | 'port' | 'label' | 'sentence'> {
  const node = context.plan.nodes[context.id];
  const label = context.label(context.id);
  const isMain = context.port === 'value' || context.port === 'rows';
  return {
    node: context.id,
    port: context.port,
    label: isMain ? label : context.say('words/port', {node: label, port: context.portName(context.port)}),
    sentence: node ? dispatch(node, (def, one) => def.sentence(one, context)) : '',
  };
}

/** The calculation as texts, where there is a number. */
export function textsOf(
  explained: Explained,
  context: NodeContext,
  rel: Relation | undefined,
  code: number,
): Pick<Step, 'calculation'> {
  if (!explained.calculation || !rel || code !== 0 || !rel.has(context.column)) return {};
  if (PLAIN.includes(context.typeOfColumn(context.column)?.value ?? 'number')) return {};
  const {row} = context.place;
  const calculation = calculationTexts(explained.calculation, rel.get(context.column), row, unitOf(context), context);
  return calculation ? {calculation} : {};
}

/** Unit of the explained value. */
export function unitOf(context: NodeContext): Unit | null {
  return context.rewardUnit() ?? context.unitOfColumn(context.column);
}

/** Values that are not numbers for people. */
const PLAIN: readonly string[] = ['flag', 'date', 'text'];
