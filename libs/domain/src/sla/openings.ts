import { DAY } from '../time.js';
import type { CalendarRules } from './calendar.js';
import { dayOf, FIRST_YEAR, YEAR_AFTER } from './dates.js';
import type { Interval } from './intervals.js';
import { type Closure, type Plan, planOf, yearsOf } from './years.js';
import { type Zone, zoneOf } from './zone.js';

const NONE: readonly Closure[] = [];
const startOfYear = (year: number): number => dayOf(year, 1, 1) * DAY;
const EARLIEST = startOfYear(FIRST_YEAR);
const LATEST = startOfYear(YEAR_AFTER);
const yearOf = (at: number): number => new Date(at).getUTCFullYear();

/** The last index whose value is below `value`; 0 when none is. */
function lastBelow(sorted: Float64Array, count: number, value: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The open time of one version of a calendar as an index: the open intervals of the years that somebody asked about, joined and sorted, each
 * with the open milliseconds before it. Elapsed time is the difference of two searches, a due instant is a search the other way round; both
 * are logarithmic and allocate nothing. Years are added when they are needed, twice as many each time.
 */
export class Openings {
  readonly zone: Zone;
  private fromYear = 0;
  private toYear = 0;
  /** The years worked out, in UTC: half-open. */
  private low = 0;
  private high = 0;
  private count = 0;
  private starts = new Float64Array(0);
  private ends = new Float64Array(0);
  /** before[i]: open milliseconds from `low` to starts[i]. */
  private before = new Float64Array(0);
  private total = 0;
  private closed: readonly Closure[] = [];
  /** Dates that have open time of their own, as days since 1970, sorted. */
  private days = new Float64Array(0);

  private readonly plan: Plan;

  constructor(rules: CalendarRules) {
    this.zone = zoneOf(rules.timezone);
    this.plan = planOf(rules);
  }

  /** Open milliseconds in [from, to). */
  elapsed(from: number, to: number): number {
    const start = Math.max(from, EARLIEST);
    const end = Math.min(to, LATEST);
    if (!(start < end)) return 0;
    this.cover(start, end);
    return this.measure(end) - this.measure(start);
  }

  /** The earliest instant with `target` open milliseconds since `from`; `from` itself for none; NaN when the calendar never gives as many. */
  due(from: number, target: number): number {
    if (!(target > 0)) return from;
    const start = Math.max(from, EARLIEST);
    if (!(start < LATEST)) return Number.NaN;
    this.cover(start, start);
    for (;;) {
      const wanted = this.measure(start) + target;
      if (wanted <= this.total) {
        const index = lastBelow(this.before, this.count, wanted);
        return (this.starts[index] ?? 0) + wanted - (this.before[index] ?? 0);
      }
      if (this.toYear >= YEAR_AFTER) return Number.NaN;
      this.grow();
    }
  }

  /** Calls `take` with every open interval in [from, to), cut to it, in order. */
  eachBetween(from: number, to: number, take: (from: number, to: number) => void): void {
    const start = Math.max(from, EARLIEST);
    const end = Math.min(to, LATEST);
    if (!(start < end)) return;
    this.cover(start, end);
    for (let index = lastBelow(this.starts, this.count, start); index < this.count; index += 1) {
      const opens = this.starts[index] ?? 0;
      if (opens >= end) return;
      const closes = this.ends[index] ?? 0;
      if (closes > start) take(opens > start ? opens : start, closes < end ? closes : end);
    }
  }

  /** Holidays and closed dates that reach into [from, to), sorted, none over another. */
  closuresBetween(from: number, to: number): readonly Closure[] {
    const start = Math.max(from, EARLIEST);
    const end = Math.min(to, LATEST);
    if (!(start < end)) return NONE;
    this.cover(start, end);
    const first = this.firstClosureAfter(start);
    let after = first;
    while (after < this.closed.length && (this.closed[after]?.from ?? end) < end) after += 1;
    return first === after ? NONE : this.closed.slice(first, after);
  }

  /** The nth date after `day` that has open time of its own; null when the years end before. */
  openDayAfter(day: number, nth: number): number | null {
    const at = Math.max(day * DAY, EARLIEST);
    if (!(at < LATEST - DAY)) return null;
    this.cover(at, at + DAY);
    for (;;) {
      const index = lastBelow(this.days, this.days.length, day + 1);
      const next = (this.days[index] ?? Infinity) <= day ? index + 1 : index;
      const found = this.days[next + nth - 1];
      if (found !== undefined) return found;
      if (this.toYear >= YEAR_AFTER) return null;
      this.grow();
    }
  }

  private grow(): void {
    this.build(this.fromYear, this.toYear + Math.max(1, this.toYear - this.fromYear));
  }

  /** Open milliseconds from `low` to `at`, which lies in the years worked out. */
  private measure(at: number): number {
    if (this.count === 0) return 0;
    const index = lastBelow(this.starts, this.count, at);
    const inside = Math.min(at, this.ends[index] ?? 0) - (this.starts[index] ?? 0);
    return (this.before[index] ?? 0) + (inside > 0 ? inside : 0);
  }

  private firstClosureAfter(at: number): number {
    let low = 0;
    let high = this.closed.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.closed[middle]?.to ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private cover(from: number, to: number): void {
    if (from >= this.low && to <= this.high) return;
    const unused = this.toYear === 0;
    const fromYear = Math.min(yearOf(from), unused ? Infinity : this.fromYear);
    const toYear = Math.max(yearOf(to) + 1, unused ? 0 : this.toYear);
    const span = unused ? 0 : this.toYear - this.fromYear;
    this.build(
      fromYear < this.fromYear ? Math.min(fromYear, this.toYear - 2 * span) : fromYear,
      toYear > this.toYear ? Math.max(toYear, this.fromYear + 2 * span) : toYear,
    );
  }

  private build(fromYear: number, toYear: number): void {
    this.fromYear = Math.max(FIRST_YEAR, fromYear);
    this.toYear = Math.min(YEAR_AFTER, toYear);
    this.low = startOfYear(this.fromYear);
    this.high = startOfYear(this.toYear);
    const years = yearsOf(this.plan, this.zone, this.low, this.high);
    this.closed = years.closures;
    this.days = Float64Array.from(years.openDays);
    this.index(years.open);
  }

  private index(open: readonly Interval[]): void {
    this.count = open.length;
    this.starts = Float64Array.from(open, ({ from }) => from);
    this.ends = Float64Array.from(open, ({ to }) => to);
    this.before = new Float64Array(this.count);
    this.total = 0;
    for (const [index, { from, to }] of open.entries()) {
      this.before[index] = this.total;
      this.total += to - from;
    }
  }
}
