import type { Asker } from '@redress/domain/people.js';
import type { RoutingTrace } from '@redress/domain/routing/route.js';
import { domainOf, factsOf } from '@redress/domain/routing/snapshot.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { mayTakeAway } from '@redress/domain/ticket/permissions.js';
import type { Description, Ticket } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { routingBook } from '@redress/persistence/stores/routing-book.store.js';
import { routingLookUp, worksIn } from '@redress/persistence/stores/routing-facts.store.js';
import { lastRouting } from '@redress/persistence/stores/routing-traces.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import { writeRows } from '@redress/persistence/write-rows.js';
import { act, type Desk, type Wish } from './desk.js';
import { calendarFor, firstMessage, routeBy, type Routed, traceRow } from './routing.js';

/**
 * The rules are asked again about what is known of the ticket now. They decide the queue anew; a priority that a person or a plan set since
 * stays, and so do exclusions that a person made and what the ticket is: somebody has read it by now. Who has it keeps it, unless a rule names another, he is excluded, or he works elsewhere.
 */
export function routeAgain(desk: Desk, wish: Wish): Promise<Ticket> {
  return act(desk, wish, 'route', async (stored, tx, at) => {
    const { ticket } = stored;
    lifecycle.refuseUnroutable(ticket);
    const routed = await routePresent(tx, stored, at);
    const facts = [...placing(routed, ticket), ...(await ownership(tx, routed, ticket, wish.asker, at))];
    await writeRows(tx, { routing_traces: [traceRow(ticket.id, at, 'routedAgain', routed)] });
    return { facts };
  });
}

async function routePresent(tx: Transaction, { ticket, words }: StoredTicket, at: Instant): Promise<Routed> {
  const first = await firstMessage(tx, ticket.id);
  const of = { customerId: ticket.customerId, domain: domainOf(first.sender ?? '') };
  const { token, customer, sticky } = await routingLookUp(tx, of, new Date(at));
  const book = await routingBook(tx, token);
  const last = await lastRouting(tx, ticket.id);
  const { kind, isClaim, channel, queueId: queue, severity, risk, tags, receivedAt } = ticket;
  const description: Description = {
    ...ticket.description,
    region: ticket.description.region ?? customer.region,
  };
  const snapshot = {
    ...{ kind, isClaim, channel, queue, severity, risk, tags, receivedAt, ...customer, ...description },
    ...{ team: book.teamOf(queue), queueAddress: first.queueAddress },
    ...{ subject: words.subject, text: first.text, sender: first.sender },
  };
  const facts = factsOf(snapshot, await calendarFor(tx, book, queue));
  const chosenPriority = last?.prioritisedSince === true || last?.trace.priority === 'person' ? ticket.priority : null;
  const sender = first.agentId === null ? [] : [first.agentId];
  const excluded = [...new Set([...excludedByPeople(ticket, last?.trace ?? null), ...sender])];
  const ground = { queue, queueIsChosen: false, chosenPriority, severity, risk, excluded, sticky };
  const { result, trace } = await routeBy(tx, book, facts, ground, at);
  return { result, trace, description, revision: book.revision, facts };
}

/** Those whom the rules kept out last time are kept out again only where a rule still says so. */
function excludedByPeople(ticket: Ticket, trace: RoutingTrace | null): readonly string[] {
  const byRules = new Set(trace?.rules.flatMap(({ did }) => did?.exclude ?? []));
  return ticket.excluded.filter((id) => !byRules.has(id));
}

function placing({ result, trace, description, revision }: Routed, ticket: Ticket): TicketFact[] {
  const { queueId, priority, skills, ownerId, policyId, excluded } = result;
  const rules = trace.rules.filter(({ matched }) => matched).map(({ ruleId }) => ruleId);
  return [
    ...lifecycle.move(ticket, queueId),
    ...lifecycle.grade(ticket, result.severity, result.risk),
    ...lifecycle.prioritise(ticket, priority),
    ...lifecycle.tag(ticket, [...ticket.tags, ...result.tags]),
    ...lifecycle.describe(ticket, description),
    { type: 'TicketRouted', revision, rules, queueId, priority, skills, ownerId, policyId, excluded },
  ];
}

async function ownership(
  tx: Transaction,
  { result }: Routed,
  ticket: Ticket,
  asker: Asker,
  at: Instant,
): Promise<TicketFact[]> {
  const { ownerId, ownerBecause } = result;
  const named = ownerBecause === 'rule';
  if (!named && ticket.ownerId !== null && (await mayKeep(tx, ticket.ownerId, result, at))) return [];
  return lifecycle
    .assign(ticket, ownerId, asker.agentId, mayTakeAway(asker))
    .map((fact) => (fact.type === 'TicketAssigned' ? { ...fact, because: ownerBecause ?? 'rule' } : fact));
}

async function mayKeep(tx: Transaction, ownerId: string, result: Routed['result'], at: Instant): Promise<boolean> {
  if (result.excluded.includes(ownerId)) return false;
  const queues = (await worksIn(tx, [ownerId], new Date(at))).get(ownerId);
  return queues === null || (queues?.includes(result.queueId) ?? false);
}
