import type {Plan} from '@planwright/schemas';
import {parseIsoDate} from '../calendar/date.js';
import {parseDecimal} from '../decimal/text.js';
import type {Num} from '../nodes/definition.js';
import type {ValueKind} from '../nodes/types.js';
import type {Expr} from '../ops/expr.js';
import {num, text as textExpr} from '../ops/expr.js';
import type {BandValue} from '../ops/program.js';

type Parameter = NonNullable<Plan['parameters']>[string];

/** Whether a text in the plan is a value of a kind. */
export function isLiteral(text: string, kind: ValueKind): boolean {
  switch (kind) {
    case 'text':
      return true;
    case 'flag':
      return text === 'true' || text === 'false';
    case 'date':
      return parseIsoDate(text) !== undefined;
    case 'count':
    case 'days':
      return parseDecimal(text)?.scale === 0;
    default:
      return parseDecimal(text) !== undefined;
  }
}

/** A text of the plan as a constant of a kind. The compiler has checked that it is one. */
export function literalExpr(text: string, kind: ValueKind): Expr {
  switch (kind) {
    case 'text':
      return textExpr(text);
    case 'flag':
      return num(text === 'true' ? 1 : 0);
    case 'date':
      return num(parseIsoDate(text) ?? 0);
    default: {
      const {value, scale} = parseDecimal(text) ?? {value: 0n, scale: 0};
      return num(value, scale);
    }
  }
}

/** Exact value of a constant or a numeric parameter, undefined when it has none. */
export function readConstant(plan: Plan, value: Num): BandValue | undefined {
  if (typeof value === 'string') return parseDecimal(value);
  const parameter =
    plan.parameters && Object.hasOwn(plan.parameters, value.param) ? plan.parameters[value.param] : undefined;
  return parameter && parameterConstant(parameter);
}

export function parameterConstant(parameter: Parameter): BandValue | undefined {
  switch (parameter.type) {
    case 'text':
    case 'flag':
      return undefined;
    case 'date': {
      const day = parseIsoDate(parameter.value);
      return day === undefined ? undefined : {value: BigInt(day), scale: 0};
    }
    default:
      return parseDecimal(parameter.value);
  }
}

/** A parameter's value as a constant expression. */
export function parameterExpr(plan: Plan, name: string): Expr {
  const parameter = plan.parameters?.[name];
  return parameter ? literalExpr(parameter.value, parameter.type) : num(0);
}
