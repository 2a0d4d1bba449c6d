import { Refusal } from '../refusal.js';
import type { Clock } from '../sla/clock.js';
import type { SlaRules } from '../sla/policy.js';
import { elapsedSeconds, reckon } from '../sla/reckoning.js';
import { ringClocks } from '../sla/ring-clocks.js';
import type { TicketFact } from '../ticket/events.js';
import { refuseFinished } from '../ticket/lifecycle.js';
import type { Ticket } from '../ticket/ticket.js';
import { DAY, instant, type Instant, MINUTE, SECOND } from '../time.js';

/** More promises than this at once nobody keeps. */
export const MOST_OPEN_UNDERTAKINGS = 20;
export const LONGEST_UNDERTAKING_DAYS = 365;

/** When no policy says at which shares of the time it warns. */
const WARN_AT: readonly number[] = [75];

export interface Undertaken {
  readonly undertakingId: string;
  readonly clockId: string;
  /** What the customer was promised: every hour until then counts, whoever is at work. */
  readonly dueAt: Instant;
  readonly at: Instant;
}

/** The clock of an undertaking; null when nothing of the kind was promised on this ticket. */
export const clockOfUndertaking = ({ clocks }: Ticket, undertakingId: string): Clock | null =>
  clocks.find(({ milestone, part }) => milestone === 'undertaking' && part === undertakingId) ?? null;

const isOpen = (clock: Clock): boolean => clock.endedAt === null && clock.metAt === null;

/**
 * A promise to the customer: from now until the promised instant. It warns and escalates as the policy does by which the other clocks of the
 * ticket run, and it stands when the ticket is closed or merged: the customer still expects it.
 */
export function promise(ticket: Ticket, wanted: Undertaken, rules: SlaRules): TicketFact[] {
  refuseFinished(ticket, 'promised anything on');
  const { undertakingId, clockId, dueAt, at } = wanted;
  refuseFar(dueAt - at);
  const open = ticket.clocks.filter((clock) => clock.milestone === 'undertaking' && isOpen(clock));
  if (open.length >= MOST_OPEN_UNDERTAKINGS)
    throw new Refusal('too-many', `${MOST_OPEN_UNDERTAKINGS} promises are open on this ticket. Keep some first.`);
  const seconds = Math.ceil((dueAt - at) / SECOND);
  // Whole seconds before the promised instant, so that it falls due exactly then.
  const startAt = instant(dueAt - seconds * SECOND);
  const terms = {
    ...callsOf(ticket, rules),
    ...{ target: { seconds }, startAt, pauses: [] },
    stretches: [{ from: startAt, calendarId: null, calendarVersion: 0 }],
  };
  const { alarms } = reckon({ ...terms, fired: [] }, rules);
  return [
    { type: 'UndertakingMade', undertakingId, dueAt },
    {
      type: 'ClockStarted',
      ...{ clockId, milestone: 'undertaking', part: undertakingId, episode: ticket.episode, startedBy: null },
      ...{ policyId: null, policyVersion: null, pausesIn: [], accepts: 'human', metBy: 'kept', optional: false },
      ...{ ...terms, dueAt, alarms },
    },
  ];
}

function refuseFar(length: number): void {
  const far = length > LONGEST_UNDERTAKING_DAYS * DAY;
  if (length >= MINUTE && !far) return;
  const message = far ? 'Promise something within a year.' : 'Choose a time at least a minute from now.';
  throw new Refusal('invalid', message, [{ pointer: '/dueAt', code: 'range', message }]);
}

/** Whom it warns and calls, by the policy of the youngest clock that has one. */
function callsOf(
  { clocks }: Ticket,
  rules: SlaRules,
): Pick<Clock, 'warnAt' | 'escalationPlanId' | 'escalationPlanVersion'> {
  const guided = clocks.findLast(({ policyId }) => policyId !== null);
  const policy = rules.policies.find(({ id, version }) => id === guided?.policyId && version === guided.policyVersion);
  const planId = policy?.escalationPlanId ?? null;
  const plan = planId === null ? null : rules.currentPlan(planId);
  const warnAt = policy === undefined || policy.warnAt.length === 0 ? WARN_AT : policy.warnAt;
  return { warnAt, escalationPlanId: plan?.id ?? null, escalationPlanVersion: plan?.version ?? null };
}

function heldClock(ticket: Ticket, undertakingId: string): Clock {
  const clock = clockOfUndertaking(ticket, undertakingId);
  if (clock === null) throw new Refusal('not-found', 'Nothing of the kind was promised on this ticket.');
  if (!isOpen(clock)) throw new Refusal('already-done', 'This promise was kept or withdrawn already.');
  return clock;
}

/** What nobody had looked at yet: a promise that was broken is broken, whoever looked when. Nobody is called about what is done. */
const rungBefore = (clock: Clock, rules: SlaRules, at: Instant): TicketFact[] =>
  ringClocks([clock], rules, instant(at - 1)).filter(({ type }) => type !== 'EscalationFired');

/** Kept, also when that was late. */
export function keep(ticket: Ticket, undertakingId: string, rules: SlaRules, at: Instant): TicketFact[] {
  const clock = heldClock(ticket, undertakingId);
  const late = clock.dueAt !== null && at > clock.dueAt;
  const counted = elapsedSeconds(clock, rules, at);
  const { id: clockId } = clock;
  return [
    ...rungBefore(clock, rules, at),
    { type: 'UndertakingKept', undertakingId },
    { type: 'ClockMet', clockId, metAt: at, restsOn: undertakingId, late, elapsedSeconds: counted },
  ];
}

/** The customer does not wait for it any more. @param noteId the internal note that says why */
export function withdraw(
  ticket: Ticket,
  { undertakingId, noteId }: { readonly undertakingId: string; readonly noteId: string },
  rules: SlaRules,
  at: Instant,
): TicketFact[] {
  const clock = heldClock(ticket, undertakingId);
  const { id: clockId } = clock;
  const counted = elapsedSeconds(clock, rules, at);
  return [
    ...rungBefore(clock, rules, at),
    { type: 'UndertakingWithdrawn', undertakingId, noteId },
    { type: 'ClockCancelled', clockId, because: 'waived', elapsedSeconds: counted },
  ];
}
