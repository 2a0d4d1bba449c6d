import type { BulkStep } from '@redress/domain/bulk/bulk-change.js';
import type { RefusalCode } from '@redress/domain/refusal.js';
import type { Status } from '@redress/domain/ticket/ticket.js';
import { type Instant, instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface BulkChangeRow {
  readonly id: string;
  readonly askedBy: string;
  /** The token by which it was asked for; null for a session. */
  readonly tokenId: string | null;
  readonly step: BulkStep;
  /** The query whose tickets they were when it was asked; null when they were named one by one. */
  readonly query: string | null;
  /** The bulk change that this one takes back. */
  readonly undoes: string | null;
  readonly state: 'running' | 'done' | 'stopped';
  readonly changed: number | null;
  readonly finishedAt: Instant | null;
}

export type NewBulkChange = Pick<BulkChangeRow, 'id' | 'askedBy' | 'tokenId' | 'step' | 'query' | 'undoes'>;

type Read = Omit<BulkChangeRow, 'finishedAt'> & { readonly finishedAt: Date | null };

const COLUMNS = `id, asked_by AS "askedBy", token_id AS "tokenId", step, query, undoes, state, changed, finished_at AS "finishedAt"`;

const fromRow = (row: Read): BulkChangeRow => ({
  ...row,
  finishedAt: row.finishedAt === null ? null : instant(row.finishedAt.getTime()),
});

/** @param tickets in the order in which they are worked on. */
export async function insertBulkChange(
  tx: Transaction,
  change: NewBulkChange,
  tickets: readonly { readonly id: string; readonly takesBack: number | null }[],
  at: Instant,
): Promise<void> {
  const { id, askedBy, tokenId, step, query, undoes } = change;
  await tx.rows(
    `INSERT INTO bulk_changes (id, asked_by, token_id, step, query, undoes, total, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, askedBy, tokenId, JSON.stringify(step), query, undoes, tickets.length, new Date(at)],
  );
  await tx.rows(
    `INSERT INTO bulk_change_tickets (bulk_change_id, position, ticket_id, takes_back)
     SELECT $1, row_number() OVER (ORDER BY place), ticket, takes_back
     FROM unnest($2::uuid[], $3::int[]) WITH ORDINALITY AS given (ticket, takes_back, place)`,
    [id, tickets.map((ticket) => ticket.id), tickets.map(({ takesBack }) => takesBack)],
  );
}

export async function readBulkChange(sql: Sql, id: string): Promise<BulkChangeRow | null> {
  const [row] = await sql.rows<Read>(`SELECT ${COLUMNS} FROM bulk_changes WHERE id = $1`, [id]);
  return row === undefined ? null : fromRow(row);
}

export async function holdBulkChange(tx: Transaction, id: string): Promise<BulkChangeRow | null> {
  const [row] = await tx.rows<Read>(`SELECT ${COLUMNS} FROM bulk_changes WHERE id = $1 FOR UPDATE`, [id]);
  return row === undefined ? null : fromRow(row);
}

export async function countRunning(sql: Sql, agentId: string): Promise<number> {
  const [row] = await sql.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM bulk_changes WHERE asked_by = $1 AND state = 'running'`,
    [agentId],
  );
  return row?.count ?? 0;
}

/** Of all that run the one that was not worked on for the longest time, so that a small one does not wait for a large one. */
export async function nextBulkChange(sql: Sql): Promise<BulkChangeRow | null> {
  const [row] = await sql.rows<Read>(
    `UPDATE bulk_changes SET worked_at = clock_timestamp() WHERE id = (
       SELECT id FROM bulk_changes WHERE state = 'running' ORDER BY worked_at NULLS FIRST, created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
  );
  return row === undefined ? null : fromRow(row);
}

export interface TakenTicket {
  readonly position: number;
  readonly ticketId: string;
  /** A version of the stroke that an undo takes back. */
  readonly takesBack: number | null;
}

/** The next ticket that nobody else is at, held until the transaction ends. */
export async function takeTicket(tx: Transaction, bulkChangeId: string): Promise<TakenTicket | null> {
  const [row] = await tx.rows<TakenTicket>(
    `SELECT position, ticket_id AS "ticketId", takes_back AS "takesBack" FROM bulk_change_tickets
     WHERE bulk_change_id = $1 AND state = 'waiting' ORDER BY position LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [bulkChangeId],
  );
  return row ?? null;
}

export interface TicketBefore {
  readonly version: number;
  readonly status: Status;
  readonly tags: readonly string[];
}

/** Holds the ticket; null when there is none. */
export async function ticketBefore(tx: Transaction, id: string): Promise<TicketBefore | null> {
  const [row] = await tx.rows<TicketBefore>('SELECT version, status, tags FROM tickets WHERE id = $1 FOR UPDATE', [id]);
  return row ?? null;
}

export async function noteChanged(
  tx: Transaction,
  bulkChangeId: string,
  position: number,
  versions: { readonly before: number; readonly after: number },
): Promise<void> {
  await tx.rows(
    `UPDATE bulk_change_tickets SET state = $3, version_before = $4, version = $5 WHERE bulk_change_id = $1 AND position = $2`,
    [bulkChangeId, position, versions.before === versions.after ? 'same' : 'changed', versions.before, versions.after],
  );
}

export interface Refused {
  readonly code: RefusalCode;
  readonly detail: string;
}

/** Only what still waits: another worker may have taken it meanwhile and done it. */
export async function noteRefused(sql: Sql, bulkChangeId: string, position: number, refused: Refused): Promise<void> {
  await sql.rows(
    `UPDATE bulk_change_tickets SET state = 'refused', code = $3, detail = $4
     WHERE bulk_change_id = $1 AND position = $2 AND state = 'waiting'`,
    [bulkChangeId, position, refused.code, refused.detail],
  );
}

/** Counts a try that failed by a fault of ours; after `most` of them the ticket counts as refused. */
export async function noteFailed(
  sql: Sql,
  bulkChangeId: string,
  position: number,
  refused: Refused & { readonly most: number },
): Promise<void> {
  await sql.rows(
    `UPDATE bulk_change_tickets SET tries = tries + 1, state = CASE WHEN tries + 1 >= $5 THEN 'refused' ELSE state END,
       code = CASE WHEN tries + 1 >= $5 THEN $3 END, detail = CASE WHEN tries + 1 >= $5 THEN $4 END
     WHERE bulk_change_id = $1 AND position = $2 AND state = 'waiting'`,
    [bulkChangeId, position, refused.code, refused.detail, refused.most],
  );
}

export async function refuseRest(sql: Sql, bulkChangeId: string, { code, detail }: Refused): Promise<void> {
  await sql.rows(
    `UPDATE bulk_change_tickets SET state = 'refused', code = $2, detail = $3 WHERE bulk_change_id = $1 AND state = 'waiting'`,
    [bulkChangeId, code, detail],
  );
}

/** What a worker is at just now is waited for, and done. */
export async function stopRest(tx: Transaction, bulkChangeId: string): Promise<void> {
  await tx.rows(`UPDATE bulk_change_tickets SET state = 'stopped' WHERE bulk_change_id = $1 AND state = 'waiting'`, [
    bulkChangeId,
  ]);
}

/** Ends it with its counts when nothing of it waits any more; null when something does, or when it had ended. */
export async function endBulkChange(
  tx: Transaction,
  id: string,
  state: 'done' | 'stopped',
  at: Instant,
): Promise<BulkChangeRow | null> {
  const rows = await tx.rows(
    `UPDATE bulk_changes b SET state = $2, finished_at = $3, changed = c.changed, same = c.same, refused = c.refused
     FROM (SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'changed') AS changed,
             count(*) FILTER (WHERE state = 'same') AS same, count(*) FILTER (WHERE state = 'refused') AS refused
           FROM bulk_change_tickets WHERE bulk_change_id = $1) c
     WHERE b.id = $1 AND b.state = 'running' AND c.waiting = 0 RETURNING b.id`,
    [id, state, new Date(at)],
  );
  return rows.length === 0 ? null : readBulkChange(tx, id);
}

export async function undoOf(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>('SELECT id FROM bulk_changes WHERE undoes = $1', [id]);
  return row?.id ?? null;
}

/** What was changed, each with a version of its stroke, the last first. */
export async function changedTickets(
  sql: Sql,
  id: string,
): Promise<{ readonly id: string; readonly takesBack: number }[]> {
  return sql.rows(
    `SELECT ticket_id AS id, version AS "takesBack" FROM bulk_change_tickets WHERE bulk_change_id = $1 AND state = 'changed' ORDER BY position DESC`,
    [id],
  );
}

/** The first of the tickets that were changed. */
export async function oneChanged(sql: Sql, id: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(
    `SELECT ticket_id AS id FROM bulk_change_tickets WHERE bulk_change_id = $1 AND state = 'changed' ORDER BY position LIMIT 1`,
    [id],
  );
  return row?.id ?? null;
}

/** Whether this version of a ticket was written by a bulk change. */
export async function isOfBulkChange(sql: Sql, ticketId: string, version: number): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM bulk_change_tickets WHERE ticket_id = $1 AND state = 'changed' AND version_before < $2 AND version >= $2 LIMIT 1`,
    [ticketId, version],
  );
  return rows.length > 0;
}

/** What ended long ago can be taken back no more and is of no interest. */
export async function forgetOldBulkChanges(sql: Sql, now: Instant): Promise<void> {
  await sql.rows(`DELETE FROM bulk_changes WHERE finished_at < $1::timestamptz - interval '30 days'`, [new Date(now)]);
}
