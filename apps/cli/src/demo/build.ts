import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent, TicketFact } from '@redress/domain/ticket/events.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { merge, split } from '@redress/domain/ticket/merge.js';
import { type Ticket, ticketNumber, UNFINISHED } from '@redress/domain/ticket/ticket.js';
import { instant } from '@redress/domain/time.js';
import type { RoutingBook } from '@redress/persistence/stores/routing-book.store.js';
import { classified, type Trees } from './causes.js';
import { endsLive } from './batches.js';
import { regionOf } from './placement.js';
import { type Placed, placed, placingFacts } from './routed.js';
import type { DemoStep, DemoTicket } from './scenario.js';
import { type Keeping, kept, rung } from './clocks.js';
import { actorOf, factsOf, type Places } from './verbs.js';

/** A ticket of the story as the product has it: the fold and its log. */
export interface BuiltTicket {
  readonly told: DemoTicket;
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  /** Summaries by id of the issue. */
  readonly issueWords: ReadonlyMap<string, string>;
  /** Why it is where it is; null where nobody asks any more. */
  readonly placed: Placed | null;
}

export interface Telling {
  /** Null runs no clocks. */
  readonly keeping: Keeping | null;
  readonly now: number;
  readonly trees: Trees;
  /** By what the live queue is placed; null places nothing. */
  readonly book: RoutingBook | null;
}

interface Growing {
  readonly told: DemoTicket;
  readonly number: string;
  ticket: Ticket | null;
  readonly events: TicketEvent[];
  readonly issueWords: Map<string, string>;
  readonly keeping: Keeping | null;
  readonly placed: Placed | null;
}

/**
 * Lets the story happen to the product's own tickets: each step is the verb of that name, in the order of time over all tickets.
 * @param numbers one running number per ticket of the story, in its order.
 * @param telling by what the clocks are kept, and until when they ring.
 * @throws Error that names ticket and step when the domain refuses what the story tells.
 */
export function buildTickets(
  story: readonly DemoTicket[],
  places: Places,
  numbers: readonly number[],
  { keeping, now, trees, book }: Telling,
): BuiltTicket[] {
  const growing = new Map<string, Growing>();
  story.forEach((told, index) => {
    const number = ticketNumber(new Date(told.receivedAt).getUTCFullYear(), numbers[index] ?? index + 1);
    growing.set(told.id, {
      told,
      number,
      ticket: null,
      events: [],
      issueWords: new Map([[told.issueId, told.subject]]),
      keeping,
      placed: book === null ? null : placing(told, places, book, keeping),
    });
  });
  const moments = story.flatMap((told) => told.steps.map((step) => ({ told, step })));
  // A child is born by the step of its parent at the same instant, so it comes after it.
  moments.sort(
    (one, other) =>
      one.step.at - other.step.at || Number(one.told.splitFrom !== null) - Number(other.told.splitFrom !== null),
  );
  for (const { told, step } of moments) {
    try {
      happen(find(growing, told.id), step, growing, { places, trees });
    } catch (error) {
      throw new Error(
        `The story does not hold: ${told.problem ?? told.kind} ${told.id}, "${step.verb}" at ${step.at}`,
        { cause: error },
      );
    }
  }
  for (const one of growing.values()) wait(one, now);
  return story.map((told) => finished(find(growing, told.id)));
}

function find(growing: ReadonlyMap<string, Growing>, id: string): Growing {
  const found = growing.get(id);
  if (found === undefined) throw new Error(`There is no ticket ${id} in the story`);
  return found;
}

function finished({ told, ticket, events, issueWords, placed }: Growing): BuiltTicket {
  if (ticket === null) throw new Error(`Nothing ever happened to ${told.id}`);
  return { told, ticket, events, issueWords, placed };
}

interface Ground {
  readonly places: Places;
  readonly trees: Trees;
}

