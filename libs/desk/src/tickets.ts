import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import * as lifecycle from '@redress/domain/ticket/lifecycle.js';
import { mayTakeAway, type Verb } from '@redress/domain/ticket/permissions.js';
import * as stages from '@redress/domain/ticket/stages.js';
import type { Description, Grade, Kind, LinkKind, Priority, Status, Ticket } from '@redress/domain/ticket/ticket.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Transaction } from '@redress/persistence/sql.js';
import { inTransaction } from '@redress/persistence/sql.js';
import { type StoredTicket, wordIssue } from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { act, actorOf, commit, type Desk, hold, holdBoth, refuseStale, see, type Wish } from './desk.js';
import { writeReason } from './notes.js';
import { routeReleased } from './routing.js';

export function assign(desk: Desk, wish: Wish, ownerId: string | null): Promise<Ticket> {
  return act(desk, wish, 'assign', async ({ ticket }, tx) => {
    if (ownerId !== null) await refuseUnfit(tx, ownerId, ticket);
    return { facts: lifecycle.assign(ticket, ownerId, wish.asker.agentId, mayTakeAway(wish.asker)) };
  });
}

/** Only somebody who sees the ticket and may answer it can own it. */
export async function refuseUnfit(tx: Transaction, ownerId: string, ticket: Ticket): Promise<void> {
  const rows = await tx.rows(
    `SELECT 1 FROM agents a WHERE a.id = $1 AND a.disabled_at IS NULL AND (a.role = 'admin' OR a.role IN ('agent', 'teamLead') AND EXISTS (
       SELECT 1 FROM queues q LEFT JOIN team_members m ON m.team_id = q.team_id
       WHERE q.id = $2 AND (q.team_id IS NULL OR m.agent_id = a.id)))`,
    [ownerId, ticket.queueId],
  );
  if (rows.length === 0)
    throw new Refusal('invalid', 'This person cannot work on that queue. Choose a member of its team.', [
      { pointer: '/ownerId', code: 'unfit', message: 'Not a member of the team of this queue.' },
    ]);
}

export interface Edit {
  readonly subject?: string | undefined;
  readonly kind?: Kind | undefined;
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly severity?: Grade | null | undefined;
  readonly risk?: Grade | null | undefined;
  readonly isClaim?: boolean | undefined;
  readonly queueId?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly customerId?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly region?: string | null | undefined;
  /** The whole new set of those who must not get it. */
  readonly excludedIds?: readonly string[] | undefined;
}

/** What moves the work itself is for those who do it; quality judges: kind, claim, grades, tags, outcomes, and what it is about. */
const WORK: readonly (keyof Edit)[] = ['subject', 'status', 'priority', 'queueId', 'customerId', 'excludedIds'];

function refuseWork(asker: Asker, wanted: Edit): void {
  const field = asker.role === 'quality' ? WORK.find((name) => wanted[name] !== undefined) : undefined;
  if (field === undefined) return;
  const faults = [{ pointer: `/${field}`, code: 'role', message: 'For agents.' }];
  throw new Refusal('not-allowed', 'Quality tags and judges tickets; their work is moved by agents.', faults);
}

/** Changes several properties at once; all of them or, when one is refused, none. */
export function edit(desk: Desk, wish: Wish, wanted: Edit): Promise<Ticket> {
  refuseWork(wish.asker, wanted);
  return act(desk, wish, 'edit', async ({ ticket, words }, tx) => {
    await refuseUnknown(tx, wanted);
    const customerId = await presentFor(tx, wish.asker, wanted.customerId);
    const facts: TicketFact[] = [];
    if (wanted.kind !== undefined) facts.push(...lifecycle.reclassify(ticket, wanted.kind, newId()));
    if (wanted.status !== undefined) facts.push(...stages.setStatus(ticket, wanted.status));
    if (wanted.priority !== undefined) facts.push(...lifecycle.prioritise(ticket, wanted.priority));
    if (wanted.severity !== undefined || wanted.risk !== undefined) {
      const severity = wanted.severity === undefined ? ticket.severity : wanted.severity;
      facts.push(...lifecycle.grade(ticket, severity, wanted.risk === undefined ? ticket.risk : wanted.risk));
    }
    if (wanted.isClaim !== undefined) facts.push(...lifecycle.markClaim(ticket, wanted.isClaim));
    if (wanted.queueId !== undefined) facts.push(...lifecycle.move(ticket, wanted.queueId));
    if (wanted.tags !== undefined) facts.push(...lifecycle.tag(ticket, wanted.tags));
    if (customerId !== undefined) facts.push(...lifecycle.recognise(ticket, customerId));
    facts.push(...lifecycle.describe(ticket, saidOf(wanted)));
    if (wanted.excludedIds !== undefined) facts.push(...lifecycle.exclude(ticket, wanted.excludedIds));
    const reworded = wanted.subject !== undefined && wanted.subject !== words.subject;
    if (!reworded) return { facts };
    return { facts: [...facts, { type: 'SubjectReworded' }], words: { subject: wanted.subject } };
  });
}

const unknown = (pointer: string): Refusal =>
  new Refusal('invalid', 'There is no such thing.', [{ pointer, code: 'unknown', message: 'Not found.' }]);

const saidOf = ({ language, product, region }: Edit): Partial<Description> => ({
  ...(language === undefined ? {} : { language }),
  ...(product === undefined ? {} : { product }),
  ...(region === undefined ? {} : { region }),
});

