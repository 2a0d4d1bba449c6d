import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface StoredTask {
  readonly id: string;
  readonly ticketId: string;
  readonly askedBy: string | null;
  readonly agentId: string | null;
  readonly teamId: string | null;
  /** Lower case; who answers without a seat. */
  readonly address: string | null;
  readonly question: string;
  readonly state: 'open' | 'answered' | 'waived';
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly clockId: string;
  readonly tokenSealed: string | null;
}

const TASK = `id, ticket_id AS "ticketId", asked_by AS "askedBy", agent_id AS "agentId", team_id AS "teamId", address, question, state,
  asked_at AS "askedAt", due_at AS "dueAt", clock_id AS "clockId", token_sealed AS "tokenSealed"`;

export interface NewTask {
  readonly id: string;
  readonly ticketId: string;
  readonly askedBy: string | null;
  readonly agentId: string | null;
  readonly teamId: string | null;
  readonly address: string | null;
  readonly question: string;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly clockId: string;
  readonly tokenHash: string | null;
  readonly tokenSealed: string | null;
}

export async function insertTask(tx: Transaction, task: NewTask): Promise<void> {
  await tx.rows(
    `INSERT INTO tasks (id, ticket_id, asked_by, agent_id, team_id, address, question, asked_at, due_at, clock_id, token_hash, token_sealed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      task.id,
      task.ticketId,
      task.askedBy,
      task.agentId,
      task.teamId,
      task.address,
      task.question,
      new Date(task.askedAt),
      new Date(task.dueAt),
      task.clockId,
      task.tokenHash,
      task.tokenSealed,
    ],
  );
}

export async function readTask(sql: Sql, id: string): Promise<StoredTask | null> {
  const [task] = await sql.rows<StoredTask>(`SELECT ${TASK} FROM tasks WHERE id = $1`, [id]);
  return task ?? null;
}

/** By the hashes of the tokens that somebody showed. */
export async function taskByToken(sql: Sql, hashes: readonly string[]): Promise<StoredTask | null> {
  if (hashes.length === 0) return null;
  const [task] = await sql.rows<StoredTask>(`SELECT ${TASK} FROM tasks WHERE token_hash = ANY($1::text[]) LIMIT 1`, [
    hashes,
  ]);
  return task ?? null;
}

export interface TaskEnd {
  readonly state: 'answered' | 'waived';
  readonly noteId: string | null;
  readonly answeredBy: string | null;
  readonly via: 'desk' | 'mail' | 'link' | null;
  readonly at: Instant;
}

/** The ticket is held: whoever ends a task is alone at it. */
export async function endTask(tx: Transaction, id: string, end: TaskEnd): Promise<void> {
  await tx.rows(
    `UPDATE tasks SET state = $2, note_id = $3, answered_by = $4, answered_via = $5, ended_at = $6, version = version + 1 WHERE id = $1`,
    [id, end.state, end.noteId, end.answeredBy, end.via, new Date(end.at)],
  );
}

/** True for the first who reminds of an open task that somebody outside was asked. */
export async function beginReminder(tx: Transaction, id: string, at: Instant): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE tasks SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL AND undeliverable_at IS NULL AND state = 'open'
       AND address IS NOT NULL RETURNING id`,
    [id, new Date(at)],
  );
  return rows.length > 0;
}

/** True for the first who says that an open task did not arrive. @param because what the other server said, one line */
export async function markTaskUndeliverable(
  tx: Transaction,
  id: string,
  because: string,
  at: Instant,
): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE tasks SET undeliverable_at = $3, undeliverable_because = $2, version = version + 1
     WHERE id = $1 AND undeliverable_at IS NULL AND state = 'open' RETURNING id`,
    [id, because.slice(0, 500), new Date(at)],
  );
  return rows.length > 0;
}

/** The address takes part in the ticket as a customer or was copied by one. */
export async function isCustomerOf(sql: Sql, ticketId: string, address: string): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM participants WHERE ticket_id = $1 AND address = $2
     UNION ALL SELECT 1 FROM tickets t JOIN identities i ON i.customer_id = t.customer_id WHERE t.id = $1 AND i.kind = 'email' AND i.value = $2 LIMIT 1`,
    [ticketId, address],
  );
  return rows.length > 0;
}

/** The calendar by which those who are asked work; null where none is set up. */
export async function calendarOfAsked(
  sql: Sql,
  asked: { readonly agentId: string | null; readonly teamId: string | null },
): Promise<string | null> {
  const [row] = await sql.rows<{ id: string | null }>(
    `SELECT coalesce((SELECT calendar_id FROM teams WHERE id = $1),
       (SELECT t.calendar_id FROM team_members m JOIN teams t ON t.id = m.team_id
        WHERE m.agent_id = $2 AND t.calendar_id IS NOT NULL ORDER BY t.name LIMIT 1),
       (SELECT id FROM business_calendars WHERE is_installation)) AS id`,
    [asked.teamId, asked.agentId],
  );
  return row?.id ?? null;
}
