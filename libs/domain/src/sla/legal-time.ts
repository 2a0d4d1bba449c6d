import type { Fault } from '../refusal.js';
import { DAY, instant, type Instant, MINUTE, SECOND } from '../time.js';
import { ALWAYS, type BusinessCalendar, dueOver, elapsedOver, type Pause, type Stretch } from './business-time.js';
import { addMonths, YEAR_AFTER } from './dates.js';
import { Account, endOfExplanation, explain, type ExplanationLine, holidayReason, pauseReason } from './explain.js';
import { orderPauses } from './pauses.js';
import type { Target } from './target.js';

export type { Target };

/** The largest number of each unit: ten years of it. A larger one is a slip of the pen. */
const MOST = {
  seconds: 316_224_000,
  minutes: 5_270_400,
  businessDays: 3_660,
  calendarDays: 3_660,
  weeks: 522,
  months: 120,
} as const;

type Unit = keyof typeof MOST;
const UNITS = Object.keys(MOST).join(', ');
const isUnit = (key: string): key is Unit => Object.hasOwn(MOST, key);

/** What is wrong with a target; empty when it may be used. Takes anything. */
export function targetFaults(target: unknown, pointer = '/target'): Fault[] {
  const entries = typeof target === 'object' && target !== null ? Object.entries(target) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || !isUnit(entry[0]))
    return [
      { pointer, code: 'target', message: `Give a target in exactly one of ${UNITS}, such as { "minutes": 240 }.` },
    ];
  const [unit, value]: [Unit, unknown] = [entry[0], entry[1]];
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST[unit]) return [];
  const message = `Give a whole number of ${unit} from 1 to ${MOST[unit]}.`;
  return [{ pointer: `${pointer}/${unit}`, code: 'number', message }];
}

/** Milliseconds of open time; null when the target counts days. */
export function openTimeOf(target: Target): number | null {
  if ('minutes' in target) return target.minutes * MINUTE;
  return 'seconds' in target ? target.seconds * SECOND : null;
}

/** How many dates after the day of receipt a target counts, and whether only business days. */
interface Days {
  readonly count: number;
  readonly business: boolean;
}

function daysOf(target: Target, received: number): Days {
  if ('businessDays' in target) return { count: target.businessDays, business: true };
  if ('calendarDays' in target) return { count: target.calendarDays, business: false };
  if ('weeks' in target) return { count: target.weeks * 7, business: false };
  const months = 'months' in target ? target.months : 0;
  return { count: addMonths(received, months) - received, business: false };
}

/** The pause in which a date ends, if there is one: such a date is not counted. */
function pauseAt(end: number, ordered: readonly Pause[]): Pause | undefined {
  return ordered.find(({ from, to }) => from < end && (to === null || end <= to));
}

const isWorkedOut = (day: number): boolean => day * DAY < Date.UTC(YEAR_AFTER, 0, 1) - DAY;

/** The date that a target of days falls on; null when it never comes. */
function dueDay(days: Days, calendar: BusinessCalendar, start: Instant, ordered: readonly Pause[]): number | null {
  let day = calendar.zone.dayAt(start);
  if (ordered.length === 0) return days.business ? calendar.openDayAfter(day, days.count) : day + days.count;
  for (let counted = 0; counted < days.count;) {
    const next = days.business ? calendar.openDayAfter(day, 1) : day + 1;
    if (next === null || !isWorkedOut(next)) return null;
    day = next;
    const pause = pauseAt(calendar.zone.startOfDay(day + 1), ordered);
    if (pause === undefined) counted += 1;
    else if (pause.to === null) return null;
  }
  return day;
}

/**
 * When a target falls due.
 *
 * `minutes` and `seconds` are open time (see `due`). The other units count dates of the calendar's zone after the date of receipt, which itself
 * never counts, and fall due at the end of the last one: at 24:00, which is the first instant of the next date. A day is half-open, so what
 * happens in its last millisecond is still in time. `months` come to the same date, clamped to the month's end. A business day is a date with
 * open time of its own: a weekday with hours that no holiday swallows, or an exceptional opening; the small hours of a night shift that began
 * the day before make none.
 *
 * Most duties of law never pause. Where a template lets one pause, a date is not counted when the clock stands still at its end.
 *
 * Null while a pause without end keeps it from coming, and when it does not come before the year 2200.
 */
