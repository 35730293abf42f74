import type {NodeMap} from '@planwright/schemas';
import type {CheckContext, NodeDef} from '../definition.js';
import type {PortType, ValueKind} from '../types.js';
import {isDirected, mayGive, MOST_DECIMALS, scaleOf} from '../types.js';
import {checkBands} from './bands.js';
import {explain, sentence} from './explain.js';
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
    sameUnit(input, context.input('already'), 'already', context);
    const variant = context.input('variant');
    for (const name of Object.keys(node.variants ?? {})) context.oneOf(name, variant, 'variant', `/variants/${name}`);
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
    if (scope !== 'each' && (grain.grain === 'group' || grain.grain === 'plan'))
      context.report('plan/counted-per-member', {}, '/scope');
    const usesRate = ['marginal', 'whole', 'overage', 'rate-curve'].includes(node.reading);
    if (usesRate && rateBase.value !== 'rows' && !rateGives(rateBase.value, node.gives)) {
      context.report(
        'plan/wrong-type',
        {need: node.gives, got: rateBase.value, port: base ? 'base' : 'input'},
        '/gives',
      );
    }
    // a line of rates × the base × the amount, all exact until the one rounding
    if (node.reading === 'rate-curve' && amount && amount.value !== 'rows' && rateBase.value !== 'rows') {
      const digits = 2 + scaleOf(input.value) + scaleOf(rateBase.value) + scaleOf(amount.value);
      if (digits > MOST_DECIMALS) context.report('plan/may-leave-domain', {digits}, '/in/amount');
    }
    const currency = usesRate && rateBase.value === 'money' ? rateBase.currency : context.currency;
    const isCurve = !['step', 'step-sum', 'whole'].includes(node.reading);
    const rounded = usesRate
      ? rateBase.rounded === true || (isCurve && input.rounded === true)
      : isCurve && input.rounded === true;
    const each = node.roundEach?.mode;
    if (rounded && each !== undefined && isDirected(each))
      context.report('plan/directed-rounding', {mode: each}, '/roundEach');
    if (node.roundEach && node.roundEach.scale > scaleOf(node.gives))
      context.report('plan/rounding-too-fine', {scale: node.roundEach.scale, minor: scaleOf(node.gives)}, '/roundEach');
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
  span: ({scope = 'each', over = 'period'}) => (scope === 'each' ? undefined : {over}),
  sentence,
  explain,
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
  if (node.in.amount !== undefined && node.scope === 'to-date')
    context.report('plan/property-not-used', {property: 'amount', by: 'to-date'}, '/in/amount');
  const table = Array.isArray(node.bands) ? undefined : node.bands;
  if (node.in.variant !== undefined && node.variants === undefined && table?.variant === undefined)
    context.report('plan/property-not-used', {property: 'variant', by: 'bands'}, '/in/variant');
  for (const [at, value] of [
    ['/grow/width', node.grow?.width],
    ['/grow/amount', node.grow?.amount],
    ['/excessOver', node.excessOver],
  ] as const)
    context.num(value, ['money', 'number', 'count', 'ratio', 'points', 'days'], at);
  const width = node.grow === undefined ? undefined : context.constant(node.grow.width);
  if (width && width.value <= 0n) context.report('plan/grow-width', {}, '/grow/width');
}

/** Bounds in % of a target need a target of the same type and span as the input (plan model §4.3). */
function checkTarget(node: Tier, input: PortType, context: CheckContext): void {
  const target = context.input('target');
  if (!target || !sameUnit(input, target, 'target', context)) return;
  const span = node.scope === 'to-date' ? COVER[node.over ?? 'period'] : input.cover;
  if (span !== undefined && span !== 'any' && target.cover !== 'any' && target.cover !== span) {
    context.report('plan/target-span', {target: target.cover, tier: span}, '/in/target');
  }
}

/** Whether two inputs can be compared: one type, one currency. */
function sameUnit(input: PortType, other: PortType | undefined, port: string, context: CheckContext): boolean {
  if (!other) return true;
  if (other.value !== input.value)
    context.report('plan/wrong-type', {need: input.value, got: other.value, port}, `/in/${port}`);
  else if (other.currency !== input.currency)
    context.report('plan/two-currencies', {a: input.currency ?? '', b: other.currency ?? ''}, `/in/${port}`);
  else return true;
  return false;
}

const COVER: Readonly<Record<string, PortType['cover']>> = {
  period: 'period',
  'quarter-to-date': 'quarter',
  'half-to-date': 'half',
  'year-to-date': 'year',
  'all-to-date': 'all',
};
