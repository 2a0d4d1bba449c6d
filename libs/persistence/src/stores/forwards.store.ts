import type { MailAddress } from '@redress/domain/intake/inbound.js';
import type { Sql, Transaction } from '../sql.js';
import type { StoredAttachment } from './messages.store.js';

/** A message as it can be handed on. */
export interface Original {
  readonly id: string;
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  /** When it was written; where nobody said so, when it came. */
  readonly at: Date;
  /** A note of ours, which nobody outside gets. */
  readonly isNote: boolean;
  readonly attachments: readonly StoredAttachment[];
}

/** Of a ticket, or of one that was merged into it; null when it has no such message. */
export async function originalOf(sql: Sql, ticketId: string, messageId: string): Promise<Original | null> {
  const [row] = await sql.rows<Original>(
    `WITH RECURSIVE family AS (
       SELECT $1::uuid AS id UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id)
     SELECT m.id, CASE WHEN m.from_address IS NULL THEN NULL ELSE jsonb_build_object('name', coalesce(m.from_name, ''), 'address', m.from_address) END AS "from",
       m.to_parties AS "to", m.subject, m.text, coalesce(m.occurred_at, m.received_at) AS at,
       m.visibility = 'internal' AND m.rfc_message_id IS NULL AS "isNote",
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size,
           'sha256', f.sha256, 'inline', f.inline, 'contentId', f.content_id) ORDER BY f.position)
         FROM attachments f WHERE f.message_id = m.id), '[]') AS attachments
     FROM messages m WHERE m.id = $2 AND m.ticket_id IN (SELECT id FROM family)`,
    [ticketId, messageId],
  );
  return row ?? null;
}

export interface StoredForward {
  readonly messageId: string;
  readonly originalId: string;
  readonly tokenHash: string;
}

export async function insertForward(
  tx: Transaction,
  { messageId, originalId, tokenHash }: StoredForward,
): Promise<void> {
  await tx.rows('INSERT INTO forwards (message_id, original_id, token_hash) VALUES ($1, $2, $3)', [
    messageId,
    originalId,
    tokenHash,
  ]);
}

export async function insertForwardAnswer(tx: Transaction, messageId: string, forwardId: string): Promise<void> {
  await tx.rows('INSERT INTO forward_answers (message_id, forward_id) VALUES ($1, $2)', [messageId, forwardId]);
}

/** What a mail of ours handed on; null when it handed on nothing. */
export async function forwardedBy(sql: Sql, messageId: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>('SELECT original_id AS id FROM forwards WHERE message_id = $1', [
    messageId,
  ]);
  return row?.id ?? null;
}

/** A mail that went to somebody outside. */
export interface SentForward {
  readonly messageId: string;
  readonly ticketId: string;
  readonly authorId: string | null;
  /** In small letters. */
  readonly recipients: readonly string[];
}

/** By the hashes of the tokens that somebody showed. */
export async function forwardByToken(sql: Sql, hashes: readonly string[]): Promise<SentForward | null> {
  if (hashes.length === 0) return null;
  const [row] = await sql.rows<SentForward>(
    `SELECT f.message_id AS "messageId", m.ticket_id AS "ticketId", m.author_id AS "authorId",
       ARRAY(SELECT lower(p->>'address') FROM jsonb_array_elements(m.to_parties || m.cc_parties) p) AS recipients
     FROM forwards f JOIN messages m ON m.id = f.message_id WHERE f.token_hash = ANY($1::text[]) AND m.ticket_id IS NOT NULL LIMIT 1`,
    [hashes],
  );
  return row ?? null;
}
