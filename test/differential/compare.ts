import type {Result} from '@planwright/runtime';
import type {OracleResult} from '../oracle/index.js';
import type {RandomPlan} from './plans.js';

/** Everything in which the runtime and the oracle differ, in words; empty when they agree to the last digit and status. */
export function differences(
  plan: RandomPlan,
  result: Result,
  oracle: OracleResult,
  ports: readonly string[],
): string[] {
  const found: string[] = [];
  const compare = (what: string, mine: readonly string[], theirs: readonly string[]): void => {
    const a = [...mine].sort();
    const b = [...theirs].sort();
    const extra = without(a, b);
    const absent = without(b, a);
    for (const line of extra.slice(0, 3)) found.push(`${what}: only the runtime has ${line}`);
    for (const line of absent.slice(0, 3)) found.push(`${what}: only the oracle has ${line}`);
  };
  const {payouts, components, blocked} = result;
  compare(
    'payouts',
    payouts.participant.map((p, i) =>
      [p, payouts.period[i], payouts.reward[i], payouts.unit[i], payouts.amount[i], payouts.status[i]].join(' | '),
    ),
    oracle.payouts.map((p) => [p.participant, p.period, p.reward, p.unit, p.amount, p.status].join(' | ')),
  );
  compare(
    'components',
    components.participant.map((p, i) =>
      [
        p,
        components.period[i],
        components.reward[i],
        components.component[i],
        components.row[i],
        components.amount[i],
      ].join(' | '),
    ),
    oracle.components.map((c) => [c.participant, c.period, c.reward, c.component, c.row, c.amount].join(' | ')),
  );
  compare(
    'blocked',
    blocked.participant.map((p, i) =>
      [p, blocked.period[i], blocked.reward[i], blocked.node[i], blocked.status[i]].join(' | '),
    ),
    oracle.blocked.map((b) => [b.participant, b.period, b.reward, b.node, b.status].join(' | ')),
  );
  compare('exceptions', distinctRows(result.exceptions), distinctRows(firstOfEachRow(oracle.exceptions)));
  compare(
    'notes',
    result.notes.map((n) => [n.code, n.node, n.period, n.amount].join(' | ')),
    oracle.notes.map((n) => [n.code, n.node, n.period, n.amount].join(' | ')),
  );
  for (const line of result.conservation) {
    const theirs = oracle.conservation[line.node];
    const mine = {
      read: line.read,
      credited: line.credited,
      exceptions: line.exceptions,
      filtered: line.filtered,
      outside: line.outside,
      ineligible: line.ineligible,
    };
    if (theirs)
      compare(
        `conservation of ${line.node}`,
        [JSON.stringify(mine)],
        [
          JSON.stringify({
            read: theirs.read,
            credited: theirs.credited,
            exceptions: theirs.exceptions,
            filtered: theirs.filtered,
            outside: theirs.outside,
            ineligible: theirs.ineligible,
          }),
        ],
      );
  }
  const people = [...new Set(payouts.participant)];
  const periods = [...new Set(payouts.period)];
  for (const port of ports) {
    for (const participant of people) {
      for (const period of periods) {
        const mine = result.value(port, participant, period);
        const theirs = oracle.value(port, participant, period);
        if (mine !== theirs)
          found.push(
            `value ${port} of ${participant} in ${period}: runtime ${mine ?? 'none'}, oracle ${theirs ?? 'none'}`,
          );
      }
    }
    const node = port.split('.')[0] ?? '';
    // rows of periods that are not asked for may lack the past that nobody needs
    const rows = plan.nodes[node] ? result.rowValues(port).filter(({period}) => periods.includes(period)) : [];
    const asked = new Set(rows.map((r) => `${r.row} ${r.participant}`));
    compare(
      `rows of ${port}`,
      rows.map((r) => `${r.row} ${r.participant} ${r.value}`),
      oracle
        .rowValues(port)
        .filter((r) => asked.has(`${r.row} ${r.participant}`))
        .map((r) => `${r.row} ${r.participant} ${r.value}`),
    );
  }
  return found;
}

/** A row once per code, field and value, and per node where a condition of the node is undecided. */
function distinctRows(
  exceptions: readonly {table: string; row: number; code: string; field: string; value: string; node: string}[],
): string[] {
  const node = (code: string, id: string): string => (code === 'data/unknown-condition' ? id : '');
  return [
    ...new Set(exceptions.map((e) => [e.table, e.row, e.code, e.field, e.value, node(e.code, e.node)].join(' | '))),
  ];
}

/** The runtime lists the first problem of a row at import, the oracle all of them. */
function firstOfEachRow(exceptions: OracleResult['exceptions']): OracleResult['exceptions'] {
  const first = new Map<string, OracleResult['exceptions'][number]>();
  for (const one of exceptions) {
    if (one.node !== '') continue;
    const key = `${one.table}|${one.row}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...exceptions.filter(({node}) => node !== ''), ...first.values()];
}

function without(a: readonly string[], b: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of b) left.set(one, (left.get(one) ?? 0) + 1);
  return a.filter((one) => {
    const n = left.get(one) ?? 0;
    if (n > 0) left.set(one, n - 1);
    return n === 0;
  });
}
