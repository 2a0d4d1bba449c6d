import type { TicketEvent } from '../ticket/events.js';

/** What can happen that a trigger or a webhook waits for: the names of it that people choose from. */
export const OCCASIONS = [
  'created',
  'customerReplied',
  'agentReplied',
  'statusChanged',
  'priorityChanged',
  'queueChanged',
  'assigned',
  'tagged',
  'clockWarned',
  'clockMissed',
  'escalated',
  'taskAsked',
  'taskAnswered',
] as const;
export type Occasion = (typeof OCCASIONS)[number];

/** The message that a ticket opens with is no reply. */
const OPENING_VERSIONS = 3;

/** What an event is an occasion for; null for all that nobody waits for. */
export function occasionOf(event: TicketEvent): Occasion | null {
  switch (event.type) {
    case 'TicketOpened':
      return 'created';
    case 'MessageReceived':
      return event.automatic !== null || event.version <= OPENING_VERSIONS ? null : 'customerReplied';
    case 'ReplyWritten':
      return event.human ? 'agentReplied' : null;
    case 'StatusChanged':
      return 'statusChanged';
    case 'PriorityChanged':
      return 'priorityChanged';
    case 'QueueChanged':
      return 'queueChanged';
    case 'TicketAssigned':
      return 'assigned';
    case 'TagsChanged':
      return 'tagged';
    case 'ClockWarned':
      return 'clockWarned';
    case 'ClockMissed':
      return 'clockMissed';
    case 'TicketEscalated':
      return 'escalated';
    case 'TaskAsked':
      return 'taskAsked';
    case 'TaskAnswered':
      return 'taskAnswered';
    default:
      return null;
  }
}
