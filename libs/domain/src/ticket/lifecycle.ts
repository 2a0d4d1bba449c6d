import type { HeldCause } from '../intake/threading.js';
import { Refusal } from '../refusal.js';
import { DAY, type Instant } from '../time.js';
import type { DeliveryReport, PublicPart, TicketFact } from './events.js';
import { agreesByWriting, heardBy, refuseClosingNote } from './public-talk.js';
import type {
  ChannelName,
  Description,
  Grade,
  Kind,
  LinkKind,
  Outcome,
  Priority,
  Stage,
  Status,
  Ticket,
} from './ticket.js';

/**
 * The verbs of a ticket. Each takes the ticket as it is and says which facts follow; it stores nothing and asks no clock.
 * A verb that is not allowed throws a `Refusal` that says why. A verb that would change nothing returns no facts.
 */
export interface Opening {
  readonly number: string;
  readonly kind: Kind;
  readonly channel: ChannelName;
  readonly queueId: string;
  readonly customerId: string | null;
  readonly priority: Priority;
  readonly severity?: Grade | null;
  readonly risk?: Grade | null;
  readonly receivedAt: Instant;
  /** Used when the kind is `complaint`. */
  readonly presumedIssueId: string;
  readonly held: HeldCause | null;
  readonly tags?: readonly string[];
}

export function open(opening: Opening): TicketFact[] {
  const { presumedIssueId, held, tags, ...rest } = opening;
  const facts: TicketFact[] = [
    {
      type: 'TicketOpened',
      ...rest,
      isClaim: false,
      severity: opening.severity ?? null,
      risk: opening.risk ?? null,
      issueIds: opening.kind === 'complaint' ? [presumedIssueId] : [],
      splitFrom: null,
    },
  ];
  if (held !== null) facts.push({ type: 'TicketHeld', cause: held });
  const added = tidyTags(tags ?? []);
  if (added.length > 0) facts.push({ type: 'TagsChanged', added, removed: [] });
  return facts;
}

export interface Arrival {
  readonly messageId: string;
  readonly receivedAt: Instant;
  readonly automatic: string | null;
  readonly unverifiedSender: boolean;
  readonly post?: { readonly isPublic: boolean; readonly isByCustomer: boolean };
}

/** True when a customer's message to this ticket must become a ticket of its own, linked `followUpOf`. */
export function isPastReopening(ticket: Ticket, at: Instant, reopenWindowDays: number): boolean {
  return ticket.status === 'closed' && ticket.closedAt !== null && at > ticket.closedAt + reopenWindowDays * DAY;
}

/** A message from outside reaches the ticket. Automatic mail is filed and wakes nobody: a bounce must not reopen what an agent closed. */
export function receive(ticket: Ticket, arrival: Arrival): TicketFact[] {
  const { post, ...received } = arrival;
  const facts: TicketFact[] = [{ type: 'MessageReceived', ...received, ...heardBy(post) }];
  if (arrival.automatic !== null) return facts;
  if (post?.isPublic === false && post.isByCustomer) facts.push(...agreesByWriting(ticket, arrival));
  if (ticket.status === 'waitingCustomer' || ticket.status === 'resolved') return [...facts, status(ticket, 'open')];
  // A closed ticket is not opened by somebody who proves nothing; it is shown among what is held, so that a person decides.
  if (ticket.status === 'closed' && arrival.unverifiedSender) {
    return ticket.held === null ? [...facts, { type: 'TicketHeld', cause: 'unverifiedSender' }] : facts;
  }
  if (ticket.status === 'closed') return [...facts, ...reopening(ticket, arrival.messageId, null)];
  return facts;
}

function reopening(ticket: Ticket, messageId: string | null, noteId: string | null): TicketFact[] {
  const facts: TicketFact[] = [
    { type: 'TicketReopened', messageId, noteId, episode: ticket.episode + 1 },
    { type: 'StatusChanged', status: 'open', from: ticket.status },
  ];
  if (ticket.stage === 'closed') facts.push({ type: 'StageChanged', stage: 'assessed', from: 'closed', noteId });
  return facts;
}

const status = (ticket: Ticket, to: Status): TicketFact => ({ type: 'StatusChanged', status: to, from: ticket.status });

export interface Writing {
  readonly messageId: string;
  /** False for what a template sends by itself. */
  readonly human: boolean;
  /** When its undo window ends; the reply counts from then. */
  readonly countsFrom: Instant;
  readonly publicly?: PublicPart;
}

