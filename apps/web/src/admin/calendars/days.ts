import type { LanguageName } from '../../i18n/text.js';

/* Local dates and times as texts (`2026-11-24`, `09:00`): a calendar is written in the time of its own zone, not of the reader's. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MS = 86_400_000;
export const DAY_MINUTES = 1_440;

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && dateOf(utc(text)) === text;
}

export function addDays(date: string, days: number): string {
  return dateOf(utc(date) + days * DAY_MS);
}

export function weekdayOf(date: string): Weekday {
  return WEEKDAYS[(new Date(utc(date)).getUTCDay() + 6) % 7] ?? 'mon';
}

export function mondayOf(date: string): string {
  return addDays(date, -WEEKDAYS.indexOf(weekdayOf(date)));
}

/** By ISO 8601: the week belongs to the year of its Thursday. */
export function weekNumber(date: string): number {
  const thursday = addDays(mondayOf(date), 3);
  const first = mondayOf(`${thursday.slice(0, 4)}-01-04`);
  return Math.round((utc(mondayOf(date)) - utc(first)) / (7 * DAY_MS)) + 1;
}

/** Minutes since midnight; `24:00` is 1440. Null when it is no time. */
export function minutesOf(time: string): number | null {
  const found = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time);
  const minutes = Number(found?.[1]) * 60 + Number(found?.[2]);
  return found === null || Number(found[2]) > 59 || minutes > DAY_MINUTES ? null : minutes;
}

export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** What people type for a time: `9`, `930`, `9.30`, `9:30`. Null when it can be none. */
export function readTime(text: string): string | null {
  const digits = text.trim().replace(/[^\d]/g, '');
  const split = /^(\d{1,2})\D+(\d{1,2})$/.exec(text.trim());
  const [hours, minutes] =
    split === null
      ? digits.length <= 2
        ? [digits, '00']
        : [digits.slice(0, -2), digits.slice(-2)]
      : [split[1] ?? '', split[2] ?? ''];
  if (digits === '' || digits.length > 4) return null;
  const read = `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
  return minutesOf(read) === null ? null : read;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: LanguageName, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', options);
  formats.set(key, known);
  return known;
}

/** "Fri, 25 Dec 2026". */
export function dateWords(language: LanguageName, date: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return format(language, options).format(utc(date)).replace('.,', ',');
}

const isoParts = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant, as `2026-11-24T10:50`. */
export function wallTime(at: number, zone: string): string {
  const known =
    isoParts.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  isoParts.set(zone, known);
  return known.format(at).replace(' ', 'T');
}

/** The first instant at which the clocks of the zone show this; a time that the spring leaves out gives the one after it. */
export function instantOf(wall: string, zone: string): number {
  const wanted = Date.parse(`${wall}:00Z`);
  const offsetAt = (at: number): number => Date.parse(`${wallTime(at, zone)}:00Z`) - Math.floor(at / 60_000) * 60_000;
  const early = wanted - offsetAt(wanted - DAY_MS / 2);
  const late = wanted - offsetAt(wanted + DAY_MS / 2);
  const fitting = [early, late].filter((at) => wallTime(at, zone) === wall);
  return fitting.length > 0 ? Math.min(...fitting) : early;
}

export function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** "Monday 10:20", with the date when it is not within the next days of `near`. */
export function momentWords(language: LanguageName, at: number, zone: string, near: number): string {
  const far = Math.abs(at - near) > 6 * DAY_MS;
  const day = format(language, { weekday: 'long', timeZone: zone, ...(far ? { day: 'numeric', month: 'short' } : {}) });
  const clock = format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
  return language === 'de' ? `${day.format(at)} um ${clock.format(at)}` : `${day.format(at)} at ${clock.format(at)}`;
}

/** "Fri 17:50", for the lines of an explanation. */
export function shortMoment(language: LanguageName, at: number, zone: string): string {
  const day = format(language, { weekday: 'short', timeZone: zone }).format(at).replace('.', '');
  return `${day} ${format(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at)}`;
}

export function weekdayWords(language: LanguageName, index: number, style: 'short' | 'long'): string {
  return format(language, { weekday: style, timeZone: 'UTC' })
    .format(utc('2026-01-05') + index * DAY_MS)
    .replace('.', '');
}

export function hoursWords(language: LanguageName, minutes: number): string {
  return new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 2 }).format(
    minutes / 60,
  );
}
