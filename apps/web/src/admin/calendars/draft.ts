import { addDays, DAY_MINUTES, isDate, isZone, minutesOf, WEEKDAYS, type Weekday, weekdayOf } from './days.js';

export type Window = readonly [from: string, to: string];

export interface Holiday {
  readonly date: string;
  readonly from?: string;
  readonly to?: string;
  readonly name?: string;
}

export interface Opening {
  readonly date: string;
  readonly open: readonly Window[];
  readonly name?: string;
}

/** The rules as they are saved; open = weekly − holidays + exceptions. */
export interface Rules {
  readonly timezone: string;
  readonly weekly: Readonly<Partial<Record<Weekday, readonly Window[]>>>;
  readonly holidays: readonly Holiday[];
  readonly exceptions: readonly Opening[];
}

/** Minutes since midnight of a date; `to` above 1440 reaches into the next one. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Null for what is no window yet. */
export function spanOf([from, to]: Window): Span | null {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start === null || end === null || start === end || start === DAY_MINUTES) return null;
  return { from: start, to: end > start ? end : end + DAY_MINUTES };
}

export function crossesMidnight(window: Window): boolean {
  return (spanOf(window)?.to ?? 0) > DAY_MINUTES;
}

const spansOf = (windows: readonly Window[]): readonly Span[] =>
  windows.flatMap((window) => {
    const span = spanOf(window);
    return span === null ? [] : [span];
  });

const length = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);

/** Minutes open in a usual week. */
export function weekMinutes(weekly: Rules['weekly']): number {
  return WEEKDAYS.reduce((sum, day) => sum + length(spansOf(weekly[day] ?? [])), 0);
}

export type WindowFault = 'time' | 'empty' | 'overlap';

/** What is wrong with each window of a week, by `mon/0`; a Sunday night meets Monday morning. */
export function weekFaults(weekly: Rules['weekly']): ReadonlyMap<string, WindowFault> {
  const faults = new Map<string, WindowFault>();
  const placed = WEEKDAYS.flatMap((day, dayIndex) =>
    (weekly[day] ?? []).flatMap((window, index) => {
      const place = `${day}/${index}`;
      const span = spanOf(window);
      if (window.some((time) => minutesOf(time) === null)) faults.set(place, 'time');
      else if (span === null) faults.set(place, 'empty');
      return span === null
        ? []
        : [{ place, from: dayIndex * DAY_MINUTES + span.from, to: dayIndex * DAY_MINUTES + span.to }];
    }),
  ).sort((a, b) => a.from - b.from);
  const [first] = placed;
  const round = first === undefined || placed.length < 2 ? [] : [shifted(first)];
  let reach = { to: -1 };
  for (const one of [...placed, ...round]) {
    if (one.from < reach.to) faults.set(one.place, 'overlap');
    if (one.to > reach.to) reach = one;
  }
  return faults;
}

const WEEK = 7 * DAY_MINUTES;
const shifted = <Place extends Span>(one: Place): Place => ({ ...one, from: one.from + WEEK, to: one.to + WEEK });

export interface DraftFault {
  readonly field: 'name' | 'timezone' | 'weekly';
  readonly code: 'name' | 'zone' | 'never' | WindowFault;
}

export function draftFaults(name: string, rules: Rules): readonly DraftFault[] {
  const faults: DraftFault[] = [];
  if (name.trim() === '' || name.trim().length > 200) faults.push({ field: 'name', code: 'name' });
  if (!isZone(rules.timezone)) faults.push({ field: 'timezone', code: 'zone' });
  const wrong = [...weekFaults(rules.weekly).values()];
  for (const code of new Set(wrong)) faults.push({ field: 'weekly', code });
  const openings = rules.exceptions.some(({ open }) => open.length > 0);
  if (wrong.length === 0 && weekMinutes(rules.weekly) === 0 && !openings)
    faults.push({ field: 'weekly', code: 'never' });
  return faults;
}

export type DayKind = 'open' | 'extra' | 'short' | 'holiday' | 'closed';

/** How a date differs from its weekday. Windows of the night before are not counted here. */
export function dayKind(rules: Rules, date: string): DayKind {
  const base = spansOf(rules.weekly[weekdayOf(date)] ?? []);
  const closed = rules.holidays.filter((holiday) => holiday.date === date);
  const named = rules.exceptions.filter((exception) => exception.date === date);
  const shut = named.some(({ open }) => open.length === 0);
  const left = shut ? 0 : base.reduce((sum, span) => sum + leftOf(span, closed), 0);
  const open = left + length(spansOf(named.flatMap((exception) => exception.open)));
  if (open === 0) return length(base) > 0 || closed.length > 0 ? 'holiday' : 'closed';
  if (length(base) === 0) return 'extra';
  return open < length(base) ? 'short' : 'open';
}

