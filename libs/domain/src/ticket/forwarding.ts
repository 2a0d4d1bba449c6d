import type { Instant } from '../time.js';
import type { TicketFact } from './events.js';
import { refuseFinished } from './lifecycle.js';
import type { Ticket } from './ticket.js';

export interface Forwarding {
  readonly messageId: string;
  readonly originalId: string;
  readonly leavesAt: Instant;
}

/** A message goes to somebody who is not the customer. It answers nobody: status, stage and clocks stay what they were. */
export function forward(ticket: Ticket, forwarding: Forwarding): TicketFact[] {
  refuseFinished(ticket, 'forwarded');
  return [{ type: 'MessageForwarded', ...forwarding }];
}

export interface ForwardAnswer {
  readonly messageId: string;
  readonly forwardId: string;
  readonly forwardedBy: string | null;
}

/** He wrote back: whoever waited for somebody outside need not wait any more. */
export function forwardAnswered(ticket: Ticket, answer: ForwardAnswer): TicketFact[] {
  const facts: TicketFact[] = [{ type: 'ForwardAnswered', ...answer }];
  if (ticket.status !== 'waitingThirdParty') return facts;
  return [...facts, { type: 'StatusChanged', status: 'open', from: ticket.status }];
}
