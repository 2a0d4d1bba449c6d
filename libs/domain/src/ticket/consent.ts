import { Refusal } from '../refusal.js';
import type { Instant } from '../time.js';
import type { TicketFact } from './events.js';
import { refuseFinished } from './lifecycle.js';
import type { Consent, ConsentMeans, PublicTalk, Ticket } from './ticket.js';

export interface Agreement {
  readonly means: ConsentMeans;
  readonly agreedAt: Instant;
  readonly messageId: string | null;
}

/** Says of the ticket's customer that he agreed; said again it takes the place of what was said before. */
export function agree(ticket: Ticket, { means, agreedAt, messageId }: Agreement, now: Instant): TicketFact[] {
  const talk = talkOf(ticket);
  if (agreedAt > now)
    throw new Refusal('invalid', 'Nobody agrees in the future. Give the time at which he did.', [FUTURE]);
  const consent: Consent = { customerId: ticket.customerId, agreedAt, means, messageId };
  return isSame(talk.consent, consent) ? [] : [{ type: 'PrivateHandlingAgreed', ...consent }];
}

const FUTURE = { pointer: '/agreedAt', code: 'future', message: 'Give the time at which the customer agreed.' };

export function revoke(ticket: Ticket): TicketFact[] {
  const { consent } = talkOf(ticket);
  return consent === null ? [] : [{ type: 'PrivateHandlingRevoked', from: consent }];
}

function talkOf(ticket: Ticket): PublicTalk {
  refuseFinished(ticket, 'handled in private');
  if (ticket.publicTalk === null)
    throw new Refusal('not-in-this-status', 'Nothing was said in public on this ticket: there is nothing to agree to.');
  return ticket.publicTalk;
}

const isSame = (one: Consent | null, other: Consent): boolean =>
  one !== null &&
  one.customerId === other.customerId &&
  one.agreedAt === other.agreedAt &&
  one.means === other.means &&
  one.messageId === other.messageId;
