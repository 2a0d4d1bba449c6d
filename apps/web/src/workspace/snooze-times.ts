export type SnoozeName = 'laterToday' | 'tomorrow' | 'nextWeek';

export interface SnoozeTime {
  readonly name: SnoozeName;
  readonly at: number;
}

const HALF_HOUR_MS = 1_800_000;
const LATER_MS = 3 * 3_600_000;
const MORNING = 9;
/** Later than this nobody begins anything any more. */
const LAST_HOUR = 20;
const MONDAY = 1;

/** The times that are offered, in the zone of this browser: in three hours on the half hour, while it is still today; then mornings. */
export function snoozeTimes(now: number): readonly SnoozeTime[] {
  const later = Math.ceil((now + LATER_MS) / HALF_HOUR_MS) * HALF_HOUR_MS;
  const isToday = new Date(later).getDate() === new Date(now).getDate() && new Date(later).getHours() < LAST_HOUR;
  const tomorrow = morning(now, 1);
  const weekday = new Date(now).getDay();
  const nextMonday = morning(now, (MONDAY - weekday + 7) % 7 || 7);
  return [
    ...(isToday ? [{ name: 'laterToday', at: later } as const] : []),
    { name: 'tomorrow', at: tomorrow },
    ...(nextMonday === tomorrow ? [] : [{ name: 'nextWeek', at: nextMonday } as const]),
  ];
}

function morning(now: number, daysAhead: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysAhead, MORNING).getTime();
}
