import type { Scope } from '@redress/domain/people.js';
import type { Sql } from '../sql.js';

export interface NewTokenRow {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly agentId: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
}

/** Returns whether it was inserted: false when a token of this value exists. */
export async function insertToken(sql: Sql, row: NewTokenRow): Promise<boolean> {
  const rows = await sql.rows<object>(
    `INSERT INTO tokens (id, hash, name, agent_id, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (hash) DO NOTHING RETURNING id`,
    [row.id, row.hash, row.name, row.agentId, row.scopes, row.createdAt, row.expiresAt],
  );
  return rows.length > 0;
}

/** Returns whether there was a token to revoke. */
export async function revokeToken(sql: Sql, id: string, at: Date): Promise<boolean> {
  const rows = await sql.rows<object>(
    'UPDATE tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
    [id, at],
  );
  return rows.length > 0;
}
