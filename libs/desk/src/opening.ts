import type { IntakeReceipt } from '@redress/contract/mail.js';
import type { HeldCause } from '@redress/domain/intake/threading.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { type Ticket, ticketNumber } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { eventRecord } from '@redress/persistence/event-log.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { settling } from '@redress/persistence/stores/deliveries.store.js';
import {
  attachmentRows,
  messageRow,
  type StoredAttachment,
  type StoredMessage,
} from '@redress/persistence/stores/messages.store.js';
import type { RoutingLookUp } from '@redress/persistence/stores/routing-facts.store.js';
import { ticketRows } from '@redress/persistence/stores/tickets.store.js';
import { type NewRows, writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import { withClocks } from './clock-keeping.js';
import { type Done, SYSTEM } from './desk.js';
import type { Filed } from './filing.js';
import { languageOf } from './language.js';
import { REPLY_TOKEN_BITS } from './merging.js';
import { previewOf } from './messages.js';
import { type Arriving, ownerFacts, routeArrival, type Routed, routingFacts, traceRow } from './routing.js';

/** What a new ticket has before anything is decided about it. */
export interface Born {
  readonly ticketId: string;
  readonly number: string;
  readonly replyToken: string;
  readonly held: HeldCause | null;
  readonly language: string | null;
}

/** @param running the running number of what it is opened by. */
export const newborn = (receivedAt: Instant, running: number, text: string, held: HeldCause | null): Born => ({
  ticketId: newId(),
  number: ticketNumber(new Date(receivedAt).getUTCFullYear(), running),
  replyToken: randomToken(REPLY_TOKEN_BITS),
  held,
  language: languageOf(text),
});

/** A follow-up says more than a relation. */
export function linksOf(related: string | null, followUpOf: string | null): TicketFact[] {
  if (followUpOf !== null) return [{ type: 'TicketLinked', kind: 'followUpOf', other: followUpOf }];
  return related === null ? [] : [{ type: 'TicketLinked', kind: 'related', other: related }];
}

/** What is said to the customer with the opening; decided before the ticket is stored, so that both are one change. */
export interface AcknowledgementPlan {
  readonly facts: readonly TicketFact[];
  rows(ticket: Ticket): NewRows;
}

export const NOTHING_SAID: AcknowledgementPlan = { facts: [], rows: () => ({}) };

/** Something that came from outside and becomes a ticket, whatever it came by. */
export interface Arrived {
  /** What it came by, settled with it; null for what is stored at once or not at all. */
  readonly deliveryId: string | null;
  readonly born: Born;
  /** Whom it is from; rows where he is new. */
  readonly customer: { readonly id: string | null; readonly rows: NewRows };
  /** What routing is asked; its queue is where the ticket stands unless a rule moves it. */
  readonly arriving: Arriving;
  readonly look: RoutingLookUp;
  readonly message: StoredMessage;
  readonly attachments: readonly StoredAttachment[];
  /** What it is linked to. */
  readonly links: readonly TicketFact[];
  /** Why it stands here, where it is not held. */
  readonly because: string;
  readonly acknowledgement: AcknowledgementPlan;
  /** What is written besides. */
  readonly rows: NewRows;
  /** Whether everybody can read it; absent is not. */
  readonly isPublic?: boolean;
  readonly at: Instant;
}

/** Opens the ticket of something that arrived: everything is decided first and written in one statement, which also settles the delivery. */
export async function openArrived(tx: Transaction, arrived: Arrived): Promise<Filed> {
  return (await openTicket(tx, arrived)).filed;
}

/** The same, with the ticket as it stands then. */
export async function openTicket(tx: Transaction, arrived: Arrived): Promise<{ filed: Filed; ticket: Ticket }> {
  const { born, at, customer, acknowledgement } = arrived;
  // What is held may be anything: it is routed when somebody lets it through.
  const routed = born.held === null ? await routeArrival(tx, arrived.arriving, arrived.look, at) : null;
  const by = { kind: 'customer' as const, id: customer.id };
  const opened = record(null, born.ticketId, storyOf(arrived, routed), by, at);
  const placed = placedBy(routed, opened, at);
  const last = record(placed.ticket, born.ticketId, acknowledgement.facts, SYSTEM('acknowledgement'), at);
  if (last.ticket === null) throw new Error('An opening without a ticket');
  const done = await withClocks(tx, {
    ...{ before: null, after: last.ticket, events: [...opened.events, ...placed.events, ...last.events] },
    ...{ at, token: arrived.look.token, known: { ...routed?.facts, kind: last.ticket.kind } },
  });
  const receipt: IntakeReceipt = {
    outcome: born.held === null ? 'created' : 'held',
    reason: born.held === null ? arrived.because : `Held for review: ${born.held}.`,
    ...{ ticketId: born.ticketId, ticketNumber: born.number, messageId: arrived.message.id },
  };
  const closing = arrived.deliveryId === null ? undefined : settling(arrived.deliveryId, receipt);
  const settled = await writeRows(tx, rowsOf(arrived, done, routed), closing);
  return { filed: { ...receipt, settled }, ticket: done.ticket };
}

function rowsOf(arrived: Arrived, done: Done, routed: Routed | null): NewRows {
  const { born, message, acknowledgement } = arrived;
  const said = acknowledgement.rows(done.ticket);
  const preview = previewOf(message.newText);
  const subject = message.subject === '' ? preview : message.subject;
  const words = { subject, preview, replyToken: born.replyToken, openedBy: null, demo: false, issueSummary: subject };
  return {
    ...arrived.customer.rows,
    ...arrived.rows,
    ...said,
    ...ticketRows(done.ticket, words),
    ticket_events: done.events.map(eventRecord),
    messages: [messageRow({ ...message, ticketId: born.ticketId }), ...(said.messages ?? [])],
    attachments: attachmentRows(message.id, arrived.attachments),
    routing_traces: routed === null ? [] : [traceRow(born.ticketId, arrived.at, 'opened', routed)],
  };
}

type Folded = ReturnType<typeof record>;

function placedBy(routed: Routed | null, opened: Folded, at: Instant): Folded {
  if (routed === null || opened.ticket === null) return { ticket: opened.ticket, events: [] };
  const facts = [...routingFacts(routed), ...ownerFacts(routed, opened.ticket)];
  return record(opened.ticket, opened.ticket.id, facts, SYSTEM('routing'), at);
}

function storyOf({ born, arriving, customer, message, links, isPublic }: Arrived, routed: Routed | null): TicketFact[] {
  const result = routed?.result;
  const opening = lifecycle.open({
    ...{ number: born.number, kind: result?.kind ?? arriving.kind, channel: message.channel, customerId: customer.id },
    ...{ receivedAt: message.receivedAt, held: born.held, presumedIssueId: newId() },
    queueId: result?.queueId ?? arriving.queue,
    priority: result?.priority ?? 'normal',
    severity: result?.severity ?? null,
    risk: result?.risk ?? null,
    tags: result?.tags ?? [],
  });
  const { id: messageId, receivedAt, automatic, unverifiedSender } = message;
  const arrival = { messageId, receivedAt, automatic, unverifiedSender, ...(isPublic === true ? { isPublic } : {}) };
  return [...opening, { type: 'MessageReceived', ...arrival }, ...links];
}
