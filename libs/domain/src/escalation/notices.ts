import type { TicketEvent } from '../ticket/events.js';
import type { Ticket } from '../ticket/ticket.js';

/** What a person can be told. The words are found where it is shown. */
export const NOTICE_KINDS = [
  'assigned',
  'customerAnswered',
  'thirdPartyAnswered',
  'statusChanged',
  'snoozeOver',
  'clockWarned',
  'clockMissed',
  'escalated',
  'mentioned',
  'taskGiven',
  'taskReminder',
  'taskAnswered',
  'taskLate',
  'taskUndeliverable',
  'automation',
  'unassigned',
  'callBackDue',
  'alarm',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Told in working hours only: they are duties of the desk, and nobody can do them at night. */
export const IN_WORKING_HOURS: readonly NoticeKind[] = [
  'clockWarned',
  'clockMissed',
  'escalated',
  'taskReminder',
  'taskLate',
  'callBackDue',
];

/** Codes, ids and numbers; never words of a customer. */
export type NoticeBody = Readonly<Record<string, string | number | boolean | null>>;

export interface ToldNotice {
  readonly agentId: string;
  readonly kind: NoticeKind;
  readonly clockId: string | null;
  readonly body: NoticeBody;
}

/** A task as far as it decides who is told. */
export interface TaskParties {
  readonly id: string;
  readonly agentId: string | null;
  /** Of the team that was asked. */
  readonly memberIds: readonly string[];
  readonly askedBy: string | null;
}

/** What is known besides the event and the ticket. */
export interface NoticeFacts {
  readonly watcherIds: readonly string[];
  /** Who had put the ticket off until the customer wrote. */
  readonly awokenIds: readonly string[];
  readonly task: TaskParties | null;
  /** Who leads the team of the queue; administrators where nobody does. */
  readonly leadIds: readonly string[];
}

/** The events that somebody may have to be told of. */
export const TELLING: readonly TicketEvent['type'][] = [
  'TicketAssigned',
  'MessageReceived',
  'StatusChanged',
  'ClockWarned',
  'ClockMissed',
  'TicketEscalated',
  'NoteAdded',
  'ForwardAnswered',
  'TaskAsked',
  'TaskAnswered',
  'TaskUndeliverable',
  'TicketLeftWaiting',
];

/** The first message of a ticket is told by whoever gets the ticket. */
const OPENING_VERSIONS = 3;

/** Whether somebody may have to be told of it: most mail concerns nobody yet. */
export const mayTell = (event: TicketEvent): boolean =>
  TELLING.includes(event.type) &&
  !(event.type === 'MessageReceived' && (event.automatic !== null || event.version <= OPENING_VERSIONS)) &&
  !(event.type === 'NoteAdded' && event.mentions === undefined) &&
  // What changed because the customer wrote is told by what he wrote.
  !(event.type === 'StatusChanged' && event.by.kind === 'customer');

/**
 * Who is told what of an event; each person at most once, and nobody of what he did himself.
 * @param ticket as it is after the event, or later.
 */
export function noticesOf(event: TicketEvent, ticket: Ticket, facts: NoticeFacts): ToldNotice[] {
  if (!mayTell(event)) return [];
  const by = event.by.kind === 'agent' ? event.by.id : null;
  const seen = new Set<string | null>([by, null]);
  return told(event, ticket, facts).filter(({ agentId }) => !seen.has(agentId) && seen.add(agentId) !== undefined);
}

function told(event: TicketEvent, ticket: Ticket, facts: NoticeFacts): ToldNotice[] {
  const mine = [...(ticket.ownerId === null ? [] : [ticket.ownerId]), ...facts.watcherIds];
  const by = event.by.kind === 'agent' ? event.by.id : null;
  const all = (
    ids: readonly string[],
    kind: NoticeKind,
    body: NoticeBody,
    clockId: string | null = null,
  ): ToldNotice[] => ids.map((agentId) => ({ agentId, kind, clockId, body }));
  switch (event.type) {
    case 'TicketAssigned':
      return event.ownerId === null ? [] : all([event.ownerId], 'assigned', { by });
    case 'MessageReceived':
      return all([...mine, ...facts.awokenIds], 'customerAnswered', { messageId: event.messageId });
    case 'ClockWarned':
    case 'ClockMissed':
      return clockNotices(event, ticket, facts, mine);
    case 'TicketEscalated':
      return all(event.toIds, 'escalated', { level: event.level, by, kind: event.kind }, event.clockId);
    case 'NoteAdded':
      return all(event.mentions?.agentIds ?? [], 'mentioned', { messageId: event.messageId, by });
    case 'ForwardAnswered':
      return all([...present(event.forwardedBy), ...mine], 'thirdPartyAnswered', { messageId: event.messageId });
    case 'StatusChanged':
      return all(facts.watcherIds, 'statusChanged', { because: event.status, by });
    case 'TicketLeftWaiting':
      return all(facts.leadIds, 'unassigned', { because: event.because });
    case 'TaskAsked':
      return all(askedOf(facts.task), 'taskGiven', { taskId: event.taskId, dueAt: event.dueAt, by });
    case 'TaskAnswered':
      return all(present(facts.task?.askedBy, ticket.ownerId), 'taskAnswered', { taskId: event.taskId, by });
    case 'TaskUndeliverable':
      return all(present(facts.task?.askedBy ?? ticket.ownerId), 'taskUndeliverable', { taskId: event.taskId });
    default:
      return [];
  }
}

const present = (...ids: readonly (string | null | undefined)[]): readonly string[] =>
  ids.filter((id) => id !== null && id !== undefined);

function askedOf(task: TaskParties | null): readonly string[] {
  if (task === null) return [];
  return task.agentId === null ? task.memberIds : [task.agentId];
}

function clockNotices(
  event: Extract<TicketEvent, { type: 'ClockWarned' | 'ClockMissed' }>,
  ticket: Ticket,
  facts: NoticeFacts,
  mine: readonly string[],
): ToldNotice[] {
  const clock = ticket.clocks.find(({ id }) => id === event.clockId);
  if (clock === undefined) return [];
  const missed = event.type === 'ClockMissed';
  if (clock.milestone !== 'task') {
    const body = { milestone: clock.milestone, dueAt: event.dueAt };
    const kind = missed ? 'clockMissed' : 'clockWarned';
    return mine.map((agentId) => ({ agentId, kind, clockId: clock.id, body }));
  }
  const body = { taskId: clock.part, dueAt: event.dueAt };
  const asked = askedOf(facts.task);
  const late = facts.task?.askedBy ?? ticket.ownerId;
  const ids = missed && late !== null ? [...asked, late] : asked;
  return ids.map((agentId) => ({ agentId, kind: missed ? 'taskLate' : 'taskReminder', clockId: clock.id, body }));
}
