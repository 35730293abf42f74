import type {NodeMap} from '@planwright/schemas';
import type {Explain, ExplainContext, Explained, TraceOptions} from '../explaining.js';
import type {Unit} from '../terms.js';
import {marginalSum, toDateChange} from './marginal.js';
import {sentence} from './sentence.js';
import {rateUnit} from './units.js';

type Tier = NodeMap['tier'];

export {sentence};

/** The band reached and the arithmetic of the reading, with totals before and after where they matter. */
export const explain: Explain<Tier> = (node, context) => {
  if (context.port === 'applied') return {details: [], calculation: calculate(node, context)};
  const details = bandDetails(node, context);
  if (context.port === 'band') return {details};
  return {details: [...details, ...totals(node, context)], calculation: calculate(node, context)};
};

function calculate(node: Tier, context: ExplainContext): Explained['calculation'] {
  if (node.scope === 'to-date') {
    const calculation = toDateChange(node, context);
    return node.reading === 'marginal' ? calculation : context.trace(context.column, options(node, context));
  }
  if (node.reading === 'marginal') return marginalSum(node, context.column, context);
  return context.trace(context.column, options(node, context));
}

/** Units of the columns the readings work on. */
function options(node: Tier, context: ExplainContext): TraceOptions {
  const plain = (unit: Unit | undefined): Unit | undefined => unit && {...unit, literal: false};
  const input = plain(context.unitOf(context.input('input')));
  const gives = plain(context.unitOf(context.output('value')));
  const base = plain(context.unitOf(context.input(node.in.base === undefined ? 'input' : 'base')));
  const rate = rateUnit(node, context);
  const own = `@${context.id}/`;
  return {
    leaf: (column) => column === `${own}at` || column.startsWith(`${own}before:`),
    unit: (column) => {
      if (column === `${own}at` || column === `${own}x` || column === `${own}before`) return input;
      if (column === `${own}base`) return base;
      if (/[rR]ate$/.test(column)) return rate;
      if (/(?:lo|hi|Lo|first)$/.test(column)) return input;
      if (column.endsWith('mount') && node.reading === 'whole' && context.int(column) === 0) return undefined;
      return gives;
    },
  };
}

function bandDetails(node: Tier, context: ExplainContext): string[] {
  const own = `@${context.id}/`;
  const k = context.int(`@${context.id}.band`);
  if (k < 0) return [];
  const n = context.int(`${own}band:count`);
  const unit = context.unitOf(context.input('input'));
  const input = unit && {...unit, literal: false};
  const at = node.rateAt === 'before' && node.scope === 'running' ? `${own}before` : `${own}at`;
  const value = context.show(at, input);
  const details: string[] = [];
  if (node.in.target !== undefined)
    details.push(context.say('tier/target', {target: context.show(context.inputColumn('target') ?? '')}));
  if (node.in.variant !== undefined)
    details.push(context.say('tier/variant-used', {variant: context.show(context.inputColumn('variant') ?? '')}));
  const bound = (figure: 'lo' | 'hi' | 'first'): string => context.show(`${own}band:${figure}`, input);
  if (k === 0) details.push(context.say('tier/in-none', {value, lo: bound('first')}));
  else if (k === n) details.push(context.say('tier/in-last', {value, k, n, lo: bound('lo')}));
  else details.push(context.say('tier/in-band', {value, k, n, lo: bound('lo'), hi: bound('hi')}));
  return details;
}

function totals(node: Tier, context: ExplainContext): string[] {
  const own = `@${context.id}/`;
  const unit = context.unitOf(context.input('input'));
  const input = unit && {...unit, literal: false};
  const after = context.show(`${own}at`, input);
  if (node.scope === 'running' || node.in.already !== undefined) {
    const before = node.scope === 'running' ? `${own}before` : (context.inputColumn('already') ?? '');
    return [context.say('tier/totals', {before: context.show(before, input), after})];
  }
  if (node.scope !== 'to-date' || context.statusOf(`${own}total`) !== 0) return [];
  const result = context.unitOf(context.output('value'));
  const gives = result && {...result, literal: false};
  const total = context.show(`${own}total`, gives);
  const before = `${own}before:${own}total`;
  if (context.statusOf(before) !== 0) return [context.say('tier/earned-first', {at: after, total})];
  return [context.say('tier/earned', {at: after, total, before: context.show(before, gives)})];
}
