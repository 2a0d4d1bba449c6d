import type { Pause } from '@redress/domain/sla/business-time.js';
import type { CalendarRules, Window } from '@redress/domain/sla/calendar.js';

/*
 * Business time as one would do it by hand: one box for each second, painted open and closed in the order of the rules, then counted. It
 * shares no code with what it checks. Local times are found by asking the platform what the wall shows. Whole seconds only.
 */

const DAY = 86_400;
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const walls = new Map<string, Intl.DateTimeFormat>();

function wallOf(zone: string): Intl.DateTimeFormat {
  const known = walls.get(zone);
  if (known !== undefined) return known;
  const two = '2-digit';
  const clock = { hour: two, minute: two, second: two, hourCycle: 'h23' } as const;
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: two, day: two, ...clock });
  walls.set(zone, wall);
  return wall;
}

/** What the wall shows at a second of UTC, as if that were UTC. "2026-01-19 09:30:00" */
const shownAt = (zone: string, second: number): number =>
  Date.parse(
    `${wallOf(zone)
      .format(second * 1_000)
      .replace(' ', 'T')}Z`,
  ) / 1_000;

/** Changes of a clock lie days apart, so at most two offsets are in reach of a local time. */
export function secondOf(zone: string, local: number, which: 'first' | 'last'): number {
  const [before, after] = [local - 16 * 3_600, local + 16 * 3_600];
  const tries = [before, after].map((near) => local - (shownAt(zone, near) - near)).sort((a, b) => a - b);
  const right = tries.filter((second) => shownAt(zone, second) === local);
  const [first] = right;
  if (first !== undefined) return which === 'first' ? first : (right.at(-1) ?? first);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shownAt(zone, middle) < local) low = middle;
    else high = middle;
  }
  return high;
}

const secondsOf = (time: string): number => {
  const [hours, minutes, seconds] = time.split(':').map(Number);
  return (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0);
};

export class Boxes {
  private readonly open: Uint8Array;

  /** @param from to  seconds of UTC */
  constructor(
    private readonly rules: CalendarRules,
    readonly from: number,
    readonly to: number,
    pauses: readonly Pause[],
  ) {
    this.open = new Uint8Array(to - from);
    const dates = this.dates();
    for (const date of dates) this.window(date, rules.weekly[WEEK[new Date(date * 1_000).getUTCDay()] ?? 'mon'] ?? []);
    for (const { date, from: start = '00:00', to: end = '24:00' } of rules.holidays)
      this.close(dates, date, start, end);
    for (const { date, open } of rules.exceptions) if (open.length === 0) this.close(dates, date, '00:00', '24:00');
    for (const { date, open } of rules.exceptions)
      if (dates.includes(Date.parse(date) / 1_000)) this.window(Date.parse(date) / 1_000, open);
    for (const pause of pauses) this.paint(pause.from / 1_000, pause.to === null ? to : pause.to / 1_000, 0);
  }

  elapsed(from: number, to: number): number {
    let count = 0;
    for (const [opens, closes] of this.runs(from)) {
      if (opens >= to) break;
      count += Math.min(closes, to) - opens;
    }
    return count;
  }

  /** Null when the boxes end before. */
  due(start: number, target: number): number | null {
    if (target === 0) return start;
    let left = target;
    for (const [opens, closes] of this.runs(start)) {
      if (left <= closes - opens) return opens + left;
      left -= closes - opens;
    }
    return null;
  }

  /** Open boxes side by side, from the second on that is asked for. */
  private *runs(from: number): Generator<[number, number]> {
    for (let opens = this.open.indexOf(1, from - this.from); opens >= 0;) {
      const end = this.open.indexOf(0, opens);
      const closes = end < 0 ? this.open.length : end;
      yield [opens + this.from, closes + this.from];
      opens = this.open.indexOf(1, closes);
    }
  }

  /** Midnights of the dates that reach in, as if they were UTC. */
  private dates(): number[] {
    const dates: number[] = [];
    for (let date = Math.floor(this.from / DAY) * DAY - 3 * DAY; date < this.to + 2 * DAY; date += DAY)
      dates.push(date);
    return dates;
  }

  private window(date: number, windows: readonly Window[]): void {
    for (const [start, end] of windows) {
      const [opens, closes] = [secondsOf(start), secondsOf(end)];
      const first = secondOf(this.rules.timezone, date + opens, 'first');
      this.paint(first, secondOf(this.rules.timezone, date + closes + (closes < opens ? DAY : 0), 'last'), 1);
    }
  }

  private close(dates: readonly number[], text: string, start: string, end: string): void {
    const date = Date.parse(text) / 1_000;
    if (!dates.includes(date)) return;
    const first = secondOf(this.rules.timezone, date + secondsOf(start), 'first');
    const last = secondOf(this.rules.timezone, date + secondsOf(end), 'last');
    this.paint(first, Math.min(last, secondOf(this.rules.timezone, date + DAY, 'first')), 0);
  }

  private paint(from: number, to: number, colour: 0 | 1): void {
    if (to > from) this.open.fill(colour, Math.max(0, from - this.from), Math.max(0, to - this.from));
  }
}