/** A public answer. It makes a new ticket open; whether we now wait for the customer is for the agent to say. */
export function reply(ticket: Ticket, writing: Writing): TicketFact[] {
  refuseFinished(ticket, 'written to');
  if (writing.publicly === 'closingNote') refuseClosingNote(ticket);
  const facts: TicketFact[] = [{ type: 'ReplyWritten', ...writing }];
  if (writing.human && ticket.status === 'new') facts.push(status(ticket, 'open'));
  // The closing note is the last word, no new beginning.
  const reopens = writing.human && ticket.status === 'closed' && writing.publicly !== 'closingNote';
  if (reopens) facts.push(...reopening(ticket, null, null));
  if (writing.human && ticket.stage === 'received') {
    facts.push({ type: 'StageChanged', stage: 'acknowledged', from: 'received', noteId: null });
  }
  return facts;
}

export const note = (messageId: string): TicketFact[] => [{ type: 'NoteAdded', messageId }];

export const cancelReply = (messageId: string): TicketFact[] => [{ type: 'ReplyCancelled', messageId }];

/** A final response that bounced takes a decided complaint back to `responding`: the customer does not know the decision. */
export function reportDelivery(
  ticket: Ticket,
  messageId: string,
  report: DeliveryReport,
  isNewestReply: boolean,
): TicketFact[] {
  const facts: TicketFact[] = [{ type: 'DeliveryReported', messageId, report }];
  if ((report === 'failed' || report === 'bounced') && isNewestReply && ticket.stage === 'decided') {
    facts.push({ type: 'StageChanged', stage: 'responding', from: 'decided', noteId: null });
    if (ticket.status === 'resolved') facts.push(status(ticket, 'open'));
  }
  return facts;
}

/** @param mayTakeAway whether the asker may take a ticket from the colleague who has it. */
export function assign(
  ticket: Ticket,
  ownerId: string | null,
  askerId: string | null,
  mayTakeAway: boolean,
): TicketFact[] {
  refuseGone(ticket);
  if (ticket.ownerId === ownerId) return [];
  const foreign = ticket.ownerId !== null && ticket.ownerId !== askerId;
  if (foreign && !mayTakeAway)
    throw new Refusal('moved-on', 'A colleague has this ticket. Ask them or a team lead to hand it over.');
  const facts: TicketFact[] = [{ type: 'TicketAssigned', ownerId, from: ticket.ownerId }];
  if (ownerId !== null && ticket.status === 'new') facts.push(status(ticket, 'open'));
  return facts;
}

export function move(ticket: Ticket, queueId: string): TicketFact[] {
  refuseGone(ticket);
  return ticket.queueId === queueId ? [] : [{ type: 'QueueChanged', queueId, from: ticket.queueId }];
}

export function prioritise(ticket: Ticket, priority: Priority): TicketFact[] {
  refuseFinished(ticket, 'given another priority');
  if (ticket.status === 'closed')
    throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it before you change its priority.');
  return ticket.priority === priority ? [] : [{ type: 'PriorityChanged', priority, from: ticket.priority }];
}

export function grade(ticket: Ticket, severity: Grade | null, risk: Grade | null): TicketFact[] {
  refuseGone(ticket);
  if (ticket.severity === severity && ticket.risk === risk) return [];
  return [{ type: 'TicketGraded', severity, risk, from: { severity: ticket.severity, risk: ticket.risk } }];
}

/** Becoming a complaint starts its stages; ceasing to be one ends them. */
export function reclassify(ticket: Ticket, kind: Kind, presumedIssueId: string): TicketFact[] {
  refuseGone(ticket);
  if (ticket.kind === kind) return [];
  const facts: TicketFact[] = [{ type: 'KindChanged', kind, from: ticket.kind }];
  const stage: Stage | null = kind !== 'complaint' ? null : ticket.status === 'closed' ? 'closed' : 'received';
  if (stage !== ticket.stage) facts.push({ type: 'StageChanged', stage, from: ticket.stage, noteId: null });
  if (kind === 'complaint' && ticket.issues.length === 0) facts.push({ type: 'IssueAdded', issueId: presumedIssueId });
  return facts;
}

export function markClaim(ticket: Ticket, isClaim: boolean): TicketFact[] {
  refuseGone(ticket);
  return ticket.isClaim === isClaim ? [] : [{ type: 'ClaimMarked', isClaim, from: ticket.isClaim }];
}

/** @param tags the whole new set. A tag is at most 50 characters, without spaces at its ends; 50 tags at most. */
export function tag(ticket: Ticket, tags: readonly string[]): TicketFact[] {
  refuseGone(ticket);
  const wanted = tidyTags(tags);
  if (wanted.length > 50) throw new Refusal('invalid', 'A ticket takes 50 tags at most.');
  const added = wanted.filter((name) => !ticket.tags.includes(name));
  const removed = ticket.tags.filter((name) => !wanted.includes(name));
  return added.length + removed.length === 0 ? [] : [{ type: 'TagsChanged', added, removed }];
}

const tidyTags = (tags: readonly string[]): string[] =>
  [...new Set(tags.map((name) => name.trim().toLowerCase().slice(0, 50)).filter((name) => name !== ''))].sort();