/** Minutes of a span that the holidays of its date leave open. */
function leftOf(span: Span, closed: readonly Holiday[]): number {
  const cuts = closed
    .map(({ from, to }) => ({
      from: Math.max(span.from, minutesOf(from ?? '00:00') ?? 0),
      to: Math.min(span.to, minutesOf(to ?? '24:00') ?? DAY_MINUTES),
    }))
    .filter((cut) => cut.to > cut.from);
  return Math.max(0, span.to - span.from - length(cuts));
}

/** An exception as one reads it: a date has extra windows, windows of its own only, or none. */
export interface DateException {
  readonly date: string;
  readonly kind: 'extra' | 'instead' | 'closed';
  readonly windows: readonly Window[];
  readonly name: string;
}

/** An entry without windows closes the date; together with another entry it gives the date hours of its own. */
export function readExceptions(exceptions: readonly Opening[]): readonly DateException[] {
  const dates = [...new Set(exceptions.map(({ date }) => date))].sort();
  return dates.map((date) => {
    const entries = exceptions.filter((exception) => exception.date === date);
    const windows = entries.flatMap(({ open }) => open);
    const shut = entries.some(({ open }) => open.length === 0);
    const kind = !shut ? 'extra' : windows.length > 0 ? 'instead' : 'closed';
    return { date, kind, windows, name: entries.find(({ name }) => (name ?? '') !== '')?.name ?? '' };
  });
}

export function writeException({ date, kind, windows, name }: DateException): readonly Opening[] {
  const named = name === '' ? { date } : { date, name };
  if (kind === 'closed') return [{ ...named, open: [] }];
  return [...(kind === 'instead' ? [{ ...named, open: [] }] : []), { ...named, open: windows }];
}

export interface HardCase {
  readonly kind: 'holiday' | 'short' | 'gap' | 'night' | 'change' | 'closed';
  /** Local, in the zone of the calendar: `2026-12-23T17:50`. */
  readonly wall: string;
  readonly name: string;
}

const BEFORE = 10;
const LOOK_AHEAD = 120;

/** The moments at which a date is most easily got wrong, the next of each kind: before a holiday, on a short day, before a break, at night. */
export function hardCases(rules: Rules, today: string): readonly HardCase[] {
  const found: HardCase[] = [];
  const add = (kind: HardCase['kind'], date: string, minutes: number, name = ''): void => {
    if (found.some((one) => one.kind === kind)) return;
    const time = ((minutes % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
    const clock = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
    found.push({ kind, wall: `${minutes >= DAY_MINUTES ? addDays(date, 1) : date}T${clock}`, name });
  };
  for (let day = 0; day < LOOK_AHEAD; day += 1) {
    const date = addDays(today, day);
    const tomorrow = addDays(date, 1);
    const windows = spansOf(rules.weekly[weekdayOf(date)] ?? []);
    const last = windows.at(-1);
    const kind = dayKind(rules, date);
    if (kind === 'open' && last !== undefined && dayKind(rules, tomorrow) === 'holiday')
      add('holiday', date, last.to - BEFORE, rules.holidays.find((holiday) => holiday.date === tomorrow)?.name ?? '');
    const own = readExceptions(rules.exceptions.filter((exception) => exception.date === date)).at(0);
    const ownLast = spansOf(own?.windows ?? []).at(-1);
    if (kind === 'short' && ownLast !== undefined) add('short', date, ownLast.to - BEFORE, own?.name ?? '');
    const [morning, afternoon] = windows;
    if (kind === 'open' && morning !== undefined && afternoon !== undefined && afternoon.from > morning.to)
      add('gap', date, morning.to - BEFORE);
    if (kind === 'open' && last !== undefined && last.to > DAY_MINUTES) add('night', date, DAY_MINUTES - BEFORE);
    if (kind === 'closed') add('closed', date, 11 * 60 + 30);
  }
  const order: readonly HardCase['kind'][] = ['holiday', 'short', 'gap', 'night', 'closed'];
  return order.flatMap((kind) => found.filter((one) => one.kind === kind)).slice(0, 3);
}

export function sortedHolidays(holidays: readonly Holiday[]): readonly Holiday[] {
  return [...holidays]
    .filter(({ date }) => isDate(date))
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
