import type { Holiday } from '@redress/domain/sla/calendar.js';
import { dayOf, FIRST_YEAR, weekdayOf } from '@redress/domain/sla/dates.js';
import { isZone, type Zone, zoneOf } from '@redress/domain/sla/zone.js';
import { DAY } from '@redress/domain/time.js';
import { fetchGuarded } from '@redress/platform/guarded-fetch.js';
import ICAL from 'ical.js';

export type FeedFault = 'unreachable' | 'noCalendar' | 'empty';

/** What a feed says, or why it said nothing: then whoever asked keeps what he had. */
export type FeedReading =
  | { readonly holidays: readonly Holiday[]; readonly fault: null }
  | { readonly holidays: null; readonly fault: FeedFault };

export interface FeedWishes {
  /** Of the calendar that gets the holidays: times without a zone are meant in it. */
  readonly timezone: string;
  /** Years of which dates are wanted, both included. */
  readonly fromYear: number;
  readonly toYear: number;
}

/** Brings the text behind an address, or null when it cannot. */
export type FetchFeed = (url: string) => Promise<string | null>;

const LONGEST_TEXT = 1_048_576;
const MOST_EVENTS = 3_000;
const MOST_DATES = 2_000;
const LONGEST_NAME = 200;
const MOST_DAYS_OF_ONE = 62;

const fetchText: FetchFeed = async (url) => {
  const fetched = await fetchGuarded(url, 'text/calendar');
  return fetched === null ? null : fetched.bytes.toString('utf8');
};

/** Reads an iCalendar of holidays; never throws for what it finds. */
export async function readCalendarFeed(
  url: string,
  wishes: FeedWishes,
  fetchFeed: FetchFeed | undefined = fetchText,
): Promise<FeedReading> {
  const text = await fetchFeed(url).catch(() => null);
  return text === null ? { holidays: null, fault: 'unreachable' } : holidaysIn(text, wishes);
}

/** Whole days are holidays, events with times close their part of the date; cancelled and transparent ones nothing. */
export function holidaysIn(text: string, wishes: FeedWishes): FeedReading {
  if (text.length > LONGEST_TEXT) return { holidays: null, fault: 'noCalendar' };
  try {
    const calendar: unknown[] = ICAL.parse(text);
    const events = new ICAL.Component(calendar).getAllSubcomponents('vevent').slice(0, MOST_EVENTS);
    const holidays = collect(events, wishes);
    return holidays.length === 0 ? { holidays: null, fault: 'empty' } : { holidays, fault: null };
  } catch {
    // Whatever ical.js stumbled over, it is not a calendar that we can use.
    return { holidays: null, fault: 'noCalendar' };
  }
}

function collect(events: readonly ICAL.Component[], wishes: FeedWishes): Holiday[] {
  const found = new Map<string, Holiday>();
  for (const event of events) {
    if (closesNothing(event)) continue;
    const name = nameOf(event);
    for (const span of occurrences(event, wishes)) {
      for (const holiday of datesOf(span)) {
        const named = name === null ? holiday : { ...holiday, name };
        if (isWanted(holiday.date, wishes))
          found.set(`${holiday.date} ${holiday.from ?? ''} ${holiday.to ?? ''}`, named);
      }
      if (found.size >= MOST_DATES) break;
    }
  }
  return [...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1)).slice(0, MOST_DATES);
}

const textOf = (event: ICAL.Component, property: string): string => {
  const value: unknown = event.getFirstPropertyValue(property);
  return typeof value === 'string' ? value : '';
};

/** An appointment that leaves its time free is none for a calendar either. But most feeds of holidays mark whole days as free. */
function closesNothing(event: ICAL.Component): boolean {
  if (textOf(event, 'status').toUpperCase() === 'CANCELLED') return true;
  const start: unknown = event.getFirstPropertyValue('dtstart');
  return start instanceof ICAL.Time && !start.isDate && textOf(event, 'transp').toUpperCase() === 'TRANSPARENT';
}

function nameOf(event: ICAL.Component): string | null {
  const name = textOf(event, 'summary')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  return name === '' ? null : name;
}

/** Local times as milliseconds as if UTC. */
interface Span {
  readonly from: number;
  readonly to: number;
}

function* occurrences(event: ICAL.Component, wishes: FeedWishes): Generator<Span> {
  const start: unknown = event.getFirstPropertyValue('dtstart');
  // Who dates an event before 1900 means something else, and walking from there costs.
  if (!(start instanceof ICAL.Time) || start.year < FIRST_YEAR) return;
  const zone = zoneOf(wishes.timezone);
  const first = localOf(start, tzidOf(event, 'dtstart'), zone);
  const length = lengthOf(event, start, first, zone);
  const skipped = new Set(exceptionsOf(event, zone));
  for (const at of [first, ...repetitions(event, start, wishes).map((step) => first + step)]) {
    if (!skipped.has(at)) yield { from: at, to: at + length };
  }
}

const tzidOf = (event: ICAL.Component, property: string): unknown =>
  event.getFirstProperty(property)?.getParameter('tzid');

/** Zones are those of the platform by their names: the rules of zones in a feed may be without end. */
function localOf(time: ICAL.Time, tzid: unknown, zone: Zone): number {
  const shown = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
  if (time.isDate) return shown;
  if (time.zone?.tzid === 'UTC') return zone.toLocal(shown);
  if (!isZone(tzid)) return shown;
  return zone.toLocal(zoneOf(tzid).toInstant(shown, 'first'));
}

