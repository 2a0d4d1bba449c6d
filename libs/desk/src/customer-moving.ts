import { follow } from '@redress/domain/ticket/lifecycle.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import {
  type CustomerMove,
  insertMove,
  noteMoved,
  takeMove,
} from '@redress/persistence/stores/customer-moves.store.js';
import { holdTickets } from '@redress/persistence/stores/tickets.store.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { newId } from '@redress/platform/ids.js';
import { commitAll, SYSTEM } from './desk.js';
import type { Ground } from './people.js';

/** Tickets that move within the request that asks for it; more of them follow behind it. */
export const MOST_AT_ONCE = 100;
/** In one transaction, which no other change of these tickets waits long for. */
const AT_A_TIME = 25;

/** Moves those of these tickets that are still with the one, at once or, when they are many, by the worker. */
export async function moveTickets(
  tx: Transaction,
  { what, fromId, toId }: Omit<CustomerMove, 'id'>,
  ticketIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (ticketIds.length <= MOST_AT_ONCE) return moveNow(tx, { fromId, toId }, ticketIds, at);
  await insertMove(tx, { id: newId(), what, fromId, toId, ticketIds, askedAt: new Date(at) });
}

/**
 * Moves some tickets of the merge or parting that waited longest. They and the count of what was moved are one transaction: whoever dies in
 * between leaves both undone. @returns how many it looked at; 0 when nothing waits
 */
export async function workOnCustomerMoves({ database, clock }: Ground): Promise<number> {
  return inTransaction(database, async (tx) => {
    const move = await takeMove(tx, AT_A_TIME);
    if (move === null) return 0;
    await moveNow(tx, move, move.next, clock.now());
    await noteMoved(tx, move.id, move.next.length);
    await failpoint('customerMove.before_commit');
    return move.next.length;
  });
}

async function moveNow(
  tx: Transaction,
  { fromId, toId }: Pick<CustomerMove, 'fromId' | 'toId'>,
  ticketIds: readonly string[],
  at: Instant,
): Promise<void> {
  if (ticketIds.length === 0) return;
  const held = await holdTickets(tx, ticketIds);
  const moving = held.filter(({ ticket }) => ticket.customerId === fromId);
  const changes = moving.map((stored) => ({ stored, facts: follow(stored.ticket, toId) }));
  await commitAll(tx, changes, SYSTEM('customerMerge'), at);
}
