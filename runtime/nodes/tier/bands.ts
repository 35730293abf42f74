import type {NodeMap} from '@planwright/schemas';
import type {BandRow, Bands, BandValue} from '../../ops/program.js';
import type {CheckContext, LowerContext, Num} from '../definition.js';
import type {PortType} from '../types.js';
import {NUMERIC} from '../types.js';

type Tier = NodeMap['tier'];
type List = Extract<Tier['bands'], readonly unknown[]>;

/** Readings that use a band's rate, its amount, or both. */
const FORM: Readonly<Record<Tier['reading'], 'rate' | 'amount' | 'both'>> = {
  marginal: 'rate',
  whole: 'both',
  overage: 'rate',
  'rate-curve': 'rate',
  step: 'amount',
  'step-sum': 'amount',
  fill: 'amount',
  curve: 'amount',
};

/** Bands rise, have the form their reading needs, and start where `below` allows. */
export function checkBands(node: Tier, context: CheckContext, input: PortType): void {
  const {bands} = node;
  if (!Array.isArray(bands)) {
    if (context.hasTable(bands.table, '/bands/table')) {
      for (const key of ['from', 'rate', 'amount'] as const) {
        const field = bands[key];
        if (field !== undefined) context.fieldOf(bands.table, field, NUMERIC, `/bands/${key}`);
      }
      if (bands.variant !== undefined) context.fieldOf(bands.table, bands.variant, ['text'], '/bands/variant');
    }
    if (node.variants) context.report('plan/two-inputs', {port: 'bands', other: 'variants'}, '/variants');
    const form = FORM[node.reading];
    if (form === 'both' ? bands.rate === undefined && bands.amount === undefined : bands[form] === undefined) {
      context.report('plan/band-form', {reading: node.reading, form, band: 1}, '/bands');
    }
    return;
  }
  checkList(node, bands, '/bands', context, input);
  for (const [name, list] of Object.entries(node.variants ?? {}))
    checkList(node, list, `/variants/${name}`, context, input);
}

function checkList(node: Tier, bands: List, at: string, context: CheckContext, input: PortType): void {
  const form = FORM[node.reading];
  const boundKinds =
    node.bounds === 'of-target'
      ? (['ratio', 'number', 'count'] as const)
      : ([
          input.value === 'rows' ? 'number' : input.value,
          ...(input.value === 'money' ? [] : (['number', 'count', 'ratio'] as const)),
        ] as const);
  bands.forEach((band, k) => {
    const here = `${at}/${k}`;
    context.num(band.from, boundKinds, `${here}/from`);
    context.num(band.rate, ['ratio', 'number', 'count', 'money', 'points', 'days'], `${here}/rate`);
    context.num(band.amount, [node.gives, 'number', 'count', 'ratio'], `${here}/amount`);
    const has = {rate: band.rate !== undefined, amount: band.amount !== undefined};
    const last = k === bands.length - 1;
    if (node.reading === 'fill' && last) {
      if (has.amount) context.report('plan/fill-last-band', {}, here);
    } else if (
      (form === 'rate' && (!has.rate || has.amount)) ||
      (form === 'amount' && (!has.amount || has.rate)) ||
      (form === 'both' && !has.rate && !has.amount)
    ) {
      context.report('plan/band-form', {reading: node.reading, form, band: k + 1}, here);
    }
    const before = bands[k - 1];
    if (before && !rises(context.constant(before.from), context.constant(band.from))) {
      context.report('plan/bands-not-rising', {band: k + 1}, `${here}/from`);
    }
  });
  const first = bands[0] && context.constant(bands[0].from);
  if (node.below === 'extend' && node.reading === 'marginal' && first && first.value > 0n)
    context.report('plan/extend-above-zero', {}, '/below');
  const isCurve = node.reading === 'curve' || node.reading === 'rate-curve';
  if (isCurve && (node.below === 'extend' || node.above === 'extend') && bands.length < 2)
    context.report('plan/curve-points', {}, at);
  if (node.reading === 'fill' && bands.length < 2) context.report('plan/curve-points', {}, at);
}

function rises(a: BandValue | undefined, b: BandValue | undefined): boolean {
  if (!a || !b) return true;
  return a.value * 10n ** BigInt(b.scale) < b.value * 10n ** BigInt(a.scale);
}

/** Bands as the bracket op takes them; parameters have their values. */
export function lowerBands(node: Tier, context: LowerContext): Bands {
  const upper = node.edge === 'upper';
  const {bands} = node;
  if (!Array.isArray(bands)) {
    const rel = `${context.id}/bands`;
    context.emit({op: 'scan', node: context.id, out: rel, table: bands.table});
    const {from, rate, amount, variant} = bands;
    return {
      others: [],
      variants: new Map(),
      data: {
        rel,
        from,
        ...(rate === undefined ? {} : {rate}),
        ...(amount === undefined ? {} : {amount}),
        ...(variant === undefined ? {} : {variant}),
        upper,
      },
    };
  }
  const optional = (value: Num | undefined) => (value === undefined ? null : context.constant(value));
  const list = (rows: List): BandRow[] =>
    rows.map((band) => ({
      from: context.constant(band.from),
      upper: (band.edge ?? node.edge) === 'upper',
      rate: optional(band.rate),
      amount: optional(band.amount),
    }));
  return {
    others: list(bands),
    variants: new Map(Object.entries(node.variants ?? {}).map(([name, rows]) => [name, list(rows)])),
  };
}
