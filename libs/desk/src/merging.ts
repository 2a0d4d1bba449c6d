import { owesCause } from '@redress/domain/causes/tagging.js';
import { Refusal } from '@redress/domain/refusal.js';
import { record } from '@redress/domain/ticket/evolve.js';
import type { Actor, TicketEvent, TicketFact } from '@redress/domain/ticket/events.js';
import { merge as mergeFacts, split as splitFacts, unmerge as unmergeFacts } from '@redress/domain/ticket/merge.js';
import { allows } from '@redress/domain/ticket/permissions.js';
import { type Ticket, ticketNumber } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import { before, inverse, undoable } from '@redress/domain/ticket/undo.js';
import { append, eventsOf } from '@redress/persistence/event-log.js';
import { inTransaction, type Transaction } from '@redress/persistence/sql.js';
import { giveWatchersBack, takeWatchersAlong } from '@redress/persistence/stores/notifications.store.js';
import {
  insertChild,
  mergeAncestors,
  nextTicketNumber,
  type StoredTicket,
  wordIssue,
} from '@redress/persistence/stores/tickets.store.js';
import { newId } from '@redress/platform/ids.js';
import { randomToken } from '@redress/platform/seal.js';
import { withClocks } from './clock-keeping.js';
import { actorOf, commit, type Desk, type Done, hold, holdBoth, inWish, refuseStale, see, type Wish } from './desk.js';
import { actOnBoth } from './tickets.js';

/** Bits of the token that proves a mail answers one of ours: too many to guess. */
export const REPLY_TOKEN_BITS = 80;

export function merge(desk: Desk, wish: Wish, into: string): Promise<Ticket> {
  const tickets = { source: wish.ticket, target: into };
  return actOnBoth(
    desk,
    wish.asker,
    tickets,
    'merge',
    async (source, target, tx) => {
      const facts = mergeFacts(source.ticket, target.ticket, await mergeAncestors(tx, target.ticket.id));
      await takeWatchersAlong(tx, source.ticket.id, target.ticket.id);
      return facts;
    },
    wish.version,
  );
}

export interface SplitWish extends Wish {
  readonly subject: string;
  readonly issueIds: readonly string[];
  readonly messageIds: readonly string[];
}

/** Gives the child: it takes along the issues and messages named, and the original time of receipt. */
export function split(desk: Desk, wish: SplitWish): Promise<Ticket> {
  return inTransaction(desk.database, async (tx) => {
    const parent = await hold(tx, await see(tx, wish.asker, wish.ticket, 'split'));
    await refuseStale(tx, parent.ticket, wish.version);
    await refuseForeign(tx, parent.ticket.id, wish.messageIds);
    await refuseOnTheirWay(tx, wish.messageIds);
    const at = desk.clock.now();
    const year = new Date(parent.ticket.receivedAt).getUTCFullYear();
    const child = { id: newId(), number: ticketNumber(year, await nextTicketNumber(tx)) };
    const presumedIssueId = newId();
    const facts = splitFacts(parent.ticket, {
      child,
      issueIds: wish.issueIds,
      messageIds: wish.messageIds,
      presumedIssueId,
    });
    const born = record(null, child.id, facts.child, actorOf(wish.asker), at);
    if (born.ticket === null) throw new Error('A split without a child');
    await commit(tx, parent, { facts: facts.parent }, actorOf(wish.asker), at);
    const kept = await withClocks(tx, {
      ...{ before: null, after: born.ticket, events: born.events, at },
      ...{ token: parent.rulesToken, known: null },
    });
    await insertChild(tx, kept.ticket, {
      subject: wish.subject,
      preview: parent.words.preview,
      replyToken: randomToken(REPLY_TOKEN_BITS),
      openedBy: null,
      demo: false,
    });
    await append(tx, kept.events);
    if (wish.issueIds.length === 0 && parent.ticket.kind === 'complaint')
      await wordIssue(tx, presumedIssueId, wish.subject);
    await moveAlong(tx, parent.ticket.id, child.id, wish.messageIds);
    return kept.ticket;
  });
}

async function refuseForeign(tx: Transaction, ticketId: string, messageIds: readonly string[]): Promise<void> {
  const [row] = await tx.rows<{ count: number }>(
    'SELECT count(*) AS count FROM messages WHERE ticket_id = $1 AND id = ANY($2)',
    [ticketId, messageIds],
  );
  if (row?.count !== new Set(messageIds).size)
    throw new Refusal('not-found', 'One of these messages is not on this ticket.');
}

