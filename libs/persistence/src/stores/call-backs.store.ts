import type { Instant } from '@redress/domain/time.js';
import { lockKey, type Sql, type Transaction } from '../sql.js';

export type CallBackEnd = 'called' | 'reached' | 'ticked';

export interface OpenCallBack {
  readonly id: string;
  readonly queueId: string;
}

/** The open one of a number. Whoever asks for the same number meanwhile waits until this transaction ends. */
export async function holdCallBack(tx: Transaction, number: string): Promise<OpenCallBack | null> {
  await tx.rows('SELECT pg_advisory_xact_lock($1)', [lockKey(`call back ${number}`)]);
  const [row] = await tx.rows<OpenCallBack>(
    'SELECT id, queue_id AS "queueId" FROM call_backs WHERE number = $1 AND done_at IS NULL',
    [number],
  );
  return row ?? null;
}

export async function insertCallBack(
  tx: Transaction,
  row: OpenCallBack & {
    readonly number: string;
    readonly customerId: string | null;
    readonly dueAt: Instant;
    readonly at: Instant;
  },
): Promise<void> {
  await tx.rows(
    'INSERT INTO call_backs (id, queue_id, number, customer_id, due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [row.id, row.queueId, row.number, row.customerId, new Date(row.dueAt), new Date(row.at)],
  );
}

export interface DueCallBack extends OpenCallBack {
  readonly dueAt: Date;
}

/** Takes open ones that are due and were told nobody, the oldest first, and counts them as told in this transaction. */
export async function takeDueCallBacks(tx: Transaction, at: Instant, limit: number): Promise<DueCallBack[]> {
  return tx.rows<DueCallBack>(
    `UPDATE call_backs c SET told_at = $1 FROM (SELECT id FROM call_backs WHERE done_at IS NULL AND told_at IS NULL AND due_at <= $1
       ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED) d
     WHERE c.id = d.id RETURNING c.id, c.queue_id AS "queueId", c.due_at AS "dueAt"`,
    [new Date(at), limit],
  );
}

/** Those who work its queue and for whom it rang; nobody of them, then all who work the queue. Who only logs calls does not see it. */
export async function peopleOfCallBack(sql: Sql, { id, queueId }: OpenCallBack): Promise<string[]> {
  const rows = await sql.rows<{ id: string; rang: boolean }>(
    `SELECT a.id, EXISTS (SELECT 1 FROM phone_calls p WHERE p.call_back_id = $1 AND a.id = ANY(p.rings_for)) AS rang
     FROM agents a JOIN queues q ON q.id = $2
     WHERE a.disabled_at IS NULL AND a.role NOT IN ('quality', 'light') AND (q.team_id IS NULL
       OR EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = q.team_id AND m.agent_id = a.id)) ORDER BY a.id`,
    [id, queueId],
  );
  const rang = rows.filter((row) => row.rang);
  return (rang.length > 0 ? rang : rows).map((row) => row.id);
}

/** Nobody waits for it: the call that it was made for was answered after all, and no other was missed. True when it is gone. */
export async function dropIfEmpty(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `DELETE FROM call_backs WHERE id = $1 AND done_at IS NULL AND NOT EXISTS (SELECT 1 FROM phone_calls WHERE call_back_id = $1)
     RETURNING id`,
    [id],
  );
  return rows.length > 0;
}

export interface CallBackDone {
  readonly how: CallBackEnd;
  readonly by: string | null;
  readonly at: Instant;
}

/** False when it is done already. */
export async function endCallBack(sql: Sql, id: string, { how, by, at }: CallBackDone): Promise<boolean> {
  const rows = await sql.rows(
    'UPDATE call_backs SET done_at = $2, done_by = $3, done_how = $4 WHERE id = $1 AND done_at IS NULL RETURNING id',
    [id, new Date(at), by, how],
  );
  return rows.length > 0;
}

/** False when it is open, or another one of the same number is. */
export async function reopenCallBack(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.rows(
    `UPDATE call_backs c SET done_at = NULL, done_by = NULL, done_how = NULL WHERE id = $1 AND done_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM call_backs o WHERE o.number = c.number AND o.done_at IS NULL) RETURNING id`,
    [id],
  );
  return rows.length > 0;
}
