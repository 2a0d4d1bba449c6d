import type { Authentication, MailAddress } from '@redress/domain/intake/inbound.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';

/** One message as it is stored. Bodies hold no NUL: PostgreSQL refuses it. */
export interface StoredMessage {
  readonly id: string;
  /** Null for automatic mail that belongs to no ticket. */
  readonly ticketId: string | null;
  readonly channel: ChannelName;
  readonly direction: 'inbound' | 'outbound';
  readonly visibility: 'public' | 'internal';
  readonly rfcMessageId: string | null;
  /** Null for what we wrote ourselves. */
  readonly contentCore: string | null;
  readonly inReplyTo: readonly string[];
  readonly from: MailAddress | null;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly newText: string;
  readonly html: string | null;
  readonly remoteImages: number;
  readonly automatic: string | null;
  readonly authentication: Authentication | null;
  readonly unverifiedSender: boolean;
  readonly usedMessageId: boolean;
  readonly oddities: readonly string[];
  readonly occurredAt: Instant | null;
  readonly receivedAt: Instant;
  readonly ingestedAt: Instant;
  readonly authorId: string | null;
  readonly sourceSha256: string | null;
}

export interface StoredAttachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly inline: boolean;
  readonly contentId: string | null;
}

const INSERT = `INSERT INTO messages (id, ticket_id, channel, direction, visibility, rfc_message_id, content_core, in_reply_to, from_name,
    from_address, to_parties, cc_parties, subject, text, new_text, html, remote_images, automatic, authentication, unverified_sender,
    used_message_id, oddities, occurred_at, received_at, ingested_at, author_id, source_sha256)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`;

export async function insertMessage(tx: Transaction, message: StoredMessage): Promise<void> {
  await tx.rows(INSERT, [
    message.id,
    message.ticketId,
    message.channel,
    message.direction,
    message.visibility,
    message.rfcMessageId,
    message.contentCore,
    message.inReplyTo,
    message.from?.name ?? null,
    message.from?.address ?? null,
    JSON.stringify(message.to),
    JSON.stringify(message.cc),
    message.subject,
    message.text,
    message.newText,
    message.html,
    message.remoteImages,
    message.automatic,
    message.authentication === null ? null : JSON.stringify(message.authentication),
    message.unverifiedSender,
    message.usedMessageId,
    message.oddities,
    message.occurredAt === null ? null : new Date(message.occurredAt),
    new Date(message.receivedAt),
    new Date(message.ingestedAt),
    message.authorId,
    message.sourceSha256,
  ]);
}

export async function insertAttachments(
  tx: Transaction,
  messageId: string,
  attachments: readonly StoredAttachment[],
): Promise<void> {
  if (attachments.length === 0) return;
  await tx.rows(
    `INSERT INTO attachments (id, message_id, position, filename, content_type, size, sha256, inline, content_id)
     SELECT id, $1, position, filename, "contentType", size, sha256, inline, "contentId" FROM json_to_recordset($2)
       AS a(id uuid, position int, filename text, "contentType" text, size bigint, sha256 text, inline boolean, "contentId" text)`,
    [messageId, JSON.stringify(attachments.map((attachment, position) => ({ ...attachment, position })))],
  );
}

/** An upload that waits for the message it will go with. */
export async function insertUpload(sql: Sql, attachment: StoredAttachment, agentId: string): Promise<void> {
  await sql.rows(
    `INSERT INTO attachments (id, filename, content_type, size, sha256, inline, content_id, uploaded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      attachment.id,
      attachment.filename,
      attachment.contentType,
      attachment.size,
      attachment.sha256,
      attachment.inline,
      attachment.contentId,
      agentId,
    ],
  );
}

/** Gives the asker's uploads to a message; returns them in the order asked for. Ids of others, or used ones, are left out. */
export async function claimUploads(
  tx: Transaction,
  ids: readonly string[],
  agentId: string | null,
  messageId: string,
): Promise<StoredAttachment[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows<StoredAttachment>(
    `UPDATE attachments SET message_id = $3, position = array_position($1::uuid[], id)
     WHERE id = ANY($1::uuid[]) AND message_id IS NULL AND uploaded_by IS NOT DISTINCT FROM $2
     RETURNING id, filename, content_type AS "contentType", size, sha256, inline, content_id AS "contentId"`,
    [ids, agentId, messageId],
  );
  return ids.flatMap((id) => rows.filter((row) => row.id === id));
}

export async function addParticipants(
  tx: Transaction,
  ticketId: string,
  participants: readonly { readonly address: string; readonly name: string; readonly role: 'customer' | 'cc' }[],
): Promise<void> {
  if (participants.length === 0) return;
  await tx.rows(
    `INSERT INTO participants (ticket_id, address, name, role)
     SELECT $1, lower(address), name, role FROM json_to_recordset($2) AS p(address text, name text, role text)
     ON CONFLICT (ticket_id, address) DO NOTHING`,
    [ticketId, JSON.stringify(participants)],
  );
}
