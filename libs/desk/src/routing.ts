import { productOf } from '@redress/domain/routing/describe.js';
import { route, type RoutingResult, type RoutingTrace } from '@redress/domain/routing/route.js';
import { domainOf, factsOf, keptFacts, type Snapshot } from '@redress/domain/routing/snapshot.js';
import type { Condition, Facts } from '@redress/domain/rules/condition.js';
import type { BusinessCalendar } from '@redress/domain/sla/business-time.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import type { Description, Grade, Priority, Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '@redress/persistence/sql.js';
import { routingBook, type RoutingBook } from '@redress/persistence/stores/routing-book.store.js';
import { type RoutingLookUp, routingLookUp, worksIn } from '@redress/persistence/stores/routing-facts.store.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { type RowOf, writeRows } from '@redress/persistence/write-rows.js';
import { newId } from '@redress/platform/ids.js';
import { languageOf } from './language.js';

/** A ticket on its way in, before anything was decided about it. */
export interface Arriving extends Omit<
  Snapshot,
  'organisation' | 'tier' | 'customerValue' | 'relationshipRisk' | 'team' | 'region' | 'product'
> {
  /** What somebody said it is about; null is worked out. */
  readonly product: string | null;
  readonly queueIsChosen: boolean;
  readonly chosenPriority: Priority | null;
  /** Agents whom it must not be given to: the one who complains himself. */
  readonly excluded: readonly string[];
}

export interface Routed {
  readonly result: RoutingResult;
  readonly trace: RoutingTrace;
  readonly description: Description;
  readonly revision: number;
  readonly facts: Facts;
}

/** Asks the rules about a ticket that comes. Reads nothing but the rules, which every process holds until they change. */
export async function routeArrival(sql: Sql, arriving: Arriving, look: RoutingLookUp, at: Instant): Promise<Routed> {
  const book = await routingBook(sql, look.token);
  const description: Description = {
    language: arriving.language,
    product: arriving.product ?? productOf(book.products, arriving.subject, arriving.text),
    region: look.customer.region,
  };
  const snapshot = { ...arriving, ...look.customer, ...description, team: book.teamOf(arriving.queue) };
  const facts = factsOf(snapshotOf(snapshot), await calendarFor(sql, book, arriving.queue));
  const { result, trace } = await routeBy(sql, book, facts, { ...arriving, sticky: look.sticky }, at);
  return { result, trace, description, revision: book.revision, facts };
}

/** Only what rules may ask: the rest of what arrives is no fact. */
function snapshotOf(all: Snapshot & Partial<Arriving>): Snapshot {
  const { queueIsChosen: _chosen, chosenPriority: _priority, excluded: _excluded, ...snapshot } = all;
  return snapshot;
}

export interface Before {
  readonly queue: string;
  readonly queueIsChosen: boolean;
  readonly chosenPriority: Priority | null;
  readonly severity: Grade | null;
  readonly risk: Grade | null;
  readonly excluded: readonly string[];
  readonly sticky: RoutingLookUp['sticky'];
}

export async function routeBy(
  sql: Sql,
  book: RoutingBook,
  facts: Facts,
  before: Before,
  at: Instant,
): Promise<{ readonly result: RoutingResult; readonly trace: RoutingTrace }> {
  const named = book.rules.flatMap((rule) => rule.actions.ownerId ?? []);
  const works = await worksIn(sql, named, new Date(at));
  const { queue: queueId, ...rest } = before;
  return route(book.rules, facts, {
    ...rest,
    queueId,
    table: book.table,
    worksIn: (agentId) => {
      const queues = works.get(agentId);
      return queues === undefined ? [] : queues;
    },
  });
}

const OF_TIME = ['weekday', 'hour', 'open'];

function asksTime(condition: Condition | null): boolean {
  if (condition === null) return false;
  if ('all' in condition) return condition.all.some(asksTime);
  if ('any' in condition) return condition.any.some(asksTime);
  return 'not' in condition ? asksTime(condition.not) : OF_TIME.includes(condition.fact);
}

const TIMED = new WeakMap<RoutingBook, boolean>();

/** The calendar of the queue's team, else of the installation; not looked for while no rule asks for weekday, hour or opening. */
export async function calendarFor(sql: Sql, book: RoutingBook, queueId: string): Promise<BusinessCalendar | null> {
  const timed = TIMED.get(book) ?? book.rules.some((rule) => rule.enabled && asksTime(rule.condition));
  TIMED.set(book, timed);
  return timed ? calendarOf(sql, queueId) : null;
}

export async function calendarOf(sql: Sql, queueId: string): Promise<BusinessCalendar | null> {
  const rules = await slaRules(sql);
  const id = rules.teamCalendarId(queueId) ?? rules.installationCalendarId;
  return id === null ? null : rules.currentCalendar(id).calendar;
}