function happen(one: Growing, step: DemoStep, growing: ReadonlyMap<string, Growing>, { places, trees }: Ground): void {
  const by = actorOf(step, one.told, places);
  if (one.ticket === null) {
    add(one, opening(one, places), by, step.at);
    add(one, [...described(one), ...(one.placed === null ? [] : placingFacts(one.placed))], ROUTING, step.at);
  }
  const ticket = alive(one);
  if (step.verb === 'addIssue') one.issueWords.set(step.issueId, step.summary);
  if (step.verb === 'merge') {
    const target = find(growing, step.into);
    const both = merge(ticket, alive(target), []);
    add(one, both.source, by, step.at);
    add(target, both.target, by, step.at);
  } else if (step.verb === 'split') {
    const child = find(growing, step.child);
    const ids = {
      child: { id: child.told.id, number: child.number },
      issueIds: [step.issueId],
      messageIds: [],
      presumedIssueId: child.told.id,
    };
    const both = split(ticket, ids);
    add(one, both.parent, by, step.at);
    add(child, both.child, by, step.at);
    child.issueWords.set(step.issueId, one.issueWords.get(step.issueId) ?? child.told.subject);
  } else {
    add(one, [...factsOf(ticket, step, by, places), ...classification(one, ticket, step, trees)], by, step.at);
  }
}

const classification = ({ told }: Growing, ticket: Ticket, step: DemoStep, trees: Trees): TicketFact[] =>
  step.verb === 'judge' ? classified(ticket, told, step.outcome, trees) : [];

const ROUTING: Actor = { kind: 'system', id: 'routing' };

/** Language, product and region, as routing recognises them. */
function described({ told }: Growing): TicketFact[] {
  const now = { language: told.language, product: told.product, region: regionOf(told.customer) };
  return [{ type: 'TicketDescribed', now, from: { language: null, product: null, region: null } }];
}

/** Of what an agent's queue shows only, as if the rules were no older: why something long settled was where it was, nobody asks. */
function placing(told: DemoTicket, places: Places, book: RoutingBook, keeping: Keeping | null): Placed | null {
  if (told.held !== null || told.splitFrom !== null || !endsLive(told)) return null;
  return placed(told, places.queues[told.team], book, keeping?.organisations ?? new Map());
}

function opening({ told, number, placed: why }: Growing, places: Places): TicketFact[] {
  return lifecycle.open({
    number,
    // What the queue takes everything for; the agent who reads it may say otherwise.
    kind: 'complaint',
    channel: told.channel,
    queueId: places.queues[told.team],
    customerId: told.customer.id,
    priority: told.priority,
    receivedAt: instant(told.receivedAt),
    presumedIssueId: told.issueId,
    held: told.held,
    severity: why?.result.severity ?? null,
    risk: why?.result.risk ?? null,
    tags: why?.result.tags ?? [],
  });
}

function alive({ told, ticket }: Growing): Ticket {
  if (ticket === null) throw new Error(`${told.id} is not there yet`);
  return ticket;
}

function add(one: Growing, facts: readonly TicketFact[], by: Actor, at: number): void {
  wait(one, at);
  const before = one.ticket;
  const { ticket, events } = record(before, one.told.id, facts, by, instant(at));
  if (ticket === null) return;
  const organisation = one.told.customer.organisation?.name ?? null;
  const done =
    one.keeping === null ? { ticket, events } : kept(before, { ticket, events }, one.keeping, { organisation, at });
  one.ticket = done.ticket;
  one.events.push(...done.events);
}

/** Lets the clocks ring that fall due before the next step. */
function wait(one: Growing, until: number): void {
  if (one.ticket === null || one.keeping === null) return;
  const { ticket, events } = rung(one.ticket, one.keeping, instant(until));
  one.ticket = ticket;
  one.events.push(...events);
}

/** Somebody owes work on it: what an agent's queue shows. */
export const isLive = ({ ticket }: BuiltTicket): boolean => ticket.held !== null || UNFINISHED.includes(ticket.status);
