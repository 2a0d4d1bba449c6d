import { type ClockFact, isClockFact } from '../sla/clock.js';
import { foldClock } from '../sla/clock-fold.js';
import type { Instant } from '../time.js';
import { received, replied, unreplied } from './answers.js';
import { agreed, heard, revoked, said, unsaid } from './public-talk.js';
import type { Actor, CausesOf, DeliveryReport, TicketEvent, TicketFact } from './events.js';
import { type Issue, newIssue, type Ticket } from './ticket.js';

type Opened = Extract<TicketEvent, { type: 'TicketOpened' }>;

// eslint-disable-next-line max-lines-per-function -- one line for each field
function born(event: Opened): Ticket {
  return {
    id: event.ticketId,
    number: event.number,
    version: event.version,
    kind: event.kind,
    isClaim: event.isClaim,
    channel: event.channel,
    status: 'new',
    stage: event.kind === 'complaint' ? 'received' : null,
    priority: event.priority,
    severity: event.severity,
    risk: event.risk,
    held: null,
    queueId: event.queueId,
    ownerId: null,
    customerId: event.customerId,
    tags: [],
    description: { language: null, product: null, region: null },
    skills: [],
    excluded: [],
    chosenPolicyId: null,
    unassignedSince: event.at,
    unassignedBecause: null,
    issues: event.issueIds.map((id) => newIssue(id, event.splitFrom === null)),
    links: [],
    episode: 1,
    receivedAt: event.receivedAt,
    updatedAt: event.at,
    // What was split off has been answered by nobody, whatever its parent was.
    unansweredSince: event.splitFrom === null ? null : event.receivedAt,
    answered: [],
    firstResponseAt: null,
    lastInboundAt: null,
    resolvedAt: null,
    closedAt: null,
    mergedInto: null,
    statusBeforeMerge: null,
    mergedFrom: [],
    inherited: [],
    escalated: null,
    publicTalk: null,
    clocks: [],
  };
}

/**
 * The only way a ticket changes: what it is after one more event. Total and pure: replaying a log gives its row, bit for bit.
 * @throws Error when the first event is not `TicketOpened` or a version is skipped; that is a broken log, not a request to refuse.
 */
export function evolve(before: Ticket | null, event: TicketEvent): Ticket {
  if (before === null) {
    if (event.type !== 'TicketOpened' || event.version !== 1)
      throw new Error(`The log of ${event.ticketId} does not start with TicketOpened`);
    return born(event);
  }
  if (event.version !== before.version + 1)
    throw new Error(`The log of ${event.ticketId} jumps from ${before.version} to ${event.version}`);
  if (isClockFact(event)) {
    // Time passes by itself: that a clock rings is no news about the ticket.
    return { ...before, clocks: foldClock(before.clocks, event, event.at), version: event.version };
  }
  // That a mail of ours arrived is what everybody expected, and no news either.
  if (event.type === 'DeliveryReported' && !wentWrong(event)) return { ...before, version: event.version };
  return { ...before, ...change(before, event), version: event.version, updatedAt: event.at };
}

const wentWrong = ({ report }: { readonly report: DeliveryReport }): boolean =>
  report === 'failed' || report === 'bounced';

/** @throws Error when there are no events. */
export function replay(events: readonly TicketEvent[]): Ticket {
  let ticket: Ticket | null = null;
  for (const event of events) ticket = evolve(ticket, event);
  if (ticket === null) throw new Error('A ticket without events');
  return ticket;
}

/** Gives facts their who, when and version, and folds them in. `ticket` is null for an opening. */
export function record(
  ticket: Ticket | null,
  ticketId: string,
  facts: readonly TicketFact[],
  by: Actor,
  at: Instant,
): { readonly ticket: Ticket | null; readonly events: TicketEvent[] } {
  let folded = ticket;
  const events = facts.map((fact): TicketEvent => {
    const event: TicketEvent = { ...fact, ticketId, version: (folded?.version ?? 0) + 1, at, by };
    folded = evolve(folded, event);
    return event;
  });
  return { ticket: folded, events };
}

