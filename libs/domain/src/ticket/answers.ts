import type { Instant } from '../time.js';
import type { TicketEvent } from './events.js';
import type { Ticket } from './ticket.js';

/** How many answered stretches a ticket remembers, so that taking back a reply can restore what waited before it. */
const REMEMBERED_ANSWERS = 20;

export function received(ticket: Ticket, event: Extract<TicketEvent, { type: 'MessageReceived' }>): Partial<Ticket> {
  if (event.automatic !== null) return {};
  const waits = ticket.unansweredSince;
  const since = waits === null || event.receivedAt < waits ? event.receivedAt : waits;
  const last = ticket.lastInboundAt;
  return {
    // The first one in may be filed after a later one: another mailbox, a mail server that was down.
    receivedAt: event.receivedAt < ticket.receivedAt ? event.receivedAt : ticket.receivedAt,
    unansweredSince: since,
    lastInboundAt: last === null || event.receivedAt > last ? event.receivedAt : last,
  };
}

export function replied(ticket: Ticket, event: Extract<TicketEvent, { type: 'ReplyWritten' }>): Partial<Ticket> {
  if (!event.human) return {};
  const remembered = {
    messageId: event.messageId,
    unansweredSince: ticket.unansweredSince,
    countsFrom: event.countsFrom,
  };
  return {
    unansweredSince: stillUnanswered(ticket, event),
    answered: [...ticket.answered, remembered].slice(-REMEMBERED_ANSWERS),
    firstResponseAt: ticket.firstResponseAt ?? event.countsFrom,
  };
}

/** The mail of an agent may be filed after a message that came after it was sent: nobody has answered that one. */
function stillUnanswered(
  { unansweredSince, lastInboundAt }: Ticket,
  { countsFrom, at }: Extract<TicketEvent, { type: 'ReplyWritten' }>,
): Instant | null {
  const overtaken = countsFrom < at && lastInboundAt !== null && lastInboundAt > countsFrom;
  if (!overtaken || unansweredSince === null) return null;
  return unansweredSince > countsFrom ? unansweredSince : lastInboundAt;
}

/** A reply that was taken back or did not arrive answered nobody: what waited before it waits again. */
export function unreplied(ticket: Ticket, messageId: string): Partial<Ticket> {
  const index = ticket.answered.findIndex((reply) => reply.messageId === messageId);
  const reply = ticket.answered[index];
  if (reply === undefined) return {};
  const rest = ticket.answered.filter((other) => other !== reply);
  const first = ticket.firstResponseAt === reply.countsFrom ? (rest[0]?.countsFrom ?? null) : ticket.firstResponseAt;
  const next = ticket.answered[index + 1];
  if (next === undefined) {
    return {
      answered: rest,
      firstResponseAt: first,
      unansweredSince: earlier(reply.unansweredSince, ticket.unansweredSince),
    };
  }
  const since = earlier(reply.unansweredSince, next.unansweredSince);
  return {
    answered: rest.map((other) => (other === next ? { ...other, unansweredSince: since } : other)),
    firstResponseAt: first,
  };
}

function earlier(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null) return other;
  return other === null || one < other ? one : other;
}
