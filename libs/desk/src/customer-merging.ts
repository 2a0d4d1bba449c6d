import {
  along,
  giveBack,
  takeOver,
  type Taken,
  without,
  withoutTaken,
  withTaken,
} from '@redress/domain/customers/standing.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { inTransaction, lockKey, type Transaction } from '@redress/persistence/sql.js';
import {
  claimantOf,
  closeMerge,
  type HeldCustomer,
  holdCustomers,
  insertMerge,
  type Key,
  keysOfCustomer,
  leaveOut,
  type Merge,
  moveIdentities,
  openedSinceBy,
  openMerge,
  pointTo,
  saveStandingParts,
  ticketIdsOf,
} from '@redress/persistence/stores/customer-merges.store.js';
import { movesHinder, stopMerging } from '@redress/persistence/stores/customer-moves.store.js';
import { newId } from '@redress/platform/ids.js';
import { auditIn } from './audit.js';
import { moveTickets } from './customer-moving.js';
import { faulty, type Ground } from './people.js';

/**
 * Makes two records one person: identities and tickets of the one go to the other, with what the other does not know yet of his standing. What
 * was moved is kept, so that it can be undone. Of many tickets it is told only that they are his: the worker moves them, and until then they
 * stand with a record that points to him. @throws Refusal merge-circle, already-done, in-use, not-found
 */
export async function mergeCustomers(ground: Ground, asker: Asker, id: string, into: string): Promise<void> {
  if (id === into) throw new Refusal('merge-circle', 'Choose another customer than this one.');
  await inTransaction(ground.database, (tx) => mergeIn(tx, ground, asker.agentId ?? 'system', id, into));
}

/** The same inside of a transaction. @param by the id of an agent, or the name of a rule */
export async function mergeIn(tx: Transaction, ground: Ground, by: string, id: string, into: string): Promise<void> {
  const at = ground.clock.now();
  await holdSenders(tx, await keysOfCustomer(tx, id));
  const [source, target] = await holdPair(tx, id, into);
  if (source.mergedInto !== null) throw new Refusal('already-done', 'This customer is merged already.');
  if (target.mergedInto !== null)
    throw new Refusal('merge-circle', 'The other one is merged himself: choose the one he went into.');
  if (await movesHinder(tx, id, into)) throw new Refusal('in-use', STILL_MOVING);
  const taken = takeOver(target.standing, source.standing);
  const identityIds = await moveIdentities(tx, id, into);
  const ticketIds = await ticketIdsOf(tx, id);
  await moveTickets(tx, { what: 'merge', fromId: id, toId: into }, ticketIds, at);
  await saveStandingParts(tx, into, withTaken(target.standing, taken));
  const merge = { id: newId(), sourceId: id, targetId: into, identityIds, ticketIds, taken };
  await insertMerge(tx, { ...merge, mergedAt: new Date(at), by });
  await pointTo(tx, id, into);
  await auditIn(tx, ground.clock, { actor: by, action: 'customersMerged', subject: id, detail: { into } });
}

/**
 * Takes a merge back: `from`, who went into `id`, has again what went along with him, as far as it is still there. What came since stays, but
 * for tickets that were opened by a key which goes back. Whoever was merged into `from` before goes with him.
 */
export async function unmergeCustomers(ground: Ground, asker: Asker, id: string, from: string): Promise<void> {
  await inTransaction(ground.database, async (tx) => {
    const at = ground.clock.now();
    // Before the customers are held: a worker that is at it has its tickets, and needs the customers to end.
    await stopMerging(tx, from);
    await holdSenders(tx, await keysOfCustomer(tx, id));
    const [source] = await holdPair(tx, from, id);
    const merge = await openMerge(tx, from);
    if (merge === null || source.mergedInto !== id)
      throw faulty('/from', 'notMerged', 'This customer is not merged into the other one.');
    const identityIds = await moveIdentities(tx, id, from, merge.identityIds);
    const later = await openedSinceBy(tx, id, merge.mergedAt, identityIds);
    const ticketIds = [...new Set([...merge.ticketIds, ...later])].sort();
    await moveTickets(tx, { what: 'parting', fromId: id, toId: from }, ticketIds, at);
    await giveStandingBack(tx, merge, id, { identityIds: merge.identityIds, ticketIds });
    await pointTo(tx, from, null);
    const by = asker.agentId ?? 'system';
    await closeMerge(tx, merge.id, new Date(at), by);
    await auditIn(tx, ground.clock, { actor: by, action: 'customersParted', subject: id, detail: { from } });
  });
}

/**
 * An address is proven to be that of who wrote on this ticket: where its customer had only claimed it, he is whoever it belongs to, and both
 * records become one by themselves. The ticket must be saved before.
 */
export async function joinProven(tx: Transaction, ground: Ground, ticketId: string, address: string): Promise<void> {
  const two = await claimantOf(tx, ticketId, address.toLowerCase());
  // While tickets of one of them move, both stay suggested to each other, and the next proof joins them.
  if (two === null || (await movesHinder(tx, two.claimant, two.owner))) return;
  await mergeIn(tx, ground, 'addressProven', two.claimant, two.owner);
}

const STILL_MOVING = 'Tickets of one of them are still being moved by an earlier merge. Try again when that is done.';

/** What somebody sends from one of these keys waits meanwhile: it must not open a ticket for a record that is going. */
async function holdSenders(tx: Transaction, keys: readonly Key[]): Promise<void> {
  const locks = [...new Set(keys.flatMap(lockNames).map(lockKey))].sort((a, b) => (a < b ? -1 : 1));
  for (const lock of locks) await tx.rows('SELECT pg_advisory_xact_lock($1)', [lock]);
}

/** As intake names them. */
function lockNames({ kind, value }: Key): string[] {
  if (kind === 'email') return [`sender ${value}`];
  return kind === 'phone' ? [`phone ${value}`, `sender phone ${value}`] : [`sender ${kind} ${value}`];
}

async function holdPair(tx: Transaction, one: string, other: string): Promise<[HeldCustomer, HeldCustomer]> {
  const held = await holdCustomers(tx, [one, other]);
  const [first, second] = [one, other].map((id) => held.find((customer) => customer.id === id));
  if (first === undefined || second === undefined) throw new Refusal('not-found');
  return [first, second];
}

/** Up the way from the direct target to who stands for him now: each gives back what he took, and forgets what later merges took along. */
async function giveStandingBack(
  tx: Transaction,
  merge: Merge,
  end: string,
  moved: { readonly identityIds: readonly string[]; readonly ticketIds: readonly string[] },
): Promise<void> {
  let holderId = merge.targetId;
  let taken: Taken = merge.taken;
  for (;;) {
    const [holder] = await holdCustomers(tx, [holderId]);
    if (holder === undefined) return;
    const gone = giveBack(holder.standing, taken);
    await saveStandingParts(tx, holderId, withoutTaken(holder.standing, gone));
    if (holderId === end) return;
    const next = await openMerge(tx, holderId);
    if (next === null) return;
    await leaveOut(tx, next.id, moved, without(next.taken, gone));
    taken = along(next.taken, gone);
    holderId = next.targetId;
  }
}
