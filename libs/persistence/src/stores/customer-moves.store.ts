import type { Sql, Transaction } from '../sql.js';

export interface CustomerMove {
  readonly id: string;
  readonly what: 'merge' | 'parting';
  readonly fromId: string;
  readonly toId: string;
}

export async function insertMove(
  tx: Transaction,
  move: CustomerMove & { readonly ticketIds: readonly string[]; readonly askedAt: Date },
): Promise<void> {
  await tx.rows(
    'INSERT INTO customer_moves (id, what, from_id, to_id, ticket_ids, asked_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [move.id, move.what, move.fromId, move.toId, move.ticketIds, move.askedAt],
  );
}

/** The move that was asked for first and that no other worker is at, held, with the tickets that are next; null when there is none. */
export async function takeMove(
  tx: Transaction,
  atATime: number,
): Promise<(CustomerMove & { readonly next: readonly string[] }) | null> {
  const [row] = await tx.rows<CustomerMove & { readonly next: readonly string[] }>(
    `SELECT id, what, from_id AS "fromId", to_id AS "toId", ticket_ids[moved + 1 : moved + $1::int] AS next
     FROM customer_moves ORDER BY asked_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [atATime],
  );
  return row ?? null;
}

/** Counts what was moved; a move of which nothing is left goes. */
export async function noteMoved(tx: Transaction, id: string, count: number): Promise<void> {
  await tx.rows('UPDATE customer_moves SET moved = moved + $2 WHERE id = $1', [id, count]);
  await tx.rows('DELETE FROM customer_moves WHERE id = $1 AND moved >= cardinality(ticket_ids)', [id]);
}

/** Whether tickets still move so that a merge of the one into the other would miss some. */
export async function movesHinder(sql: Sql, sourceId: string, targetId: string): Promise<boolean> {
  const rows = await sql.rows(`SELECT 1 FROM customer_moves WHERE from_id = ANY($1::uuid[]) OR to_id = $2 LIMIT 1`, [
    [sourceId, targetId],
    sourceId,
  ]);
  return rows.length > 0;
}

/** What of a merge is still to come is left where it is; waits for what a worker is at. */
export async function stopMerging(tx: Transaction, sourceId: string): Promise<void> {
  await tx.rows(`DELETE FROM customer_moves WHERE from_id = $1 AND what = 'merge'`, [sourceId]);
}
