import { type Choice, chosen, type Way } from '@redress/domain/channel/ways.js';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { PublicPart, TicketFact } from '@redress/domain/ticket/events.js';
import { signed, signedHtml } from '@redress/domain/signatures/signature.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import { later, SECOND, type Instant } from '@redress/domain/time.js';
import { sightClause } from '@redress/persistence/sight.js';
import { inTransaction, type Sql, type Transaction } from '@redress/persistence/sql.js';
import { forwardedBy } from '@redress/persistence/stores/forwards.store.js';
import {
  addParticipants,
  claimUploads,
  insertMessage,
  type StoredAttachment,
} from '@redress/persistence/stores/messages.store.js';
import { requeueOutbox } from '@redress/persistence/stores/outbox.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { type Conversation, waysToCustomer } from '@redress/persistence/stores/ways.store.js';
import { addrSpec } from '@redress/platform/address.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { actorOf, commit, type Desk, hold, see, SYSTEM } from './desk.js';
import { noted, ownMessage } from './notes.js';
import { faulty } from './people.js';
import { refuseGaps, refuseUnread } from './reply-checks.js';
import { type ChannelWay, replyByChannel } from './replying.js';
import { signatureOn } from './signatures.js';
import { queueTicketMail, replySubject, senderOf, ticketMessageId } from './outgoing.js';

/** The longest undo window. */
export const MOST_UNDO_SECONDS = 30;

export interface Writing {
  readonly asker: Asker;
  readonly ticket: string;
  /** Given by the caller, so that a request that is repeated after a crash is recognised. */
  readonly messageId: string;
  readonly visibility: 'public' | 'internal';
  readonly text: string;
  readonly html: string | null;
  /** Null: the customer. */
  readonly to: readonly string[] | null;
  /** Which way it leaves; absent: the one that the customer took last, or by mail when `to` names addresses. */
  readonly way?: Choice | undefined;
  readonly cc: readonly string[];
  readonly attachments: readonly string[];
  readonly sendAfterSeconds: number;
  /** The version of the ticket that the writer had read; null writes whatever came since. */
  readonly seenVersion: number | null;
}

/** Writes a public reply or an internal note. Repeating it with the same message id does nothing and gives the same id. */
export async function write(desk: Desk, writing: Writing): Promise<string> {
  const html = writing.html === null ? null : await desk.sanitise(writing.html);
  const messageId = await inTransaction(desk.database, async (tx) => {
    const id = await see(tx, writing.asker, writing.ticket, writing.visibility === 'public' ? 'reply' : 'note');
    const stored = await hold(tx, id);
    const twice = await tx.rows('SELECT 1 FROM messages WHERE id = $1', [writing.messageId]);
    if (twice.length > 0) return writing.messageId;
    const at = desk.clock.now();
    if (writing.visibility === 'internal') await writeNote(tx, stored, writing, html, at);
    else await writeReply(desk, tx, stored, { ...writing, html }, at);
    if (writing.asker.agentId !== null) {
      await tx.rows('DELETE FROM drafts WHERE ticket_id = $1 AND agent_id = $2', [id, writing.asker.agentId]);
    }
    await failpoint('api.reply.before_commit');
    return writing.messageId;
  });
  await failpoint('api.reply.after_commit');
  return messageId;
}

/** On a ticket that is held, within the change that it belongs to. */
export async function writeNote(
  tx: Transaction,
  stored: StoredTicket,
  writing: Writing,
  html: string | null,
  at: Instant,
): Promise<void> {
  const { asker, messageId } = writing;
  const own = ownMessage(messageId, stored.ticket.id, writing.text, at, asker.agentId);
  await insertMessage(tx, { ...own, html });
  await takeUploads(tx, writing);
  await commit(tx, stored, { facts: await noted(tx, own) }, actorOf(asker), at);
}

/** @throws Refusal invalid when one of them is not there, or not the asker's */
export async function takeUploads(
  tx: Transaction,
  writing: Pick<Writing, 'attachments' | 'asker' | 'messageId'>,
): Promise<StoredAttachment[]> {
  const taken = await claimUploads(tx, writing.attachments, writing.asker.agentId, writing.messageId);
  if (taken.length !== new Set(writing.attachments).size) {
    const faults = [{ pointer: '/attachments', code: 'unknown', message: 'Upload it again.' }];
    throw new Refusal('invalid', 'An attachment is not there any more, or was sent already.', faults);
  }
  return taken;
}

