import { DAY, instant, SECOND } from '../time.js';
import { type CalendarRules, closedSpanOf, type Span, spanOf, WEEKDAYS } from './calendar.js';
import { parseDate, weekdayOf } from './dates.js';
import { type Interval, merge, subtract } from './intervals.js';
import type { Zone } from './zone.js';

/** Why a stretch of time is closed apart from the weekly hours. */
export interface Closure extends Interval {
  /** `exception`: a date whose weekly hours an admin took away. */
  readonly kind: 'holiday' | 'exception';
  readonly name: string | null;
}

interface DatedSpan {
  /** Days since 1970. */
  readonly day: number;
  readonly span: Span;
}

/** The rules of a calendar, read once: texts have become numbers, in local time. */
export interface Plan {
  /** From Monday. */
  readonly weekly: readonly (readonly Span[])[];
  readonly closures: readonly (DatedSpan & Pick<Closure, 'kind' | 'name'>)[];
  readonly extra: readonly DatedSpan[];
}

const WHOLE_DAY: Span = { from: 0, to: 86_400 };

export function planOf(rules: CalendarRules): Plan {
  const spansOf = (windows: readonly unknown[] | undefined): Span[] =>
    (windows ?? []).flatMap((window) => spanOf(window) ?? []).sort((a, b) => a.from - b.from);
  const holidays = rules.holidays.flatMap((holiday) => {
    const [day, span] = [parseDate(holiday.date), closedSpanOf(holiday)];
    return day === null || span === null ? [] : [{ day, span, kind: 'holiday' as const, name: holiday.name ?? null }];
  });
  const exceptions = rules.exceptions.flatMap(({ date, open, name }) => {
    const day = parseDate(date);
    return day === null ? [] : [{ day, spans: spansOf(open), name: name ?? null }];
  });
  const closed = exceptions
    .filter(({ spans }) => spans.length === 0)
    .map(({ day, name }) => ({ day, span: WHOLE_DAY, kind: 'exception' as const, name }));
  return {
    weekly: WEEKDAYS.map((weekday) => spansOf(rules.weekly[weekday])),
    closures: [...holidays, ...closed],
    extra: exceptions.flatMap(({ day, spans }) => spans.map((span) => ({ day, span }))),
  };
}

/** A window on a date, in UTC. */
interface Dated extends Interval {
  readonly day: number;
}

/** What a plan makes of some years. */
export interface Years {
  /** Sorted, joined, half-open. */
  readonly open: readonly Interval[];
  /** Sorted, none over another: where several close the same time, the one that began first is named. */
  readonly closures: readonly Closure[];
  /** Days since 1970 of the dates with open time of their own; what a window of the day before reaches into them does not count. */
  readonly openDays: readonly number[];
}

/** A start that is shown twice is the first, an end the last; what is never shown is the first instant after the gap. */
function placed(zone: Zone, day: number, span: Span): Dated {
  const from = zone.toInstant(day * DAY + span.from * SECOND, 'first');
  return { day, from: instant(from), to: instant(zone.toInstant(day * DAY + span.to * SECOND, 'last')) };
}

/** A closure ends with its date at the latest: in autumn it does not eat the first hour of the next date where that hour comes twice. */
function placedClosures(plan: Plan, zone: Zone, wanted: (dated: DatedSpan) => boolean): Closure[] {
  const closures = plan.closures.filter(wanted).map(({ day, span, kind, name }): Closure => {
    const { from, to } = placed(zone, day, span);
    return { from, to: instant(Math.min(to, zone.startOfDay(day + 1))), kind, name };
  });
  let end = Number.NEGATIVE_INFINITY;
  return closures
    .sort((a, b) => a.from - b.from || b.to - a.to)
    .flatMap((closure) => {
      const from = instant(Math.max(closure.from, end));
      end = Math.max(end, closure.to);
      return from < closure.to ? [{ ...closure, from }] : [];
    });
}

function weeklyWindows(plan: Plan, zone: Zone, from: number, to: number): Dated[] {
  const windows: Dated[] = [];
  for (let day = from; day < to; day += 1) {
    for (const span of plan.weekly[weekdayOf(day)] ?? []) {
      const window = placed(zone, day, span);
      if (window.from < window.to) windows.push(window);
    }
  }
  return windows;
}

/** @param low the start of a day in UTC, as is `high`; the answer is cut to what lies between */
export function yearsOf(plan: Plan, zone: Zone, low: number, high: number): Years {
  // A window reaches over midnight, and a date of a zone over the one of UTC: two dates more on each side.
  const [from, to] = [low / DAY - 2, high / DAY + 2];
  const wanted = ({ day }: DatedSpan): boolean => day >= from && day < to;
  const closures = placedClosures(plan, zone, wanted);
  const weekly = subtract(weeklyWindows(plan, zone, from, to), merge(closures));
  const extra = plan.extra
    .filter(wanted)
    .map(({ day, span }) => placed(zone, day, span))
    .filter((window) => window.from < window.to);
  const days = new Set([...weekly, ...extra].map(({ day }) => day));
  const outside = [
    { from: instant(Number.MIN_SAFE_INTEGER), to: instant(low) },
    { from: instant(high), to: instant(Number.MAX_SAFE_INTEGER) },
  ];
  return {
    open: subtract(merge([...weekly, ...extra]), outside),
    closures,
    openDays: [...days].filter((day) => day * DAY >= low && day * DAY < high).sort((a, b) => a - b),
  };
}