export function dueAtOver(
  target: Target,
  stretches: readonly Stretch[],
  start: Instant,
  pauses: readonly Pause[],
): Instant | null {
  const openTime = openTimeOf(target);
  if (openTime !== null) return dueOver(stretches, start, openTime, pauses);
  const { zone } = calendarAt(stretches, start);
  const days = daysOf(target, zone.dayAt(start));
  const day = dueDay(days, calendarAt(stretches, start), start, orderPauses(pauses));
  return day === null || !isWorkedOut(day) ? null : instant(zone.startOfDay(day + 1));
}

/** As `dueAtOver`, by one calendar; null is always open, with dates of UTC. */
export const dueAt = (
  target: Target,
  calendar: BusinessCalendar | null,
  start: Instant,
  pauses: readonly Pause[],
): Instant | null => dueAtOver(target, [{ from: start, calendar: calendar ?? ALWAYS }], start, pauses);

/** Days are counted by the calendar in force at the receipt: a duty of law does not change with the team that works on it. */
function calendarAt(stretches: readonly Stretch[], at: Instant): BusinessCalendar {
  const inForce = stretches.findLast(({ from }) => from <= at) ?? stretches[0];
  return inForce?.calendar ?? ALWAYS;
}

function addDay(
  account: Account,
  calendar: BusinessCalendar,
  day: number,
  [from, to]: readonly [number, number],
): void {
  if (calendar.openDayAfter(day - 1, 1) === day)
    return account.add(from, to, { kind: 'counted', because: 'Business day', code: 'businessDay', name: null });
  const holiday = calendar.closuresBetween(from, to).find(({ kind }) => kind === 'holiday');
  if (holiday !== undefined) return account.add(from, to, holidayReason(holiday.name));
  account.add(from, to, { kind: 'closed', because: 'No business day', code: 'noBusinessDay', name: null });
}

function explainDays(
  days: Days,
  calendar: BusinessCalendar,
  span: { readonly start: Instant; readonly end: Instant },
  ordered: readonly Pause[],
): readonly ExplanationLine[] {
  const account = new Account();
  const { zone } = calendar;
  const received = zone.dayAt(span.start);
  const rest = Math.min(span.end, zone.startOfDay(received + 1));
  const reason = { because: 'The day of receipt does not count', code: 'dayOfReceipt', name: null } as const;
  account.add(span.start, rest, { kind: 'closed', ...reason });
  for (let day = received + 1; isWorkedOut(day); day += 1) {
    const from = zone.startOfDay(day);
    if (from >= span.end) break;
    const to = zone.startOfDay(day + 1);
    const end = Math.min(to, span.end);
    const pause = pauseAt(to, ordered);
    if (pause !== undefined) account.add(from, end, pauseReason(pause));
    else if (days.business) addDay(account, calendar, day, [from, end]);
    else account.add(from, end, { kind: 'counted', because: 'Calendar days', code: 'calendarDays', name: null });
  }
  return joinLines(account.lines);
}

/** Neighbours of one kind and reason become one line; business days stay lines of their own, numbered. */
function joinLines(lines: readonly ExplanationLine[]): readonly ExplanationLine[] {
  const joined: ExplanationLine[] = [];
  let businessDays = 0;
  for (const line of lines) {
    const last = joined.at(-1);
    if (line.code === 'businessDay') {
      businessDays += 1;
      joined.push({ ...line, because: `Business day ${businessDays}`, name: String(businessDays) });
    } else if (last === undefined || last.code !== line.code || last.name !== line.name) joined.push(line);
    else joined[joined.length - 1] = { ...line, from: last.from, seconds: last.seconds + line.seconds };
  }
  return joined;
}

/** As `explain`, for any target. For a target of days the counted lines are whole dates: those that `dueAtOver` counted. */
export function explainTarget(
  target: Target,
  stretches: readonly Stretch[],
  start: Instant,
  pauses: readonly Pause[],
  until?: Instant,
): readonly ExplanationLine[] {
  const openTime = openTimeOf(target);
  if (openTime !== null) return explain(stretches, start, openTime, pauses, until);
  const calendar = calendarAt(stretches, start);
  const ordered = orderPauses(pauses);
  const end = until ?? endOfExplanation(dueAtOver(target, stretches, start, ordered), start, ordered);
  return explainDays(daysOf(target, calendar.zone.dayAt(start)), calendar, { start, end }, ordered);
}

/** Counted milliseconds from `start` to `to`: open time, or for a target of days the time of the dates it counts. */
export function elapsedOfTarget(
  target: Target,
  stretches: readonly Stretch[],
  start: Instant,
  to: Instant,
  pauses: readonly Pause[],
): number {
  if (openTimeOf(target) !== null) return elapsedOver(stretches, start, to, pauses);
  return (explainTarget(target, stretches, start, pauses, to).at(-1)?.total ?? 0) * SECOND;
}
