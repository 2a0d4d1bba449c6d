import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { Bounce } from '@redress/domain/intake/bounce.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { addParticipants, insertMessage } from '@redress/persistence/stores/messages.store.js';
import { markBounced } from '@redress/persistence/stores/outbox.store.js';
import { markUndeliverable, verifyAddress } from '@redress/persistence/stores/placing.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { joinProven } from './customer-merging.js';
import { copiedIn } from './copied.js';
import { commit, type Desk, hold, SYSTEM } from './desk.js';
import type { Filing } from './filing.js';
import { answerByMail, previewOf } from './messages.js';

/** Puts a mail onto its ticket. Null when the ticket is closed for too long: then it starts a follow-up. */
export async function appendMail(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  ticketId: string,
): Promise<IntakeReceipt | null> {
  const stored = await holdWhereItWent(tx, ticketId);
  const { ticket } = stored;
  if (filing.placement.speaksAs === 'agent') {
    return filing.what.automatic === null
      ? answerOfAgent(desk, tx, filing, stored)
      : fileOfAgentsMachine(tx, filing, stored);
  }
  // A sender who failed the check is marked, not silenced: forwarded mail of honest customers fails it, and nobody looks into a closed ticket.
  const wakes = filing.what.automatic === null;
  if (wakes && lifecycle.isPastReopening(ticket, filing.receivedAt, filing.facts.policy.reopenWindowDays)) return null;
  await keep(tx, filing, ticket.id);
  if (filing.placement.mayAddParticipants && filing.what.automatic === null) await welcomeCopied(tx, filing, ticket.id);
  const proven = wakes && filing.placement.because === 'ours.participant.trusted';
  if (proven) await verifyAddress(tx, filing.keys.from);
  const facts = lifecycle.receive(ticket, {
    messageId: filing.message.id,
    receivedAt: filing.receivedAt,
    automatic: filing.what.automatic,
    unverifiedSender: filing.placement.unverifiedSender,
  });
  const words = wakes ? { preview: previewOf(filing.read.newText) } : {};
  const by = { kind: 'customer' as const, id: ticket.customerId };
  const done = await commit(tx, stored, { facts, words }, by, filing.at);
  if (proven) await joinProven(tx, desk, ticket.id, filing.keys.from);
  const reopened = done.ticket.episode > ticket.episode;
  const automatic = filing.what.automatic !== null;
  return {
    outcome: automatic ? 'filed' : reopened ? 'reopened' : 'appended',
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    messageId: filing.message.id,
    reason: automatic ? `Automatic mail: ${filing.what.because}.` : filing.placement.because,
  };
}

/** Merged between the look for its place and now, a ticket sends its mail on. */
export async function holdWhereItWent(tx: Transaction, ticketId: string): Promise<StoredTicket> {
  const stored = await hold(tx, ticketId);
  return stored.ticket.mergedInto === null ? stored : holdWhereItWent(tx, stored.ticket.mergedInto);
}

async function keep(tx: Transaction, filing: Filing, ticketId: string): Promise<void> {
  await insertMessage(tx, { ...filing.message, ticketId }, filing.attachments);
}

/** Whom a participant copies takes part from then on: his answer belongs here too. */
async function welcomeCopied(tx: Transaction, filing: Filing, ticketId: string): Promise<void> {
  await addParticipants(
    tx,
    ticketId,
    copiedIn(filing).map((party) => ({ ...party, role: 'cc' })),
  );
}

/** An answer lies here as our own mail, so that it is not found by its Message-ID. The ticket is held: two copies come one after the other. */
async function mailedBefore(tx: Transaction, ticketId: string, contentCore: string): Promise<string | null> {
  const [row] = await tx.rows<{ id: string }>(
    `SELECT id FROM messages WHERE ticket_id = $1 AND direction = 'outbound' AND content_core = $2 LIMIT 1`,
    [ticketId, contentCore],
  );
  return row?.id ?? null;
}

