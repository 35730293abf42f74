import {fieldType} from '../compile/fields.js';
import {splitRef} from '../compile/graph.js';
import type {Unit} from '../nodes/terms.js';
import type {PortType} from '../nodes/types.js';
import {refAt, tableOf, typeOfRef} from './names.js';
import type {NodeWords} from './words.js';

/** Type of what a column holds: a port, a field of the rows, an attribute. Own columns of a node have none. */
export function typeOfColumn(words: NodeWords, column: string): PortType | undefined {
  const {plan, types} = words;
  if (column.startsWith('@')) return column.includes('/') ? undefined : typeOfRef(types, column.slice(1));
  const table = tableOf(plan, words.id);
  if (column.startsWith('participant.')) return fieldType(plan, plan.roster.table, column.slice(12));
  const field = column.startsWith('whole.') ? column.slice(6) : column;
  return (table === undefined ? undefined : fieldType(plan, table, field)) ?? words.nameType(column);
}

/** How a column's numbers are typeset. */
export function unitOfColumn(words: NodeWords, column: string): Unit | null {
  const type = typeOfColumn(words, column);
  if (!type || type.value === 'rows') return null;
  if (type.value === 'score') return {kind: isShare(words, column) ? 'ratio' : 'score'};
  const currency = type.currency === 'mixed' ? undefined : type.currency;
  return type.value === 'money' ? {kind: 'money', currency: currency ?? words.plan.currency} : {kind: type.value};
}

/** A score made of ratios reads in percent. */
function isShare({plan, types}: NodeWords, column: string): boolean {
  const {node: id} = splitRef(column.slice(1));
  const node = plan.nodes[id];
  if (node?.kind !== 'weight') return false;
  return node.parts.every(({use}) => {
    const type = typeOfRef(types, refAt(plan, id, `values.${use}`));
    return type?.value === 'ratio' || type?.value === 'score';
  });
}

/** A text with the label of its enum value. */
export function labelOfText(words: NodeWords, column: string, value: string): string {
  const {plan} = words;
  const node = column.startsWith('@') ? plan.nodes[splitRef(column.slice(1)).node] : undefined;
  if (node?.kind === 'attribute' && node.attribute !== undefined)
    return words.enumLabel(plan.roster.table, node.attribute, value);
  const isAttribute = column.startsWith('participant.');
  const table = isAttribute ? plan.roster.table : tableOf(plan, words.id);
  return table === undefined ? value : words.enumLabel(table, isAttribute ? column.slice(12) : column, value);
}
