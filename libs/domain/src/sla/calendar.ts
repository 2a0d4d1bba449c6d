import type { Fault } from '../refusal.js';
import { DAY_SECONDS, parseDate, parseTime, WEEKDAYS, type Weekday } from './dates.js';
import { isZone } from './zone.js';

export { WEEKDAYS, type Weekday };

/**
 * Local times "HH:MM" or "HH:MM:SS". "24:00" is the midnight that ends the date; in Havana and on the Azores that midnight comes twice in
 * autumn, and as for every end it is the last one. An end before its start lies on the next date: a window that crosses midnight belongs to
 * the day on which it starts.
 */
export type Window = readonly [from: string, to: string];

/** Closes a date, or only `from` to `to` of it. What a window of the day before reaches into that date is closed too. */
export interface Holiday {
  readonly date: string;
  readonly from?: string;
  readonly to?: string;
  readonly name?: string;
}

/**
 * Open time beside the weekly hours, also on a holiday and also where it reaches past midnight into one. Without windows it closes the weekly
 * hours of the date; a second one for the same date then gives that date hours of its own.
 */
export interface Opening {
  readonly date: string;
  readonly open: readonly Window[];
  readonly name?: string;
}

/** What an admin saves; a version of it never changes. open = weekly − holidays + exceptions. */
export interface CalendarRules {
  readonly timezone: string;
  readonly weekly: Partial<Record<Weekday, readonly Window[]>>;
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Opening[];
}

/** More than anybody needs; it bounds what one calendar can cost. */
const MOST_WINDOWS = 48;
const MOST_DATES = 5_000;
const LONGEST_NAME = 200;

/** Seconds since midnight of the date; `to` above 86,400 lies on the next date. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Null when it is no window. */
export function spanOf(window: unknown): Span | null {
  if (!Array.isArray(window) || window.length !== 2) return null;
  const [from, to] = [parseTime(window[0]), parseTime(window[1])];
  if (from === null || to === null || from === to || from === DAY_SECONDS) return null;
  return { from, to: to > from ? to : to + DAY_SECONDS };
}

/** The closed part of the date; null when the times are wrong. */
export function closedSpanOf({ from, to }: Pick<Holiday, 'from' | 'to'>): Span | null {
  const span = { from: parseTime(from ?? '00:00'), to: parseTime(to ?? '24:00') };
  return span.from === null || span.to === null || span.from >= span.to ? null : { from: span.from, to: span.to };
}

type Unknown = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fault = (pointer: string, code: string, message: string): Fault => ({ pointer, code, message });
/** The value as it was written, cut; never more than a scalar: walking a thing nested ten thousand deep would end the call. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'This';
}

function timeFault(pointer: string, text: unknown): Fault[] {
  if (parseTime(text) !== null) return [];
  return [fault(pointer, 'time', `${shown(text)} is no time of day: write HH:MM or HH:MM:SS, from 00:00 to 24:00.`)];
}

function windowFaults(pointer: string, window: unknown): Fault[] {
  if (!Array.isArray(window) || window.length !== 2)
    return [fault(pointer, 'window', 'A window is a pair of times: ["09:00", "17:00"].')];
  const faults = [...timeFault(`${pointer}/0`, window[0]), ...timeFault(`${pointer}/1`, window[1])];
  if (faults.length > 0 || spanOf(window) !== null) return faults;
  if (parseTime(window[0]) === DAY_SECONDS)
    return [fault(`${pointer}/0`, 'time', 'A window cannot start at 24:00: write 00:00 on the next day.')];
  const message = `The window from ${shown(window[0])} to ${shown(window[1])} has no length: give it an end after its start, or ["00:00", "24:00"] for the whole day.`;
  return [fault(pointer, 'empty', message)];
}

interface Placed {
  readonly pointer: string;
  readonly from: number;
  readonly to: number;
}

/** @param length the windows repeat after so many seconds; 0 when they do not */
function overlapFaults(placed: readonly Placed[], length: number): Fault[] {
  const sorted = [...placed].sort((a, b) => a.from - b.from || a.to - b.to);
  const [first] = sorted;
  const round = length > 0 && first !== undefined && sorted.length > 1;
  const again = round ? [{ ...first, from: first.from + length, to: first.to + length }] : [];
  let last: Placed | undefined;
  return [...sorted, ...again].flatMap((one) => {
    const before = last;
    if (last === undefined || one.to > last.to) last = one;
    if (before === undefined || one.from >= before.to) return [];
    return [
      fault(one.pointer, 'overlap', `This window overlaps the one at ${before.pointer}: join them, or move one.`),
    ];
  });
}

