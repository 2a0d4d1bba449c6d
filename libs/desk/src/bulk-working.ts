import { type BulkStep, tagsAfter } from '@redress/domain/bulk/bulk-change.js';
import type { Asker } from '@redress/domain/people.js';
import { Refusal } from '@redress/domain/refusal.js';
import type { Ticket } from '@redress/domain/ticket/ticket.js';
import { inTransaction, sqlOn } from '@redress/persistence/sql.js';
import {
  type BulkChangeRow,
  nextBulkChange,
  noteChanged,
  noteFailed,
  noteRefused,
  refuseRest,
  type TakenTicket,
  takeTicket,
  ticketBefore,
  type TicketBefore,
} from '@redress/persistence/stores/bulk-changes.store.js';
import { recogniseAgent, recogniseToken } from '@redress/persistence/stores/people.store.js';
import { failpoint } from '@redress/platform/failpoint.js';
import { endAndTell } from './bulk-changes.js';
import type { Desk, Wish } from './desk.js';
import { undo } from './merging.js';
import { resolveWith } from './resolving.js';
import { askerFrom } from './rights.js';
import { assign, close, edit } from './tickets.js';

/** Tickets before another bulk change has its turn. */
const AT_A_TIME = 20;
const MOST_TRIES = 3;

export interface Worked {
  readonly tickets: number;
  /** Tickets that could not be worked on by a fault of ours, for the log. */
  readonly faults: readonly { readonly ticketId: string; readonly error: unknown }[];
}

/**
 * Works on some tickets of the bulk change that waited longest. A ticket's change and the row that remembers it are one transaction: whoever
 * dies in between leaves both undone, and the next worker begins with that ticket. Several workers share one bulk change.
 */
export async function workOnBulkChanges(desk: Desk): Promise<Worked> {
  const sql = sqlOn(desk.database);
  const change = await nextBulkChange(sql);
  if (change === null) return { tickets: 0, faults: [] };
  const asker = await askerAgain(desk, change);
  const faults: { ticketId: string; error: unknown }[] = [];
  let tickets = 0;
  if (asker === null)
    await refuseRest(sql, change.id, { code: 'not-allowed', detail: 'Whoever asked for this may not do it any more.' });
  else
    for (; tickets < AT_A_TIME; tickets += 1) {
      const done = await workOnNext(desk, change, asker);
      if (done === null) break;
      if (done.fault !== null) faults.push(done.fault);
    }
  if (tickets < AT_A_TIME) await inTransaction(desk.database, (tx) => endAndTell(desk, tx, change.id, 'done'));
  return { tickets, faults };
}

/** Whoever asked, with the rights he has now: a right that was taken away meanwhile counts for the rest. Null when he works here no more. */
async function askerAgain({ database, clock }: Desk, { askedBy, tokenId }: BulkChangeRow): Promise<Asker | null> {
  const sql = sqlOn(database);
  const found =
    tokenId === null ? await recogniseAgent(sql, askedBy) : await recogniseToken(sql, { id: tokenId }, clock.now());
  return found === null ? null : askerFrom(found, { kind: 'system', id: 'bulk change' });
}

interface Done {
  readonly fault: { readonly ticketId: string; readonly error: unknown } | null;
}

/** Null when no ticket is left that nobody else is at. */
async function workOnNext(desk: Desk, change: BulkChangeRow, asker: Asker): Promise<Done | null> {
  const taken: TakenTicket[] = [];
  try {
    await inTransaction(desk.database, async (tx) => {
      const next = await takeTicket(tx, change.id);
      taken.splice(0, taken.length, ...(next === null ? [] : [next]));
      if (next === null) return;
      const before = await ticketBefore(tx, next.ticketId);
      if (before === null) throw new Refusal('not-found');
      const wish: Wish = { asker, ticket: next.ticketId, version: null, within: tx };
      const after = await (next.takesBack === null
        ? doStep(desk, wish, change.step, before)
        : takeBack(desk, wish, next.takesBack, before));
      await noteChanged(tx, change.id, next.position, { before: before.version, after: after.version });
      await failpoint('bulk.before_commit');
    });
    await failpoint('bulk.after_commit');
    return taken.length === 0 ? null : { fault: null };
  } catch (error) {
    const [next] = taken;
    if (next === undefined) throw error;
    return noteWhy(desk, change, next, error);
  }
}

async function noteWhy(desk: Desk, change: BulkChangeRow, next: TakenTicket, error: unknown): Promise<Done> {
  const sql = sqlOn(desk.database);
  if (error instanceof Refusal) {
    const pointed = error.faults.map(({ message }) => message).filter((message) => !error.detail.includes(message));
    const detail = [error.detail, ...pointed].join(' ').slice(0, 500);
    await noteRefused(sql, change.id, next.position, { code: error.code, detail });
    return { fault: null };
  }
  const detail = 'Something went wrong on our side. The log of the worker says more.';
  await noteFailed(sql, change.id, next.position, { code: 'unavailable', detail, most: MOST_TRIES });
  return { fault: { ticketId: next.ticketId, error } };
}

function doStep(desk: Desk, wish: Wish, step: BulkStep, before: TicketBefore): Promise<Ticket> {
  switch (step.kind) {
    case 'assign':
      return assign(desk, wish, step.ownerId);
    case 'status':
      return edit(desk, wish, { status: step.status });
    case 'priority':
      return edit(desk, wish, { priority: step.priority });
    case 'tags':
      return edit(desk, wish, { tags: tagsAfter(before.tags, step) });
    case 'resolve':
      return resolveWith(desk, wish, step.reason, step.answer);
    case 'close':
      return close(desk, wish, step.reason);
  }
}

/** A ticket that was merged since is not parted again by this: that would be another change than the one that is taken back. */
function takeBack(desk: Desk, wish: Wish, version: number, before: TicketBefore): Promise<Ticket> {
  if (before.status === 'merged')
    throw new Refusal('moved-on', 'This was merged into another ticket since, so it cannot be taken back.');
  return undo(desk, wish, version);
}
