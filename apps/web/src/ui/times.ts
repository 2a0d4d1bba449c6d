import type { LanguageName, Say } from '../i18n/text.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: LanguageName, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}/${name}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', options);
  formats.set(key, known);
  return known;
}

/** "12 min", "3 h", "1 d 2 h", "12 d": a length of time as one reads it aloud. */
export function spanWords(say: Say, ms: number): string {
  const length = Math.max(0, ms);
  if (length < MINUTE) return say('words.time.minutes', { n: length <= 0 ? 0 : 1 });
  if (length < HOUR) return say('words.time.minutes', { n: Math.floor(length / MINUTE) });
  if (length < DAY) return say('words.time.hours', { n: Math.floor(length / HOUR) });
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  if (days >= 7 || hours === 0) return say('words.time.days', { n: days });
  return say('words.time.daysHours', { d: days, h: hours });
}

export function secondsWords(say: Say, ms: number): string {
  return say('words.time.seconds', { n: Math.max(0, Math.ceil(ms / 1000)) });
}

export function clockTime(language: LanguageName, at: number): string {
  return format(language, 'clock', { hour: '2-digit', minute: '2-digit' }).format(at);
}

export function exactTime(language: LanguageName, at: string | number): string {
  return format(language, 'exact', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at));
}

export function dayOf(language: LanguageName, at: string | number, now: number): string {
  const date = new Date(at);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  if (sameYear) return format(language, 'day', { day: 'numeric', month: 'short' }).format(date);
  return format(language, 'dayYear', { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
}

/** "today 09:02", "yesterday 16:20", "Fri 15:05", "17 Nov", as in a diary. */
export function diaryTime(say: Say, language: LanguageName, at: string, now: number): string {
  const date = new Date(at);
  const time = clockTime(language, date.getTime());
  const days = Math.round((startOfDay(now) - startOfDay(date.getTime())) / DAY);
  if (days === 0) return say('words.time.today', { time });
  if (days === 1) return say('words.time.yesterday', { time });
  if (days > 1 && days < 6) return `${format(language, 'weekday', { weekday: 'short' }).format(date)} ${time}`;
  return `${dayOf(language, at, now)} ${time}`;
}

/** "Tue 24 Nov, 09:00": a time that lies ahead. */
export function comingTime(language: LanguageName, at: number): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return format(language, 'coming', options).format(at);
}

function startOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function sizeWords(say: Say, language: LanguageName, bytes: number): string {
  const number = new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: 1 });
  if (bytes < 1000) return say('words.size.bytes', { n: bytes });
  if (bytes < 1_000_000) return say('words.size.kilo', { n: Math.round(bytes / 1000) });
  return say('words.size.mega', { n: number.format(bytes / 1_000_000) });
}

/** For a field of date and time, in the zone of this browser: `2026-11-24T10:50`. */
export function localField(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}
