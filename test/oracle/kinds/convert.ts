// convert: an amount in another currency, at the rate in force on a day.
import {ONE, bad, isNegative, isZero, multiply, statusOf, whole} from '../exact.js';
import type {Value} from '../exact.js';
import {cellOf} from '../import.js';
import {resolve} from '../names.js';
import type {ConvertNode} from '../plan.js';
import {lineageOf} from '../run.js';
import type {At, Named, Prepared, Run} from '../run.js';
import {wireType} from '../types.js';
import {finish} from '../windows.js';

export function prepareConvert(run: Run, node: ConvertNode): Prepared {
  const amount = run.wire(node.in.amount);
  const type = wireType('money', node.to);
  const {rates} = node;
  const rows = run.tables.get(rates.table)!.rows;
  const from = currencyAt(run, amount);
  const at = node.at ?? 'period-end';

  function rate(currency: string, day: number): Value {
    const known = rows
      .filter((row) => isText(cellOf(row, rates.from), currency) && isText(cellOf(row, rates.to), node.to))
      .map((row) => ({date: cellOf(row, rates.date), rate: cellOf(row, rates.rate)}))
      .flatMap(({date, rate: value}) => (date.is === 'date' && date.day <= day ? [{day: date.day, value}] : []));
    const latest = Math.max(...known.map((one) => one.day));
    const found = known.filter((one) => one.day === latest);
    if (found.length === 0) return bad('fx-missing');
    if (found.length > 1) return bad('duplicate-key');
    const {value} = found[0]!;
    return isZero(value) || isNegative(value) ? bad('bad-sign') : value;
  }
  function dayOf(place: At): number {
    if (at === 'row-date') return place.item!.day!;
    return at === 'period-start' ? run.calendar.start(place.period) : run.calendar.end(place.period) - 1;
  }
  return {
    grain: amount.grain,
    types: {value: type},
    at(place) {
      const [x, currency] = [amount.read(place), from(place)];
      const status = statusOf(x, currency);
      if (status !== undefined || currency.is !== 'text') return {value: bad(status ?? 'missing')};
      const factor = currency.text === node.to ? ONE : rate(currency.text, dayOf(place));
      return {value: finish(whole(multiply(x, factor)), type, node.rounding)};
    },
  };
}

/** The currency of an amount at a place. */
function currencyAt(run: Run, amount: Named): (at: At) => Value {
  const {currency} = amount.type;
  if (typeof currency === 'object') {
    const field = resolve(run, {lineage: lineageOf(amount.grain)}, currency.field);
    return (at) => field.read(at);
  }
  return () => ({is: 'text', text: currency ?? run.plan.currency});
}

function isText(value: Value, expected: string): boolean {
  return value.is === 'text' && value.text === expected;
}
