import type {BandValue} from '../../ops/program.js';
import type {CheckContext, NodeDef, Num} from '../definition.js';
import {unknown, valuePorts} from '../ports.js';
import type {PortType} from '../types.js';
import {MOST_DECIMALS, scaleOf} from '../types.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';

/** 权重: a weighted score, or modifiers (SEM-30). */
export const weight: NodeDef<'weight'> = {
  inputs: (node) => [
    ...valuePorts(node.in.values, 'numeric'),
    {port: 'amount', ref: node.in.amount, required: false, accepts: 'numeric'},
  ],
  check(node, context) {
    const mode = node.mode ?? 'sum';
    let isMoney = false;
    let isOther = false;
    let currency: string | undefined;
    let rounded = false;
    const decimals: number[] = [];
    let total = {value: 0n, scale: 0};
    node.parts.forEach((part, k) => {
      const at = `/parts/${k}`;
      const type = context.input(`values.${part.use}`);
      if (!type) {
        if (node.in.values[part.use] === undefined)
          context.report('plan/unknown-name', unknown(part.use, node.in.values), `${at}/use`);
      } else if (type.value === 'money') {
        isMoney = true;
        if (currency !== undefined && currency !== type.currency)
          context.report('plan/two-currencies', {a: currency, b: type.currency ?? ''}, `${at}/use`);
        currency ??= type.currency;
      } else isOther = true;
      if (type?.rounded) rounded = true;
      const kinds = ['ratio', 'number', 'count'] as const;
      context.num(part.weight, kinds, `${at}/weight`);
      for (const key of ['threshold', 'floor', 'cap'] as const) {
        context.num(part[key], type?.value === 'money' ? ['money'] : [...kinds, 'score'], `${at}/${key}`);
      }
      const [floor, cap] = [part.floor, part.cap].map((one) => one && context.constant(one));
      if (floor && cap && above(floor, cap)) context.report('plan/min-above-max', {}, `${at}/floor`);
      decimals.push((type && type.value !== 'rows' ? scaleOf(type.value) : 0) + weightDecimals(part.weight, context));
      const value = part.weight === undefined ? undefined : context.constant(part.weight);
      if (value) {
        if (value.value < 0n && (node.total ?? 'whole') === 'whole')
          context.report('plan/weight-negative', {part: part.use}, `${at}/weight`);
        total = sum(total, value);
      }
    });
    for (const name of Object.keys(node.in.values)) {
      if (!node.parts.some((part) => part.use === name))
        context.report('plan/unused-wire', {name}, `/in/values/${name}`);
    }
    if (mode === 'sum' && (node.total ?? 'whole') === 'whole' && total.value !== 10n ** BigInt(total.scale)) {
      context.report('plan/weights-not-whole', {total: percent(total)}, '/parts');
    }
    if (isMoney && isOther)
      context.report('plan/wrong-type', {need: 'money', got: 'number', port: 'values'}, '/in/values');
    if (isMoney && mode !== 'sum')
      context.report('plan/wrong-type', {need: 'ratio', got: 'money', port: 'values'}, '/mode');
    const amount = context.input('amount');
    if (isMoney && amount) context.report('plan/amount-needs-ratio', {gives: 'money'}, '/in/amount');
    const product = mode === 'multiply' ? decimals.reduce((a, b) => a + b, 0) : Math.max(...decimals);
    const digits = product + (amount && amount.value !== 'rows' ? scaleOf(amount.value) : 0);
    if (digits > MOST_DECIMALS) context.report('plan/may-leave-domain', {digits}, '/parts');
    const base = context.grain();
    const value: PortType = isMoney
      ? {...base, value: 'money', ...(currency ? {currency} : {}), ...(rounded ? {rounded} : {})}
      : {...base, value: 'score', rounded: true};
    if (!amount || amount.value === 'rows') return {value};
    return {
      value,
      applied: {
        ...base,
        value: amount.value,
        ...(amount.currency ? {currency: amount.currency} : {}),
        ...(rounded ? {rounded} : {}),
      },
    };
  },
  lower,
  sentence,
  explain,
};

/** Decimals of a weight as written. */
function weightDecimals(weight: Num | undefined, context: CheckContext): number {
  return (weight === undefined ? undefined : context.constant(weight))?.scale ?? 0;
}

function above(a: BandValue, b: BandValue): boolean {
  return a.value * 10n ** BigInt(b.scale) > b.value * 10n ** BigInt(a.scale);
}

function sum(a: {value: bigint; scale: number}, b: {value: bigint; scale: number}): {value: bigint; scale: number} {
  const scale = Math.max(a.scale, b.scale);
  return {value: a.value * 10n ** BigInt(scale - a.scale) + b.value * 10n ** BigInt(scale - b.scale), scale};
}

function percent({value, scale}: {value: bigint; scale: number}): string {
  return String(Number(value * 10000n) / 10 ** scale / 100);
}