// eslint-disable-next-line max-lines-per-function -- one case for each kind of event, and no thought between them
function change(ticket: Ticket, event: Exclude<TicketEvent, ClockFact>): Partial<Ticket> {
  switch (event.type) {
    case 'TicketOpened':
      throw new Error(`${event.ticketId} was opened twice`);
    case 'MessageReceived':
      return { ...received(ticket, event), ...heard(ticket, event) };
    case 'ReplyWritten':
      return { ...replied(ticket, event), ...said(ticket, event) };
    case 'ReplyCancelled':
      return takenBack(ticket, event.messageId);
    case 'DeliveryReported':
      return wentWrong(event) ? takenBack(ticket, event.messageId) : {};
    case 'PrivateHandlingAgreed':
      return agreed(ticket, event);
    case 'PrivateHandlingRevoked':
      return revoked(ticket);
    case 'TicketAssigned':
      return {
        ownerId: event.ownerId,
        unassignedSince: event.ownerId === null ? (ticket.unassignedSince ?? event.at) : null,
        unassignedBecause: null,
        ...event.restores,
      };
    case 'TicketRouted':
    case 'RoutingRestored':
      return { skills: event.skills, excluded: event.excluded, chosenPolicyId: event.policyId };
    case 'TicketDescribed':
      return { description: event.now };
    case 'AgentsExcluded':
      return { excluded: event.excluded };
    case 'TicketLeftWaiting':
      return { unassignedBecause: event.because };
    case 'QueueChanged':
      return { queueId: event.queueId };
    case 'StatusChanged':
      return {
        status: event.status,
        resolvedAt: event.status === 'resolved' ? event.at : event.status === 'closed' ? ticket.resolvedAt : null,
        closedAt: event.status === 'closed' ? event.at : null,
        ...event.restores,
      };
    case 'StageChanged':
      return { stage: event.stage };
    case 'KindChanged':
      return { kind: event.kind };
    case 'ClaimMarked':
      return { isClaim: event.isClaim };
    case 'PriorityChanged':
      return { priority: event.priority };
    case 'TicketGraded':
      return { severity: event.severity, risk: event.risk };
    case 'TagsChanged':
      return { tags: [...ticket.tags.filter((tag) => !event.removed.includes(tag)), ...event.added].sort() };
    case 'CustomerChanged':
      return { customerId: event.customerId };
    case 'IssueAdded':
      return {
        issues: [...ticket.issues.filter((issue) => !issue.presumed), newIssue(event.issueId, false)],
      };
    case 'IssueJudged':
      return issueChanged(ticket, event.issueId, { outcome: event.outcome });
    case 'IssueTyped':
      return issueChanged(ticket, event.issueId, { problemType: event.code });
    case 'CauseTagged':
      return tagged(ticket, event);
    case 'CauseRemoved':
      return untagged(ticket, event);
    case 'CauseUndetermined':
      return issueChanged(ticket, event.issueId, { ...NO_CAUSE, undetermined: event.noteId });
    case 'CausesRestored':
      return issueChanged(ticket, event.issueId, event.causes);
    case 'TicketHeld':
      return { held: event.cause };
    case 'TicketReleased':
      return { held: null };
    case 'TicketReopened':
      return { episode: event.episode, resolvedAt: null, closedAt: null };
    case 'TicketMerged':
      return { status: 'merged', mergedInto: event.into, statusBeforeMerge: event.statusBefore };
    case 'TicketUnmerged':
      return { status: event.status, mergedInto: null, statusBeforeMerge: null };
    case 'TicketAbsorbed':
      return {
        mergedFrom: [...ticket.mergedFrom, event.source],
        inherited: [...ticket.inherited, { source: event.source, receivedAt: event.receivedAt }],
        publicTalk:
          event.publicTalk === undefined ? ticket.publicTalk : { ...event.publicTalk, broughtBy: event.source },
      };
    case 'AbsorptionUndone':
      return {
        mergedFrom: ticket.mergedFrom.filter((source) => source !== event.source),
        inherited: ticket.inherited.filter((one) => one.source !== event.source),
        publicTalk: event.givesPublicTalk === true ? null : ticket.publicTalk,
      };
    case 'TicketSplit':
      return { issues: ticket.issues.filter((issue) => !event.issueIds.includes(issue.id)) };
    case 'TicketLinked':
      return { links: [...ticket.links, { kind: event.kind, other: event.other }] };
    case 'TicketUnlinked':
      return { links: ticket.links.filter((link) => link.kind !== event.kind || link.other !== event.other) };
    case 'TicketEscalated':
      return { escalated: event.kind };
    case 'TicketDeescalated':
      return { escalated: null };
    case 'NoteAdded':
    case 'MessageForwarded':
    case 'ForwardAnswered':
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'SubjectReworded':
    case 'AutomaticMailStopped':
    case 'TaskAsked':
    case 'TaskAnswered':
    case 'TaskWaived':
    case 'TaskUndeliverable':
    case 'UndertakingMade':
    case 'UndertakingKept':
    case 'UndertakingWithdrawn':
    case 'TriggersStopped':
      return {};
  }
}

/** What nobody got answered nobody, and nobody read it. */
const takenBack = (ticket: Ticket, messageId: string): Partial<Ticket> => ({
  ...unreplied(ticket, messageId),
  ...unsaid(ticket, messageId),
});

/** Whoever says something about an issue has seen it: it is not presumed any more. */
const issueChanged = (ticket: Ticket, issueId: string, change: Partial<Issue>): Partial<Ticket> => ({
  issues: ticket.issues.map((issue) => (issue.id === issueId ? { ...issue, ...change, presumed: false } : issue)),
});

const NO_CAUSE: CausesOf = { rootCause: null, contributing: [], controllability: null, undetermined: null };

function tagged(ticket: Ticket, event: Extract<TicketEvent, { type: 'CauseTagged' }>): Partial<Ticket> {
  const issue = ticket.issues.find(({ id }) => id === event.issueId);
  const others = (issue?.contributing ?? []).filter((code) => code !== event.code);
  const { code, controllability } = event;
  return event.role === 'primary'
    ? issueChanged(ticket, event.issueId, {
        rootCause: code,
        controllability,
        contributing: others,
        undetermined: null,
      })
    : issueChanged(ticket, event.issueId, { contributing: [...others, code].sort() });
}

function untagged(ticket: Ticket, event: Extract<TicketEvent, { type: 'CauseRemoved' }>): Partial<Ticket> {
  if (event.role === 'primary') return issueChanged(ticket, event.issueId, { rootCause: null, controllability: null });
  const issue = ticket.issues.find(({ id }) => id === event.issueId);
  return issueChanged(ticket, event.issueId, {
    contributing: (issue?.contributing ?? []).filter((code) => code !== event.code),
  });
}
