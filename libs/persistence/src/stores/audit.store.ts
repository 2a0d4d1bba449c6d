import type { Sql } from '../sql.js';

export interface AuditRow {
  readonly id: number;
  /** RFC 3339 with milliseconds, exactly as it went into the hash. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

/** One writer at a time until its transaction ends: two rows must not follow the same one. */
const AUDIT_LOCK = 7_203_114_552;

/** Holds the end of the chain until the transaction ends; returns the newest hash, or 64 zeros for an empty chain. */
export async function holdChain(sql: Sql): Promise<string> {
  await sql.rows('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
  const [row] = await sql.rows<{ hash: string }>('SELECT hash FROM audit ORDER BY id DESC LIMIT 1');
  return row?.hash ?? '0'.repeat(64);
}

export async function appendAudit(sql: Sql, row: Omit<AuditRow, 'id'>): Promise<void> {
  await sql.rows(
    'INSERT INTO audit (at, actor, action, subject, detail, previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [row.at, row.actor, row.action, row.subject, JSON.stringify(row.detail), row.previousHash, row.hash],
  );
}

/** @param after the id of the last row already read, 0 for the start. */
export async function readAudit(sql: Sql, after: number, limit: number): Promise<AuditRow[]> {
  return sql.rows<AuditRow>(
    `SELECT id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, actor, action, subject, detail,
       previous_hash AS "previousHash", hash
     FROM audit WHERE id > $1 ORDER BY id LIMIT $2`,
    [after, limit],
  );
}