async function refuseUnknown(tx: Transaction, { queueId, product, excludedIds = [] }: Edit): Promise<void> {
  if (queueId !== undefined && !(await isThere(tx, 'SELECT 1 FROM queues WHERE id = $1', queueId)))
    throw unknown('/queueId');
  if (typeof product === 'string' && !(await isThere(tx, 'SELECT 1 FROM products WHERE code = $1', product)))
    throw unknown('/product');
  for (const [index, id] of excludedIds.entries())
    if (!(await isThere(tx, 'SELECT 1 FROM agents WHERE id = $1', id))) throw unknown(`/excludedIds/${index}`);
}

const isThere = async (tx: Transaction, query: string, key: string): Promise<boolean> =>
  (await tx.rows(query, [key])).length > 0;

/**
 * Who stands for the wanted customer now: himself, or whom he was merged into. One of whom the asker sees no ticket is not there for him: given
 * to a ticket of his, the stranger's card would open.
 */
async function presentFor(tx: Transaction, asker: Asker, wanted: Edit['customerId']): Promise<Edit['customerId']> {
  if (wanted === undefined || wanted === null) return wanted;
  const sight = sightClause(asker, 3);
  const [row] = await tx.rows<{ id: string }>(
    `SELECT c.id FROM customers c WHERE c.id = (SELECT coalesce(merged_into, id) FROM customers WHERE id = $1)
       AND ($2::boolean OR EXISTS (SELECT 1 FROM tickets t
         WHERE t.customer_id IN (SELECT c.id UNION ALL SELECT m.id FROM customers m WHERE m.merged_into = c.id) AND ${sight.text}))`,
    [wanted, asker.sight.kind === 'all', ...sight.values],
  );
  if (row === undefined) throw unknown('/customerId');
  return row.id;
}

/** A step of a complaint's stages. The reason of a step back is kept as an internal note. */
export function step(desk: Desk, wish: Wish, name: stages.Step, reason: string | null): Promise<Ticket> {
  return withReason(desk, wish, name, reason, (ticket, noteId) => stages.step(ticket, name, noteId));
}

export function close(desk: Desk, wish: Wish, reason: string | null): Promise<Ticket> {
  return withReason(desk, wish, 'close', reason, (ticket, noteId) => stages.close(ticket, noteId));
}

export function reopen(desk: Desk, wish: Wish, reason: string | null): Promise<Ticket> {
  return withReason(desk, wish, 'reopen', reason, (ticket, noteId) => stages.reopen(ticket, noteId));
}

export function resolve(desk: Desk, wish: Wish, reason: string | null): Promise<Ticket> {
  return withReason(desk, wish, 'resolve', reason, (ticket) => stages.resolve(ticket));
}

function withReason(
  desk: Desk,
  wish: Wish,
  verb: Verb,
  reason: string | null,
  decide: (ticket: Ticket, noteId: string | null) => TicketFact[],
): Promise<Ticket> {
  return act(desk, wish, verb, async ({ ticket }, tx, at) => {
    const noteId = reason === null ? null : newId();
    const facts = decide(ticket, noteId);
    if (reason === null || noteId === null || facts.length === 0) return { facts };
    return { facts: [...(await writeReason(tx, ticket.id, noteId, reason, wish.asker, at)), ...facts] };
  });
}

export function release(desk: Desk, wish: Wish, rejected: boolean): Promise<Ticket> {
  return act(desk, wish, rejected ? 'reject' : 'release', async (stored, tx, at) => {
    const facts = lifecycle.release(stored.ticket, rejected);
    if (rejected || facts.length === 0) return { facts };
    return { facts: [...facts, ...(await routeReleased(tx, stored, at))] };
  });
}

export async function addIssue(desk: Desk, wish: Wish, summary: string): Promise<Ticket> {
  const issueId = newId();
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await see(tx, wish.asker, wish.ticket, 'edit'));
    await refuseStale(tx, stored.ticket, wish.version);
    const done = await commit(
      tx,
      stored,
      { facts: lifecycle.addIssue(stored.ticket, issueId) },
      actorOf(wish.asker),
      desk.clock.now(),
    );
    await wordIssue(tx, issueId, summary);
    return done.ticket;
  });
}

export interface LinkWish extends Wish {
  readonly kind: LinkKind;
  readonly other: string;
  readonly remove: boolean;
}

/** A link stands on the ticket that it was made on; the other one shows it from there. */
export function link(desk: Desk, wish: LinkWish): Promise<Ticket> {
  return act(desk, wish, 'link', async ({ ticket }, tx) => {
    const other = await see(tx, wish.asker, wish.other, 'link');
    return {
      facts: wish.remove ? lifecycle.unlink(ticket, wish.kind, other) : lifecycle.link(ticket, wish.kind, other),
    };
  });
}

/** Runs a change of two held tickets in one transaction, each seen and allowed. */
export function actOnBoth(
  desk: Desk,
  asker: Asker,
  tickets: { readonly source: string; readonly target: string },
  verb: Verb,
  decide: (
    source: StoredTicket,
    target: StoredTicket,
    tx: Transaction,
  ) => Promise<{ source: TicketFact[]; target: TicketFact[] }>,
  version: number | null = null,
): Promise<Ticket> {
  return inTransaction(desk.database, async (tx) => {
    const sourceId = await see(tx, asker, tickets.source, verb);
    const [source, target] = await holdBoth(tx, sourceId, await see(tx, asker, tickets.target, verb));
    await refuseStale(tx, source.ticket, version);
    const facts = await decide(source, target, tx);
    const at = desk.clock.now();
    const done = await commit(tx, source, { facts: facts.source }, actorOf(asker), at);
    await commit(tx, target, { facts: facts.target }, actorOf(asker), at);
    return done.ticket;
  });
}