/** What is told besides the opening, which has the queue, the priority and the grades already. */
export function routingFacts({ result, description, trace, revision }: Routed): TicketFact[] {
  const facts: TicketFact[] = [];
  const none: Description = { language: null, product: null, region: null };
  if (Object.values(description).some((code) => code !== null))
    facts.push({ type: 'TicketDescribed', now: description, from: none });
  const { queueId, priority, skills, ownerId, policyId, excluded } = result;
  const rules = trace.rules.filter((rule) => rule.matched).map((rule) => rule.ruleId);
  facts.push({ type: 'TicketRouted', revision, rules, queueId, priority, skills, ownerId, policyId, excluded });
  return facts;
}

/** The owner whom routing found, and that the work has begun. */
export function ownerFacts({ result }: Routed, ticket: Ticket): TicketFact[] {
  const { ownerId, ownerBecause } = result;
  if (ownerId === null || ownerBecause === null) return [];
  return lifecycle
    .assign(ticket, ownerId, null, true)
    .map((fact) => (fact.type === 'TicketAssigned' ? { ...fact, because: ownerBecause } : fact));
}

/** Everything that a ticket which is there already becomes by routing. */
export function reroutingFacts(routed: Routed, ticket: Ticket): TicketFact[] {
  const { result } = routed;
  return [
    ...(result.kind === null ? [] : lifecycle.reclassify(ticket, result.kind, newId())),
    ...lifecycle.move(ticket, result.queueId),
    ...lifecycle.grade(ticket, result.severity, result.risk),
    ...(ticket.status === 'closed' ? [] : lifecycle.prioritise(ticket, result.priority)),
    ...lifecycle.tag(ticket, [...ticket.tags, ...result.tags]),
    ...routingFacts(routed).map((fact) =>
      fact.type === 'TicketDescribed' ? { ...fact, from: ticket.description } : fact,
    ),
    ...(ticket.ownerId === null ? ownerFacts(routed, ticket) : []),
  ];
}

/** A held ticket that somebody lets through is routed now, unless it was routed before it was held. */
export async function routeReleased(
  tx: Transaction,
  { ticket, words }: StoredTicket,
  at: Instant,
): Promise<readonly TicketFact[]> {
  const before = await tx.rows('SELECT 1 FROM routing_traces WHERE ticket_id = $1 LIMIT 1', [ticket.id]);
  if (before.length > 0) return [];
  const first = await firstMessage(tx, ticket.id);
  const look = await routingLookUp(
    tx,
    { customerId: ticket.customerId, domain: domainOf(first.sender ?? '') },
    new Date(at),
  );
  const { kind, isClaim, channel, queueId, severity, risk, tags, receivedAt } = ticket;
  const arriving: Arriving = {
    ...{ kind, isClaim, channel, severity, risk, tags, receivedAt, queue: queueId },
    ...{ queueAddress: first.queueAddress, subject: words.subject, text: first.text, sender: first.sender },
    ...{ language: ticket.description.language ?? languageOf(first.text), product: ticket.description.product },
    ...{ queueIsChosen: false, chosenPriority: null },
    excluded: first.agentId === null ? [] : [first.agentId],
  };
  const routed = await routeArrival(tx, arriving, look, at);
  await writeRows(tx, { routing_traces: [traceRow(ticket.id, at, 'released', routed)] });
  return reroutingFacts(routed, ticket);
}

interface FirstMessage {
  readonly text: string;
  readonly sender: string | null;
  readonly agentId: string | null;
  readonly queueAddress: string | null;
}

export async function firstMessage(tx: Transaction, ticketId: string): Promise<FirstMessage> {
  const [row] = await tx.rows<FirstMessage>(
    `SELECT left(m.new_text, 20000) AS text, lower(m.from_address) AS sender,
       (SELECT a.id FROM agents a WHERE a.email = lower(m.from_address) AND a.disabled_at IS NULL) AS "agentId",
       (SELECT min(q.address) FROM queue_addresses q JOIN tickets t ON t.queue_id = q.queue_id WHERE t.id = m.ticket_id) AS "queueAddress"
     FROM messages m WHERE m.ticket_id = $1 AND m.direction = 'inbound' ORDER BY m.received_at, m.id LIMIT 1`,
    [ticketId],
  );
  return row ?? { text: '', sender: null, agentId: null, queueAddress: null };
}

export function traceRow(
  ticketId: string,
  at: Instant,
  because: 'opened' | 'released' | 'routedAgain',
  routed: Routed,
): RowOf<'routing_traces'> {
  const { revision, facts, trace, result } = routed;
  return {
    id: newId(),
    ticket_id: ticketId,
    at: new Date(at),
    ...{ because, revision, trace, result },
    facts: keptFacts(facts),
  };
}
