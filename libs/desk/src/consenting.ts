import { Refusal } from '@redress/domain/refusal.js';
import { agree, revoke } from '@redress/domain/ticket/consent.js';
import type { ConsentMeans, Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { act, type Desk, type Wish } from './desk.js';

export interface SaidAgreement {
  readonly means: ConsentMeans;
  /** Null: when he wrote the message, else now. */
  readonly agreedAt: Instant | null;
  readonly messageId: string | null;
}

/** Notes that the customer agreed to go on in private with what he said in public: who, when and how. */
export function recordConsent(desk: Desk, wish: Wish, { means, agreedAt, messageId }: SaidAgreement): Promise<Ticket> {
  return act(desk, wish, 'reply', async ({ ticket }, tx, at) => {
    const written = messageId === null ? null : await receiptOf(tx, ticket.id, messageId);
    return { facts: agree(ticket, { means, agreedAt: agreedAt ?? written ?? at, messageId }, at) };
  });
}

export function revokeConsent(desk: Desk, wish: Wish): Promise<Ticket> {
  return act(desk, wish, 'reply', ({ ticket }) => ({ facts: revoke(ticket) }));
}

async function receiptOf(tx: Transaction, ticketId: string, messageId: string): Promise<Instant> {
  const [row] = await tx.rows<{ at: Instant }>(
    `SELECT (extract(epoch FROM received_at) * 1000)::bigint AS at FROM messages
     WHERE id = $1 AND ticket_id = $2 AND direction = 'inbound'`,
    [messageId, ticketId],
  );
  if (row !== undefined) return row.at;
  const faults = [
    { pointer: '/messageId', code: 'unknown', message: 'Name a message of the customer on this ticket.' },
  ];
  throw new Refusal('invalid', 'This is no message of the customer on this ticket.', faults);
}
