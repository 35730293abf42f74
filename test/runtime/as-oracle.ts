import type {Result} from '@planwright/runtime';
import type {OracleResult} from '../oracle/index.js';

/** A runtime result in the shape of the oracle's, so that both are checked by the same code. */
export function asOracle(result: Result): OracleResult {
  const {payouts, components, blocked} = result;
  return {
    payouts: payouts.participant.map((participant, i) => ({
      participant,
      period: payouts.period[i] ?? '',
      reward: payouts.reward[i] ?? '',
      unit: payouts.unit[i] ?? '',
      amount: payouts.amount[i] ?? '',
      status: payouts.status[i] ?? 'range',
      reason: payouts.reason[i] ?? '',
    })),
    components: components.participant.map((participant, i) => ({
      participant,
      period: components.period[i] ?? '',
      reward: components.reward[i] ?? '',
      component: components.component[i] ?? '',
      row: components.row[i] ?? '',
      amount: components.amount[i] ?? '',
    })),
    blocked: blocked.participant.flatMap((participant, i) => {
      const status = blocked.status[i] ?? 'range';
      const [period = '', reward = '', node = ''] = [blocked.period[i], blocked.reward[i], blocked.node[i]];
      return status === 'ok' ? [] : [{participant, period, reward, node, status}];
    }),
    exceptions: [...result.exceptions],
    notes: result.notes.map(({code, node, period, amount}) => ({code, node, period, amount})),
    conservation: Object.fromEntries(result.conservation.map(({node, table: _table, ...counts}) => [node, counts])),
    value: (port, participant, period) => result.value(port, participant, period),
    rowValues: (port) => result.rowValues(port),
  };
}
