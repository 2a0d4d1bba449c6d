import type { Sql, Transaction } from '../sql.js';

/** What a link to the status page is checked against. */
export interface LinkGround {
  readonly ticketId: string;
  readonly replyToken: string;
  /** How often the links of this ticket were revoked. */
  readonly turn: number;
  /** Where the ticket went when it was merged, itself otherwise. */
  readonly shownId: string;
  /** Whether both are of the same customer. */
  readonly sameCustomer: boolean;
  readonly shownStatus: string;
  readonly shownClosedAt: Date | null;
  /** Who takes part as the customer; lower case. */
  readonly customers: readonly { readonly address: string; readonly name: string }[];
}

/** Null when there is no such ticket. */
export async function linkGround(sql: Sql, ticketId: string): Promise<LinkGround | null> {
  const [row] = await sql.rows<LinkGround>(
    `WITH RECURSIVE way AS (
       SELECT id, merged_into, 0 AS depth FROM tickets WHERE id = $1
       UNION ALL SELECT t.id, t.merged_into, w.depth + 1 FROM tickets t JOIN way w ON t.id = w.merged_into WHERE w.depth < 100),
     last AS (SELECT id FROM way ORDER BY depth DESC LIMIT 1)
     SELECT t.id AS "ticketId", t.reply_token AS "replyToken", coalesce(l.turn, 0) AS turn, s.id AS "shownId",
       t.id = s.id OR (t.customer_id = s.customer_id) IS TRUE AS "sameCustomer", s.status AS "shownStatus", s.closed_at AS "shownClosedAt",
       coalesce((SELECT json_agg(json_build_object('address', p.address, 'name', p.name) ORDER BY p.address)
         FROM participants p WHERE p.ticket_id = t.id AND p.role = 'customer'), '[]') AS customers
     FROM tickets t JOIN last ON true JOIN tickets s ON s.id = last.id LEFT JOIN status_links l ON l.ticket_id = t.id WHERE t.id = $1`,
    [ticketId],
  );
  return row ?? null;
}

/** Links that were given out for this ticket, and for those merged into it, open nothing from now on. */
export async function revokeLinks(tx: Transaction, ticketId: string, at: Date): Promise<void> {
  await tx.rows(
    `WITH RECURSIVE family AS (
       SELECT $1::uuid AS id UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id)
     INSERT INTO status_links (ticket_id, turn, revoked_at) SELECT id, 1, $2 FROM family ORDER BY id
     ON CONFLICT (ticket_id) DO UPDATE SET turn = status_links.turn + 1, revoked_at = excluded.revoked_at`,
    [ticketId, at],
  );
}
