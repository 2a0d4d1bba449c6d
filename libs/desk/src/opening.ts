import type { IntakeReceipt } from '@redress/contract/views.js';
import { mayAnswer } from '@redress/domain/intake/budget.js';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import { DAY } from '@redress/domain/time.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { type Ticket, ticketNumber } from '@redress/domain/ticket/ticket.js';
import { eventRecord } from '@redress/persistence/event-log.js';
import type { Transaction } from '@redress/persistence/sql.js';
import {
  attachmentRows,
  messageRow,
  participantRows,
  type StoredMessage,
} from '@redress/persistence/stores/messages.store.js';
import { verifyAddress } from '@redress/persistence/stores/placing.store.js';
import { ticketRows } from '@redress/persistence/stores/tickets.store.js';
import { type NewRows, writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import { acknowledgementLetter } from './acknowledgement.js';
import { type Desk, SYSTEM } from './desk.js';
import type { Filing } from './filing.js';
import { languageOf } from './language.js';
import { REPLY_TOKEN_BITS } from './merging.js';
import { previewOf } from './messages.js';
import { ownMessage } from './notes.js';
import { bookingRow, senderFor, sentSoFar, ticketMailRow, type TicketMail, ticketMessageId } from './outgoing.js';

/** More new tickets than this of one sender within ten minutes wait for a person. */
const FLOOD = 200;

/**
 * A mail becomes a ticket: everything it needs is decided first and written in one statement.
 * @param followUpOf the closed ticket that it answers, if any.
 */
export async function openFromMail(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  followUpOf: string | null,
): Promise<IntakeReceipt> {
  const { mail, facts, placement } = filing;
  const held: HeldCause | null = placement.held ?? (facts.startedLately >= FLOOD ? 'flood' : null);
  const born: Born = {
    ticketId: newId(),
    number: ticketNumber(new Date(filing.receivedAt).getUTCFullYear(), facts.nextNumber),
    replyToken: randomToken(REPLY_TOKEN_BITS),
    held,
    language: languageOf(filing.read.newText),
  };
  const customer = customerFor(filing, born.language);
  const acknowledged = await planAcknowledgement(desk, tx, filing, born);
  const by = { kind: 'customer' as const, id: customer.id };
  const opened = record(null, born.ticketId, storyOf(filing, born, customer.id, followUpOf), by, filing.at);
  const rule = SYSTEM('acknowledgement');
  const { ticket, events } = record(opened.ticket, born.ticketId, acknowledged.facts, rule, filing.at);
  if (ticket === null) throw new Error('An opening without a ticket');
  const subject = mail.subject === '' ? previewOf(filing.read.newText) : mail.subject;
  const words = { subject, preview: previewOf(filing.read.newText), replyToken: born.replyToken };
  const more = acknowledged.rows(ticket);
  await writeRows(tx, {
    ...customer.rows,
    ...more,
    ...ticketRows(ticket, { ...words, openedBy: null, demo: false, issueSummary: subject }),
    ticket_events: [...opened.events, ...events].map(eventRecord),
    messages: [messageRow({ ...filing.message, ticketId: born.ticketId }), ...(more.messages ?? [])],
    attachments: attachmentRows(filing.message.id, filing.attachments),
    participants: participantRows(born.ticketId, participantsOf(filing)),
  });
  if (mail.authentication.verdict === 'pass') await verifyAddress(tx, filing.keys.from);
  const outcome = held === null ? 'created' : 'held';
  const reason = held === null ? placement.because : `Held for review: ${held}.`;
  return { outcome, ticketId: born.ticketId, ticketNumber: born.number, messageId: filing.message.id, reason };
}

function storyOf(filing: Filing, born: Born, customerId: string | null, followUpOf: string | null): TicketFact[] {
  const { facts, placement } = filing;
  const opening = lifecycle.open({
    number: born.number,
    kind: facts.queue.kind,
    channel: 'email',
    queueId: facts.queue.id,
    customerId,
    priority: 'normal',
    receivedAt: filing.receivedAt,
    presumedIssueId: newId(),
    held: born.held,
  });
  const story: TicketFact[] = [...opening, arrival(filing)];
  if (followUpOf !== null) story.push({ type: 'TicketLinked', kind: 'followUpOf', other: followUpOf });
  else if (placement.linkTo !== null) story.push({ type: 'TicketLinked', kind: 'related', other: placement.linkTo });
  return story;
}

const arrival = (filing: Filing): TicketFact => ({
  type: 'MessageReceived',
  messageId: filing.message.id,
  receivedAt: filing.receivedAt,
  automatic: filing.what.automatic,
  unverifiedSender: filing.placement.unverifiedSender,
});

/** Whom the address belongs to, or a new customer: nobody else makes one for it meanwhile, since the address is locked. */
function customerFor(filing: Filing, language: string | null): { readonly id: string | null; readonly rows: NewRows } {
  const { from } = filing.mail;
  if (from === null) return { id: null, rows: {} };
  if (filing.facts.identity !== null) return { id: filing.facts.identity.customerId, rows: {} };
  const id = newId();
  const identity = {
    id: newId(),
    customer_id: id,
    first_customer_id: id,
    kind: 'email',
    value: filing.keys.from,
    verified_at: null,
  };
  return {
    id,
    rows: {
      customers: [{ id, name: from.name || from.address, language, organisation_id: null }],
      identities: [identity],
    },
  };
}

function participantsOf(filing: Filing): { address: string; name: string; role: 'customer' | 'cc' }[] {
  const { mail, placement } = filing;
  const sender = mail.from === null ? [] : [{ ...mail.from, role: 'customer' as const }];
  if (!placement.mayAddParticipants) return sender;
  const ours = new Set([...filing.mail.deliveredTo, filing.facts.queue.address ?? '']);
  const copied = mail.cc.filter((party) => !ours.has(party.address.toLowerCase())).slice(0, 50);
  return [...sender, ...copied.map((party) => ({ ...party, role: 'cc' as const }))];
}

interface Born {
  readonly ticketId: string;
  readonly number: string;
  readonly replyToken: string;
  readonly held: HeldCause | null;
  readonly language: string | null;
}

interface AcknowledgementPlan {
  readonly facts: readonly TicketFact[];
  rows(ticket: Ticket): NewRows;
}

const NOTHING: AcknowledgementPlan = { facts: [], rows: () => ({}) };

/**
 * Says what is acknowledged before the ticket is stored, so that opening and acknowledgement are one change. Mail that lay
 * in its mailbox for more than a day (a mailbox that was just connected) is not acknowledged.
 */
async function planAcknowledgement(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  born: Born,
): Promise<AcknowledgementPlan> {
  const { facts, at } = filing;
  const wanted = facts.policy.acknowledge && filing.what.mayBeAnswered && filing.placement.mayAnswerAutomatically;
  const to = filing.mail.replyTo[0] ?? filing.mail.from;
  const fresh = filing.receivedAt > at - DAY;
  if (!wanted || !fresh || born.held !== null || to === null) return NOTHING;
  if (filing.placement.unverifiedSender || facts.agentId !== null) return NOTHING;
  const verdict = mayAnswer('confirmation', await sentSoFar(tx, to.address, born.ticketId, at));
  if (!verdict.allowed) {
    const loops = verdict.because === 'ticketBudget' || verdict.because === 'recipientBudget';
    return { ...NOTHING, facts: [{ type: 'AutomaticMailStopped', cause: loops ? 'loop' : 'unverifiedSender' }] };
  }
  const messageId = newId();
  return {
    facts: [{ type: 'ReplyWritten', messageId, human: false, countsFrom: at }],
    rows: (ticket) => ({
      ...acknowledgementRows(desk, filing, { ...born, messageId, ticket, to }),
      automatic_mails: [bookingRow(to.address, born.ticketId, at)],
    }),
  };
}

interface Acknowledged extends Born {
  readonly messageId: string;
  readonly ticket: Ticket;
  readonly to: MailAddress;
}

function acknowledgementRows(desk: Desk, filing: Filing, plan: Acknowledged): NewRows {
  const { messageId, ticket, to, replyToken } = plan;
  const { facts, receivedAt, at } = filing;
  const sender = senderFor(desk, facts.queue.account ?? facts.queue.address, facts.policy);
  const letter = acknowledgementLetter(plan.language, {
    number: plan.number,
    installation: sender.name,
    receivedAt,
    answerWithinDays: facts.policy.answerWithinDays,
  });
  const rfcMessageId = ticketMessageId(messageId, replyToken, sender);
  const mail: TicketMail = {
    ...{ ticket, replyToken, messageId, rfcMessageId, sender, subject: letter.subject, text: letter.text },
    ...{ purpose: 'acknowledgement', automatic: true, to: [to], cc: [], html: null, attachments: [], at, dueAt: at },
  };
  const message: StoredMessage = {
    ...ownMessage(messageId, ticket.id, letter.text, at, null),
    channel: 'email',
    visibility: 'public',
    rfcMessageId,
    from: sender,
    to: [to],
    subject: letter.subject,
    automatic: 'acknowledgement',
  };
  const answered = filing.mail.rfcMessageId === null ? [] : [filing.mail.rfcMessageId];
  return { messages: [messageRow(message)], outbox: [ticketMailRow(desk, mail, answered)] };
}
