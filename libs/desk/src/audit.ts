import { createHash } from 'node:crypto';
import { appendAudit, type AuditRow, holdChain, readAudit } from '@redress/persistence/stores/audit.store.js';
import { inTransaction, sqlOn, type Transaction } from '@redress/persistence/sql.js';
import { toRfc3339 } from '@redress/domain/time.js';
import type { Clock } from '@redress/platform/clock.js';
import type { DataSource } from 'typeorm';

export interface AuditEntry {
  /** Id of an agent, `system`, or `anonymous`. */
  readonly actor: string;
  /** A verb in the past, `signedIn`, `tokenCreated`. */
  readonly action: string;
  /** What it was done to: an id, or a path. Never a password, a token or the words of a customer. */
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface Ground {
  readonly database: DataSource;
  readonly clock: Clock;
}

/** Writes an entry in a transaction of its own. */
export async function audit(ground: Ground, entry: AuditEntry): Promise<void> {
  await inTransaction(ground.database, (tx) => auditIn(tx, ground.clock, entry));
}

/**
 * Writes an entry together with what it tells of. Each row's hash covers the hash of the row before, so nobody can change, drop or
 * insert one without breaking the chain. Others who audit wait until this transaction ends: call it last.
 */
export async function auditIn(tx: Transaction, clock: Clock, entry: AuditEntry): Promise<void> {
  const previousHash = await holdChain(tx);
  const row = {
    at: toRfc3339(clock.now()),
    actor: entry.actor,
    action: entry.action,
    subject: entry.subject,
    detail: entry.detail ?? {},
    previousHash,
  };
  await appendAudit(tx, { ...row, hash: hashOf(row) });
}

function hashOf(row: Omit<AuditRow, 'id' | 'hash'>): string {
  const text = JSON.stringify([row.previousHash, row.at, row.actor, row.action, row.subject, sorted(row.detail)]);
  return createHash('sha256').update(text).digest('hex');
}

/** jsonb gives the keys back in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

const PAGE = 1_000;

/** Walks the whole chain. Null when it holds; else the id of the first row that does not follow from the one before. */
export async function verifyAudit(database: DataSource): Promise<number | null> {
  const sql = sqlOn(database);
  let previous = '0'.repeat(64);
  for (let after = 0; ;) {
    const rows = await readAudit(sql, after, PAGE);
    for (const row of rows) {
      if (row.previousHash !== previous || row.hash !== hashOf(row)) return row.id;
      previous = row.hash;
      after = row.id;
    }
    if (rows.length < PAGE) return null;
  }
}
