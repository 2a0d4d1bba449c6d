import { type AutomaticMailKind, type BudgetVerdict, mayAnswer } from '@redress/domain/intake/budget.js';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Instant } from '@redress/domain/time.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import type { Sql, Transaction } from '@redress/persistence/sql.js';
import { type RowOf, writeRows } from '@redress/persistence/write-rows.js';
import { bookingRow, sentSoFar } from '@redress/persistence/stores/automatic-mails.store.js';
import { type Letter, outboxRow } from '@redress/persistence/stores/outbox.store.js';
import { lockRecipient } from '@redress/persistence/stores/placing.store.js';
import { type MailPolicy, readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import type { Desk } from './desk.js';

/** Whom a mail comes from: the queue's own address, so that an answer finds its way back. */
export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** The address of the queue's account, else of the queue, else the one of the mail settings, else one that names this host. */
export async function senderOf(sql: Sql, desk: Desk, queueId: string | null, policy: MailPolicy): Promise<Sender> {
  const [row] = await sql.rows<{ address: string }>(
    `SELECT address FROM (
       SELECT address, 0 AS rank FROM mail_accounts WHERE queue_id = $1 AND enabled
       UNION ALL SELECT address, 1 FROM queue_addresses WHERE queue_id = $1) a ORDER BY rank, address LIMIT 1`,
    [queueId],
  );
  return senderFor(desk, row?.address ?? null, policy);
}

export function senderFor(desk: Desk, address: string | null, policy: MailPolicy): Sender {
  const fallback = policy.senderAddress || `desk@${desk.replyDomain ?? hostName(desk.publicUrl)}`;
  return { name: policy.senderName || desk.installationName, address: address ?? fallback };
}

/** An address literal is no domain of a mail address that all servers take. */
function hostName(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return /^[\d.]+$|:/.test(hostname) ? 'localhost' : hostname;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Says of itself which ticket it belongs to: the token in the local part is known to nobody who has not got a mail of that ticket. */
export const ticketMessageId = (messageId: string, replyToken: string, sender: Sender): string =>
  `${messageId}.${replyToken}@${domainOf(sender.address)}`;

const TOKEN_IN_MESSAGE_ID = /^[0-9a-f-]{36}\.([a-z2-7]{16})@/i;
const TOKEN_IN_ADDRESS = /^reply\+([a-z2-7]{16})@/i;

/** The reply tokens that a mail shows, from the ids that it refers to and the addresses that it went to. */
export function tokensIn(rfcMessageIds: readonly string[], addresses: readonly string[]): string[] {
  return marksIn(TOKEN_IN_MESSAGE_ID, rfcMessageIds, TOKEN_IN_ADDRESS, addresses);
}

/** `Re: Lamp flickers [T-2026-004217]`; the number is there for people, it proves nothing. */
export function replySubject(subject: string, number: string): string {
  const bare = subject.replace(/\s*\[T-\d{4}-\d{6,}\]/g, '').trim();
  const answered = /^(re|aw|antw|r|rif|tr)\s*:/i.test(bare) ? bare : `Re: ${bare}`;
  return `${answered} [${number}]`;
}

export interface TicketMail {
  readonly ticket: Ticket;
  readonly replyToken: string;
  readonly messageId: string;
  readonly rfcMessageId: string;
  readonly purpose: string;
  readonly automatic: boolean;
  readonly sender: Sender;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly attachments: Letter['attachments'];
  readonly templateFault?: string | null;
  readonly at: Instant;
  readonly dueAt: Instant;
}

/** Puts a mail of a ticket into the outbox; it is sent by whoever finds it due. */
export async function queueTicketMail(tx: Transaction, desk: Desk, mail: TicketMail): Promise<void> {
  const references = await threadOf(tx, mail.ticket.id, mail.messageId);
  await writeRows(tx, { outbox: [ticketMailRow(desk, mail, references)] });
}

/** @param references what it answers, oldest first. */
export function ticketMailRow(
  desk: Desk,
  mail: Omit<TicketMail, 'messageId'> & { readonly messageId: string | null },
  references: readonly string[],
): RowOf<'outbox'> {
  return outboxRow({
    id: newId(),
    ticketId: mail.ticket.id,
    messageId: mail.messageId,
    automatic: mail.automatic,
    purpose: mail.purpose,
    envelopeFrom: mail.automatic ? '' : mail.sender.address,
    rfcMessageId: mail.rfcMessageId,
    templateFault: mail.templateFault,
    letter: {
      from: mail.sender,
      replyTo: desk.replyDomain === null ? null : `reply+${mail.replyToken}@${desk.replyDomain}`,
      to: mail.to,
      cc: mail.cc,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      inReplyTo: references.at(-1) ?? null,
      references,
      attachments: mail.attachments,
    },
    dueAt: mail.dueAt,
    createdAt: mail.at,
  });
}

/** Message-IDs of the public mails of a ticket, oldest first: the first one and the newest nine, as RFC 5322 advises. */
async function threadOf(tx: Transaction, ticketId: string, except: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT rfc_message_id AS id FROM messages
     WHERE ticket_id = $1 AND visibility = 'public' AND rfc_message_id IS NOT NULL AND automatic IS NULL AND id <> $2
     ORDER BY received_at, id`,
    [ticketId, except],
  );
  const ids = rows.map((row) => row.id);
  return ids.length <= 10 ? ids : [...ids.slice(0, 1), ...ids.slice(-9)];
}

export interface PlainMail {
  readonly purpose: string;
  readonly to: MailAddress;
  readonly subject: string;
  readonly text: string;
  readonly templateFault?: string | null;
  /** A question to somebody without a seat: an answer finds its task by the token. */
  readonly task?: { readonly ticketId: string; readonly queueId: string; readonly token: string };
}

/** A mail of the installation itself (a password link, a notification), or a question about a ticket; never one to a customer. */
export async function queueMail(tx: Transaction, desk: Desk, mail: PlainMail): Promise<void> {
  const policy = await readMailPolicy(tx);
  const [queue] = await tx.rows<{ id: string }>('SELECT id FROM queues WHERE is_default');
  const { task } = mail;
  const sender = await senderOf(tx, desk, task?.queueId ?? queue?.id ?? null, policy);
  const at = desk.clock.now();
  const row = outboxRow({
    id: newId(),
    ticketId: task?.ticketId ?? null,
    messageId: null,
    automatic: true,
    purpose: mail.purpose,
    // A question that does not arrive has to come back; what only tells somebody goes without a way back.
    envelopeFrom: task === undefined ? '' : sender.address,
    templateFault: mail.templateFault,
    rfcMessageId: `${task === undefined ? randomToken(120) : taskMark(task.token)}@${domainOf(sender.address)}`,
    letter: {
      from: sender,
      replyTo: task === undefined || desk.replyDomain === null ? null : `task+${task.token}@${desk.replyDomain}`,
      to: [mail.to],
      cc: [],
      subject: mail.subject,
      text: mail.text,
      html: null,
      inReplyTo: null,
      references: [],
      attachments: [],
    },
    dueAt: at,
    createdAt: at,
  });
  await writeRows(tx, { outbox: [row] });
}

/** Unlike the mark of a ticket, so that an answer to a question is never taken for a message of a customer. */
const taskMark = (token: string): string => `${newId()}.${token}.task`;

const TASK_IN_MESSAGE_ID = /^[0-9a-f-]{36}\.([a-z2-7]{26})\.task@/i;
const TASK_IN_ADDRESS = /^task\+([a-z2-7]{26})@/i;

/** The tokens of tasks that a mail shows, as `tokensIn` finds those of tickets. */
export const taskTokensIn = (rfcMessageIds: readonly string[], addresses: readonly string[]): string[] =>
  marksIn(TASK_IN_MESSAGE_ID, rfcMessageIds, TASK_IN_ADDRESS, addresses);

/** Of a mail that hands a message on. Whoever got it must not be taken for the customer, so it does not show the token of the ticket. */
export const forwardMessageId = (messageId: string, token: string, sender: Sender): string =>
  `${messageId}.${token}.forward@${domainOf(sender.address)}`;

const FORWARD_IN_MESSAGE_ID = /^[0-9a-f-]{36}\.([a-z2-7]{26})\.forward@/i;
const FORWARD_IN_ADDRESS = /^forward\+([a-z2-7]{26})@/i;

export const forwardTokensIn = (rfcMessageIds: readonly string[], addresses: readonly string[]): string[] =>
  marksIn(FORWARD_IN_MESSAGE_ID, rfcMessageIds, FORWARD_IN_ADDRESS, addresses);

function marksIn(inId: RegExp, ids: readonly string[], inAddress: RegExp, addresses: readonly string[]): string[] {
  const found = [...ids.map((id) => inId.exec(id)?.[1]), ...addresses.map((address) => inAddress.exec(address)?.[1])];
  return [...new Set(found.flatMap((token) => (token === undefined ? [] : [token.toLowerCase()])))];
}

/**
 * Asks the budgets for one more automatic mail and, when they allow it, books it at once: two that ask at the same time are counted one
 * after the other, because the recipient is locked until the transaction ends.
 */
export async function bookAutomaticMail(
  tx: Transaction,
  kind: AutomaticMailKind,
  to: string,
  ticketId: string,
  at: Instant,
): Promise<BudgetVerdict> {
  await lockRecipient(tx, to.toLowerCase());
  const verdict = mayAnswer(kind, await sentSoFar(tx, to, ticketId, at));
  if (verdict.allowed) await writeRows(tx, { automatic_mails: [bookingRow(to, ticketId, at)] });
  return verdict;
}