export function recognise(ticket: Ticket, customerId: string | null): TicketFact[] {
  refuseGone(ticket);
  return ticket.customerId === customerId ? [] : [{ type: 'CustomerChanged', customerId, from: ticket.customerId }];
}

/** The customer's record was merged or parted: his tickets go along, whatever became of them. */
export const follow = ({ customerId: from }: Ticket, customerId: string): TicketFact[] =>
  from === customerId ? [] : [{ type: 'CustomerChanged', customerId, from }];

/** What it is about, as somebody who read it says; absent parts stay. Codes are checked by whoever knows the registers. */
export function describe(ticket: Ticket, said: Partial<Description>): TicketFact[] {
  refuseGone(ticket);
  const from = ticket.description;
  const now: Description = { ...from, ...said };
  const same = now.language === from.language && now.product === from.product && now.region === from.region;
  return same ? [] : [{ type: 'TicketDescribed', now, from }];
}

/** More than so many are not an exception but a rule: those take people out by themselves. */
const MOST_EXCLUDED = 20;

/** @param agentIds the whole new set of those who must not get it. Who has it and is among them gives it back. */
export function exclude(ticket: Ticket, agentIds: readonly string[]): TicketFact[] {
  refuseGone(ticket);
  const excluded = [...new Set(agentIds)].sort();
  if (excluded.length > MOST_EXCLUDED)
    throw new Refusal('invalid', `A ticket keeps ${MOST_EXCLUDED} people out at most: write a routing rule for more.`);
  if (excluded.join() === ticket.excluded.join()) return [];
  const facts: TicketFact[] = [{ type: 'AgentsExcluded', excluded, from: ticket.excluded }];
  const { ownerId } = ticket;
  if (ownerId !== null && excluded.includes(ownerId))
    facts.push({ type: 'TicketAssigned', ownerId: null, from: ownerId });
  return facts;
}

/** Only what somebody works on is placed: what is held is routed when it is released. */
export function refuseUnroutable(ticket: Ticket): void {
  refuseFinished(ticket, 'routed');
  if (ticket.status === 'closed')
    throw new Refusal('not-in-this-status', 'This ticket is closed. Reopen it before you route it again.');
  if (ticket.held !== null)
    throw new Refusal('not-in-this-status', 'This ticket is held. Release it: the rules place it then.');
}

export function addIssue(ticket: Ticket, issueId: string): TicketFact[] {
  refuseFinished(ticket, 'given another issue');
  if (ticket.issues.length >= 50) throw new Refusal('invalid', 'A ticket takes 50 issues at most. Split it.');
  return [{ type: 'IssueAdded', issueId }];
}

export function judge(ticket: Ticket, issueId: string, outcome: Outcome | null): TicketFact[] {
  refuseFinished(ticket, 'judged');
  const issue = ticket.issues.find((one) => one.id === issueId);
  if (issue === undefined) throw new Refusal('not-found', 'This ticket has no such issue.');
  if (ticket.status === 'resolved' && outcome === null) {
    throw new Refusal(
      'not-in-this-status',
      'The ticket is resolved: each issue keeps an outcome. Set it to open first.',
    );
  }
  return issue.outcome === outcome ? [] : [{ type: 'IssueJudged', issueId, outcome, from: issue.outcome }];
}

export function link(ticket: Ticket, kind: LinkKind, other: string): TicketFact[] {
  if (other === ticket.id) throw new Refusal('invalid', 'A ticket cannot be linked to itself.');
  const there = ticket.links.some((one) => one.kind === kind && one.other === other);
  return there ? [] : [{ type: 'TicketLinked', kind, other }];
}

export function unlink(ticket: Ticket, kind: LinkKind, other: string): TicketFact[] {
  const there = ticket.links.some((one) => one.kind === kind && one.other === other);
  return there ? [{ type: 'TicketUnlinked', kind, other }] : [];
}

/** Released, the ticket is worked like any other; rejected, it is spam. Its times stay those of receipt. */
export function release(ticket: Ticket, rejected: boolean): TicketFact[] {
  refuseGone(ticket);
  if (ticket.held === null) return [];
  const facts: TicketFact[] = [{ type: 'TicketReleased', cause: ticket.held, rejected }];
  if (rejected) facts.push(status(ticket, 'spam'));
  return facts;
}

/** Merged away: nothing more is done to it until that is undone. */
export function refuseGone(ticket: Ticket): void {
  if (ticket.status === 'merged')
    throw new Refusal(
      'not-in-this-status',
      'This ticket was merged into another. Work on that one, or undo the merge.',
    );
}

export function refuseFinished(ticket: Ticket, what: string): void {
  refuseGone(ticket);
  if (ticket.status === 'spam')
    throw new Refusal('not-in-this-status', `Spam cannot be ${what}. Set the ticket to open first.`);
}
