import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import type { Closing } from '../write-rows.js';

/** What arrived and where: (mailbox, UIDVALIDITY, UID) over IMAP, or one SMTP or API transaction. */
export interface Arrived {
  readonly id: string;
  /** The mail account's id, `smtp`, `lmtp` or `api`. */
  readonly mailbox: string;
  readonly uidValidity: number | null;
  readonly uid: number | null;
  /** What names it in the account of a channel; null for mail. */
  readonly externalId?: string | null;
  readonly envelopeFrom: string | null;
  readonly envelopeTo: readonly string[];
  readonly remoteAddress: string | null;
  readonly helo: string | null;
  /** The queue of the mail account; null lets the addresses decide. */
  readonly queueId: string | null;
  readonly sourceSha256: string;
  readonly sourceSize: number;
  readonly sourceComplete: boolean;
  readonly receivedAt: Instant;
  /** Whoever stores it works on nothing: the next worker that looks takes it. */
  readonly isForOthers?: boolean;
}

export interface Delivery extends Omit<Arrived, 'receivedAt' | 'isForOthers'> {
  readonly receivedAt: Date;
  readonly attempts: number;
  readonly state: 'received' | 'done' | 'quarantined' | 'discarded';
}

/** How long whoever works on a delivery has it to himself; after that the sweep gives it to somebody else. */
const LEASE = '90 seconds';

/** Stores the delivery, leased to the caller unless it is for others. False when it is known already: the same UID of the same mailbox was fetched again. */
export async function insertDelivery(sql: Sql, arrived: Arrived): Promise<boolean> {
  const rows = await sql.rows(
    `INSERT INTO deliveries (id, mailbox, uid_validity, uid, envelope_from, envelope_to, remote_address, helo, queue_id, source_sha256,
       source_size, source_complete, received_at, external_id, attempts, next_try_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
       CASE WHEN $15::boolean THEN 0 ELSE 1 END, CASE WHEN $15::boolean THEN now() ELSE now() + interval '${LEASE}' END)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      arrived.id,
      arrived.mailbox,
      arrived.uidValidity,
      arrived.uid,
      arrived.envelopeFrom,
      arrived.envelopeTo,
      arrived.remoteAddress,
      arrived.helo,
      arrived.queueId,
      arrived.sourceSha256,
      arrived.sourceSize,
      arrived.sourceComplete,
      new Date(arrived.receivedAt),
      arrived.externalId ?? null,
      arrived.isForOthers ?? false,
    ],
  );
  return rows.length > 0;
}

const COLUMNS = `id, mailbox, uid_validity AS "uidValidity", uid, envelope_from AS "envelopeFrom", envelope_to AS "envelopeTo",
  remote_address AS "remoteAddress", helo, queue_id AS "queueId", source_sha256 AS "sourceSha256", source_size AS "sourceSize",
  source_complete AS "sourceComplete", received_at AS "receivedAt", external_id AS "externalId", attempts, state`;

export async function readDelivery(sql: Sql, id: string): Promise<Delivery | null> {
  const [row] = await sql.rows<Delivery>(`SELECT ${COLUMNS} FROM deliveries WHERE id = $1`, [id]);
  return row ?? null;
}

/** Takes deliveries whose turn has come: new ones whose worker died, and those that wait for another try. */
export async function takeDeliveries(sql: Sql, limit: number): Promise<Delivery[]> {
  return sql.rows<Delivery>(
    `UPDATE deliveries SET attempts = attempts + 1, next_try_at = now() + interval '${LEASE}'
     WHERE id IN (SELECT id FROM deliveries WHERE state = 'received' AND next_try_at <= now() ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [limit],
  );
}

export interface Settled {
  readonly outcome: string;
  readonly reason: string;
  readonly messageId: string | null;
  readonly ticketId: string | null;
}

/** False when somebody else has settled it meanwhile: then nothing may be committed. */
export async function settleDelivery(tx: Transaction, id: string, settled: Settled): Promise<boolean> {
  const { text, values } = settling(id, settled);
  return (await tx.rows(text(1), values)).length > 0;
}

/** The same as a part of the statement that writes what the mail became. */
export const settling = (id: string, settled: Settled): Closing => ({
  text: (
    first,
  ) => `UPDATE deliveries SET state = 'done', outcome = $${first + 1}, reason = $${first + 2}, message_id = $${first + 3}, ticket_id = $${first + 4}
     WHERE id = $${first} AND state IN ('received', 'quarantined') RETURNING id`,
  values: [id, settled.outcome, settled.reason, settled.messageId, settled.ticketId],
});

export async function readSettled(sql: Sql, id: string): Promise<Settled | null> {
  const [row] = await sql.rows<Settled>(
    `SELECT outcome, reason, message_id AS "messageId", ticket_id AS "ticketId" FROM deliveries WHERE id = $1 AND state = 'done'`,
    [id],
  );
  return row ?? null;
}

export async function quarantineDelivery(sql: Sql, id: string, reason: string): Promise<void> {
  await sql.rows(
    `UPDATE deliveries SET state = 'quarantined', outcome = 'quarantined', reason = $2 WHERE id = $1 AND state = 'received'`,
    [id, reason],
  );
}

/** @param seconds from now until the next try. */
export async function postponeDelivery(sql: Sql, id: string, reason: string, seconds: number): Promise<void> {
  await sql.rows(
    `UPDATE deliveries SET reason = $2, next_try_at = now() + make_interval(secs => $3) WHERE id = $1 AND state = 'received'`,
    [id, reason, seconds],
  );
}
