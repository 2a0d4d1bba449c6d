import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import type { Kind, Priority } from '@redress/domain/ticket/ticket.js';
import { DAY, type Instant, later, MINUTE, SECOND, toRfc3339 } from '@redress/domain/time.js';
import { findTicket } from '@redress/persistence/sight.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { insertCall } from '@redress/persistence/stores/calls.store.js';
import { insertMessage } from '@redress/persistence/stores/messages.store.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { LONGEST_PHONE_NUMBER, phoneNumber } from '@redress/platform/phone-number.js';
import { actorOf, commit, type Desk, hold } from './desk.js';
import { previewOf, takeUploads } from './messages.js';
import { ownMessage } from './notes.js';
import { openLogged } from './opening-by-hand.js';
import { faulty } from './people.js';
import { tied, withCall } from './tied-call.js';
import { undertakeOn } from './undertakings.js';

/** A call, letter or visit, as somebody wrote it down afterwards. */
export interface LoggedContact {
  readonly channel: 'phone' | 'letter' | 'visit';
  readonly direction: 'inbound' | 'outbound';
  /** As written; null when withheld or not said. The customer's is `from` of an inbound call, `to` of an outbound one. */
  readonly from: string | null;
  readonly to: string | null;
  /** A call that the telephone system told of: it knows who called whom, when, and how long. */
  readonly callId: string | null;
  /** When the call began, the letter was stamped, the visitor came: the clocks start then. */
  readonly startedAt: Instant;
  readonly durationSeconds: number | null;
  /** Null: the beginning of the summary. */
  readonly subject: string | null;
  readonly summary: string;
  readonly customer: {
    readonly id?: string | undefined;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
  } | null;
  /** Id or number of the ticket that it belongs to; null starts one. */
  readonly ticket: string | null;
  readonly queueId: string | null;
  readonly kind: Kind | null;
  readonly priority: Priority | null;
  readonly promise: { readonly text: string; readonly dueAt: Instant } | null;
  /** Uploads of the asker: scans, photographs. */
  readonly attachments: readonly string[];
  /** The customer reads on his page what is public, which it is unless somebody says otherwise. */
  readonly visibility?: 'public' | 'internal' | undefined;
}

/** A clock that runs ahead by a few minutes is forgiven; a call of tomorrow is a slip of the pen. */
const FORGIVEN = 5 * MINUTE;
const LONGEST_AGO = 3_660 * DAY;
/** What is older is taken, and said: time limits may be over. */
const LONG_AGO = 30 * DAY;
const SUBJECT_LENGTH = 100;

/** Keeps what was said, on its ticket or on a new one. Repeating it with the same id does nothing. */
export async function logContact(
  desk: Desk,
  asker: Asker,
  messageId: string,
  contact: LoggedContact,
): Promise<IntakeReceipt> {
  return inTransaction(desk.database, async (tx) => {
    const twice = await loggedBefore(tx, messageId);
    if (twice !== null) return twice;
    const told = await withCall(tx, asker, contact);
    const said = { ...told, startedAt: begunAt(told, desk.clock.now()) };
    const numbers = numbersOf(desk, said);
    const receipt =
      said.ticket === null
        ? await onNewTicket(desk, tx, asker, messageId, said)
        : await onTicket(desk, tx, asker, { messageId, ticket: said.ticket }, said);
    const uploads = { asker, messageId, attachments: said.attachments };
    if (said.attachments.length > 0) await takeUploads(tx, uploads);
    if (said.channel === 'phone')
      await insertCall(tx, { messageId, direction: said.direction, ...numbers, durationSeconds: said.durationSeconds });
    const number = said.direction === 'inbound' ? numbers.from : numbers.to;
    await tied(tx, asker, said, { messageId, ticketId: receipt.ticketId, number });
    if (said.promise !== null && receipt.ticketId !== null) {
      const stored = await hold(tx, receipt.ticketId);
      await undertakeOn(tx, stored, asker, { id: newId(), ...said.promise }, desk.clock.now());
    }
    return { ...receipt, reason: reasonOf(said, desk.clock.now()) };
  });
}

function begunAt({ channel, startedAt }: LoggedContact, at: Instant): Instant {
  const pointer = '/startedAt';
  if (startedAt > at + FORGIVEN) throw faulty(pointer, 'future', 'Choose a time that has passed.');
  if (startedAt < at - LONGEST_AGO) throw faulty(pointer, 'tooOld', 'This is more than ten years ago. Check the year.');
  if (channel === 'phone' && startedAt < at - 366 * DAY)
    throw faulty(pointer, 'tooOld', 'This call is more than a year ago. Check the date.');
  return startedAt < at ? startedAt : at;
}

