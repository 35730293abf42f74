import type {Plan} from '../../../schemas/index.js';
import type {Imported, ImportOptions} from '../../../runtime/import/import-table.js';
import {importTable} from '../../../runtime/import/import-table.js';
import type {Sheet} from '../../../runtime/import/sheet.js';

type Fields = Plan['tables'][string]['fields'];

export const people: Fields = {
  personId: {type: 'key', role: 'id', label: {en: 'Employee number', 'zh-CN': '工号'}},
  name: {type: 'text', label: {en: 'Name', 'zh-CN': '姓名'}},
  validFrom: {type: 'date', role: 'valid-from', label: {en: 'Valid from', 'zh-CN': '生效日期'}},
  validTo: {type: 'date', role: 'valid-to', required: false},
  manager: {type: 'key', references: 'people', required: false, label: {en: 'Manager', 'zh-CN': '直属上级'}},
};

export const deals: Fields = {
  dealId: {type: 'key', role: 'id', label: {en: 'Contract number', 'zh-CN': '合同编号'}},
  owner: {
    type: 'key',
    role: 'participant',
    references: 'people',
    label: {en: 'Owner', 'zh-CN': '负责人'},
    aliases: ['销售'],
  },
  signed: {type: 'date', role: 'date', label: {en: 'Signed on', 'zh-CN': '签约日期'}},
  amount: {type: 'money', label: {en: 'Contract amount', 'zh-CN': '合同额'}},
  kind: {
    type: 'enum',
    required: false,
    label: {en: 'Kind', 'zh-CN': '类型'},
    values: [
      {value: 'new', label: {en: 'New business', 'zh-CN': '新签'}},
      {value: 'renewal', label: {en: 'Renewal', 'zh-CN': '续约'}, aliases: ['续签']},
    ],
  },
  isPaid: {type: 'flag', required: false, label: {en: 'Paid', 'zh-CN': '是否回款'}},
  discount: {type: 'ratio', required: false, label: {en: 'Discount', 'zh-CN': '折扣'}},
  remark: {type: 'text', required: false, label: {en: 'Remark', 'zh-CN': '备注'}},
};

export const targets: Fields = {
  person: {type: 'key', references: 'people', label: {en: 'Person', 'zh-CN': '人员'}},
  period: {type: 'text', label: {en: 'Period', 'zh-CN': '周期'}},
  target: {type: 'money', label: {en: 'Target', 'zh-CN': '目标额'}},
};

export const plan: ImportOptions['plan'] = {
  currency: 'CNY',
  calendar: {period: 'month', yearStart: {month: 1}},
  roster: {table: 'people'},
  tables: {people: {fields: people}, deals: {fields: deals}, targets: {fields: targets}},
};

export const roster = {
  csv: 'personId,name,validFrom\nP001,谢思远,2026-01-01\nP002,王伟,2026-01-01\nP003,王伟,2026-01-01\n007,罗丽华,2026-01-01\n',
};

/** Imports a file into the table of deals unless told otherwise. */
export function load(file: Uint8Array | string | Sheet, options: Partial<ImportOptions> = {}): Imported {
  return importTable(file, {plan, table: 'deals', ...options});
}

/** Reads one column of texts as the values of a field, beside ids that are fine. */
export function loadColumn(field: keyof typeof deals & string, cells: readonly string[], mapping?: object): Imported {
  const rest = {owner: 'P001', signed: '2026-01-05', amount: '1'};
  const others = Object.entries(rest).filter(([name]) => name !== field);
  const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`);
  const header = ['dealId', field, ...others.map(([name]) => name)].join(',');
  const rows = quoted.map((cell, i) => [`D${i + 1}`, cell, ...others.map(([, value]) => value)].join(','));
  return load([header, ...rows].join('\n'), {
    ...(mapping && {mapping: {version: 1, table: 'deals', columns: [{heading: field, field, ...mapping}]}}),
  });
}

/** Cells of a field of the table that was made. */
export function values({table}: Imported, field: string): string[] | undefined {
  if (!table || !('columns' in table)) return undefined;
  const column = table.columns[field];
  return column && Array.from({length: column.length}, (_, i) => String(column[i]));
}

/** Bad rows as `row field code value`. */
export function problems({report}: Imported): string[] {
  return report.problems.map(({row, field, code, value}) => [row, field, code, value].join(' ').trimEnd());
}

export function errors({diagnostics}: Imported): string[] {
  return diagnostics.filter(({severity}) => severity === 'error').map(({code}) => code);
}
