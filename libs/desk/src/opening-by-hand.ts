import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { RoutingResult } from '@redress/domain/routing/route.js';
import { domainOf } from '@redress/domain/routing/snapshot.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { type ChannelName, type Kind, type Priority, ticketNumber } from '@redress/domain/ticket/ticket.js';
import { fromRfc3339, type Instant, MINUTE } from '@redress/domain/time.js';
import { eventRecord } from '@redress/persistence/event-log.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { messageRow, participantRows } from '@redress/persistence/stores/messages.store.js';
import { routingLookUp } from '@redress/persistence/stores/routing-facts.store.js';
import { nextTicketNumber, ticketRows } from '@redress/persistence/stores/tickets.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import { withClocks } from './clock-keeping.js';
import { actorOf, type Desk, type Done, SYSTEM } from './desk.js';
import { languageOf } from './language.js';
import { type LoggedCustomer, loggedCustomer } from './logged-customer.js';
import { REPLY_TOKEN_BITS } from './merging.js';
import { previewOf } from './messages.js';
import { ownMessage } from './notes.js';
import { type Arriving, ownerFacts, routeArrival, type Routed, routingFacts, traceRow } from './routing.js';

/** What somebody logs for a customer who called, came by, or writes through another system. */
export interface LoggedTicket {
  readonly subject: string;
  readonly text: string;
  readonly kind?: Kind | undefined;
  readonly channel?: ChannelName | undefined;
  readonly priority?: Priority | undefined;
  readonly queueId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly customer?:
    | {
        /** One that the asker may see; whoever is named by it needs no other key. */
        readonly id?: string | undefined;
        readonly name?: string | undefined;
        readonly email?: string | undefined;
        readonly phone?: string | undefined;
      }
    | undefined;
  /** Whether the customer reads it on his page; he does when left out. */
  readonly visibility?: 'public' | 'internal' | undefined;
  /** RFC 3339; when the customer spoke, which starts the clocks. Now when left out. */
  readonly receivedAt?: string | undefined;
}

/** Opens a ticket by hand. Repeating it with the same id opens it once. */
export function openByHand(desk: Desk, asker: Asker, ticketId: string, logged: LoggedTicket): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const twice = await tx.rows('SELECT 1 FROM tickets WHERE id = $1', [ticketId]);
    if (twice.length === 0) await openLogged(desk, tx, asker, { ticketId, messageId: newId() }, logged);
    return ticketId;
  });
}

/** Opens a ticket for what somebody logged; both ids are new. @returns its number */
export async function openLogged(
  desk: Desk,
  tx: Transaction,
  asker: Asker,
  { ticketId, messageId }: { readonly ticketId: string; readonly messageId: string },
  logged: LoggedTicket,
): Promise<string> {
  const at = desk.clock.now();
  const receivedAt = receiptOf(logged, at);
  const queue = await queueFor(tx, asker, logged.queueId ?? null);
  const customer = await loggedCustomer(tx, desk, asker, logged);
  const number = ticketNumber(new Date(receivedAt).getUTCFullYear(), await nextTicketNumber(tx));
  const routed = await routeLogged(tx, logged, { queue, customer, receivedAt, at });
  const opened = openingOf(logged, routed.result, { number, queue, customerId: customer?.id ?? null, receivedAt });
  const arrived = { messageId, receivedAt, automatic: null, unverifiedSender: false };
  const facts: TicketFact[] = [...opened, { type: 'MessageReceived', ...arrived }];
  const { ticket, events } = await openedAndRouted(tx, ticketId, facts, routed, actorOf(asker), at);
  const { subject } = logged;
  const text = logged.text.replaceAll('\u0000', '').toWellFormed();
  const words = { subject, preview: previewOf(text), replyToken: randomToken(REPLY_TOKEN_BITS), issueSummary: subject };
  const own = ownMessage(messageId, ticketId, text, receivedAt, asker.agentId);
  const from = customer?.address == null ? null : { name: customer.name, address: customer.address };
  const kind = { channel: ticket.channel, direction: 'inbound', visibility: logged.visibility ?? 'public' } as const;
  await writeRows(tx, {
    ...ticketRows(ticket, { ...words, openedBy: asker.agentId, demo: false }),
    ticket_events: events.map(eventRecord),
    messages: [messageRow({ ...own, ...kind, subject, from, ingestedAt: at })],
    participants: participantRows(ticketId, from === null ? [] : [{ ...from, role: 'customer' }]),
    routing_traces: [traceRow(ticketId, at, 'opened', routed)],
  });
  return number;
}