/** A mail on its way reports to the ticket it was written on. */
async function refuseOnTheirWay(tx: Transaction, messageIds: readonly string[]): Promise<void> {
  const rows = await tx.rows(
    `SELECT 1 FROM outbox WHERE message_id = ANY($1) AND state IN ('queued', 'sending', 'unknown') LIMIT 1`,
    [messageIds],
  );
  if (rows.length > 0)
    throw new Refusal('in-use', 'One of these messages is on its way. Wait until it is sent, then split.');
}

async function moveAlong(
  tx: Transaction,
  parentId: string,
  childId: string,
  messageIds: readonly string[],
): Promise<void> {
  await tx.rows('UPDATE messages SET ticket_id = $2 WHERE ticket_id = $1 AND id = ANY($3)', [
    parentId,
    childId,
    messageIds,
  ]);
  await tx.rows('UPDATE outbox SET ticket_id = $2 WHERE ticket_id = $1 AND message_id = ANY($3)', [
    parentId,
    childId,
    messageIds,
  ]);
  await tx.rows('INSERT INTO participants SELECT $2, address, name, role FROM participants WHERE ticket_id = $1', [
    parentId,
    childId,
  ]);
}

/**
 * Takes back the asker's newest change of this ticket, or the one that holds `version`. A merged ticket is given back by whoever may merge:
 * its merge is the only change on it that is left to take back, and the colleague who made it may be away.
 */
export function undo(desk: Desk, wish: Wish, version: number | undefined): Promise<Ticket> {
  return inWish(desk, wish, async (tx) => {
    const id = await see(tx, wish.asker, wish.ticket, 'undo');
    // Held before the log is read: what is taken back must be the newest word on it.
    const stored = await hold(tx, id);
    const events = await eventsOf(tx, id);
    const merged =
      stored.ticket.status === 'merged' ? events.findLast((event) => event.type === 'TicketMerged') : undefined;
    if (merged?.type === 'TicketMerged') {
      if (!allows(wish.asker, 'merge')) throw new Refusal('not-allowed');
      return (await undoMerge(desk, tx, wish, stored, merged)).ticket;
    }
    const batch = undoable(events, actorOf(wish.asker), version);
    const past = before(events, batch) ?? stored.ticket;
    const back = batch.flatMap((event) => {
      const fact = inverse(stored.ticket, event, past);
      return fact === null ? [] : [{ fact, version: event.version }];
    });
    if (back.length === 0) throw new Refusal('already-done', 'There is nothing of yours to take back on this ticket.');
    const said = { facts: back.map((one): TicketFact => one.fact), undoes: back.map((one) => one.version) };
    refuseHollow(stored.ticket, said.facts, actorOf(wish.asker), desk.clock.now());
    return (await commit(tx, stored, said, actorOf(wish.asker), desk.clock.now())).ticket;
  });
}

/** A resolved complaint stays decided, with outcome and cause for each issue: what that rests on goes only together with the resolution. */
function refuseHollow(ticket: Ticket, facts: readonly TicketFact[], by: Actor, at: Instant): void {
  const after = record(ticket, ticket.id, facts, by, at).ticket;
  if (after?.status !== 'resolved' || after.kind !== 'complaint') return;
  if (after.stage === 'decided' && after.issues.every((issue) => issue.outcome !== null && !owesCause(issue))) return;
  throw new Refusal('not-in-this-status', 'The ticket is resolved, which rests on this. Set it to open first.');
}

async function undoMerge(
  desk: Desk,
  tx: Transaction,
  wish: Wish,
  stored: StoredTicket,
  merged: Extract<TicketEvent, { type: 'TicketMerged' }>,
): Promise<Done> {
  const [source, target] = await holdBoth(tx, stored.ticket.id, merged.into);
  const facts = unmergeFacts(source.ticket, target.ticket);
  const at = desk.clock.now();
  await giveWatchersBack(tx, source.ticket.id, target.ticket.id);
  await commit(tx, target, { facts: facts.target }, actorOf(wish.asker), at);
  return commit(tx, source, { facts: facts.source, undoes: [merged.version] }, actorOf(wish.asker), at);
}