/** His vacation notice, a receipt of his mail program: his address and his thread, yet no word of his. The customer never learns of it. */
async function fileOfAgentsMachine(tx: Transaction, filing: Filing, stored: StoredTicket): Promise<IntakeReceipt> {
  const { id, number } = stored.ticket;
  await insertMessage(tx, { ...filing.message, ticketId: id, visibility: 'internal' }, filing.attachments);
  const facts = lifecycle.receive(stored.ticket, {
    messageId: filing.message.id,
    receivedAt: filing.receivedAt,
    automatic: filing.what.automatic,
    unverifiedSender: false,
  });
  await commit(tx, stored, { facts }, SYSTEM('mail'), filing.at);
  return {
    outcome: 'filed',
    ticketId: id,
    ticketNumber: number,
    messageId: filing.message.id,
    reason: `Automatic mail: ${filing.what.because}.`,
  };
}

async function answerOfAgent(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  stored: StoredTicket,
): Promise<IntakeReceipt> {
  const earlier = await mailedBefore(tx, stored.ticket.id, filing.mail.contentCore);
  if (earlier !== null) {
    const { id, number } = stored.ticket;
    return {
      outcome: 'duplicate',
      ticketId: id,
      ticketNumber: number,
      messageId: earlier,
      reason: 'The same answer came before.',
    };
  }
  await answerByMail(desk, tx, stored, {
    agentId: filing.facts.agentId,
    messageId: filing.message.id,
    contentCore: filing.mail.contentCore,
    text: filing.read.newText,
    ownWords: filing.read.ownWords,
    attachments: filing.attachments,
    at: filing.at,
  });
  return {
    outcome: 'appended',
    ticketId: stored.ticket.id,
    ticketNumber: stored.ticket.number,
    messageId: filing.message.id,
    reason: filing.placement.because,
  };
}

/** A mail of ours came back: its message says so, and what it answered waits again. Null when it names no mail of ours. */
export async function bringBack(tx: Transaction, filing: Filing, bounce: Bounce): Promise<IntakeReceipt | null> {
  if (bounce.originalMessageId === null) return null;
  const [ours] = await tx.rows<{ id: string; ticketId: string; visibility: 'public' | 'internal'; newest: boolean }>(
    `SELECT m.id, m.ticket_id AS "ticketId", m.visibility, m.visibility = 'public' AND NOT EXISTS (
       SELECT 1 FROM messages n WHERE n.ticket_id = m.ticket_id AND n.direction = 'outbound' AND n.visibility = 'public' AND n.received_at > m.received_at) AS newest
     FROM messages m WHERE m.rfc_message_id = $1 AND m.direction = 'outbound' AND m.ticket_id IS NOT NULL`,
    [bounce.originalMessageId],
  );
  if (ours === undefined) return null;
  const stored = await hold(tx, ours.ticketId);
  const { ticketId, visibility } = ours;
  await insertMessage(tx, { ...filing.message, ticketId, visibility }, filing.attachments);
  const facts: TicketFact[] = lifecycle.receive(stored.ticket, {
    messageId: filing.message.id,
    receivedAt: filing.receivedAt,
    automatic: filing.what.automatic,
    unverifiedSender: false,
  });
  if (bounce.permanent) {
    const reason = bounce.recipients[0]?.diagnostic ?? bounce.recipients[0]?.status ?? 'The other server refused it.';
    await markBounced(tx, ours.id, reason);
    await markUndeliverable(
      tx,
      ours.id,
      bounce.recipients.map((recipient) => recipient.address.toLowerCase()),
    );
    facts.push(...lifecycle.reportDelivery(stored.ticket, ours.id, 'bounced', ours.newest));
  }
  await commit(tx, stored, { facts }, SYSTEM('bounce'), filing.at);
  const { id, number } = stored.ticket;
  return {
    outcome: 'filed',
    ticketId: id,
    ticketNumber: number,
    messageId: filing.message.id,
    reason: `Automatic mail: ${filing.what.because}.`,
  };
}
