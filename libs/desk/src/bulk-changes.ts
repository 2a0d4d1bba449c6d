import {
  type BulkStep,
  driftedAway,
  MOST_RUNNING,
  MOST_TICKETS,
  refuseForRole,
  undoableUntil,
} from '@redress/domain/bulk/bulk-change.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { sightClause } from '@redress/persistence/sight.js';
import { inTransaction, type Sql, type Transaction } from '@redress/persistence/sql.js';
import {
  type BulkChangeRow,
  changedTickets,
  countRunning,
  endBulkChange,
  holdBulkChange,
  insertBulkChange,
  oneChanged,
  readBulkChange,
  stopRest,
  undoOf,
} from '@redress/persistence/stores/bulk-changes.store.js';
import type { Desk } from './desk.js';
import { personOf, tell } from './notifying.js';

/** Which tickets: named one by one, or all that a query finds at the moment in which it is asked. */
export type BulkTickets =
  | { readonly ids: readonly string[] }
  | {
      readonly query: string;
      /** How many somebody saw that it finds; ten thousand stands for more. */
      readonly seen: number;
      /** Reads their ids, one more than `MOST_TICKETS` where there are more. */
      readonly matching: (sql: Sql) => Promise<readonly string[]>;
    };

export interface BulkWish {
  /** Derived from the request: one that comes twice is taken once. */
  readonly id: string;
  readonly step: BulkStep;
  readonly tickets: BulkTickets;
}

/**
 * Notes what is to be done to which tickets; the worker does it, each ticket by itself. Whoever names a ticket that he does not see is refused
 * as a whole, so that nobody learns by it which ids there are.
 */
export async function askBulkChange(desk: Desk, asker: Asker, { id, step, tickets }: BulkWish): Promise<void> {
  const askedBy = personOf(asker);
  refuseForRole(asker, step);
  await inTransaction(desk.database, async (tx) => {
    if ((await readBulkChange(tx, id)) !== null) return;
    if ((await countRunning(tx, askedBy)) >= MOST_RUNNING)
      throw new Refusal('too-many', `${MOST_RUNNING} bulk changes of yours still run. Wait until one has ended.`);
    await refuseUnknownOwner(tx, step);
    const ids = 'ids' in tickets ? await seen(tx, asker, tickets.ids) : await found(tx, tickets);
    const tokenId = asker.via.kind === 'token' ? asker.via.id : null;
    const query = 'ids' in tickets ? null : tickets.query;
    const all = ids.map((ticket) => ({ id: ticket, takesBack: null }));
    await insertBulkChange(tx, { id, askedBy, tokenId, step, query, undoes: null }, all, desk.clock.now());
  });
}

async function refuseUnknownOwner(tx: Transaction, step: BulkStep): Promise<void> {
  if (step.kind !== 'assign' || step.ownerId === null) return;
  const known = await tx.rows('SELECT 1 FROM agents WHERE id = $1 AND disabled_at IS NULL', [step.ownerId]);
  if (known.length > 0) return;
  const faults = [{ pointer: '/step/ownerId', code: 'unknown', message: 'Nobody of this id works here.' }];
  throw new Refusal('invalid', 'Nobody of this id works here.', faults);
}

async function seen(tx: Transaction, asker: Asker, ids: readonly string[]): Promise<readonly string[]> {
  const wanted = [...new Set(ids.map((id) => id.toLowerCase()))];
  const sight = sightClause(asker, 2);
  const rows = await tx.rows(`SELECT 1 FROM tickets t WHERE t.id = ANY($1::uuid[]) AND ${sight.text}`, [
    wanted,
    ...sight.values,
  ]);
  if (rows.length === wanted.length) return wanted;
  throw new Refusal('not-found', 'One of these tickets is not there, or you may not see it. None was changed.');
}

async function found(tx: Transaction, wish: Extract<BulkTickets, { query: string }>): Promise<readonly string[]> {
  const ids = await wish.matching(tx);
  if (ids.length > MOST_TICKETS)
    throw new Refusal(
      'too-large',
      `More than ${MOST_TICKETS} tickets match. Narrow the query and change them in parts.`,
    );
  if (ids.length === 0) throw new Refusal('moved-on', 'No ticket matches any more. Read the list again.');
  if (driftedAway(wish.seen, ids.length))
    throw new Refusal('moved-on', `You saw ${wish.seen} tickets, now ${ids.length} match. Look at them again.`);
  return ids;
}

