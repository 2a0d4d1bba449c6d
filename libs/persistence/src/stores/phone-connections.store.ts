import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface PhoneConnectionRow {
  readonly id: string;
  readonly name: string;
  /** Where a call goes that names no queue of ours. */
  readonly queueId: string;
  /** Of the business hours of whoever works the queue. */
  readonly callBackMinutes: number;
  readonly enabled: boolean;
  readonly version: number;
}

const CONNECTION = `id, name, queue_id AS "queueId", call_back_minutes AS "callBackMinutes", enabled, version`;

export async function holdPhoneConnection(tx: Transaction, id: string): Promise<PhoneConnectionRow | null> {
  const [row] = await tx.rows<PhoneConnectionRow>(
    `SELECT ${CONNECTION} FROM phone_connections WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return row ?? null;
}

export async function readPhoneConnection(sql: Sql, id: string): Promise<PhoneConnectionRow | null> {
  const [row] = await sql.rows<PhoneConnectionRow>(`SELECT ${CONNECTION} FROM phone_connections WHERE id = $1`, [id]);
  return row ?? null;
}

/** Where another one has this name: false, and nothing is stored. */
export async function savePhoneConnection(
  tx: Transaction,
  row: Omit<PhoneConnectionRow, 'version'>,
  made: { readonly tokenHash: string; readonly at: Instant } | null,
): Promise<boolean> {
  const { id, name, queueId, callBackMinutes, enabled } = row;
  const taken = await tx.rows('SELECT 1 FROM phone_connections WHERE lower(name) = lower($1) AND id <> $2', [name, id]);
  if (taken.length > 0) return false;
  if (made === null)
    await tx.rows(
      `UPDATE phone_connections SET name = $2, queue_id = $3, call_back_minutes = $4, enabled = $5, version = version + 1 WHERE id = $1`,
      [id, name, queueId, callBackMinutes, enabled],
    );
  else
    await tx.rows(
      `INSERT INTO phone_connections (id, name, queue_id, call_back_minutes, enabled, token_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, name, queueId, callBackMinutes, enabled, made.tokenHash, new Date(made.at)],
    );
  return true;
}

/** What the address before said is no longer told: nobody knows it any more. */
export async function setPhoneToken(tx: Transaction, id: string, tokenHash: string): Promise<void> {
  await tx.rows(
    `UPDATE phone_connections SET token_hash = $2, last_refused_at = NULL, last_refusal = NULL, version = version + 1 WHERE id = $1`,
    [id, tokenHash],
  );
}

export async function hasCalls(tx: Transaction, connectionId: string): Promise<boolean> {
  const rows = await tx.rows('SELECT 1 FROM phone_calls WHERE connection_id = $1 LIMIT 1', [connectionId]);
  return rows.length > 0;
}

export async function deletePhoneConnection(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM phone_connections WHERE id = $1', [id]);
}

/** The one that this address belongs to, with the hash to compare; null also where it was switched off. */
export async function phoneConnectionByHash(
  sql: Sql,
  tokenHash: string,
): Promise<{ readonly id: string; readonly tokenHash: string } | null> {
  const [row] = await sql.rows<{ id: string; tokenHash: string }>(
    `SELECT id, token_hash AS "tokenHash" FROM phone_connections WHERE token_hash = $1 AND enabled`,
    [tokenHash],
  );
  return row ?? null;
}

/** Once a second at most: a flood must not queue up behind one row. */
export async function notePhoneRefusal(sql: Sql, id: string, because: string, at: Instant): Promise<void> {
  await sql.rows(
    `UPDATE phone_connections SET last_refused_at = $2, last_refusal = $3
     WHERE id = $1 AND (last_refused_at IS NULL OR last_refused_at < $2::timestamptz - interval '1 second')`,
    [id, new Date(at), because],
  );
}
