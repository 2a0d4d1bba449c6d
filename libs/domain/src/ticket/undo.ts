import { Refusal } from '../refusal.js';
import type { Actor, TicketEvent, TicketFact } from './events.js';
import type { Ticket } from './ticket.js';

/** What can be taken back, and which part of the ticket it touched. Replies have an undo window of their own. */
function touched(event: TicketFact): string | null {
  switch (event.type) {
    case 'StatusChanged':
    case 'TicketMerged':
    case 'TicketReopened':
      return 'status';
    case 'StageChanged':
      return 'stage';
    case 'TicketAssigned':
      return 'owner';
    case 'QueueChanged':
      return 'queue';
    case 'PriorityChanged':
      return 'priority';
    case 'KindChanged':
      return 'kind';
    case 'ClaimMarked':
      return 'claim';
    case 'TicketGraded':
      return 'grade';
    case 'TagsChanged':
      return 'tags';
    case 'CustomerChanged':
      return 'customer';
    case 'IssueJudged':
      return `issue ${event.issueId}`;
    default:
      return null;
  }
}

const same = (one: Actor, other: Actor): boolean => one.kind === other.kind && one.id === other.id;

/**
 * The newest change of one hand: all events that the asker caused at one instant, unless it was taken back already.
 * @param version take back the change that holds this version instead.
 * @returns events newest first.
 * @throws Refusal when there is none, or when somebody changed the same part since.
 */
export function undoable(events: readonly TicketEvent[], by: Actor, version?: number): TicketEvent[] {
  const undone = new Set(events.flatMap((event) => (event.undoes === undefined ? [] : [event.undoes])));
  const anchor = events.findLast(
    (event) =>
      same(event.by, by) &&
      event.undoes === undefined &&
      !undone.has(event.version) &&
      touched(event) !== null &&
      (version === undefined || event.version === version),
  );
  if (anchor === undefined) throw new Refusal('already-done', 'There is nothing of yours to take back on this ticket.');
  const batch = events.filter((event) => event.at === anchor.at && same(event.by, by) && touched(event) !== null).reverse();
  const parts = new Set(batch.map(touched));
  const last = batch[0]?.version ?? anchor.version;
  const later = events.find((event) => event.version > last && !undone.has(event.version) && event.undoes === undefined && parts.has(touched(event)));
  if (later !== undefined) throw new Refusal('moved-on', 'This was changed again since, so it cannot be taken back.');
  return batch;
}

/** The fact that sets back one event. A merge is set back by `unmerge`, which also changes the other ticket. */
export function inverse(ticket: Ticket, event: TicketEvent): TicketFact | null {
  switch (event.type) {
    case 'StatusChanged':
      return { type: 'StatusChanged', status: event.from, from: ticket.status };
    case 'StageChanged':
      return { type: 'StageChanged', stage: event.from, from: ticket.stage, noteId: null };
    case 'TicketAssigned':
      return { type: 'TicketAssigned', ownerId: event.from, from: ticket.ownerId };
    case 'QueueChanged':
      return { type: 'QueueChanged', queueId: event.from, from: ticket.queueId };
    case 'PriorityChanged':
      return { type: 'PriorityChanged', priority: event.from, from: ticket.priority };
    case 'KindChanged':
      return { type: 'KindChanged', kind: event.from, from: ticket.kind };
    case 'ClaimMarked':
      return { type: 'ClaimMarked', isClaim: event.from, from: ticket.isClaim };
    case 'TicketGraded':
      return { type: 'TicketGraded', ...event.from, from: { severity: ticket.severity, risk: ticket.risk } };
    case 'TagsChanged':
      return { type: 'TagsChanged', added: event.removed, removed: event.added };
    case 'CustomerChanged':
      return { type: 'CustomerChanged', customerId: event.from, from: ticket.customerId };
    case 'IssueJudged':
      return { type: 'IssueJudged', issueId: event.issueId, outcome: event.from, from: event.outcome };
    default:
      return null;
  }
}
