import type { IntakeReceipt } from '@redress/contract/mail.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { forwardAnswered } from '@redress/domain/ticket/forwarding.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { forwardByToken, insertForwardAnswer, type SentForward } from '@redress/persistence/stores/forwards.store.js';
import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { hashToken } from '@redress/platform/seal.js';
import { holdWhereItWent } from './appending.js';
import { commit, SYSTEM } from './desk.js';
import type { Filing } from './filing.js';
import { forwardTokensIn } from './outgoing.js';

/**
 * A mail that answers one that we handed on: it stands in the ticket for colleagues only, and is never a message of the customer. Null when it
 * shows no token of such a mail, or comes from somebody it did not go to: then it is placed like any other.
 */
export async function fileForwardAnswer(tx: Transaction, filing: Filing): Promise<IntakeReceipt | null> {
  const { what, mail, message, keys, at } = filing;
  // What came back is told on the mail that did not arrive.
  if (what.automatic === 'bounce' || what.automatic === 'delayed') return null;
  const sent = await forwardByToken(tx, forwardTokensIn(keys.references, keys.recipients).map(hashToken));
  if (sent === null || !isFromThere(sent, filing)) return null;
  const stored = await holdWhereItWent(tx, sent.ticketId);
  const { ticket } = stored;
  const unverifiedSender = mail.authentication.verdict === 'fail';
  const kept = { ...message, ticketId: ticket.id, visibility: 'internal', unverifiedSender } as const;
  await insertMessage(tx, kept, filing.attachments);
  await insertForwardAnswer(tx, message.id, sent.messageId);
  const receipt = { ticketId: ticket.id, ticketNumber: ticket.number, messageId: message.id };
  // Whoever proves nothing, and a program that answers, changes nothing: a person reads it first.
  const counts = what.automatic === null && !unverifiedSender;
  const answer = { messageId: message.id, forwardId: sent.messageId, forwardedBy: sent.authorId };
  const facts = counts ? forwardAnswered(ticket, answer) : lifecycle.note(message.id);
  await commit(tx, stored, { facts }, SYSTEM('forward'), at);
  if (what.automatic !== null) return { ...receipt, outcome: 'filed', reason: `Automatic mail: ${what.because}.` };
  return { ...receipt, outcome: 'appended', reason: 'It answers a message that was forwarded.' };
}

/** A colleague who got it from somebody else counts, too: what he writes here must never go to the customer as our answer. */
const isFromThere = ({ recipients }: SentForward, { keys, facts }: Filing): boolean =>
  recipients.includes(keys.from) || facts.agentId !== null;