export async function writeReply(
  desk: Desk,
  tx: Transaction,
  stored: StoredTicket,
  writing: Writing,
  at: Instant,
): Promise<void> {
  const { ticket, words } = stored;
  refuseGaps(writing.text);
  if (writing.seenVersion !== null) await refuseUnread(tx, ticket.id, writing.seenVersion);
  const dueAt = later(at, Math.min(Math.max(writing.sendAfterSeconds, 0), MOST_UNDO_SECONDS) * SECOND);
  const { ways, mail: known } = await waysToCustomer(tx, ticket.id);
  const way = wayOf(ways, writing);
  if (way !== null)
    return replyByChannel(tx, stored, writing, way, {
      ...{ at, undoneUntil: dueAt, preview: previewOf(writing.text) },
      takeUploads: () => takeUploads(tx, writing),
    });
  if (writing.way?.closing === true)
    throw faulty('/way/closing', 'private', 'A closing note is for everybody: choose a public way.');
  const facts = lifecycle.reply(ticket, { messageId: writing.messageId, human: true, countsFrom: dueAt });
  const { to, cc } = recipientsOf(writing, known);
  const sender = await senderOf(tx, desk, ticket.queueId, await readMailPolicy(tx));
  const { messageId } = writing;
  const signature = await signatureOn(tx, desk, ticket.id, writing.asker.agentId);
  const text = signed(writing.text, signature);
  const html = writing.html === null ? null : signedHtml(writing.html, writing.text, signature);
  const { replyToken } = words;
  const rfcMessageId = ticketMessageId(messageId, replyToken, sender);
  const subject = replySubject(words.subject, ticket.number);
  const own = { ...ownMessage(messageId, ticket.id, writing.text, at, writing.asker.agentId), text };
  const outgoing = { channel: 'email', visibility: 'public', rfcMessageId } as const;
  await insertMessage(tx, { ...own, ...outgoing, from: sender, to, cc, subject, html });
  const attachments = await takeUploads(tx, writing);
  const copied = [...to, ...cc].map((party) => ({ ...party, role: 'cc' as const }));
  await addParticipants(tx, ticket.id, copied);
  const mail = { ticket, replyToken, messageId, rfcMessageId, sender, to, cc, subject, text, html, attachments };
  await queueTicketMail(tx, desk, { ...mail, purpose: 'reply', automatic: false, at, dueAt });
  await commit(tx, stored, { facts, words: { preview: previewOf(writing.text) } }, actorOf(writing.asker), at);
}

/** The channel that it leaves by; null: it goes by mail. */
function wayOf(ways: readonly Way<Conversation>[], { way, to }: Writing): ChannelWay | null {
  if (way === undefined) return (to ?? []).length > 0 ? null : byChannel(ways[0]);
  if (way.accountId === null) return null;
  const found = byChannel(chosen(ways, way) ?? undefined);
  if (found === null)
    throw faulty('/way', 'unknown', 'The customer cannot be reached this way any more: choose another.');
  return found;
}

const byChannel = (way: Way<Conversation> | undefined): ChannelWay | null =>
  way === undefined || way.said === null ? null : { ...way, said: way.said };

/** @throws Refusal when nobody would get it */
function recipientsOf(
  writing: Writing,
  known: MailAddress | null,
): { to: readonly MailAddress[]; cc: readonly MailAddress[] } {
  const named = writing.way !== undefined && writing.to?.length === 0 ? null : writing.to;
  const to = named === null ? (known === null ? [] : [known]) : parties(named, '/to');
  const cc = parties(writing.cc, '/cc');
  if (to.length > 0) return { to, cc };
  const faults = [{ pointer: '/to', code: 'required', message: 'Name at least one address.' }];
  throw new Refusal(
    'invalid',
    'There is nobody to send this to: what it came by takes no answer, and no mail address of the customer is known.',
    faults,
  );
}

export interface MailedAnswer {
  readonly agentId: string | null;
  readonly messageId: string;
  /** Of the mail that brought it: the same mail in another mailbox is the same answer. */
  readonly contentCore: string;
  readonly text: string;
  /** False when his mail brought back what it answered and nothing else. */
  readonly ownWords: boolean;
  readonly attachments: readonly StoredAttachment[];
  readonly at: Instant;
}

