import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { forward as forwarded } from '@redress/domain/ticket/forwarding.js';
import { later, SECOND } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { insertForward, type Original, originalOf } from '@redress/persistence/stores/forwards.store.js';
import { claimUploads, insertMessage, type StoredAttachment } from '@redress/persistence/stores/messages.store.js';
import { outboxRow } from '@redress/persistence/stores/outbox.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { isCustomerOf } from '@redress/persistence/stores/tasks.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { hashToken, randomToken } from '@redress/platform/seal.js';
import { actorOf, commit, type Desk, hold, see } from './desk.js';
import { forwardSubject, quoted } from './forward-words.js';
import { ownMessage } from './notes.js';
import { forwardMessageId, senderOf } from './outgoing.js';
import { faulty, plainAddress } from './people.js';
import { refuseGaps } from './reply-checks.js';
import { signatureOn } from './signatures.js';

export interface Forwarding {
  readonly asker: Asker;
  readonly ticket: string;
  /** Given by the caller, so that a request that is repeated after a crash is recognised. */
  readonly messageId: string;
  readonly originalId: string;
  readonly text: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** Null: that of the message, marked. */
  readonly subject: string | null;
  /** Of those of the message, the ones that go along; null: all but those that only stand within its text. */
  readonly kept: readonly string[] | null;
  readonly attachments: readonly string[];
  readonly undoSeconds: number;
}

const TOKEN_BITS = 128;

/** Hands a message on by mail to somebody who is not the customer. Repeating it with the same message id does nothing. */
export async function forward(desk: Desk, forwarding: Forwarding): Promise<string> {
  const { asker, messageId } = forwarding;
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await see(tx, asker, forwarding.ticket, 'reply'));
    const { ticket } = stored;
    if ((await tx.rows('SELECT 1 FROM messages WHERE id = $1', [messageId])).length > 0) return messageId;
    const original = await originalFor(tx, ticket.id, forwarding.originalId);
    refuseGaps(forwarding.text);
    const parties = await partiesOf(tx, ticket.id, forwarding);
    const at = desk.clock.now();
    const dueAt = later(at, forwarding.undoSeconds * SECOND);
    const facts = forwarded(ticket, { messageId, originalId: original.id, leavesAt: dueAt });
    const sender = await senderOf(tx, desk, ticket.queueId, await readMailPolicy(tx));
    const token = randomToken(TOKEN_BITS);
    const rfcMessageId = forwardMessageId(messageId, token, sender);
    const subject = forwardSubject(forwarding.subject ?? original.subject);
    const text = await wholeText(tx, desk, ticket.id, forwarding, original);
    const own = { ...ownMessage(messageId, ticket.id, text, at, asker.agentId), newText: forwarding.text };
    const kept = keptOf(original, forwarding.kept);
    await insertMessage(tx, { ...own, channel: 'email', rfcMessageId, from: sender, ...parties, subject }, kept);
    const attachments = [...kept, ...(await uploadsOf(tx, forwarding))];
    await insertForward(tx, { messageId, originalId: original.id, tokenHash: hashToken(token) });
    const replyTo = desk.replyDomain === null ? null : `forward+${token}@${desk.replyDomain}`;
    const thread = { inReplyTo: null, references: [] };
    const row = outboxRow({
      ...{ id: newId(), ticketId: ticket.id, messageId, automatic: false, purpose: 'forward', rfcMessageId },
      envelopeFrom: sender.address,
      letter: { ...parties, ...thread, from: sender, replyTo, subject, text, html: null, attachments },
      ...{ dueAt, createdAt: at },
    });
    await writeRows(tx, { outbox: [row] });
    await commit(tx, stored, { facts }, actorOf(asker), at);
    return messageId;
  });
}

async function originalFor(tx: Transaction, ticketId: string, id: string): Promise<Original> {
  const original = await originalOf(tx, ticketId, id);
  if (original === null) throw faulty('/forwards', 'unknown', 'This ticket has no such message.');
  if (original.isNote) throw faulty('/forwards', 'note', 'A note stays in the house: write what you want to tell.');
  return original;
}

/** @throws Refusal invalid when nobody is named, or the customer is: he is answered, and what is handed on is not for him */
async function partiesOf(
  tx: Transaction,
  ticketId: string,
  { to, cc }: Pick<Forwarding, 'to' | 'cc'>,
): Promise<{ readonly to: readonly MailAddress[]; readonly cc: readonly MailAddress[] }> {
  if (to.length === 0) throw faulty('/to', 'required', 'Name at least one address.');
  const read = async (addresses: readonly string[], pointer: string): Promise<MailAddress[]> => {
    const found: MailAddress[] = [];
    for (const [index, text] of addresses.entries()) {
      const address = plainAddress(text, `${pointer}/${index}`);
      if (await isCustomerOf(tx, ticketId, address))
        throw faulty(`${pointer}/${index}`, 'customer', `${address} belongs to the customer: write a reply instead.`);
      found.push({ name: '', address });
    }
    return found;
  };
  return { to: await read(to, '/to'), cc: await read(cc, '/cc') };
}

/** One's own words, who speaks, and the message. The mark of signatures is left out: programs would fold the message away with it. */
async function wholeText(
  tx: Transaction,
  desk: Desk,
  ticketId: string,
  { asker, text }: Forwarding,
  original: Original,
): Promise<string> {
  const [agent] = await tx.rows<{ language: string | null }>('SELECT language FROM agents WHERE id = $1', [
    asker.agentId,
  ]);
  const signature = await signatureOn(tx, desk, ticketId, asker.agentId);
  const parts = [text.trim(), signature ?? '', quoted(original, agent?.language ?? null)];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** The files themselves are there once: only their names are written again. */
function keptOf({ attachments }: Original, kept: readonly string[] | null): StoredAttachment[] {
  const chosen = attachments.filter(({ id, inline }) => (kept === null ? !inline : kept.includes(id)));
  if (kept !== null && chosen.length !== new Set(kept).size)
    throw faulty('/forwardedAttachments', 'unknown', 'The message has no such attachment.');
  return chosen.map((one) => ({ ...one, id: newId(), inline: false, contentId: null }));
}

async function uploadsOf(tx: Transaction, { attachments, asker, messageId }: Forwarding): Promise<StoredAttachment[]> {
  const taken = await claimUploads(tx, attachments, asker.agentId, messageId);
  if (taken.length === new Set(attachments).size) return taken;
  const faults = [{ pointer: '/attachments', code: 'unknown', message: 'Upload it again.' }];
  throw new Refusal('invalid', 'An attachment is not there any more, or was sent already.', faults);
}
