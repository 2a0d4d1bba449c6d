import type { IntakeReceipt } from '@redress/contract/mail.js';
import { mayAnswer } from '@redress/domain/intake/budget.js';
import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import { DAY, type Instant } from '@redress/domain/time.js';
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
import { bookingRow } from '@redress/persistence/stores/automatic-mails.store.js';
import { settling } from '@redress/persistence/stores/deliveries.store.js';
import { verifyAddress } from '@redress/persistence/stores/placing.store.js';
import { ticketRows } from '@redress/persistence/stores/tickets.store.js';
import { type NewRows, writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import { acknowledgementLetter } from './acknowledgement.js';
import { withClocks } from './clock-keeping.js';
import { type Desk, type Done, SYSTEM } from './desk.js';
import type { Filed, Filing } from './filing.js';
import { languageOf } from './language.js';
import { REPLY_TOKEN_BITS } from './merging.js';
import { previewOf } from './messages.js';
import { ownMessage } from './notes.js';
import { type Arriving, ownerFacts, routeArrival, type Routed, routingFacts, traceRow } from './routing.js';
import { mailedLink, withoutLinks } from './status-link.js';
import { senderFor, ticketMailRow, type TicketMail, ticketMessageId } from './outgoing.js';

/**
 * A mail becomes a ticket: everything it needs is decided first and written in one statement.
 * @param followUpOf the closed ticket that it answers, if any.
 */
export async function openFromMail(
  desk: Desk,
  tx: Transaction,
  filing: Filing,
  followUpOf: string | null,
): Promise<Filed> {
  const { facts, placement } = filing;
  const held: HeldCause | null = placement.held ?? (facts.flooding ? 'flood' : null);
  const born = bornFrom(filing, held);
  const customer = customerFor(filing, born.language);
  // What is held may be anything: it is routed when somebody lets it through.
  const routed = held === null ? await routeMail(tx, filing, born.language) : null;
  const acknowledged = planAcknowledgement(desk, filing, born);
  const by = { kind: 'customer' as const, id: customer.id };
  const opened = record(null, born.ticketId, storyOf(filing, born, customer.id, followUpOf, routed), by, filing.at);
  const placed = placedBy(routed, opened, filing.at);
  const rule = SYSTEM('acknowledgement');
  const last = record(placed.ticket, born.ticketId, acknowledged.facts, rule, filing.at);
  if (last.ticket === null) throw new Error('An opening without a ticket');
  const done = await withClocks(tx, {
    ...{ before: null, after: last.ticket, events: [...opened.events, ...placed.events, ...last.events] },
    ...{ at: filing.at, token: facts.routing.token, known: routed?.facts ?? {} },
  });
  const receipt: IntakeReceipt = {
    outcome: held === null ? 'created' : 'held',
    reason: held === null ? placement.because : `Held for review: ${held}.`,
    ...{ ticketId: born.ticketId, ticketNumber: born.number, messageId: filing.message.id },
  };
  const rows = { ...customer.rows, ...rowsOf(filing, born, done, routed, acknowledged.rows(done.ticket)) };
  const settled = await writeRows(tx, rows, settling(filing.deliveryId, receipt));
  if (facts.identity?.verified === false && isProven(filing)) await verifyAddress(tx, filing.keys.from);
  return { ...receipt, settled };
}

const isProven = ({ mail }: Filing): boolean => mail.authentication.verdict === 'pass';

/** @param more what is written besides the mail itself. */
function rowsOf(filing: Filing, born: Born, done: Done, routed: Routed | null, more: NewRows): NewRows {
  const preview = previewOf(filing.read.newText);
  const subject = filing.mail.subject === '' ? preview : filing.mail.subject;
  const words = { subject, preview, replyToken: born.replyToken, openedBy: null, demo: false, issueSummary: subject };
  return {
    ...more,
    ...ticketRows(done.ticket, words),
    ticket_events: done.events.map(eventRecord),
    messages: [messageRow({ ...filing.message, ticketId: born.ticketId }), ...(more.messages ?? [])],
    attachments: attachmentRows(filing.message.id, filing.attachments),
    participants: participantRows(born.ticketId, participantsOf(filing)),
    routing_traces: routed === null ? [] : [traceRow(born.ticketId, filing.at, 'opened', routed)],
  };
}

const bornFrom = (filing: Filing, held: HeldCause | null): Born => ({
  ticketId: newId(),
  number: ticketNumber(new Date(filing.receivedAt).getUTCFullYear(), filing.facts.nextNumber),
  replyToken: randomToken(REPLY_TOKEN_BITS),
  held,
  language: languageOf(filing.read.newText),
});

function routeMail(tx: Transaction, filing: Filing, language: string | null): Promise<Routed> {
  const { facts, keys, read } = filing;
  const arriving: Arriving = {
    ...{ kind: facts.queue.kind, isClaim: false, channel: 'email', queue: facts.queue.id },
    ...{ queueAddress: facts.queue.address, subject: filing.mail.subject, text: read.newText, language },
    ...{ product: null, sender: keys.from === '' ? null : keys.from, receivedAt: filing.receivedAt },
    ...{ severity: null, risk: null, tags: [], queueIsChosen: false, chosenPriority: null },
    excluded: facts.agentId === null ? [] : [facts.agentId],
  };
  return routeArrival(tx, arriving, facts.routing, filing.at);
}

type Folded = ReturnType<typeof record>;

function placedBy(routed: Routed | null, opened: Folded, at: Instant): Folded {
  if (routed === null || opened.ticket === null) return { ticket: opened.ticket, events: [] };
  const facts = [...routingFacts(routed), ...ownerFacts(routed, opened.ticket)];
  return record(opened.ticket, opened.ticket.id, facts, SYSTEM('routing'), at);
}

function storyOf(
  filing: Filing,
  born: Born,
  customerId: string | null,
  followUpOf: string | null,
  routed: Routed | null,
): TicketFact[] {
  const { facts, placement } = filing;
  const result = routed?.result;
  const opening = lifecycle.open({
    number: born.number,
    kind: facts.queue.kind,
    channel: 'email',
    queueId: result?.queueId ?? facts.queue.id,
    customerId,
    priority: result?.priority ?? 'normal',
    severity: result?.severity ?? null,
    risk: result?.risk ?? null,
    receivedAt: filing.receivedAt,
    presumedIssueId: newId(),
    held: born.held,
    tags: result?.tags ?? [],
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
    verified_at: isProven(filing) ? new Date(filing.at) : null,
  };
  return {
    id,
    rows: {
      customers: [
        { id, name: from.name || from.address, language, organisation_id: filing.facts.routing.customer.organisation },
      ],
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
function planAcknowledgement(desk: Desk, filing: Filing, born: Born): AcknowledgementPlan {
  const { facts, at } = filing;
  const wanted = facts.policy.acknowledge && filing.what.mayBeAnswered && filing.placement.mayAnswerAutomatically;
  const to = filing.mail.replyTo[0] ?? filing.mail.from;
  const fresh = filing.receivedAt > at - DAY;
  if (!wanted || !fresh || born.held !== null || to === null) return NOTHING;
  if (filing.placement.unverifiedSender || facts.agentId !== null) return NOTHING;
  const verdict = mayAnswer('confirmation', facts.sent);
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

/** Only to whom it belongs: an answer that is asked for at another address goes to somebody who proved nothing. */
function linkFor(desk: Desk, { mail }: Filing, { ticketId, replyToken, to }: Acknowledged): string | null {
  const isSender = mail.from?.address.toLowerCase() === to.address.toLowerCase();
  return isSender ? mailedLink(desk, ticketId, replyToken, to.address) : null;
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
    statusUrl: linkFor(desk, filing, plan),
  });
  const rfcMessageId = ticketMessageId(messageId, replyToken, sender);
  const mail: TicketMail = {
    ...{ ticket, replyToken, messageId, rfcMessageId, sender, subject: letter.subject, text: letter.text },
    ...{ purpose: 'acknowledgement', automatic: true, to: [to], cc: [], html: null, attachments: [], at, dueAt: at },
  };
  const message: StoredMessage = {
    ...ownMessage(messageId, ticket.id, withoutLinks(letter.text), at, null),
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
