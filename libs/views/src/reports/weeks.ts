import type { Segment } from './segments.js';

const DAY = 86_400_000;

export const dayAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** Monday of the week that a date lies in. */
export function mondayOf(date: string): string {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return dayAfter(date, -((weekday + 6) % 7));
}

/** Mondays of every week from the first to the last one, also those in which nothing came. */
export function mondaysOf(from: string, to: string): string[] {
  const weeks: string[] = [];
  for (let week = mondayOf(from); week <= to; week = dayAfter(week, 7)) weeks.push(week);
  return weeks;
}

/** First and last day of a week, cut to the period. */
export function weekDays(
  monday: string,
  { from, to }: { readonly from: string; readonly to: string },
): [string, string] {
  const sunday = dayAfter(monday, 6);
  return [monday < from ? from : monday, sunday > to ? to : sunday];
}

/** The week that each ticket of a segment came in, by its number in `weeks`: a segment touches two of them at most. */
export function weekFinder(segment: Segment, weeks: readonly number[]): (place: number) => number {
  const after = weeks.findIndex((since) => since > segment.since);
  const first = Math.max(0, (after === -1 ? weeks.length : after) - 1);
  const next = (weeks[first + 1] ?? Number.POSITIVE_INFINITY) - segment.since;
  return (place) => ((segment.received?.[place] ?? 0) < next ? first : first + 1);
}
