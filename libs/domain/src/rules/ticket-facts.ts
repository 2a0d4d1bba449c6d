import type { Ticket } from '../ticket/ticket.js';
import type { Facts } from './condition.js';

/**
 * The facts that a rule can ask of a ticket.
 * @param known what the ticket itself does not know: `tier`, `organisation`, `subject`, `team` … It never replaces what the ticket knows.
 */
export function ticketFacts(ticket: Ticket, known: Facts = {}): Facts {
  const { description } = ticket;
  return {
    ...known,
    kind: ticket.kind,
    isClaim: ticket.isClaim,
    channel: ticket.channel,
    status: ticket.status,
    stage: ticket.stage,
    priority: ticket.priority,
    severity: ticket.severity,
    risk: ticket.risk,
    queue: ticket.queueId,
    owner: ticket.ownerId,
    tags: ticket.tags,
    language: description.language ?? known['language'],
    product: description.product ?? known['product'],
    region: description.region ?? known['region'],
  };
}
