import { Refusal } from '../refusal.js';
import { instant, type Instant } from '../time.js';
import { calendarFaults, type CalendarRules, WEEKDAYS } from './calendar.js';
import type { Interval } from './intervals.js';
import { Openings } from './openings.js';
import { orderPauses, type Pause } from './pauses.js';

export type { Interval, Pause };

/** One version of a calendar, ready to count. It is costly to make and cheap to ask: keep one for each version. */
export type BusinessCalendar = Openings;

/** A calendar and the instant from which on it measures: at a hand-over each stretch is measured by the calendar then in force. */
export interface Stretch {
  readonly from: Instant;
  readonly calendar: BusinessCalendar;
}

/** @throws Refusal `invalid` with the faults of `calendarFaults`. */
export function compileCalendar(rules: CalendarRules): BusinessCalendar {
  const faults = calendarFaults(rules);
  if (faults.length > 0) throw new Refusal('invalid', 'The calendar cannot be used: see its faults.', faults);
  return new Openings(rules);
}

/** Open day and night; its dates are those of UTC. */
export const ALWAYS: BusinessCalendar = new Openings({
  timezone: 'UTC',
  weekly: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [['00:00', '24:00']] as const])),
  holidays: [],
  exceptions: [],
});

/** The open intervals in [from, to), cut to it. */
export function openBetween(calendar: BusinessCalendar, from: Instant, to: Instant): readonly Interval[] {
  const open: Interval[] = [];
  calendar.eachBetween(from, to, (start, end) => open.push({ from: instant(start), to: instant(end) }));
  return open;
}

/** Open milliseconds in [from, to) that no pause covers; 0 when `to` is not after `from`. Logarithmic in the span, linear in the pauses. */
export function elapsed(calendar: BusinessCalendar, from: Instant, to: Instant, pauses: readonly Pause[]): number {
  let run = calendar.elapsed(from, to);
  if (pauses.length === 0 || run === 0) return run;
  for (const pause of orderPauses(pauses)) {
    if (pause.from >= to) break;
    const end = pause.to === null || pause.to > to ? to : pause.to;
    run -= calendar.elapsed(pause.from > from ? pause.from : from, end);
  }
  return run;
}

/**
 * The earliest instant at which `targetMs` milliseconds have run since `start`: at closing time it is closing time, not the next opening; for
 * nothing it is `start`. Null while a pause without end keeps it from coming, and when the calendar is not open for so long before the year
 * 2200.
 */
export function due(
  calendar: BusinessCalendar,
  start: Instant,
  targetMs: number,
  pauses: readonly Pause[],
): Instant | null {
  if (!(targetMs > 0)) return start;
  let [at, left]: [number, number] = [start, targetMs];
  if (pauses.length > 0) {
    for (const pause of orderPauses(pauses)) {
      if (pause.to !== null && pause.to <= at) continue;
      const run = calendar.elapsed(at, pause.from);
      if (run >= left) break;
      if (pause.to === null) return null;
      left -= run;
      at = pause.to;
    }
  }
  const found = calendar.due(at, left);
  return Number.isNaN(found) ? null : instant(found);
}

/** Where the stretch with this index ends. */
const endOf = (stretches: readonly Stretch[], index: number): Instant =>
  stretches[index + 1]?.from ?? instant(Number.MAX_SAFE_INTEGER);

/** The calendar of the first stretch also measures what lies before it. */
const startOf = (stretches: readonly Stretch[], index: number, start: Instant): Instant => {
  const from = stretches[index]?.from ?? start;
  return index === 0 || from < start ? start : from;
};

/** As `elapsed`, over a hand-over. `stretches` is sorted and not empty. */
export function elapsedOver(
  stretches: readonly Stretch[],
  from: Instant,
  to: Instant,
  pauses: readonly Pause[],
): number {
  let run = 0;
  for (const [index, { calendar }] of stretches.entries()) {
    const end = endOf(stretches, index);
    run += elapsed(calendar, startOf(stretches, index, from), end < to ? end : to, pauses);
  }
  return run;
}

/** As `due`, over a hand-over. `stretches` is sorted and not empty. */
export function dueOver(
  stretches: readonly Stretch[],
  start: Instant,
  targetMs: number,
  pauses: readonly Pause[],
): Instant | null {
  if (!(targetMs > 0)) return start;
  let left = targetMs;
  for (const [index, { calendar }] of stretches.entries()) {
    const [from, end] = [startOf(stretches, index, start), endOf(stretches, index)];
    if (index === stretches.length - 1) return due(calendar, from, left, pauses);
    if (end <= start) continue;
    const run = elapsed(calendar, from, end, pauses);
    if (run >= left) return due(calendar, from, left, pauses);
    left -= run;
  }
  return null;
}
