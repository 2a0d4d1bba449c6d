import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { capture, type DueMail } from '@redress/persistence/stores/outbox.store.js';
import { holdTickets } from '@redress/persistence/stores/tickets.store.js';
import { commitAll, type Desk, SYSTEM } from './desk.js';

/** A mail that stays here, and the key of its bytes. */
export interface KeptMail {
  readonly mail: DueMail;
  readonly source: string;
}

/** No mail server is configured: the mails stay here, and count as on their way. */
export function keepMails(desk: Desk, kept: readonly KeptMail[]): Promise<void> {
  return inTransaction(desk.database, async (tx) => {
    const at = desk.clock.now();
    const ticketIds = new Set(kept.flatMap(({ mail }) => mail.ticketId ?? []));
    const tickets = await holdTickets(tx, [...ticketIds]);
    const built = kept.map(({ mail, source }) => ({ id: mail.id, source }));
    const captured = await capture(tx, built, at);
    const changes = tickets.map((stored) => ({
      stored,
      facts: kept
        .filter(({ mail }) => mail.ticketId === stored.ticket.id && captured.has(mail.id))
        .flatMap(({ mail: { messageId } }) =>
          messageId === null ? [] : lifecycle.reportDelivery(stored.ticket, messageId, 'captured', false),
        ),
    }));
    await commitAll(tx, changes, SYSTEM('outbox'), at);
  });
}
