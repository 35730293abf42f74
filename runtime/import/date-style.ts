import {dayOf, isCivilDate} from '../calendar/date.js';

/** How the dates of a column are written, each named by how it writes 31 March 2026. */
export const dateStyles = [
  '2026-03-31',
  '20260331',
  '31.03.2026',
  '31/03/2026',
  '3/31/2026',
  '31 Mar 2026',
  '31/03/26',
  '3/31/26',
  '26/3/31',
  'serial',
  'serial-1904',
] as const;
/** One of `dateStyles`. */
export type DateStyle = (typeof dateStyles)[number];

/** A reading of a cell as a day. */
export interface DateReading {
  readonly style: DateStyle;
  /** Days since 1970-01-01. */
  readonly day: number;
}

/** A cell as a date: every style that reads it, and the time behind it. */
export interface DateCell {
  readonly readings: readonly DateReading[];
  /** Minutes after midnight, and minutes the zone is ahead of UTC, of a time that names a zone. */
  readonly zoned: {readonly minutes: number; readonly offset: number} | undefined;
}

/** All days a cell may mean. `2026/3/31`, `2026.3.31` and `2026年3月31日` are of the first style; two digits of a year up to 68 are 20xx. */
export function readDateCell(text: string): DateCell | undefined {
  if (text.length > 64) return undefined;
  const plain = /[^\x20-\x7e]/.test(text) ? text.normalize('NFKC').trim() : text;
  const found = TIME.exec(plain);
  const time = found ? timeOf(found) : undefined;
  if (found && !time) return undefined;
  const date = found ? plain.slice(0, found.index) : plain;
  const readings = readingsOf(date.trim());
  return readings.length === 0
    ? undefined
    : {readings, zoned: time?.offset === undefined ? undefined : {...time, offset: time.offset}};
}

/** Day in a time zone of a time that names its own. */
export function dayInZone(day: number, {minutes, offset}: {minutes: number; offset: number}, timeZone: string): number {
  const instant = day * DAY_MS + (minutes - offset) * 60_000;
  const parts = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(instant);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  return dayOf(part('year'), part('month'), part('day'));
}

function readingsOf(date: string): DateReading[] {
  let parts = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(date);
  if (parts) return readings(['2026-03-31', parts[1], parts[3], parts[4]]);
  parts = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/.exec(date);
  if (parts) return readings(['2026-03-31', parts[1], parts[2], parts[3]]);
  parts = /^(\d{4})(\d\d)(\d\d)$/.exec(date);
  if (parts) return readings(['20260331', parts[1], parts[2], parts[3]]);
  parts = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(date);
  if (parts) return readings(['31.03.2026', parts[3], parts[2], parts[1]]);
  parts = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/.exec(date);
  if (parts) return readings(['31/03/2026', parts[4], parts[3], parts[1]], ['3/31/2026', parts[4], parts[1], parts[3]]);
  parts = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(date);
  if (parts) {
    const [, a = '', , b = '', c = ''] = parts;
    const last = c.length === 2 ? century(c) : undefined;
    return readings(
      ['31/03/26', last, b, a],
      ['3/31/26', last, a, b],
      ['26/3/31', a.length === 2 ? century(a) : undefined, b, c],
    );
  }
  parts = /^(\d{1,2})[- ]?([A-Za-z]{3,9})\.?[-, ]+(\d{4})$/.exec(date);
  if (parts) return readings(['31 Mar 2026', parts[3], monthOf(parts[2]), parts[1]]);
  parts = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/.exec(date);
  if (parts) return readings(['31 Mar 2026', parts[3], monthOf(parts[1]), parts[2]]);
  return serials(date);
}

function readings(
  ...forms: [DateStyle, year: string | undefined, month: string | undefined, day: string | undefined][]
): DateReading[] {
  return forms.flatMap(([style, y, m, d]) => {
    if (y === undefined || m === undefined) return [];
    const [year, month, day] = [Number(y), Number(m), Number(d)];
    return isCivilDate(year, month, day) ? [{style, day: dayOf(year, month, day)}] : [];
  });
}

/** Days as Excel counts them; only the count from 1900 is ever taken without being told. */
function serials(text: string): DateReading[] {
  const parts = /^(\d{5})(?:\.\d+)?$/.exec(text);
  if (!parts) return [];
  const count = Number(parts[1]);
  return [
    {style: 'serial', day: count - 25569},
    {style: 'serial-1904', day: count + 1462 - 25569},
  ];
}

function century(digits: string): string {
  return Number(digits) <= 68 ? `20${digits}` : `19${digits}`;
}

function monthOf(name: string | undefined): string | undefined {
  const at = MONTHS.findIndex((month) => month === name?.toLowerCase() || month.slice(0, 3) === name?.toLowerCase());
  return at >= 0 ? String(at + 1) : name?.toLowerCase() === 'sept' ? '9' : undefined;
}

function timeOf([, h, m, s, half, zone]: RegExpExecArray): {minutes: number; offset: number | undefined} | undefined {
  const twelve = half !== undefined;
  const hour = Number(h);
  if (hour > (twelve ? 12 : 24) || Number(m) > 59 || Number(s ?? 0) > 60 || (hour === 24 && Number(m) > 0))
    return undefined;
  if (hour === 24) return undefined;
  const hours = twelve ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
  return {minutes: hours * 60 + Number(m), offset: zone === undefined ? undefined : offsetOf(zone)};
}

function offsetOf(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const parts = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  const minutes = Number(parts?.[2]) * 60 + Number(parts?.[3] ?? 0);
  return parts?.[1] === '-' ? -minutes : minutes;
}

const TIME =
  /(?:T|\s+|(?<=日))(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:\s*([AaPp][Mm]))?\s*(Z|z|[+-]\d\d(?::?\d\d)?)?$/;
const DAY_MS = 86_400_000;
const MONTHS = 'january february march april may june july august september october november december'.split(' ');