async function openedAndRouted(
  tx: Transaction,
  ticketId: string,
  facts: readonly TicketFact[],
  routed: Routed,
  by: Actor,
  at: Instant,
): Promise<Done> {
  const born = record(null, ticketId, facts, by, at);
  if (born.ticket === null) throw new Error('An opening without a ticket');
  const placing = [...routingFacts(routed), ...ownerFacts(routed, born.ticket)];
  const placed = record(born.ticket, ticketId, placing, SYSTEM('routing'), at);
  const events = [...born.events, ...placed.events];
  const after = placed.ticket ?? born.ticket;
  return withClocks(tx, { before: null, after, events, at, token: null, known: { ...routed.facts, kind: after.kind } });
}

interface Known {
  readonly number: string;
  readonly queue: { readonly id: string; readonly kind: Kind };
  readonly customerId: string | null;
  readonly receivedAt: Instant;
}

interface Logged {
  readonly queue: { readonly id: string; readonly kind: Kind };
  readonly customer: LoggedCustomer | null;
  readonly receivedAt: Instant;
  readonly at: Instant;
}

/** What somebody chose by hand (the queue, the priority, the tags) stands; rules add to it. */
async function routeLogged(tx: Transaction, logged: LoggedTicket, known: Logged): Promise<Routed> {
  const sender = known.customer?.address?.toLowerCase() ?? null;
  const of = { customerId: known.customer?.id ?? null, domain: sender === null ? null : domainOf(sender) };
  const arriving: Arriving = {
    ...{ kind: logged.kind ?? known.queue.kind, isClaim: false, channel: logged.channel ?? 'api' },
    ...{ queue: known.queue.id, queueAddress: null, queueIsChosen: logged.queueId !== undefined },
    ...{ subject: logged.subject, text: logged.text, language: languageOf(logged.text), product: null, sender },
    ...{ severity: null, risk: null, tags: logged.tags ?? [], chosenPriority: logged.priority ?? null, excluded: [] },
    receivedAt: known.receivedAt,
  };
  return routeArrival(tx, arriving, await routingLookUp(tx, of, new Date(known.at)), known.at);
}

const openingOf = (
  logged: LoggedTicket,
  result: RoutingResult,
  { number, queue, customerId, receivedAt }: Known,
): TicketFact[] =>
  lifecycle.open({
    number,
    kind: logged.kind ?? result.kind ?? queue.kind,
    channel: logged.channel ?? 'api',
    queueId: result.queueId,
    customerId,
    priority: result.priority,
    severity: result.severity,
    risk: result.risk,
    receivedAt,
    presumedIssueId: newId(),
    held: null,
    tags: [...(logged.tags ?? []), ...result.tags],
  });

/** A clock that runs ahead by a few minutes is forgiven; a receipt in the future is a mistake. */
const FORGIVEN = 5 * MINUTE;

function receiptOf(logged: LoggedTicket, at: Instant): Instant {
  if (logged.receivedAt === undefined) return at;
  const receivedAt = fromRfc3339(logged.receivedAt);
  if (receivedAt > at + FORGIVEN) {
    throw new Refusal('invalid', 'A complaint cannot be received in the future.', [
      { pointer: '/receivedAt', code: 'future', message: 'Choose a time that has passed.' },
    ]);
  }
  return receivedAt < at ? receivedAt : at;
}

async function queueFor(tx: Transaction, asker: Asker, queueId: string | null): Promise<{ id: string; kind: Kind }> {
  const [queue] = await tx.rows<{ id: string; kind: Kind }>(
    'SELECT id, kind FROM queues WHERE id = $1 OR ($1::uuid IS NULL AND is_default)',
    [queueId],
  );
  const hidden = asker.sight.kind === 'queues' && queueId !== null && !asker.sight.queueIds.includes(queueId);
  if (queue === undefined || hidden) {
    throw new Refusal('invalid', 'There is no such queue, or you do not work on it.', [
      { pointer: '/queueId', code: 'unknown', message: 'Choose another queue.' },
    ]);
  }
  return queue;
}
