import type { IntakeReceipt } from '@redress/contract/views.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { type Ticket, ticketNumber } from '@redress/domain/ticket/ticket.js';
import { append } from '@redress/persistence/event-log.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { addParticipants, insertAttachments, insertMessage } from '@redress/persistence/stores/messages.store.js';
import { recogniseAddress, verifyAddress } from '@redress/persistence/stores/placing.store.js';
import { insertTicket, nextTicketNumber } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { DAY } from '@redress/domain/time.js';
import { randomToken } from '@redress/platform/seal.js';
import { acknowledgementLetter } from './acknowledgement.js';
import { type Desk, SYSTEM } from './desk.js';
import type { Filing } from './filing.js';
import { languageOf } from './language.js';
import { REPLY_TOKEN_BITS } from './merging.js';
import { previewOf } from './messages.js';
import { ownMessage } from './notes.js';
import { bookAutomaticMail, queueTicketMail, type Sender, senderOf, ticketMessageId } from './outgoing.js';

/** More new tickets than this of one sender within ten minutes wait for a person. */
const FLOOD = 200;

/** A mail becomes a ticket. @param followUpOf the closed ticket that it answers, if any. */
export async function openFromMail(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  followUpOf: string | null,
): Promise<IntakeReceipt> {
  const ticketId = newId();
  const { mail, facts, placement } = filing;
  const language = languageOf(filing.read.newText);
  const customerId = await customerOf(tx, filing, language);
  const replyToken = randomToken(REPLY_TOKEN_BITS);
  const presumedIssueId = newId();
  const held: HeldCause | null = placement.held ?? (facts.startedLately >= FLOOD ? 'flood' : null);
  const year = new Date(filing.receivedAt).getUTCFullYear();
  const number = ticketNumber(year, await nextTicketNumber(tx));
  const opening = lifecycle.open({
    number,
    kind: facts.queue.kind,
    channel: 'email',
    queueId: facts.queue.id,
    customerId,
    priority: 'normal',
    receivedAt: filing.receivedAt,
    presumedIssueId,
    held,
  });
  const story: TicketFact[] = [...opening, arrival(filing)];
  const linked = followUpOf ?? placement.linkTo;
  if (linked !== null)
    story.push({ type: 'TicketLinked', kind: followUpOf === null ? 'related' : 'followUpOf', other: linked });
  const plan = await planAcknowledgement(desk, tx, filing, { ticketId, number, replyToken, held, language });
  const by = { kind: 'customer' as const, id: customerId };
  const opened = record(null, ticketId, story, by, filing.at);
  const { ticket, events } = record(opened.ticket, ticketId, plan.facts, SYSTEM('acknowledgement'), filing.at);
  if (ticket === null) throw new Error('An opening without a ticket');
  const subject = mail.subject === '' ? previewOf(filing.read.newText) : mail.subject;
  await insertTicket(tx, ticket, {
    subject,
    preview: previewOf(filing.read.newText),
    replyToken,
    openedBy: null,
    demo: false,
    issueSummary: subject,
  });
  await append(tx, [...opened.events, ...events]);
  await insertMessage(tx, { ...filing.message, ticketId });
  await insertAttachments(tx, filing.message.id, filing.attachments);
  await addParticipants(tx, ticketId, participantsOf(filing));
  await plan.write(ticket);
  const reason = held === null ? placement.because : `Held for review: ${held}.`;
  return {
    outcome: held === null ? 'created' : 'held',
    ticketId,
    ticketNumber: number,
    messageId: filing.message.id,
    reason,
  };
}

const arrival = (filing: Filing): TicketFact => ({
  type: 'MessageReceived',
  messageId: filing.message.id,
  receivedAt: filing.receivedAt,
  automatic: filing.what.automatic,
  unverifiedSender: filing.placement.unverifiedSender,
});

async function customerOf(tx: Transaction, filing: Filing, language: string | null): Promise<string | null> {
  const { from } = filing.mail;
  if (from === null) return null;
  const customerId = await recogniseAddress(tx, {
    customerId: newId(),
    identityId: newId(),
    name: from.name || from.address,
    address: filing.keys.from,
    language,
  });
  if (filing.mail.authentication.verdict === 'pass') await verifyAddress(tx, filing.keys.from);
  return customerId;
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
  write(ticket: Ticket): Promise<void>;
}

const NOTHING: AcknowledgementPlan = { facts: [], write: () => Promise.resolve() };

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
  const { mail, facts } = filing;
  const wanted = facts.policy.acknowledge && filing.what.mayBeAnswered && filing.placement.mayAnswerAutomatically;
  const to = mail.replyTo[0] ?? mail.from;
  const fresh = filing.receivedAt > filing.at - DAY;
  if (
    !wanted ||
    !fresh ||
    born.held !== null ||
    to === null ||
    filing.placement.unverifiedSender ||
    facts.agentId !== null
  )
    return NOTHING;
  const verdict = await bookAutomaticMail(tx, 'confirmation', to.address, born.ticketId, filing.at);
  if (!verdict.allowed) {
    const loops = verdict.because === 'ticketBudget' || verdict.because === 'recipientBudget';
    return { ...NOTHING, facts: [{ type: 'AutomaticMailStopped', cause: loops ? 'loop' : 'unverifiedSender' }] };
  }
  const sender = await senderOf(tx, desk, facts.queue.id, facts.policy);
  const messageId = newId();
  return {
    facts: [{ type: 'ReplyWritten', messageId, human: false, countsFrom: filing.at }],
    write: (ticket) => writeAcknowledgement(desk, tx, filing, { ...born, sender, messageId, ticket, to }),
  };
}

async function writeAcknowledgement(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  plan: Born & {
    readonly sender: Sender;
    readonly messageId: string;
    readonly ticket: Ticket;
    readonly to: { name: string; address: string };
  },
): Promise<void> {
  const { sender, messageId, ticket, to, replyToken } = plan;
  const letter = acknowledgementLetter(plan.language, {
    number: plan.number,
    installation: sender.name,
    receivedAt: filing.receivedAt,
    answerWithinDays: filing.facts.policy.answerWithinDays,
  });
  const rfcMessageId = ticketMessageId(messageId, replyToken, sender);
  await insertMessage(tx, {
    ...ownMessage(messageId, ticket.id, letter.text, filing.at, null),
    channel: 'email',
    visibility: 'public',
    rfcMessageId,
    from: sender,
    to: [to],
    subject: letter.subject,
    automatic: 'acknowledgement',
  });
  await queueTicketMail(tx, desk, {
    ticket,
    replyToken,
    messageId,
    rfcMessageId,
    purpose: 'acknowledgement',
    automatic: true,
    sender,
    to: [to],
    cc: [],
    subject: letter.subject,
    text: letter.text,
    html: null,
    attachments: [],
    at: filing.at,
    dueAt: filing.at,
  });
}
