import type { TicketEvent } from '../ticket/events.js';
import { type Asked, askedBy, heldTo, isOfTicket } from './asked.js';
import type { Clock, ClockFact } from './clock.js';
import { ClockBook } from './clock-book.js';
import { comesBack, endWhatIsOver, reviveWhatIsNotOver } from './clock-ends.js';
import { takeEvent } from './clock-events.js';
import { keepNextResponse, startFromReceipt } from './clock-starts.js';
import { type Stroke, type Work, workOn } from './stroke.js';

export type { Stroke } from './stroke.js';

/** What may choose another policy or another target. */
const REASKS: readonly TicketEvent['type'][] = [
  'KindChanged',
  'ClaimMarked',
  'PriorityChanged',
  'QueueChanged',
  'TicketGraded',
  'TagsChanged',
  'CustomerChanged',
  'TicketRouted',
  'RoutingRestored',
  'TicketDescribed',
];

/** What may bring a ticket, or a duty of it, back to work. */
const WAKES: readonly TicketEvent['type'][] = ['TicketReleased', 'StatusChanged', 'TicketUnmerged', 'IssueJudged'];

/**
 * What a change of a ticket means for its clocks: the milestones of the trade, what starts, meets, pauses, ends and retargets each. Pure: the
 * facts hold every instant, so that the fold needs no calendar. Verdicts come from the times of messages; what was overdue before the change is
 * missed before it, whoever looked when.
 */
export function keepClocks(stroke: Stroke): ClockFact[] {
  const { after, before, events, at } = stroke;
  const book = new ClockBook(after, stroke.rules, at, stroke.newId);
  const work = workOn(stroke, book);
  book.missOverdue((dueAt) => dueAt < at);
  for (const event of events) takeEvent(work, event);
  const types = new Set(events.map(({ type }) => type));
  const reasks = before !== null && REASKS.some((type) => types.has(type));
  endWhatIsOver(work);
  reviveWhatIsNotOver(work);
  if (reasks) askAgain(work);
  if (reasks || (before !== null && WAKES.some((type) => types.has(type)))) startFromReceipt(work);
  keepNextResponse(work);
  keepPauses(work);
  book.missOverdue((dueAt) => dueAt <= at);
  return book.facts;
}

/** Another priority, kind, queue or tier: the clocks go on with what the policy that is now for the ticket asks of them. */
function askAgain(work: Work): void {
  const { book } = work;
  for (const clock of book.clocks.filter(isOfTicket)) {
    const asked = askedFor(work, clock);
    const open = book.outstanding.some(({ id }) => id === clock.id);
    if (asked === undefined) {
      if (open) book.cancel(clock, 'noTarget');
      continue;
    }
    if (clock.because === 'noTarget' && comesBack(clock, work)) book.revoke(clock, 'noTarget');
    const now = book.now(clock);
    if (now.state !== 'running' && now.state !== 'paused') continue;
    if (isOther(now, asked)) book.retarget(now, asked);
    else book.handOver(now, asked.calendar);
  }
}

/** A policy or template that was edited meanwhile asks of a running clock what it asked when the clock started. */
function askedFor({ policy, after, rules, asked }: Work, clock: Clock): Asked | undefined {
  const chosen = policy(clock.startAt);
  if (chosen !== null && clock.templateVersion !== undefined) return heldTo(clock, chosen, after, rules);
  const own =
    chosen?.id === clock.policyId && chosen.version !== clock.policyVersion
      ? rules.policies.find(({ id, version }) => id === clock.policyId && version === clock.policyVersion)
      : undefined;
  const all = own === undefined ? asked(clock.startAt) : askedBy(own, after, rules, clock.startAt);
  return all.find(({ milestone, part }) => milestone === clock.milestone && part === clock.part);
}

const isOther = (clock: Clock, asked: Asked): boolean =>
  clock.policyId !== asked.policyId ||
  JSON.stringify(clock.target) !== JSON.stringify(asked.target) ||
  clock.pausesIn.join() !== asked.pausesIn.join() ||
  clock.accepts !== asked.accepts;

function keepPauses({ book, after, at }: Work): void {
  for (const clock of book.outstanding) {
    const pauses = clock.pausesIn.includes(after.status);
    const cause = clock.pauses.at(-1)?.cause;
    if (clock.state === 'running' && pauses) book.pause(clock, after.status);
    if (clock.state === 'paused' && !pauses) book.resume(clock, at);
    if (clock.state === 'paused' && pauses && cause !== after.status) book.pause(clock, after.status);
  }
}
