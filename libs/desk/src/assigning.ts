import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { type Candidate, type ChannelWeights, type Demand, pickAgent } from '@redress/domain/routing/pick-agent.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import type { AssignmentCause, Ticket } from '@redress/domain/ticket/ticket.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { type Instant, MINUTE, SECOND } from '@redress/domain/time.js';
import { inTransaction, type Sql, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import {
  type Abandoned,
  abandonedTickets,
  candidateById,
  candidatesOf,
  lockAssignment,
  noteAssigned,
  seizeWaiting,
  takeable,
  type WaitingTicket,
  waitingTickets,
} from '@redress/persistence/stores/assignment.store.js';
import { routingBook } from '@redress/persistence/stores/routing-book.store.js';
import { actorOf, commit, type Desk, hold, SYSTEM } from './desk.js';
import { calendarOf } from './routing.js';

/** So many waiting tickets are looked at in one go; what cannot be given out keeps nobody waiting behind it. */
const MOST_WAITING = 2_000;
/** So many change in one transaction: others wait for it. */
const MOST_CHANGES = 25;

/** How a ticket was given to somebody by no person. */
function given(ticket: Ticket, ownerId: string | null, because: AssignmentCause): TicketFact[] {
  return lifecycle
    .assign(ticket, ownerId, null, true)
    .map((fact) => (fact.type === 'TicketAssigned' ? { ...fact, because } : fact));
}

/**
 * Gives out what waits in queues that give out by themselves, and says of the rest why nobody can take it. Safe in several processes at
 * once: they take turns. Returns how many tickets were given to somebody.
 */
export async function assignWaiting(desk: Desk): Promise<number> {
  let assigned = 0;
  for (;;) {
    const done = await inTransaction(desk.database, (tx) => assignSome(desk, tx));
    assigned += done.assigned;
    if (done.changed < MOST_CHANGES) return assigned;
  }
}

async function assignSome(desk: Desk, tx: Transaction): Promise<{ changed: number; assigned: number }> {
  const done = { changed: 0, assigned: 0 };
  await lockAssignment(tx);
  const waiting = await waitingTickets(tx, MOST_WAITING);
  if (waiting.length === 0) return done;
  const at = desk.clock.now();
  const { settings } = await routingBook(tx);
  const teams = new Map<string | null, Candidate[]>();
  for (const ticket of waiting) {
    const people = teams.get(ticket.teamId) ?? (await candidatesOf(tx, ticket.teamId, at));
    teams.set(ticket.teamId, people);
    const choice = pickAgent(people, demandOf(ticket, ticket.mode, at), settings.weights);
    if (choice.agentId === null && choice.because === ticket.because) continue;
    if (!(await seizeWaiting(tx, ticket.id))) continue;
    const stored = await hold(tx, ticket.id);
    const facts: TicketFact[] =
      choice.agentId === null
        ? [{ type: 'TicketLeftWaiting', because: choice.because, from: stored.ticket.unassignedBecause }]
        : given(stored.ticket, choice.agentId, ticket.mode);
    await commit(tx, stored, { facts }, SYSTEM('assignment'), at);
    if (choice.agentId !== null) {
      await noteAssigned(tx, choice.agentId, at);
      for (const [team, known] of teams) teams.set(team, loaded(known, choice.agentId, ticket, at));
      done.assigned += 1;
    }
    done.changed += 1;
    if (done.changed >= MOST_CHANGES) break;
  }
  return done;
}

function demandOf(ticket: Omit<WaitingTicket, 'mode'>, mode: Demand['mode'], at: Instant): Demand {
  const { channel, skills, excluded, relaxAfterSeconds } = ticket;
  const waitedSeconds = Math.floor((at - ticket.since.getTime()) / SECOND);
  return { channel, skills, excluded, relaxAfterSeconds, mode, waitedSeconds };
}

/** The same people after one of them was given another ticket. */
const loaded = (people: readonly Candidate[], agentId: string, { channel }: WaitingTicket, at: Instant): Candidate[] =>
  people.map((one) =>
    one.id === agentId
      ? { ...one, open: { ...one.open, [channel]: (one.open[channel] ?? 0) + 1 }, lastAssignedAt: at }
      : one,
  );

export type NoNext = 'nothingWaits' | 'notSkilled' | 'full';

/** The most urgent waiting ticket that the asker may take is his now; else why there is none. */
export async function takeNext(
  desk: Desk,
  asker: Asker,
  queueId: string | null,
): Promise<{ readonly ticketId: string } | { readonly because: NoNext }> {
  const { agentId } = asker;
  if (agentId === null || !allows(asker, 'assign')) throw new Refusal('not-allowed');
  const queueIds = queuesFor(asker, queueId);
  return inTransaction(desk.database, async (tx) => {
    await lockAssignment(tx);
    const at = desk.clock.now();
    const me = await candidateById(tx, agentId, at);
    if (me === null) throw new Refusal('not-allowed');
    const { settings } = await routingBook(tx);
    return takeFirst(tx, { asker, me: { ...me, present: true }, weights: settings.weights, at }, queueIds);
  });
}

interface Taking {
  readonly asker: Asker;
  readonly me: Candidate;
  readonly weights: ChannelWeights;
  readonly at: Instant;
}

async function takeFirst(
  tx: Transaction,
  { asker, me, weights, at }: Taking,
  queueIds: readonly string[] | null,
): Promise<{ readonly ticketId: string } | { readonly because: NoNext }> {
  let because: NoNext = 'nothingWaits';
  for (const ticket of await takeable(tx, me.id, queueIds, MOST_WAITING)) {
    const choice = pickAgent([me], demandOf(ticket, 'leastLoaded', at), weights);
    if (choice.agentId === null) {
      because = choice.because === 'nobodySkilled' && because === 'nothingWaits' ? 'notSkilled' : 'full';
      continue;
    }
    if (!(await seizeWaiting(tx, ticket.id))) continue;
    const stored = await hold(tx, ticket.id);
    await commit(tx, stored, { facts: given(stored.ticket, me.id, 'pulled') }, actorOf(asker), at);
    await noteAssigned(tx, me.id, at);
    return { ticketId: ticket.id };
  }
  return { because };
}

function queuesFor({ sight }: Asker, queueId: string | null): readonly string[] | null {
  const seen = sight.kind === 'queues' ? sight.queueIds : sight.kind === 'all' ? null : [];
  if (queueId === null) return seen;
  if (seen !== null && !seen.includes(queueId))
    throw new Refusal('not-found', 'There is no such queue, or it is not yours.');
  return [queueId];
}

const MOST_RETURNED = 200;

/**
 * Takes unanswered tickets from people who left, are away or have not been seen for the set number of open hours: they go to the deputy or
 * back to their queue. Returns how many moved.
 */
export async function returnAbandoned(desk: Desk): Promise<number> {
  const sql = sqlOn(desk.database);
  const now = desk.clock.now();
  const { settings } = await routingBook(sql);
  const found = await abandonedTickets(sql, now, settings.returnAfterMinutes, MOST_RETURNED);
  let returned = 0;
  for (const one of found) {
    if (one.why === 'offline' && !(await isGoneLong(sql, one, now, settings.returnAfterMinutes))) continue;
    if (await inTransaction(desk.database, (tx) => returnOne(desk, tx, one))) returned += 1;
  }
  return returned;
}

/** A night or a weekend is no absence: only open time counts. */
async function isGoneLong(sql: Sql, { queueId, goneAt }: Abandoned, now: Instant, minutes: number): Promise<boolean> {
  if (goneAt === null) return false;
  const calendar = await calendarOf(sql, queueId);
  return calendar === null || calendar.elapsed(goneAt.getTime(), now) >= minutes * MINUTE;
}

async function returnOne(
  desk: Desk,
  tx: Transaction,
  { ticketId, ownerId, why, deputyId }: Abandoned,
): Promise<boolean> {
  const stored = await hold(tx, ticketId);
  const { ticket } = stored;
  if (ticket.ownerId !== ownerId || ticket.unansweredSince === null) return false;
  const facts = given(ticket, deputyId, deputyId === null ? why : 'deputy');
  await commit(tx, stored, { facts }, SYSTEM('absence'), desk.clock.now());
  return true;
}
