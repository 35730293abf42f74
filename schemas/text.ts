import type {Text} from './generated/plan.js';
import type {Language} from './diagnostics/index.js';

/** A text in the language asked for, else in the other one, else the fallback (an id, usually). */
export function pick(text: Text | undefined, language: Language, fallback = ''): string {
  if (text === undefined) return fallback;
  if (typeof text === 'string') return text;
  return text[language] ?? text[language === 'en' ? 'zh-CN' : 'en'] ?? fallback;
}
