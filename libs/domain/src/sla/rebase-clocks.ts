import type { Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import { askedBy } from './asked.js';
import type { CalendarStretch, Clock, ClockFact } from './clock.js';
import { ClockBook } from './clock-book.js';
import { inForce } from './in-force.js';
import type { SlaPolicy, SlaRules } from './policy.js';

/** The version of a policy that counts now; null when it is switched off, removed, or still to begin. */
export const newestInForce = (rules: SlaRules, policyId: string, at: Instant): SlaPolicy | null =>
  inForce(rules.policies, at).find(({ id }) => id === policyId) ?? null;

/**
 * The running clocks of a policy go over to the version that counts now, and every stretch of them to the newest version of its calendar: same
 * start, same pauses. What is already past by that is missed by retarget. A clock that the policy asks for no more is cancelled.
 */
export function rebaseClocks(ticket: Ticket, policy: SlaPolicy, rules: SlaRules, at: Instant): ClockFact[] {
  const book = new ClockBook(ticket, rules, at, () => '');
  // What was too late before stays so, whether or not anybody had looked: a new version excuses nothing.
  book.missOverdue((dueAt) => dueAt <= at);
  const asked = askedBy(policy, ticket, rules);
  for (const clock of book.clocks.filter((one) => isRebased(one, policy))) {
    const terms = asked.find(({ milestone, part }) => milestone === clock.milestone && part === clock.part);
    const stretches = clock.stretches.map((stretch) => newest(stretch, rules));
    if (terms === undefined) book.cancel(clock, 'noTarget');
    else if (clock.policyVersion !== policy.version || isOlder(clock.stretches, stretches))
      book.retarget({ ...clock, stretches }, terms);
  }
  return book.facts;
}

const isRebased = (clock: Clock, policy: SlaPolicy): boolean =>
  clock.policyId === policy.id && (clock.state === 'running' || clock.state === 'paused');

function newest(stretch: CalendarStretch, rules: SlaRules): CalendarStretch {
  if (stretch.calendarId === null) return stretch;
  return { ...stretch, calendarVersion: rules.currentCalendar(stretch.calendarId).version };
}

const isOlder = (before: readonly CalendarStretch[], after: readonly CalendarStretch[]): boolean =>
  before.some((stretch, index) => stretch.calendarVersion !== after[index]?.calendarVersion);
