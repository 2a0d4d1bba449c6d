import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import { keep, promise, withdraw } from '@redress/domain/undertakings/undertaking.js';
import type { TicketFact } from '@redress/domain/ticket/events.js';
import type { Instant } from '@redress/domain/time.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { slaRules } from '@redress/persistence/stores/sla-rules.store.js';
import type { StoredTicket } from '@redress/persistence/stores/tickets.store.js';
import {
  endUndertaking,
  insertUndertaking,
  ticketOfUndertaking,
} from '@redress/persistence/stores/undertakings.store.js';
import { newId } from '@redress/platform/ids.js';
import { actorOf, commit, type Desk, hold, refuseStale, see, type Wish } from './desk.js';
import { writeReason } from './notes.js';

/** Writes down what was promised to the customer. Repeating it with the same id does nothing. @returns the id */
export async function undertake(
  desk: Desk,
  wish: Wish,
  id: string,
  wanted: { readonly text: string; readonly dueAt: Instant },
): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const stored = await hold(tx, await see(tx, wish.asker, wish.ticket, 'reply'));
    if ((await ticketOfUndertaking(tx, id)) !== null) return id;
    await refuseStale(tx, stored.ticket, wish.version);
    await undertakeOn(tx, stored, wish.asker, { id, ...wanted }, desk.clock.now());
    return id;
  });
}

/** The same on a ticket that is held already, whatever the asker may do to it otherwise: whoever speaks with a customer may promise. */
export async function undertakeOn(
  tx: Transaction,
  stored: StoredTicket,
  asker: Asker,
  wanted: { readonly id: string; readonly text: string; readonly dueAt: Instant },
  at: Instant,
): Promise<void> {
  const { id, text, dueAt } = wanted;
  const clockId = newId();
  const facts = promise(stored.ticket, { undertakingId: id, clockId, dueAt, at }, await slaRules(tx));
  const ticketId = stored.ticket.id;
  await insertUndertaking(tx, { id, ticketId, text, madeBy: asker.agentId, madeAt: at, dueAt, clockId });
  await commit(tx, stored, { facts }, actorOf(asker), at);
}

export function keepUndertaking(desk: Desk, asker: Asker, id: string): Promise<string> {
  return end(desk, asker, id, 'kept', async ({ ticket }, tx, at) => keep(ticket, id, await slaRules(tx), at));
}

/** @param reason stands in a note: the log keeps no words. */
export function withdrawUndertaking(desk: Desk, asker: Asker, id: string, reason: string): Promise<string> {
  return end(desk, asker, id, 'withdrawn', async ({ ticket }, tx, at) => {
    const noteId = newId();
    const facts = withdraw(ticket, { undertakingId: id, noteId }, await slaRules(tx), at);
    return [...(await writeReason(tx, ticket.id, noteId, reason, asker, at)), ...facts];
  });
}

async function end(
  desk: Desk,
  asker: Asker,
  id: string,
  state: 'kept' | 'withdrawn',
  decide: (stored: StoredTicket, tx: Transaction, at: Instant) => Promise<readonly TicketFact[]>,
): Promise<string> {
  return inTransaction(desk.database, async (tx) => {
    const ticketId = await ticketOfUndertaking(tx, id);
    if (ticketId === null) throw new Refusal('not-found', 'Nothing of the kind was promised, or you may not see it.');
    const stored = await hold(tx, await see(tx, asker, ticketId, 'reply'));
    const at = desk.clock.now();
    const facts = await decide(stored, tx, at);
    await endUndertaking(tx, id, { state, by: asker.agentId, at });
    await commit(tx, stored, { facts }, actorOf(asker), at);
    return id;
  });
}
