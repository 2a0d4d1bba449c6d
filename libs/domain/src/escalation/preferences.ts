import type { Fault } from '../refusal.js';
import { WEEKDAYS } from '../sla/calendar.js';
import { isZone } from '../sla/zone.js';
import { type BusinessCalendar, compileCalendar, openBetween } from '../sla/business-time.js';
import { DAY, HOUR, type Instant, instant, later } from '../time.js';
import { IN_WORKING_HOURS, NOTICE_KINDS, type NoticeKind } from './notices.js';

export const DIGESTS = ['off', 'hourly', 'daily'] as const;
export type Digest = (typeof DIGESTS)[number];

/** How one person wants to be told. */
export interface NoticePreferences {
  readonly kinds: Readonly<Record<NoticeKind, { readonly bell: boolean; readonly mail: boolean }>>;
  /** Mails about single things, or one mail for all of an hour or a day. */
  readonly digest: Digest;
  /** `["22:00","07:00"]`: nothing is told in between. Null: at any time. */
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly timezone: string;
}

const MAILED: readonly NoticeKind[] = [
  ...(['clockMissed', 'escalated', 'taskGiven', 'taskReminder'] as const),
  ...(['taskLate', 'taskUndeliverable', 'alarm'] as const),
];

export const DEFAULT_PREFERENCES: NoticePreferences = {
  kinds: byKind((kind) => ({ bell: true, mail: MAILED.includes(kind) })),
  digest: 'off',
  quiet: null,
  timezone: 'UTC',
};

function byKind<Value>(of: (kind: NoticeKind) => Value): Readonly<Record<NoticeKind, Value>> {
  // Object.fromEntries forgets the keys.
  return Object.fromEntries(NOTICE_KINDS.map((kind) => [kind, of(kind)])) as Record<NoticeKind, Value>;
}

/** What was stored before a kind existed is filled up. */
export function filled(stored: Partial<NoticePreferences> | null): NoticePreferences {
  const kinds = byKind((kind) => stored?.kinds?.[kind] ?? DEFAULT_PREFERENCES.kinds[kind]);
  return { ...DEFAULT_PREFERENCES, ...stored, kinds };
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

export function preferenceFaults({ quiet, timezone }: NoticePreferences): Fault[] {
  const faults: Fault[] = [];
  if (!isZone(timezone))
    faults.push({ pointer: '/timezone', code: 'zone', message: 'Use a name like Europe/Berlin or UTC.' });
  if (quiet === null) return faults;
  if (!TIME.test(quiet.from) || !TIME.test(quiet.to))
    faults.push({ pointer: '/quiet', code: 'time', message: 'Write the times like 22:00.' });
  else if (quiet.from === quiet.to)
    faults.push({ pointer: '/quiet', code: 'empty', message: 'The quiet hours begin and end at the same time.' });
  return faults;
}

const daily = (from: string, to: string, timezone: string): BusinessCalendar =>
  compileCalendar({
    timezone,
    weekly: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, [[from, to]] as const])),
    holidays: [],
    exceptions: [],
  });

/** Working hours and hours that are not quiet meet within so many days, or the quiet hours alone decide. */
const LOOK_AHEAD = 14 * DAY;

/**
 * From when on a notice is shown and mailed: outside of the quiet hours and, for duties of the desk, inside of the recipient's working
 * hours.
 * @param calendar of the recipient; null when he has none.
 */
export function showFrom(
  kind: NoticeKind,
  { quiet, timezone }: NoticePreferences,
  calendar: BusinessCalendar | null,
  at: Instant,
): Instant {
  const awake = quiet === null ? null : daily(quiet.to, quiet.from, timezone);
  const working = IN_WORKING_HOURS.includes(kind) ? calendar : null;
  let from = at;
  for (let tries = 0; tries < 40 && from < at + LOOK_AHEAD; tries += 1) {
    const open = nextOpen(working, nextOpen(awake, from));
    if (open === from) return from;
    from = open;
  }
  return nextOpen(awake, at);
}

function nextOpen(calendar: BusinessCalendar | null, at: Instant): Instant {
  if (calendar === null) return at;
  return openBetween(calendar, at, later(at, LOOK_AHEAD))[0]?.from ?? at;
}

/** The local hour at which a day's mail is sent. */
const DAILY_AT = '08:00';

/** When the mail about it leaves; null when none is wanted. */
export function mailAt(kind: NoticeKind, preferences: NoticePreferences, shown: Instant): Instant | null {
  if (!preferences.kinds[kind].mail) return null;
  if (preferences.digest === 'off') return shown;
  if (preferences.digest === 'hourly') return instant(Math.ceil(shown / HOUR) * HOUR);
  const morning = daily(DAILY_AT, '08:01', preferences.timezone);
  return openBetween(morning, later(shown, 60_000), later(shown, 3 * DAY))[0]?.from ?? shown;
}