function reasonOf({ channel, startedAt }: LoggedContact, at: Instant): string {
  const days = Math.floor((at - startedAt) / DAY);
  const what = { phone: 'A call', letter: 'A letter', visit: 'A visit' }[channel];
  if (at - startedAt < LONG_AGO) return `${what} of ${toRfc3339(startedAt)}.`;
  return `${what} of ${toRfc3339(startedAt)}, ${days} days ago: time limits may be over. Check the date.`;
}

async function loggedBefore(tx: Transaction, messageId: string): Promise<IntakeReceipt | null> {
  const [row] = await tx.rows<{ ticketId: string; number: string }>(
    'SELECT t.id AS "ticketId", t.number FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.id = $1',
    [messageId],
  );
  if (row === undefined) return null;
  const { ticketId, number } = row;
  return { outcome: 'duplicate', ticketId, ticketNumber: number, messageId, reason: 'It was logged before.' };
}

/** The customer's number must be one; ours may be an extension. */
function numbersOf(desk: Desk, { direction, from, to }: LoggedContact): { from: string | null; to: string | null } {
  const theirs = direction === 'inbound' ? from : to;
  const number = theirs === null ? null : phoneNumber(theirs, desk.phoneCountry);
  if (theirs !== null && number === null) {
    const pointer = direction === 'inbound' ? '/from' : '/to';
    throw faulty(pointer, 'phone', 'This is no telephone number. Write it like +49 30 1234567, or leave it out.');
  }
  const ours = direction === 'inbound' ? to : from;
  const own = ours === null ? null : (phoneNumber(ours, desk.phoneCountry) ?? ours.slice(0, LONGEST_PHONE_NUMBER));
  return direction === 'inbound' ? { from: number, to: own } : { from: own, to: number };
}

async function onNewTicket(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  messageId: string,
  said: LoggedContact,
): Promise<IntakeReceipt> {
  const ticketId = newId();
  const number = (said.direction === 'inbound' ? said.from : said.to) ?? undefined;
  const ticketNumber = await openLogged(
    desk,
    tx,
    asker,
    { ticketId, messageId },
    {
      subject: said.subject ?? previewOf(said.summary).slice(0, SUBJECT_LENGTH),
      text: said.summary,
      channel: said.channel,
      receivedAt: toRfc3339(said.startedAt),
      customer: { ...said.customer, phone: number },
      kind: said.kind ?? undefined,
      priority: said.priority ?? undefined,
      queueId: said.queueId ?? undefined,
      visibility: said.visibility,
    },
  );
  return { outcome: 'created', ticketId, ticketNumber, messageId, reason: '' };
}

async function onTicket(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  { messageId, ticket }: { readonly messageId: string; readonly ticket: string },
  said: LoggedContact,
): Promise<IntakeReceipt> {
  const stored = await heldFor(tx, asker, ticket, said.direction);
  const before = stored.ticket;
  const { reopenWindowDays } = await readMailPolicy(tx);
  const at = desk.clock.now();
  if (lifecycle.isPastReopening(before, said.startedAt, reopenWindowDays))
    throw new Refusal('not-in-this-status', 'This ticket was closed too long ago. Log it as a new one.');
  const own = ownMessage(messageId, before.id, said.summary, said.startedAt, asker.agentId);
  const { channel, direction } = said;
  await insertMessage(tx, { ...own, channel, direction, visibility: said.visibility ?? 'public', ingestedAt: at });
  const done = await commit(
    tx,
    stored,
    { facts: factsOf(stored, messageId, said), words: { preview: previewOf(said.summary) } },
    actorOf(asker),
    at,
  );
  const reopened = done.ticket.episode > before.episode;
  const outcome = reopened ? 'reopened' : 'appended';
  return { outcome, ticketId: before.id, ticketNumber: before.number, messageId, reason: '' };
}

/** Whoever calls the customer answers him; what the customer says waits for an answer. */
function factsOf({ ticket }: StoredTicket, messageId: string, said: LoggedContact) {
  if (said.direction === 'inbound') {
    const arrived = { messageId, receivedAt: said.startedAt, automatic: null, unverifiedSender: false };
    return lifecycle.receive(ticket, arrived);
  }
  const ended = later(said.startedAt, (said.durationSeconds ?? 0) * SECOND);
  return lifecycle.reply(ticket, { messageId, human: true, countsFrom: ended });
}

/** A token that takes in what arrives may write on what its owner sees; people need the right to. */
async function heldFor(
  tx: Transaction,
  asker: Asker,
  ticket: string,
  direction: LoggedContact['direction'],
): Promise<StoredTicket> {
  const id = await findTicket(tx, asker, ticket);
  if (id === null) throw faulty('/ticket', 'unknown', 'There is no such ticket, or you may not see it.');
  if (!asker.scopes.includes('intake') && !allows(asker, direction === 'outbound' ? 'reply' : 'note'))
    throw new Refusal('not-allowed');
  const stored = await hold(tx, id);
  return stored.ticket.mergedInto === null ? stored : hold(tx, stored.ticket.mergedInto);
}
