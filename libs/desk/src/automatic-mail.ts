import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Actor } from '@redress/domain/ticket/events.js';
import { refuseFinished, reply } from '@redress/domain/ticket/lifecycle.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { commit, type Desk } from './desk.js';
import { ownMessage } from './notes.js';
import { bookAutomaticMail, queueTicketMail, replySubject, senderOf, ticketMessageId } from './outgoing.js';

export interface AutomaticWords {
  readonly en: string;
  readonly de: string;
  readonly by: Actor;
  readonly at: Instant;
}

/**
 * Writes to the customer without a person: marked as automatic, within the budgets, and answering nobody.
 * Without an address nothing is sent; nor when the budgets are used up, which the log then says.
 */
export async function sendAutomatic(
  desk: Desk,
  tx: Transaction,
  stored: StoredTicket,
  { en, de, by, at }: AutomaticWords,
): Promise<{ readonly changed: boolean; readonly ticket: Ticket }> {
  const { ticket } = stored;
  refuseFinished(ticket, 'written to');
  const [to] = await tx.rows<{ name: string; address: string; language: string | null; proven: boolean }>(
    `SELECT p.name, p.address, c.language, EXISTS (SELECT 1 FROM identities i
       WHERE i.kind = 'email' AND i.value = lower(p.address) AND i.verified_at IS NOT NULL AND i.customer_id = t.customer_id) AS proven FROM participants p JOIN tickets t ON t.id = p.ticket_id LEFT JOIN customers c ON c.id = t.customer_id
     WHERE p.ticket_id = $1 AND p.role = 'customer' ORDER BY p.address LIMIT 1`,
    [ticket.id],
  );
  if (to === undefined) return { changed: false, ticket };
  const verdict = await bookAutomaticMail(tx, 'other', to.address, ticket.id, at);
  if (!verdict.allowed) {
    const cause = verdict.because === 'unverifiedTotal' ? 'unverifiedSender' : 'loop';
    const done = await commit(tx, stored, { facts: [{ type: 'AutomaticMailStopped', cause }] }, by, at);
    return { changed: false, ticket: done.ticket };
  }
  // Whoever filled in a form chose the name and the subject: a stranger whose address he typed in must not read them.
  const byStranger = ticket.channel === 'webForm' && !to.proven;
  const parties = [{ name: byStranger ? '' : to.name, address: to.address }];
  const about = byStranger ? '' : stored.words.subject;
  const text = (to.language === 'de' ? de : en).replaceAll('{{number}}', ticket.number);
  const messageId = await write(desk, tx, stored, { parties, about, text, at });
  const facts = reply(ticket, { messageId, human: false, countsFrom: at });
  return { changed: true, ticket: (await commit(tx, stored, { facts }, by, at)).ticket };
}

interface Writing {
  readonly parties: readonly MailAddress[];
  /** The subject of the ticket; empty says its number alone. */
  readonly about: string;
  readonly text: string;
  readonly at: Instant;
}

async function write(desk: Desk, tx: Transaction, stored: StoredTicket, writing: Writing): Promise<string> {
  const { ticket, words } = stored;
  const { parties, about, text, at } = writing;
  const messageId = newId();
  const sender = await senderOf(tx, desk, ticket.queueId, await readMailPolicy(tx));
  const rfcMessageId = ticketMessageId(messageId, words.replyToken, sender);
  const subject = about === '' ? `[${ticket.number}]` : replySubject(about, ticket.number);
  const own = ownMessage(messageId, ticket.id, text, at, null);
  const outgoing = { channel: 'email', visibility: 'public', automatic: 'trigger' } as const;
  await insertMessage(tx, { ...own, ...outgoing, rfcMessageId, from: sender, to: parties, subject });
  await queueTicketMail(tx, desk, {
    ...{ ticket, replyToken: words.replyToken, messageId, rfcMessageId, sender, subject, text },
    ...{ purpose: 'automation', automatic: true, to: parties, cc: [], html: null, attachments: [], at, dueAt: at },
  });
  return messageId;
}
