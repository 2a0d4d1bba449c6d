import { Refusal } from '../refusal.js';
import { replay } from './evolve.js';
import type { Actor, CausesOf, TicketEvent, TicketFact } from './events.js';
import type { Ticket } from './ticket.js';

const touched = (event: TicketFact): string | null => partTouched(event.type, 'issueId' in event ? event.issueId : '');

/** What can be taken back, and which part of the ticket it touched. Replies have an undo window of their own. */
// eslint-disable-next-line max-lines-per-function -- one case for each kind of event
export function partTouched(type: string, issueId: string): string | null {
  switch (type) {
    case 'StatusChanged':
    case 'TicketMerged':
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
    case 'TicketDescribed':
      return 'description';
    case 'TicketRouted':
    case 'AgentsExcluded':
      return 'routing';
    case 'TicketHeld':
    case 'TicketReleased':
      return 'held';
    case 'IssueJudged':
      return `issue ${issueId}`;
    case 'IssueTyped':
      return `type of ${issueId}`;
    case 'CauseTagged':
    case 'CauseRemoved':
    case 'CauseUndetermined':
      return `causes of ${issueId}`;
    default:
      return null;
  }
}

const same = (one: Actor, other: Actor): boolean => one.kind === other.kind && one.id === other.id;

/**
 * The newest change of one hand: all events that the asker caused at one instant, unless it was taken back already.
 * @param version take back the change that holds this version, or brought it along, instead.
 * @returns events newest first.
 * @throws Refusal when there is none, or when somebody changed the same part since.
 */
export function undoable(events: readonly TicketEvent[], by: Actor, version?: number): TicketEvent[] {
  const undone = new Set(events.flatMap((event) => (event.undoes === undefined ? [] : [event.undoes])));
  // Where a ticket was placed when it came is its beginning: only routing it again is a change.
  const isBeginning = ({ type, at }: TicketEvent): boolean =>
    (type === 'TicketRouted' || type === 'TicketDescribed') && at === events[0]?.at;
  const mine = (event: TicketEvent): boolean =>
    same(event.by, by) &&
    event.undoes === undefined &&
    !undone.has(event.version) &&
    touched(event) !== null &&
    !isBeginning(event);
  const named = events.find((event) => event.version === version);
  // A change brings consequences of its own, on clocks for example: any version of the stroke names it.
  const meant = (event: TicketEvent): boolean =>
    named === undefined || event === named || (touched(named) === null && event.at === named.at);
  const anchor = events.findLast(
    (event) => mine(event) && (version === undefined || named !== undefined) && meant(event),
  );
  if (anchor === undefined) throw new Refusal('already-done', 'There is nothing of yours to take back on this ticket.');
  const batch = events.filter((event) => event.at === anchor.at && mine(event)).reverse();
  const parts = new Set(batch.map(touched));
  const last = batch[0]?.version ?? anchor.version;
  const later = events.find(
    (event) =>
      event.version > last && !undone.has(event.version) && event.undoes === undefined && parts.has(touched(event)),
  );
  if (later !== undefined) throw new Refusal('moved-on', 'This was changed again since, so it cannot be taken back.');
  return batch;
}

/** The ticket as it was before the stroke that a batch belongs to; null when that stroke opened it. */
export function before(events: readonly TicketEvent[], batch: readonly TicketEvent[]): Ticket | null {
  const [newest] = batch;
  const first = events.findIndex(
    (event) => newest !== undefined && event.at === newest.at && same(event.by, newest.by),
  );
  return first <= 0 ? null : replay(events.slice(0, first));
}

function causesRestored(ticket: Ticket, event: TicketEvent & { issueId: string; from: CausesOf }): TicketFact {
  const now = ticket.issues.find(({ id }) => id === event.issueId);
  const { rootCause = null, contributing = [], controllability = null, undetermined = null } = now ?? {};
  const from = { rootCause, contributing, controllability, undetermined };
  return { type: 'CausesRestored', issueId: event.issueId, causes: event.from, from };
}

/**
 * The fact that sets back one event. A merge is set back by `unmerge`, which also changes the other ticket.
 * @param past the ticket `before` the stroke: times and the episode return to what they were then.
 */
// eslint-disable-next-line max-lines-per-function -- one case for each kind of event
export function inverse(ticket: Ticket, event: TicketEvent, past: Ticket): TicketFact | null {
  switch (event.type) {
    case 'StatusChanged':
      return {
        type: 'StatusChanged',
        status: event.from,
        from: ticket.status,
        restores: { resolvedAt: past.resolvedAt, closedAt: past.closedAt, episode: past.episode },
      };
    case 'StageChanged':
      return { type: 'StageChanged', stage: event.from, from: ticket.stage, noteId: null };
    case 'TicketAssigned':
      return {
        type: 'TicketAssigned',
        ownerId: event.from,
        from: ticket.ownerId,
        restores: { unassignedSince: past.unassignedSince, unassignedBecause: past.unassignedBecause },
      };
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
    case 'TicketDescribed':
      return { type: 'TicketDescribed', now: event.from, from: ticket.description };
    case 'TicketRouted': {
      const { skills, chosenPolicyId: policyId, excluded } = past;
      return { type: 'RoutingRestored', skills, policyId, excluded };
    }
    case 'AgentsExcluded':
      return { type: 'AgentsExcluded', excluded: event.from, from: ticket.excluded };
    case 'TicketReleased':
      return { type: 'TicketHeld', cause: event.cause };
    case 'IssueJudged':
      return { type: 'IssueJudged', issueId: event.issueId, outcome: event.from, from: event.outcome };
    case 'IssueTyped':
      return { ...event, type: 'IssueTyped', code: event.from, from: event.code };
    case 'CauseTagged':
    case 'CauseRemoved':
    case 'CauseUndetermined':
      return causesRestored(ticket, event);
    default:
      return null;
  }
}
