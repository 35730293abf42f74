import type {NodeMap} from '@planwright/schemas';
import type {Result} from '../definition.js';
import type {CheckContext, NodeDef} from '../definition.js';
import type {PortType} from '../types.js';
import {mayGive} from '../types.js';
import {unknown, valuePorts} from '../ports.js';
import {explain, sentence} from './explain.js';
import {lower} from './lower.js';
import {shadowed} from '../shadow.js';

/** 条件 / 门槛: ordered cases, first match wins, `otherwise` required (SEM-31). */
export const condition: NodeDef<'condition'> = {
  inputs: (node) => [
    ...valuePorts(node.in?.values, 'value'),
    {port: 'rows', ref: node.in?.rows, required: false, accepts: 'rows'},
  ],
  check(node, context) {
    const gives = node.gives;
    let currency: string | undefined;
    let rounded = false;
    const look = (result: Result, at: string): void => {
      const type = resultType(result, node, context, at);
      if (!type || type.value === 'rows') return;
      if (!mayGive(type.value, gives))
        context.report('plan/wrong-type', {need: gives, got: type.value, port: 'then'}, at);
      if (type.currency === 'mixed') context.report('plan/mixed-currency', {}, at);
      if (type.rounded) rounded = true;
      if (type.value === 'money' && type.currency !== undefined) {
        if (currency !== undefined && currency !== type.currency)
          context.report('plan/two-currencies', {a: currency, b: type.currency}, at);
        currency ??= type.currency;
      }
    };
    node.cases.forEach(({when, then}, k) => {
      context.predicate(when, `/cases/${k}/when`);
      look(then, `/cases/${k}/then`);
    });
    look(node.otherwise, '/otherwise');
    for (const {row, by} of shadowed(node.cases.map(({when}) => when))) {
      context.report('plan/unreachable-case', {row: row + 1, by: by + 1}, `/cases/${row}`);
    }
    const money = gives === 'money' ? {currency: currency ?? context.currency} : {};
    return {value: {...context.grain(), value: gives, ...money, ...(rounded ? {rounded} : {})}};
  },
  lower,
  sentence,
  explain,
};

function resultType(
  result: Result,
  {gives, in: {values} = {}}: NodeMap['condition'],
  context: CheckContext,
  at: string,
): PortType | undefined {
  if ('use' in result) {
    const type = context.input(`values.${result.use}`);
    if (!type) context.report('plan/unknown-name', unknown(result.use, values), at);
    context.useWire(result.use);
    return type;
  }
  if ('field' in result) return context.name(result.field, at);
  if ('param' in result) return context.parameter(result.param, at);
  context.literal(result.value, gives, `${at}/value`);
  return undefined;
}
