import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** The tickets that an agent has put off, by the place of his id, as SQL: few, and read once for a statement. */
export const snoozedBy = (place: number): string =>
  `ARRAY(SELECT z.ticket_id FROM snoozes z WHERE z.agent_id = $${place}::uuid AND z.ended_at IS NULL AND z.until > now())`;

/** Another time for the same ticket takes the place of the one before. */
export async function putOff(tx: Transaction, ticketId: string, agentId: string, until: Instant): Promise<void> {
  await tx.rows(
    `INSERT INTO snoozes (ticket_id, agent_id, until) VALUES ($1, $2, $3)
     ON CONFLICT (ticket_id, agent_id) DO UPDATE SET until = excluded.until, ended_at = NULL`,
    [ticketId, agentId, new Date(until)],
  );
}

export async function takeUp(tx: Transaction, ticketId: string, agentId: string): Promise<void> {
  await tx.rows('DELETE FROM snoozes WHERE ticket_id = $1 AND agent_id = $2', [ticketId, agentId]);
}

/** The customer wrote: whoever put the ticket off has it again. */
export async function endSnoozes(tx: Transaction, ticketId: string, at: Instant): Promise<void> {
  await tx.rows('UPDATE snoozes SET ended_at = $2 WHERE ticket_id = $1 AND ended_at IS NULL', [ticketId, new Date(at)]);
}

/** Who had put the ticket off until something at this instant ended that. */
export async function awokenBy(sql: Sql, ticketId: string, at: Instant): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    'SELECT agent_id AS id FROM snoozes WHERE ticket_id = $1 AND ended_at = $2',
    [ticketId, new Date(at)],
  );
  return rows.map(({ id }) => id);
}

export interface DueSnooze {
  readonly ticketId: string;
  readonly agentId: string;
  readonly until: Date;
  /** Somebody still has to work on the ticket. */
  readonly open: boolean;
}

/** Ends those whose time has come, in this transaction; what another worker is at is left to him. */
export async function takeDueSnoozes(tx: Transaction, at: Instant, limit: number): Promise<DueSnooze[]> {
  return tx.rows<DueSnooze>(
    `UPDATE snoozes s SET ended_at = $1 FROM (SELECT ticket_id, agent_id FROM snoozes WHERE ended_at IS NULL AND until <= $1
       ORDER BY until, ticket_id, agent_id LIMIT $2 FOR UPDATE SKIP LOCKED) d, tickets t
     WHERE s.ticket_id = d.ticket_id AND s.agent_id = d.agent_id AND t.id = s.ticket_id
     RETURNING s.ticket_id AS "ticketId", s.agent_id AS "agentId", s.until, NOT t.shelved AS open`,
    [new Date(at), limit],
  );
}

/** Those that ended were told of, and count for nothing. */
export async function forgetOldSnoozes(sql: Sql, at: Instant): Promise<void> {
  await sql.rows(`DELETE FROM snoozes WHERE ended_at < $1::timestamptz - interval '30 days'`, [new Date(at)]);
}