/** What a worker is at is done, the rest stays as it is. An administrator may stop what others asked for. */
export async function stopBulkChange(desk: Desk, asker: Asker, id: string): Promise<void> {
  await inTransaction(desk.database, async (tx) => {
    const change = await heldFor(tx, asker, id);
    if (change.state !== 'running') throw new Refusal('already-done', 'It has ended already.');
    await stop(desk, tx, id);
  });
}

async function stop(desk: Desk, tx: Transaction, id: string): Promise<BulkChangeRow | null> {
  await stopRest(tx, id);
  return endAndTell(desk, tx, id, 'stopped');
}

/** @throws Refusal not-found for what somebody else asked for; administrators see all. */
async function heldFor(tx: Transaction, asker: Asker, id: string): Promise<BulkChangeRow> {
  const change = await holdBulkChange(tx, id);
  if (change === null || (change.askedBy !== asker.agentId && asker.role !== 'admin'))
    throw new Refusal('not-found', 'There is no such bulk change, or it is not yours.');
  return change;
}

/**
 * Asks for every ticket that was changed to be as it was before; one that was changed again since in the same part is refused then. What still
 * runs is stopped first. Only whoever made the changes takes them back.
 */
export async function undoBulkChange(desk: Desk, asker: Asker, id: string, undoId: string): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const held = await heldFor(tx, asker, id);
    if ((await undoOf(tx, id)) === undoId) return undoId;
    const change = await refuseUndo(desk, tx, asker, held);
    const tickets = await changedTickets(tx, id);
    if (tickets.length === 0) throw new Refusal('already-done', 'It changed no ticket: there is nothing to take back.');
    const tokenId = asker.via.kind === 'token' ? asker.via.id : null;
    const undo = { id: undoId, askedBy: change.askedBy, tokenId, step: change.step, query: change.query, undoes: id };
    await insertBulkChange(tx, undo, tickets, desk.clock.now());
    return undoId;
  });
}

async function refuseUndo(desk: Desk, tx: Transaction, asker: Asker, held: BulkChangeRow): Promise<BulkChangeRow> {
  if (held.askedBy !== asker.agentId)
    throw new Refusal('not-allowed', 'Only the person who made these changes can take them back.');
  if (held.undoes !== null)
    throw new Refusal('already-done', 'This took changes back itself. Make the change again instead.');
  if ((await undoOf(tx, held.id)) !== null) throw new Refusal('already-done', 'It is taken back already.');
  const change = held.state === 'running' ? await stop(desk, tx, held.id) : held;
  if (change?.finishedAt == null) throw new Refusal('unavailable', 'It could not be stopped. Try again in a moment.');
  if (desk.clock.now() > undoableUntil(change.finishedAt))
    throw new Refusal('too-late', 'A bulk change can be taken back for a day.');
  return change;
}

/**
 * Ends a bulk change of which nothing waits any more. Whoever got tickets by it is told once, of all of them: a notification for each would
 * bury what else he is told.
 */
export async function endAndTell(
  desk: Desk,
  tx: Transaction,
  id: string,
  state: 'done' | 'stopped',
): Promise<BulkChangeRow | null> {
  const at = desk.clock.now();
  const ended = await endBulkChange(tx, id, state, at);
  if (ended === null || ended.undoes !== null || ended.step.kind !== 'assign') return ended;
  const { ownerId } = ended.step;
  const count = ended.changed ?? 0;
  if (ownerId === null || ownerId === ended.askedBy || count === 0) return ended;
  const ticketId = count === 1 ? await oneChanged(tx, id) : null;
  const notice = {
    agentId: ownerId,
    kind: 'assigned',
    clockId: null,
    body: { by: ended.askedBy, ...(count === 1 ? {} : { count }) },
  } as const;
  await tell(tx, [notice], { ticketId, source: `bulk/${id}` }, at);
  return ended;
}