/** An agent answered from his mailbox: it goes to the customer as if he had written it here. */
export async function answerByMail(
  desk: Desk,
  tx: Transaction,
  stored: StoredTicket,
  answer: MailedAnswer,
): Promise<void> {
  const { ticket, words } = stored;
  const { messageId, text, attachments, at } = answer;
  const by = answer.agentId === null ? SYSTEM('mail') : { kind: 'agent' as const, id: answer.agentId };
  const to = await customerOf(tx, ticket.id);
  if (to.length === 0 || !answer.ownWords) {
    // Nobody would get anything, so nobody was answered: it is kept as a note.
    const note = ownMessage(messageId, ticket.id, text, at, answer.agentId);
    await insertMessage(tx, { ...note, contentCore: answer.contentCore }, attachments);
    await commit(tx, stored, { facts: lifecycle.note(messageId) }, by, at);
    return;
  }
  const facts = lifecycle.reply(ticket, { messageId, human: true, countsFrom: at });
  const sender = await senderOf(tx, desk, ticket.queueId, await readMailPolicy(tx));
  const rfcMessageId = ticketMessageId(messageId, words.replyToken, sender);
  const subject = replySubject(words.subject, ticket.number);
  const whole = signed(text, await signatureOn(tx, desk, ticket.id, answer.agentId));
  const own = { ...ownMessage(messageId, ticket.id, text, at, answer.agentId), text: whole };
  const outgoing = { channel: 'email', visibility: 'public', rfcMessageId, contentCore: answer.contentCore } as const;
  await insertMessage(tx, { ...own, ...outgoing, from: sender, to, subject }, attachments);
  const named = { ticket, replyToken: words.replyToken, messageId, rfcMessageId, sender };
  const mail = { ...named, to, cc: [], subject, text: whole, html: null, attachments, at };
  await queueTicketMail(tx, desk, { ...mail, purpose: 'reply', automatic: false, dueAt: at });
  await commit(tx, stored, { facts, words: { preview: previewOf(text) } }, by, at);
}

/** The beginning on one line, for lists. Only as much of a long text is looked at as may be shown. */
export const previewOf = (text: string): string =>
  text.trimStart().slice(0, 1_000).replace(/\s+/g, ' ').trim().slice(0, 120);

async function customerOf(tx: Transaction, ticketId: string): Promise<MailAddress[]> {
  const rows = await tx.rows<MailAddress>(
    `SELECT address, name FROM participants WHERE ticket_id = $1 AND role = 'customer' ORDER BY address LIMIT 1`,
    [ticketId],
  );
  return rows;
}

function parties(addresses: readonly string[], pointer: string): MailAddress[] {
  return addresses.map((text, index) => {
    const address = addrSpec(text);
    if (address === null) {
      const faults = [{ pointer: `${pointer}/${index}`, code: 'address', message: 'Write it as name@example.com.' }];
      throw new Refusal('invalid', `"${text.slice(0, 100)}" is no mail address.`, faults);
    }
    return { name: '', address };
  });
}

/** The ticket of a message that the asker may see. */
export async function ticketOfMessage(sql: Sql, asker: Asker, messageId: string): Promise<string> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<{ id: string }>(
    `SELECT t.id FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.id = $1 AND ${sight.text}`,
    [messageId, ...sight.values],
  );
  if (row === undefined) throw new Refusal('not-found', 'There is no such message, or you may not see it.');
  if (!allows(asker, 'reply')) throw new Refusal('not-allowed');
  return row.id;
}

/** Sends a message again that failed; the same bytes, the same Message-ID. */
export function retry(desk: Desk, asker: Asker, messageId: string): Promise<void> {
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await ticketOfMessage(tx, asker, messageId));
    const at = desk.clock.now();
    if (!(await requeueOutbox(tx, messageId, at))) throw new Refusal('already-done', 'This message has not failed.');
    const originalId = await forwardedBy(tx, messageId);
    const facts: TicketFact[] =
      originalId === null
        ? [
            {
              type: 'ReplyWritten',
              messageId,
              countsFrom: at,
              ...(await writtenBefore(tx, stored.ticket.id, messageId)),
            },
          ]
        : [{ type: 'MessageForwarded', messageId, originalId, leavesAt: at }];
    await commit(tx, stored, { facts }, actorOf(asker), at);
  });
}

/** What was said of a reply when it was written first. */
async function writtenBefore(
  tx: Transaction,
  ticketId: string,
  messageId: string,
): Promise<{ human: boolean; publicly?: PublicPart }> {
  const [row] = await tx.rows<{ human: boolean; publicly: PublicPart | null }>(
    `SELECT m.automatic IS NULL AS human, (SELECT e.body->>'publicly' FROM ticket_events e
       WHERE e.ticket_id = $1 AND e.type = 'ReplyWritten' AND e.body->>'messageId' = $2 ORDER BY e.version LIMIT 1) AS publicly
     FROM messages m WHERE m.id = $2::uuid`,
    [ticketId, messageId],
  );
  const { human = false, publicly = null } = row ?? {};
  return { human, ...(publicly === null ? {} : { publicly }) };
}
