import type { CalendarParts } from '@redress/domain/sla/calendar-parts.js';
import type { PolicyTarget } from '@redress/domain/sla/policy.js';
import { isZone } from '@redress/domain/sla/zone.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { makeInstallationCalendar, saveCalendarVersion } from '@redress/persistence/stores/calendars.store.js';
import { savePolicyVersion } from '@redress/persistence/stores/sla-policies.store.js';
import { newId } from '@redress/platform/ids.js';

const NAMES = { calendar: 'Office hours', policy: 'Standard' };
/** A policy counts for clocks that start at its begin or later, and mail that is read today may be of long ago. */
const EVER: Instant = instant(0);

/** The zone of this machine; whoever works elsewhere changes it on the calendar's page. */
function zoneHere(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
}

const OFFICE = [['09:00', '17:00']] as const;

const officeHours = (timezone: string): CalendarParts => ({
  timezone,
  weekly: { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE },
  holidays: [],
  exceptions: [],
  holidaySet: null,
  setUntilYear: null,
  setHolidays: [],
  feedHolidays: [],
});

/** Business minutes of a day of eight hours, so that a target reads as "one day". */
const WORKDAY = 480;

/** What a desk of ordinary size keeps without effort; the first thing that an administrator changes. */
export const STANDARD_TARGETS: readonly PolicyTarget[] = [
  {
    milestone: 'acknowledgement',
    byPriority: {
      urgent: { minutes: 60 },
      high: { minutes: 240 },
      normal: { minutes: WORKDAY },
      low: { minutes: WORKDAY },
    },
    time: 'wall',
    pausesIn: [],
    accepts: 'any',
  },
  {
    milestone: 'firstResponse',
    byPriority: {
      urgent: { minutes: 60 },
      high: { minutes: 240 },
      normal: { minutes: WORKDAY },
      low: { minutes: 2 * WORKDAY },
    },
    time: 'business',
    pausesIn: [],
    accepts: 'human',
  },
  {
    milestone: 'nextResponse',
    byPriority: {
      urgent: { minutes: 120 },
      high: { minutes: 240 },
      normal: { minutes: WORKDAY },
      low: { minutes: 2 * WORKDAY },
    },
    time: 'business',
    pausesIn: [],
    accepts: 'human',
  },
  {
    milestone: 'update',
    byPriority: {
      urgent: { minutes: WORKDAY },
      high: { minutes: 2 * WORKDAY },
      normal: { minutes: 5 * WORKDAY },
      low: { minutes: 10 * WORKDAY },
    },
    time: 'business',
    pausesIn: ['waitingCustomer', 'scheduled'],
    accepts: 'human',
  },
  {
    milestone: 'resolution',
    byPriority: {
      urgent: { minutes: 2 * WORKDAY },
      high: { minutes: 5 * WORKDAY },
      normal: { minutes: 10 * WORKDAY },
      low: { minutes: 20 * WORKDAY },
    },
    time: 'business',
    pausesIn: ['waitingCustomer'],
    accepts: 'human',
  },
];

export const STANDARD_WARNINGS: readonly number[] = [75, 90];

/** Gives an installation that never had any a calendar and a policy: without them no clock runs. What people removed stays away. */
export async function makeSlaDefaults(tx: Transaction): Promise<void> {
  const [had] = await tx.rows<{ calendar: boolean; policy: boolean }>(
    'SELECT EXISTS (SELECT FROM business_calendars) AS calendar, EXISTS (SELECT FROM sla_policies) AS policy',
  );
  if (!had?.calendar) await makeCalendar(tx);
  if (!had?.policy) await makePolicy(tx);
}

async function makeCalendar(tx: Transaction): Promise<void> {
  const id = newId();
  await saveCalendarVersion(tx, {
    rowId: newId(),
    id,
    version: 1,
    name: NAMES.calendar,
    feedUrl: null,
    parts: officeHours(zoneHere()),
    validFrom: EVER,
    madeBy: 'system',
    because: 'created',
  });
  await makeInstallationCalendar(tx, id);
}

async function makePolicy(tx: Transaction): Promise<void> {
  await savePolicyVersion(tx, {
    rowId: newId(),
    id: newId(),
    version: 1,
    name: NAMES.policy,
    position: 1,
    enabled: true,
    validFrom: EVER,
    condition: null,
    targets: STANDARD_TARGETS,
    warnAt: STANDARD_WARNINGS,
    calendarId: null,
    escalationPlanId: null,
    templates: [],
    madeBy: 'system',
    madeAt: EVER,
  });
}
