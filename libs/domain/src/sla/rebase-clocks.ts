import type { Ticket } from '../ticket/ticket.js';
import type { Instant } from '../time.js';
import { type Asked, askedBy, dutiesOf } from './asked.js';
import type { CalendarStretch, Clock, ClockFact } from './clock.js';
import { ClockBook } from './clock-book.js';
import { startBelated } from './clock-starts.js';
import { inForce } from './in-force.js';
import type { SlaPolicy, SlaRules } from './policy.js';
import { type Stroke, workOn } from './stroke.js';

/** The version of a policy that counts now; null when it is switched off, removed, or still to begin. */
export const newestInForce = (rules: SlaRules, policyId: string, at: Instant): SlaPolicy | null =>
  inForce(rules.policies, at).find(({ id }) => id === policyId) ?? null;

/** What the policy asks of a time limit of law, whatever the ticket; it is not told by the version of the policy whether that changed. */
export interface LawfulTerms extends Pick<
  Asked,
  'target' | 'pausesIn' | 'warnAt' | 'escalationPlanId' | 'escalationPlanVersion' | 'templateVersion'
> {
  readonly part: string;
}

/** The time limits of law that a policy runs at an instant. */
export const lawfulTerms = (policy: SlaPolicy, rules: SlaRules, at: Instant): LawfulTerms[] =>
  dutiesOf(policy, rules, at).map((duty) => {
    const { part, target, pausesIn, warnAt, escalationPlanId, escalationPlanVersion, templateVersion = 0 } = duty;
    return { part: part ?? '', target, pausesIn, warnAt, escalationPlanId, escalationPlanVersion, templateVersion };
  });

/**
 * The running clocks of a policy go over to the version that counts now, and every stretch of them to the newest version of its calendar: same
 * start, same pauses. So do the time limits of law that run beside them, where the policy or their template asks for something else now. What is
 * already past by that is missed by retarget. A clock that the policy asks for no more is cancelled; what it newly asks for starts where it would
 * have started.
 */
export function rebaseClocks(
  ticket: Ticket,
  policy: SlaPolicy,
  { rules, at, newId }: Pick<Stroke, 'rules' | 'at' | 'newId'>,
): ClockFact[] {
  const book = new ClockBook(ticket, rules, at, newId);
  // What was too late before stays so, whether or not anybody had looked: a new version excuses nothing.
  book.missOverdue((dueAt) => dueAt <= at);
  const asked = askedBy(policy, ticket, rules, at);
  for (const clock of book.clocks.filter((one) => isRebased(one, ticket, policy))) {
    const terms = asked.find(({ milestone, part }) => milestone === clock.milestone && part === clock.part);
    const stretches = clock.stretches.map((stretch) => newest(stretch, rules));
    if (terms === undefined) book.cancel(clock, 'noTarget');
    else if (isBehind(clock, terms, policy) || isOlder(clock.stretches, stretches))
      book.retarget({ ...clock, stretches }, terms);
  }
  if (isOf(ticket, policy)) {
    const stroke = { before: ticket, after: ticket, events: [], rules, known: {}, at, newId };
    startBelated({ ...workOn(stroke, book), policy: () => policy, asked: () => asked });
  }
  return book.facts;
}

/** Whether it is the policy by which the ticket runs: that of its youngest clock. */
const isOf = ({ clocks }: Ticket, policy: SlaPolicy): boolean =>
  clocks.findLast(({ policyId }) => policyId !== null)?.policyId === policy.id;

function isRebased(clock: Clock, ticket: Ticket, policy: SlaPolicy): boolean {
  if (clock.state !== 'running' && clock.state !== 'paused') return false;
  if (clock.milestone !== 'regulatory') return clock.policyId === policy.id;
  // A time limit of law names no policy: it came with the one that the ticket runs by.
  return isOf(ticket, policy);
}

function isBehind(clock: Clock, terms: Asked, policy: SlaPolicy): boolean {
  if (clock.milestone !== 'regulatory') return clock.policyVersion !== policy.version;
  return JSON.stringify(asLawful(clock)) !== JSON.stringify(asLawful(terms));
}

const asLawful = (one: Clock | Asked) => [
  ...[one.target, one.pausesIn, one.warnAt],
  ...[one.escalationPlanId, one.escalationPlanVersion, one.templateVersion],
];

function newest(stretch: CalendarStretch, rules: SlaRules): CalendarStretch {
  if (stretch.calendarId === null) return stretch;
  return { ...stretch, calendarVersion: rules.currentCalendar(stretch.calendarId).version };
}

const isOlder = (before: readonly CalendarStretch[], after: readonly CalendarStretch[]): boolean =>
  before.some((stretch, index) => stretch.calendarVersion !== after[index]?.calendarVersion);
