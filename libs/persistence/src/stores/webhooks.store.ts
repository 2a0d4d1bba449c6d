import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

export interface StoredWebhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly secretSealed: string;
  readonly kinds: readonly string[];
  readonly enabled: boolean;
  readonly version: number;
}

const WEBHOOK = `id, name, url, secret_sealed AS "secretSealed", kinds, enabled, version`;

export async function holdWebhook(tx: Transaction, id: string): Promise<StoredWebhook | null> {
  const [row] = await tx.rows<StoredWebhook>(`SELECT ${WEBHOOK} FROM webhooks WHERE id = $1 FOR UPDATE`, [id]);
  return row ?? null;
}

/** False when another one has this name. */
export async function saveWebhook(tx: Transaction, webhook: StoredWebhook, at: Instant): Promise<boolean> {
  const [other] = await tx.rows('SELECT 1 FROM webhooks WHERE lower(name) = lower($2) AND id <> $1', [
    webhook.id,
    webhook.name,
  ]);
  if (other !== undefined) return false;
  await tx.rows(
    `INSERT INTO webhooks (id, name, url, secret_sealed, kinds, enabled, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, url = excluded.url, kinds = excluded.kinds, enabled = excluded.enabled,
       version = excluded.version`,
    [
      webhook.id,
      webhook.name,
      webhook.url,
      webhook.secretSealed,
      webhook.kinds,
      webhook.enabled,
      webhook.version,
      new Date(at),
    ],
  );
  return true;
}

export async function deleteWebhook(tx: Transaction, id: string): Promise<void> {
  await tx.rows('DELETE FROM webhooks WHERE id = $1', [id]);
}

/** Those that are told of this kind. */
export async function webhooksFor(sql: Sql, kind: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>('SELECT id FROM webhooks WHERE enabled AND $1 = ANY(kinds)', [kind]);
  return rows.map((row) => row.id);
}

export interface NewHookDelivery {
  readonly id: string;
  readonly webhookId: string;
  /** The same source is told to the same webhook once. */
  readonly source: string;
  readonly kind: string;
  readonly body: string;
  readonly at: Instant;
}

export async function insertHookDelivery(sql: Sql, delivery: NewHookDelivery): Promise<void> {
  await sql.rows(
    `INSERT INTO webhook_deliveries (id, webhook_id, source, kind, body, due_at, created_at)
     SELECT $1, w.id, $3, $4, $5, $6, $6 FROM webhooks w WHERE w.id = $2 ON CONFLICT (webhook_id, source) DO NOTHING`,
    [delivery.id, delivery.webhookId, delivery.source, delivery.kind, delivery.body, new Date(delivery.at)],
  );
}

/** Ids of deliveries whose turn has come. */
export async function dueHookDeliveries(sql: Sql, at: Instant, limit: number): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM webhook_deliveries WHERE state = 'queued' AND due_at <= $1 AND (lease_until IS NULL OR lease_until < now())
     ORDER BY due_at LIMIT $2`,
    [new Date(at), limit],
  );
  return rows.map((row) => row.id);
}

export interface HookTry {
  readonly id: string;
  readonly url: string;
  readonly secretSealed: string;
  readonly kind: string;
  readonly body: string;
  /** 1 for the first. */
  readonly attempts: number;
}

/** Takes a delivery for one try, longer than the try may last; null when somebody else is at it or it is done. */
export async function beginHookTry(sql: Sql, id: string, at: Instant): Promise<HookTry | null> {
  const [row] = await sql.rows<HookTry>(
    `UPDATE webhook_deliveries d SET attempts = attempts + 1, lease_until = now() + interval '1 minute' FROM webhooks w
     WHERE w.id = d.webhook_id AND d.id = $1 AND d.state = 'queued' AND d.due_at <= $2 AND (d.lease_until IS NULL OR d.lease_until < now())
     RETURNING d.id, w.url, w.secret_sealed AS "secretSealed", d.kind, d.body, d.attempts`,
    [id, new Date(at)],
  );
  return row ?? null;
}

export interface HookEnd {
  readonly state: 'queued' | 'delivered' | 'failed';
  readonly status: number | null;
  readonly detail: string;
  readonly nextAt: Instant | null;
  readonly at: Instant;
}

export async function endHookTry(sql: Sql, id: string, end: HookEnd): Promise<void> {
  await sql.rows(
    `UPDATE webhook_deliveries SET state = $2, status = $3, detail = $4, due_at = coalesce($5, due_at), lease_until = NULL,
       delivered_at = CASE WHEN $2 = 'delivered' THEN $6::timestamptz END WHERE id = $1`,
    [id, end.state, end.status, end.detail, end.nextAt === null ? null : new Date(end.nextAt), new Date(end.at)],
  );
}

/** Puts a delivery back to its beginning; false when there is none. */
export async function replayHookDelivery(sql: Sql, webhookId: string, id: string, at: Instant): Promise<boolean> {
  const rows = await sql.rows(
    `UPDATE webhook_deliveries SET state = 'queued', attempts = 0, due_at = $3, lease_until = NULL WHERE webhook_id = $1 AND id = $2 RETURNING id`,
    [webhookId, id, new Date(at)],
  );
  return rows.length > 0;
}

export async function forgetOldHookDeliveries(sql: Sql): Promise<void> {
  await sql.rows(`DELETE FROM webhook_deliveries WHERE created_at < now() - interval '30 days' AND state <> 'queued'`);
}