function lengthOf(event: ICAL.Component, start: ICAL.Time, first: number, zone: Zone): number {
  const end: unknown = event.getFirstPropertyValue('dtend');
  if (end instanceof ICAL.Time) return localOf(end, tzidOf(event, 'dtend'), zone) - first;
  const duration: unknown = event.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) return duration.toSeconds() * 1_000;
  return start.isDate ? DAY : 0;
}

const exceptionsOf = (event: ICAL.Component, zone: Zone): number[] =>
  event
    .getAllProperties('exdate')
    .flatMap((property) =>
      property
        .getValues()
        .flatMap((value: unknown) =>
          value instanceof ICAL.Time ? [localOf(value, property.getParameter('tzid'), zone)] : [],
        ),
    );

/** How far from the first one it comes again, up to the years wanted. Only rules that come once a year are followed: others may never end. */
function repetitions(event: ICAL.Component, start: ICAL.Time, { fromYear, toYear }: FeedWishes): number[] {
  const rule: unknown = event.getFirstPropertyValue('rrule');
  const dayIn = rule instanceof ICAL.Recur ? yearly(rule, start) : null;
  if (!(rule instanceof ICAL.Recur) || dayIn === null) return [];
  const origin = dayOf(start.year, start.month, start.day);
  const until = rule.until ? dayOf(rule.until.year, rule.until.month, rule.until.day) : Number.POSITIVE_INFINITY;
  const steps: number[] = [];
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let year = start.year; year <= toYear && left > 0; year += rule.interval) {
    const day = dayIn(year);
    if (day === null || day < origin) continue;
    if (day > until) break;
    left -= 1;
    // One that begins the year before may reach into the first year wanted.
    if (day > origin && year >= fromYear - 1) steps.push((day - origin) * DAY);
  }
  return steps;
}

type DayIn = (year: number) => number | null;

const MENTIONED = new Set(['BYMONTH', 'BYMONTHDAY', 'BYDAY']);
const ORDINAL = /^([1-4]|-1)(MO|TU|WE|TH|FR|SA|SU)$/;
const WEEKDAYS_OF_ICAL = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** By its own date, by month and date, or by month and weekday ("fourth Thursday of November"); null for what comes otherwise. */
function yearly(rule: ICAL.Recur, start: ICAL.Time): DayIn | null {
  const parts: Readonly<Record<string, unknown>> = rule.parts;
  const names = Object.keys(parts).filter((name) => Array.isArray(parts[name]) && parts[name].length > 0);
  if (rule.freq !== 'YEARLY' || !(rule.interval >= 1) || names.some((name) => !MENTIONED.has(name))) return null;
  const [month, date, weekday] = ['BYMONTH', 'BYMONTHDAY', 'BYDAY'].map((name) => only(parts[name]));
  if (names.includes('BYMONTH') ? typeof month !== 'number' : names.length > 0) return null;
  const ofMonth = typeof month === 'number' ? month : start.month;
  if (names.includes('BYDAY')) return names.includes('BYMONTHDAY') ? null : byWeekday(ofMonth, weekday);
  if (names.includes('BYMONTHDAY') && !(typeof date === 'number' && date > 0)) return null;
  return byDate(ofMonth, typeof date === 'number' ? date : start.day);
}

/** None in years that have no such date. */
const byDate =
  (month: number, date: number): DayIn =>
  (year) =>
    date <= dayOf(year, month + 1, 1) - dayOf(year, month, 1) ? dayOf(year, month, date) : null;

function byWeekday(month: number, weekday: unknown): DayIn | null {
  const match = typeof weekday === 'string' ? ORDINAL.exec(weekday) : null;
  if (match === null) return null;
  const [nth, wanted] = [Number(match[1]), WEEKDAYS_OF_ICAL.indexOf(match[2] ?? '')];
  return (year) => {
    const anchor = nth > 0 ? dayOf(year, month, 1) : dayOf(year, month + 1, 1) - 7;
    return anchor + ((wanted - weekdayOf(anchor) + 7) % 7) + (nth > 0 ? (nth - 1) * 7 : 0);
  };
}

const only = (values: unknown): unknown => (Array.isArray(values) && values.length === 1 ? values[0] : null);

const isWanted = (date: string, { fromYear, toYear }: FeedWishes): boolean =>
  Number(date.slice(0, 4)) >= fromYear && Number(date.slice(0, 4)) <= toYear;

/** One entry a date; a date that is not whole has its times. */
function datesOf({ from, to }: Span): Holiday[] {
  const dates: Holiday[] = [];
  const first = Math.floor(from / DAY);
  for (let day = first; day * DAY < to && day < first + MOST_DAYS_OF_ONE; day += 1) {
    const start = Math.max(from, day * DAY) - day * DAY;
    const end = Math.min(to, (day + 1) * DAY) - day * DAY;
    const date = new Date(day * DAY).toISOString().slice(0, 10);
    dates.push(
      start === 0 && end === DAY ? { date } : { date, from: timeOf(start), to: end === DAY ? '24:00' : timeOf(end) },
    );
  }
  return dates;
}

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(11, 19).replace(/:00$/, '');
