import { DAY } from '../time.js';

/** Names of the week in the order of ISO 8601: the week begins on Monday. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Calendars are worked out for the years from FIRST_YEAR to before YEAR_AFTER. Outside them no calendar is open: time there counts nothing,
 * and what would fall due there never does. It keeps a senseless target from costing years of arithmetic.
 */
export const FIRST_YEAR = 1900;
export const YEAR_AFTER = 2200;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?|24:00(?::00)?)$/;
export const DAY_SECONDS = 86_400;

/** Days since 1970-01-01 of a date in the Gregorian calendar; `month` counts from 1 and may run over (13 is January of the next year). */
export const dayOf = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / DAY;

/** Days since 1970-01-01 of "YYYY-MM-DD"; null when there is no such date, or when it lies outside the years that are worked out. */
export function parseDate(text: unknown): number | null {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  if (match === null) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < FIRST_YEAR || year >= YEAR_AFTER) return null;
  const day = dayOf(year, month, date);
  return toDate(day) === text ? day : null;
}

/** "YYYY-MM-DD" of a count of days since 1970-01-01. */
export const toDate = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Seconds since midnight of "HH:MM" or "HH:MM:SS"; 86,400 for "24:00"; null for anything else. */
export function parseTime(text: unknown): number | null {
  const match = typeof text === 'string' ? TIME.exec(text) : null;
  if (match === null) return null;
  if (match[1] === undefined) return DAY_SECONDS;
  return Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
}

/** 0 is Monday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The same date `months` later, clamped to the month's end: 31 January and one month is 28 or 29 February. */
export function addMonths(day: number, months: number): number {
  const at = new Date(day * DAY);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + 1 + months];
  const last = dayOf(year, month + 1, 1) - 1;
  return Math.min(dayOf(year, month, at.getUTCDate()), last);
}
