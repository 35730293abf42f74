import type {DiagnosticCode, DiagnosticParams} from '../generated/diagnostics.js';
import {diagnosticTexts, diagnosticWords} from '../generated/diagnostics.js';

/** How bad it is: an error stops the run, a warning may be meant, an info is for the record. */
export type Severity = 'error' | 'warning' | 'info';

/** The languages in which everything is said. */
export type Language = 'en' | 'zh-CN';

/** Something wrong with a plan, its data or a run; the text follows from code and params by `message`. */
export interface Diagnostic {
  /** Stable code, such as `plan/unknown-node`. */
  code: DiagnosticCode;
  severity: Severity;
  /** What the text names. */
  params: Readonly<Record<string, string | number>>;
  /** Id of the node it is about. */
  node?: string;
  /** JSON pointer into the plan document, such as `/nodes/tier1/bands/0/rate`. */
  path?: string;
  /** Data row, counted from 1. */
  row?: number;
}

/** Where a problem is; what does not apply is left out. */
export interface Where {
  node?: string | undefined;
  path?: string | undefined;
  row?: number | undefined;
}

/** A diagnostic with the severity of its code; the params of the code are checked by the compiler. */
export function problem<C extends DiagnosticCode>(code: C, params: DiagnosticParams[C], where: Where = {}): Diagnostic {
  const diagnostic: Diagnostic = {code, severity: diagnosticTexts[code].severity, params: given(params)};
  if (where.node !== undefined) diagnostic.node = where.node;
  if (where.path !== undefined) diagnostic.path = where.path;
  if (where.row !== undefined) diagnostic.row = where.row;
  return diagnostic;
}

/**
 * What happened, where and what to do, in one or two sentences. A text may hold `[? … ]`, which is said only when
 * every param inside is known and not empty.
 */
export function message(diagnostic: Diagnostic, language: Language): string {
  const {code, params, node, path, row} = diagnostic;
  const known: Record<string, string | number | undefined> = {node, path, row, ...params};
  const hasWords = code.startsWith('plan/') || code.startsWith('formula/');
  const say = (name: string): string | undefined => {
    const text = Object.hasOwn(known, name) ? known[name]?.toString() : undefined;
    return text === undefined || !hasWords ? text : inWords(name, text, language);
  };
  const text = Object.hasOwn(diagnosticTexts, code) ? diagnosticTexts[code][language] : code;
  return text
    .replace(/\[\?([^\]]*)\]/g, (_, part: string) =>
      [...part.matchAll(/\{(\w+)\}/g)].every(([, name]) => Boolean(say(name!))) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (_, name: string) => say(name) ?? '…');
}

/** A param in words people know: `money / ratio` is 金额 / 比率, `money CNY` is 金额（CNY）; a name of the plan stays as it is. */
function inWords(param: string, text: string, language: Language): string {
  if (!Object.hasOwn(diagnosticWords, param)) return text;
  const words = diagnosticWords[param] ?? {};
  const word = (one: string): string => {
    const plain = one.replace(/^(values|amounts)\./, '');
    if (Object.hasOwn(words, plain)) return words[plain]?.[language] ?? plain;
    const [head = '', tail = ''] = plain.split(' ', 2);
    if (tail === '' || !Object.hasOwn(words, head)) return plain;
    return language === 'en' ? `${words[head]?.en} (${tail})` : `${words[head]?.[language]}（${tail}）`;
  };
  return text
    .split(/( \/ |, )/)
    .map((part, i) => (i % 2 === 0 ? word(part) : language === 'en' || part === ' / ' ? part : '、'))
    .join('');
}

function given(params: object): Record<string, string | number> {
  const known: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'string' || typeof value === 'number') known[name] = value;
  }
  return known;
}
