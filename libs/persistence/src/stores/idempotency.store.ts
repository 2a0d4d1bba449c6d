import type { Sql } from '../sql.js';

export interface KeyClaim {
  readonly asker: string;
  readonly key: string;
  /** SHA-256 of method, path and body. */
  readonly requestHash: string;
}

export interface KeyState {
  readonly requestHash: string;
  /** Null while the first request runs. */
  readonly status: number | null;
  readonly answer: { readonly sealed: string } | null;
  /** Seconds since it was claimed. */
  readonly age: number;
}

/** Of many requests with one key exactly one gets true. */
export async function claimKey(sql: Sql, claim: KeyClaim): Promise<boolean> {
  const rows = await sql.rows<object>(
    `INSERT INTO idempotency_keys (asker, key, request_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING key`,
    [claim.asker, claim.key, claim.requestHash],
  );
  return rows.length > 0;
}

export async function readKey(sql: Sql, asker: string, key: string): Promise<KeyState | null> {
  const [row] = await sql.rows<KeyState>(
    `SELECT request_hash AS "requestHash", status, body AS answer, extract(epoch FROM now() - created_at)::float8 AS age
     FROM idempotency_keys WHERE asker = $1 AND key = $2`,
    [asker, key],
  );
  return row ?? null;
}

/** Takes over a claim whose owner has been silent for so long that it must have died. Of many at once one gets true. */
export async function takeOverKey(sql: Sql, claim: KeyClaim, silentSeconds: number): Promise<boolean> {
  const rows = await sql.rows<object>(
    `UPDATE idempotency_keys SET created_at = now()
     WHERE asker = $1 AND key = $2 AND status IS NULL AND created_at < now() - make_interval(secs => $3) RETURNING key`,
    [claim.asker, claim.key, silentSeconds],
  );
  return rows.length > 0;
}

export async function storeAnswer(
  sql: Sql,
  claim: KeyClaim,
  answer: { readonly status: number; readonly sealed: string },
): Promise<void> {
  await sql.rows('UPDATE idempotency_keys SET status = $3, body = $4 WHERE asker = $1 AND key = $2', [
    claim.asker,
    claim.key,
    answer.status,
    JSON.stringify({ sealed: answer.sealed }),
  ]);
}

/** The request was refused or failed: the key is free for another try. */
export async function freeKey(sql: Sql, claim: KeyClaim): Promise<void> {
  await sql.rows('DELETE FROM idempotency_keys WHERE asker = $1 AND key = $2 AND status IS NULL', [
    claim.asker,
    claim.key,
  ]);
}

/** Keys are remembered for two days. */
export async function forgetOldKeys(sql: Sql): Promise<void> {
  await sql.rows(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '2 days'`);
}
