import type {Aggregate} from '../../ops/program.js';

/** The partial aggregates per period, and how they add up again over a span. `n` counts what contributes. */
export function aggregatesOf(
  aggregate: string,
  column: string | undefined,
  skip: boolean,
  isFlag: boolean,
): {first: Aggregate[]; again: Aggregate[]} {
  const skipMissing = skip ? {skipMissing: true} : {};
  const of = column === undefined ? {} : {col: column, ...skipMissing};
  const n: Aggregate = {name: 'n', fn: 'count', ...of};
  const nAgain: Aggregate = {name: 'n', fn: 'sum', col: 'n'};
  switch (aggregate) {
    case 'count':
      if (isFlag)
        return {
          first: [{name: 'value', fn: 'sum', ...of}, n],
          again: [{name: 'value', fn: 'sum', col: 'value'}, nAgain],
        };
      return {first: [n], again: [nAgain]};
    case 'count-distinct':
      return {first: [{name: 'value', fn: 'count-distinct', ...of}, n], again: []};
    case 'min':
    case 'max':
      return {
        first: [{name: 'value', fn: aggregate, ...of}, n],
        again: [{name: 'value', fn: aggregate, col: 'value', ...skipMissing}, nAgain],
      };
    default:
      return {first: [{name: 'value', fn: 'sum', ...of}, n], again: [{name: 'value', fn: 'sum', col: 'value'}, nAgain]};
  }
}
