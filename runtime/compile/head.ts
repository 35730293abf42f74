import type {Diagnostic, DiagnosticCode, DiagnosticParams, Plan} from '@planwright/schemas';
import {problem} from '@planwright/schemas';
import {closest} from '../formula/suggest.js';
import type {Checked} from './checked.js';
import {fieldType, fieldWithRole} from './fields.js';
import {isLiteral, parameterConstant} from './literals.js';
import {meanings} from './names.js';
import {checkPredicate} from './predicates.js';

/** Everything of a plan that is not a node: dates, parameters, tables, roster. */
export function checkHead(plan: Plan, checked: Checked, diagnostics: Diagnostic[]): void {
  const report: Report = (code, params, path = '') => {
    diagnostics.push(problem(code, params, {path}));
  };
  const {timeZone} = plan.calendar;
  if (timeZone !== undefined && !isTimeZone(timeZone))
    report('plan/unknown-time-zone', {zone: timeZone}, '/calendar/timeZone');
  checkParameters(plan, report);
  checkTables(plan, report);
  checkRoster(plan, checked, report);
}

type Report = <C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], path?: string) => void;

function checkParameters(plan: Plan, report: Report): void {
  for (const [name, parameter] of Object.entries(plan.parameters ?? {})) {
    const path = `/parameters/${name}`;
    parameter.choices?.forEach((choice, k) => {
      if (!isLiteral(choice, parameter.type))
        report('plan/parameter-value', {name, value: choice.slice(0, 40)}, `${path}/choices/${k}`);
    });
    if (parameter.choices && !parameter.choices.includes(parameter.value))
      report('plan/parameter-choice', {name, value: parameter.value}, `${path}/value`);
    const value = parameterConstant(parameter);
    if (!value) continue;
    const [low, high] = [parameter.min, parameter.max].map((text) =>
      text === undefined ? undefined : parameterConstant({...parameter, value: text}),
    );
    if (low && high && low.value * 10n ** BigInt(high.scale) > high.value * 10n ** BigInt(low.scale)) {
      report('plan/min-above-max', {}, `${path}/min`);
      continue;
    }
    for (const side of ['min', 'max'] as const) {
      const text = parameter[side];
      const bound = text === undefined ? undefined : parameterConstant({...parameter, value: text});
      if (!bound) continue;
      const a = value.value * 10n ** BigInt(bound.scale);
      const b = bound.value * 10n ** BigInt(value.scale);
      if (side === 'min' ? a < b : a > b)
        report(
          'plan/parameter-out-of-bounds',
          {name, value: parameter.value, bound: text ?? '', side},
          `${path}/value`,
        );
    }
  }
}

function checkTables(plan: Plan, report: Report): void {
  const names = Object.keys(plan.tables);
  for (const [table, {fields}] of Object.entries(plan.tables)) {
    const roles = new Map<string, string>();
    for (const [name, field] of Object.entries(fields)) {
      const path = `/tables/${table}/fields/${name}`;
      if (field.references !== undefined && !names.includes(field.references)) {
        report(
          'plan/unknown-table',
          {table: field.references, suggestion: closest(field.references, names) ?? ''},
          `${path}/references`,
        );
      } else if (
        field.references !== undefined &&
        field.references !== plan.roster.table &&
        fieldWithRole(plan, field.references, 'id') === undefined
      ) {
        report('plan/reference-without-id', {field: name, table: field.references}, `${path}/references`);
      }
      if (typeof field.currency === 'object' && !Object.hasOwn(fields, field.currency.field)) {
        report(
          'plan/unknown-column',
          {column: field.currency.field, table, suggestion: closest(field.currency.field, Object.keys(fields)) ?? ''},
          `${path}/currency`,
        );
      }
      if (field.role === undefined) continue;
      if (roles.has(field.role))
        report('plan/role-twice', {role: field.role, a: roles.get(field.role) ?? '', b: name}, `${path}/role`);
      roles.set(field.role, name);
      if (field.role === 'sequence' && (field.type === 'flag' || field.type === 'enum'))
        report('plan/role-type', {role: field.role, got: field.type}, `${path}/role`);
      if (field.role === 'participant' && field.references !== undefined && field.references !== plan.roster.table) {
        const {table: roster} = plan.roster;
        if (names.includes(field.references) && names.includes(roster))
          report('plan/participant-table', {field: name, table: field.references, roster}, `${path}/references`);
      }
    }
  }
}

/** Whether the platform knows the zone: the IANA names. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', {timeZone: zone});
    return true;
  } catch {
    return false;
  }
}

function checkRoster(plan: Plan, checked: Checked, report: Report): void {
  const {table, manager, eligible} = plan.roster;
  if (!Object.hasOwn(plan.tables, table)) {
    report('plan/unknown-table', {table, suggestion: closest(table, Object.keys(plan.tables)) ?? ''}, '/roster/table');
    return;
  }
  const fields = Object.keys(plan.tables[table]?.fields ?? {});
  if (fieldWithRole(plan, table, 'id') === undefined) report('plan/roster-without-id', {table}, '/roster/table');
  if (manager !== undefined) {
    const type = fieldType(plan, table, manager);
    if (!type)
      report(
        'plan/unknown-attribute',
        {attribute: manager, suggestion: closest(manager, fields) ?? ''},
        '/roster/manager',
      );
    else if (type.value !== 'text')
      report('plan/wrong-type', {need: 'text', got: type.value, port: 'manager'}, '/roster/manager');
  }
  if (!eligible) return;
  checkPredicate(eligible, '/roster/eligible', {
    plan,
    use: (name) => checked.usedParameters.add(name),
    report,
    name: (path, at) => {
      const found = meanings(path, {plan, wires: {}, lineage: undefined, scope: 'roster'});
      if (found[0]?.source === 'parameter') checked.usedParameters.add(path);
      if (found.length === 1) return found[0]?.type;
      if (found.length > 1)
        report('plan/ambiguous-name', {name: path, meanings: found.map((one) => one.source).join(', ')}, at);
      else report('plan/unknown-name', {name: path, suggestion: closest(path, fields) ?? ''}, at);
      return undefined;
    },
  });
}
