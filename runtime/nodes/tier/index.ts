import type {NodeMap} from '@planwright/schemas';
import type {CheckContext, NodeDef} from '../definition.js';
import type {PortType, ValueKind} from '../types.js';
import {mayGive} from '../types.js';
import {checkBands} from './bands.js';
import {lower} from './lower.js';

type Tier = NodeMap['tier'];

/** 阶梯: ordered bands and the one reading of them (SEM-20 … 25). */
export const tier: NodeDef<'tier'> = {
  inputs: (node) => [
    {port: 'input', ref: node.in.input, required: true, accepts: 'numeric'},
    {port: 'base', ref: node.in.base, required: false, accepts: 'numeric'},
    {port: 'target', ref: node.in.target, required: node.bounds === 'of-target', accepts: 'numeric'},
    {port: 'already', ref: node.in.already, required: false, accepts: 'numeric'},
    {port: 'amount', ref: node.in.amount, required: false, accepts: 'numeric'},
    {
      port: 'variant',
      ref: node.in.variant,
      required: node.variants !== undefined || hasVariantColumn(node),
      accepts: 'text',
    },
  ],
  check(node, context) {
    const input = context.input('input');
    const base = context.input('base');
    const amount = context.input('amount');
    if (!input || input.value === 'rows') return {};
    checkCombination(node, context);
    checkTarget(node, input, context);
    checkBands(node, context, input);
    const grain = context.grain();
    const scope = node.scope ?? 'each';
    if (scope === 'to-date' && grain.grain === 'row')
      context.report('plan/wrong-grain', {need: 'participant', got: 'row', port: 'input'}, '/scope');
    if (scope === 'running' && node.reading !== 'marginal')
      context.report('plan/order-dependent', {reading: node.reading}, '/scope');
    if (input.value === 'money' && base?.value === 'money' && input.currency !== base.currency) {
      context.report('plan/two-currencies', {a: input.currency ?? '', b: base.currency ?? ''}, '/in/base');
    }
    const rateBase = base ?? input;
    const usesRate = ['marginal', 'whole', 'overage', 'rate-curve'].includes(node.reading);
    if (usesRate && rateBase.value !== 'rows' && !rateGives(rateBase.value, node.gives)) {
      context.report(
        'plan/wrong-type',
        {need: node.gives, got: rateBase.value, port: base ? 'base' : 'input'},
        '/gives',
      );
    }
    const currency = usesRate && rateBase.value === 'money' ? rateBase.currency : context.currency;
    const isCurve = !['step', 'step-sum', 'whole'].includes(node.reading);
    const rounded = usesRate
      ? rateBase.rounded === true || (isCurve && input.rounded === true)
      : isCurve && input.rounded === true;
    const place = scope === 'each' ? grain : ({...grain, cover: 'period'} as const);
    const wide = scope === 'each' || place.grain === 'row' ? place : ({...place, grain: 'participant'} as const);
    const value: PortType = {
      ...wide,
      value: node.gives,
      ...(node.gives === 'money' && currency ? {currency} : {}),
      ...(rounded ? {rounded} : {}),
    };
    const outputs: Record<string, PortType> = {value, band: {...wide, value: 'count'}};
    if (amount && amount.value !== 'rows') {
      outputs['applied'] = {
        ...wide,
        value: amount.value,
        ...(amount.currency ? {currency: amount.currency} : {}),
        ...(rounded ? {rounded} : {}),
      };
    }
    return outputs;
  },
  lower,
};

function hasVariantColumn(node: Tier): boolean {
  return !Array.isArray(node.bands) && node.bands.variant !== undefined;
}

/** rate × base must have the declared type; a rate is a literal and may carry a unit of its own unless the base is money. */
function rateGives(base: ValueKind, gives: ValueKind): boolean {
  if (base === 'money') return gives === 'money' || gives === 'points' || gives === 'number';
  if (gives === 'money') return base !== 'points';
  return mayGive(base, gives) || base === gives || gives === 'points' || gives === 'number';
}

function checkCombination(node: Tier, context: CheckContext): void {
  const {reading} = node;
  const unused = (property: string, at: string): void =>
    context.report('plan/property-not-used', {property, by: reading}, at);
  const scope = node.scope ?? 'each';
  if (node.in.base !== undefined && !['marginal', 'whole', 'overage', 'rate-curve'].includes(reading))
    unused('base', '/in/base');
  if (node.in.amount !== undefined && node.gives !== 'ratio')
    context.report('plan/amount-needs-ratio', {gives: node.gives}, '/in/amount');
  if (node.in.amount !== undefined && node.in.base !== undefined)
    context.report('plan/two-inputs', {a: 'base', b: 'amount'}, '/in/amount');
  if (node.in.amount !== undefined && scope === 'to-date') unused('amount', '/in/amount');
  if (node.in.already !== undefined && scope !== 'each') unused('already', '/in/already');
  if (node.excessOver !== undefined && reading !== 'overage') unused('excessOver', '/excessOver');
  if (node.grow !== undefined && reading !== 'step') unused('grow', '/grow');
  if (node.roundEach !== undefined && (reading !== 'marginal' || node.in.base !== undefined))
    unused('roundEach', '/roundEach');
  if (node.above !== undefined && reading !== 'curve' && reading !== 'rate-curve') unused('above', '/above');
  if (node.rateAt !== undefined && (reading !== 'whole' || scope !== 'running')) unused('rateAt', '/rateAt');
  if (node.over !== undefined && scope === 'each') unused('over', '/over');
  if (node.in.target !== undefined && node.bounds !== 'of-target') unused('target', '/in/target');
  const curve = reading === 'curve' || reading === 'rate-curve';
  if (node.below === 'clamp' && !curve) unused('below', '/below');
  if (node.below === 'extend' && !curve && reading !== 'marginal') unused('below', '/below');
  for (const value of [node.grow?.width, node.grow?.amount, node.excessOver])
    context.num(value, ['money', 'number', 'count', 'ratio', 'points', 'days'], '/grow');
  const width = node.grow === undefined ? undefined : context.constant(node.grow.width);
  if (width && width.value <= 0n) context.report('plan/grow-width', {}, '/grow/width');
}

/** Bounds in % of a target need a target of the same type and span as the input (plan model §4.3). */
function checkTarget(node: Tier, input: PortType, context: CheckContext): void {
  const target = context.input('target');
  if (!target) return;
  if (target.value !== input.value)
    context.report('plan/wrong-type', {need: input.value, got: target.value, port: 'target'}, '/in/target');
  else if (target.currency !== input.currency)
    context.report('plan/two-currencies', {a: input.currency ?? '', b: target.currency ?? ''}, '/in/target');
  const span = node.scope === 'to-date' ? COVER[node.over ?? 'period'] : input.cover;
  if (span !== undefined && span !== 'any' && target.cover !== 'any' && target.cover !== span) {
    context.report('plan/target-span', {target: target.cover, tier: span}, '/in/target');
  }
}

const COVER: Readonly<Record<string, PortType['cover']>> = {
  period: 'period',
  'quarter-to-date': 'quarter',
  'half-to-date': 'half',
  'year-to-date': 'year',
  'all-to-date': 'all',
};
