import { route, type RoutingResult, type RoutingTrace } from '@redress/domain/routing/route.js';
import { factsOf, keptFacts } from '@redress/domain/routing/snapshot.js';
import type { Facts } from '@redress/domain/rules/condition.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { instant } from '@redress/domain/time.js';
import type { RoutingBook } from '@redress/persistence/stores/routing-book.store.js';
import { newId } from '@redress/platform/ids.js';
import { regionOf, worthOf } from './placement.js';
import type { DemoTicket } from './scenario.js';

export interface Placed {
  readonly result: RoutingResult;
  readonly trace: RoutingTrace;
  readonly facts: Facts;
  readonly revision: number;
}

/** Who stands in the story's registers for its customers. */
export type Organisations = ReadonlyMap<string, { readonly organisation: string; readonly tier: string | null }>;

/**
 * Why a ticket of the story is where it is, by the rules of the demo. Where the story has it elsewhere, or has another priority, somebody
 * chose that: the rules are asked again with it, and the trace says so.
 */
export function placed(told: DemoTicket, queueId: string, book: RoutingBook, organisations: Organisations): Placed {
  const facts = factsFor(told, queueId, book, organisations);
  const ground = {
    ...{ queueId, severity: null, risk: null, table: book.table, sticky: [], excluded: [], worksIn: () => [] },
    ...{ queueIsChosen: false, chosenPriority: null },
  };
  const free = route(book.rules, facts, ground);
  const queueIsChosen = free.result.queueId !== queueId;
  const chosenPriority = free.result.priority === told.priority ? null : told.priority;
  const asTold =
    queueIsChosen || chosenPriority !== null
      ? route(book.rules, facts, { ...ground, queueIsChosen, chosenPriority })
      : free;
  return { ...asTold, facts, revision: book.revision };
}

function factsFor(told: DemoTicket, queue: string, book: RoutingBook, organisations: Organisations): Facts {
  const { customer, subject, language, product, channel, receivedAt } = told;
  const known = organisations.get(customer.organisation?.name ?? '') ?? { organisation: null, tier: null };
  const worth = worthOf(customer);
  const first = told.steps.find((step) => step.verb === 'receive');
  return factsOf(
    {
      ...{ kind: 'complaint', isClaim: false, channel, queue, team: book.teamOf(queue), queueAddress: null },
      ...{ language, product, region: regionOf(customer), ...known, customerValue: worth.amount },
      ...{ relationshipRisk: worth.risk, severity: null, risk: null, tags: [], subject },
      ...{ text: first?.message.newText ?? '', sender: customer.email, receivedAt: instant(receivedAt) },
    },
    null,
  );
}

/** What is told of it besides the opening, which has queue, priority and grades. */
export function placingFacts({ result, trace, revision }: Placed): TicketFact[] {
  const { queueId, priority, skills, ownerId, policyId, excluded } = result;
  const rules = trace.rules.filter(({ matched }) => matched).map(({ ruleId }) => ruleId);
  return [{ type: 'TicketRouted', revision, rules, queueId, priority, skills, ownerId, policyId, excluded }];
}

export const traceOf = (told: DemoTicket, { result, trace, facts, revision }: Placed) => ({
  ...{ id: newId(), ticket_id: told.id, at: new Date(told.receivedAt), because: 'opened', revision, trace, result },
  facts: keptFacts(facts),
});