/** The windows of one day with their pointers; `at` is the day's distance in seconds. Faults are added to `faults`. */
function placeWindows(pointer: string, windows: unknown, at: number, faults: Fault[]): Placed[] {
  if (!Array.isArray(windows) || windows.length > MOST_WINDOWS) {
    faults.push(fault(pointer, 'windows', `Give a list of at most ${MOST_WINDOWS} windows; [] means closed.`));
    return [];
  }
  return windows.flatMap((window: unknown, index) => {
    const span = spanOf(window);
    if (span === null) faults.push(...windowFaults(`${pointer}/${index}`, window));
    return span === null ? [] : [{ pointer: `${pointer}/${index}`, from: at + span.from, to: at + span.to }];
  });
}

function weeklyFaults(weekly: unknown, faults: Fault[]): Placed[] {
  if (!isRecord(weekly)) {
    faults.push(fault('/weekly', 'weekly', 'Give the opening hours by weekday: { "mon": [["09:00", "17:00"]], … }.'));
    return [];
  }
  const isWeekday = (key: string): boolean => WEEKDAYS.some((day) => day === key);
  for (const key of Object.keys(weekly).slice(0, 20)) {
    const pointer = `/weekly/${key.slice(0, 40).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isWeekday(key)) faults.push(fault(pointer, 'weekday', `Name weekdays ${WEEKDAYS.join(', ')}.`));
  }
  const placed = WEEKDAYS.flatMap((weekday, index) =>
    weekly[weekday] === undefined
      ? []
      : placeWindows(`/weekly/${weekday}`, weekly[weekday], index * DAY_SECONDS, faults),
  );
  faults.push(...overlapFaults(placed, 7 * DAY_SECONDS));
  return placed;
}

/** The entries of a list of dates, each with its pointer and its day, which is null when the date is wrong. */
function dated(pointer: string, list: unknown, faults: Fault[]): { at: string; entry: Unknown; day: number | null }[] {
  if (list === undefined) return [];
  if (!Array.isArray(list) || list.length > MOST_DATES) {
    faults.push(fault(pointer, 'list', `Give a list of at most ${MOST_DATES} dates.`));
    return [];
  }
  return list.map((one: unknown, index) => {
    const entry = isRecord(one) ? one : {};
    const at = `${pointer}/${index}`;
    const day = parseDate(entry['date']);
    if (day === null) {
      const message = `${shown(entry['date'])} is no date between 1900 and 2199: write YYYY-MM-DD.`;
      faults.push(fault(`${at}/date`, 'date', message));
    }
    const name = entry['name'];
    if (name !== undefined && (typeof name !== 'string' || name.length > LONGEST_NAME))
      faults.push(fault(`${at}/name`, 'name', `A name is a text of at most ${LONGEST_NAME} characters.`));
    return { at, entry, day };
  });
}

function holidayFaults({ at, entry }: { at: string; entry: Unknown }): Fault[] {
  const [from, to] = [entry['from'], entry['to']];
  const faults = [
    ...(from === undefined ? [] : timeFault(`${at}/from`, from)),
    ...(to === undefined ? [] : timeFault(`${at}/to`, to)),
  ];
  if (faults.length > 0) return faults;
  const [start, end] = [parseTime(from ?? '00:00') ?? 0, parseTime(to ?? '24:00') ?? DAY_SECONDS];
  if (start < end) return [];
  const message = 'A holiday ends after it starts, on the same date: give the next date an entry of its own.';
  return [fault(`${at}/to`, 'empty', message)];
}

/** Whether one weekly window at least is left, or one exceptional opening. Holidays are single dates: they never close a weekday for good. */
function neverOpenFaults(windows: number): Fault[] {
  if (windows > 0) return [];
  const message =
    'This calendar is never open: give at least one weekday a window, or one date an exceptional opening.';
  return [fault('/weekly', 'never-open', message)];
}

/**
 * What is wrong with a calendar that somebody wants to save; empty when it may be saved. Takes anything, and is linear in its size but for
 * the sorting of windows. @returns pointers into the calendar, in words that say what to do
 */
export function calendarFaults(rules: unknown): Fault[] {
  if (!isRecord(rules)) return [fault('', 'calendar', 'Give a calendar: { timezone, weekly, holidays, exceptions }.')];
  const faults: Fault[] = [];
  if (!isZone(rules['timezone'])) {
    const message = `${shown(rules['timezone'])} is no time zone that we know: write an IANA name such as "Europe/Berlin".`;
    faults.push(fault('/timezone', 'zone', message));
  }
  const weekly = weeklyFaults(rules['weekly'], faults);
  for (const holiday of dated('/holidays', rules['holidays'], faults)) faults.push(...holidayFaults(holiday));
  const openings = dated('/exceptions', rules['exceptions'], faults).flatMap(({ at, entry, day }) =>
    placeWindows(`${at}/open`, entry['open'], (day ?? 0) * DAY_SECONDS, faults).filter(() => day !== null),
  );
  faults.push(...overlapFaults(openings, 0));
  return faults.length > 0 ? faults : neverOpenFaults(weekly.length + openings.length);
}
