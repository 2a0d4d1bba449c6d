import { DAY, type Instant, toRfc3339 } from '../time.js';

/** Enough to find the person who may sign in, over a weekend. */
export const WARN_BEFORE_DAYS = 7;

export const accessEndsSoon = (endsAt: Instant, now: Instant): boolean => endsAt <= now + WARN_BEFORE_DAYS * DAY;

/** What an administrator reads before what we signed in with stops to open; null while there is time, or it never does. */
export function accessWarning(endsAt: Instant | null, now: Instant): string | null {
  if (endsAt === null || !accessEndsSoon(endsAt, now)) return null;
  return `The access ends on ${toRfc3339(endsAt).slice(0, 10)}. Connect the account again before: make a new token and save it here.`;
}
