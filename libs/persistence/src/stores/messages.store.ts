import type { Authentication, MailAddress } from '@redress/domain/intake/inbound.js';
import type { ChannelName } from '@redress/domain/ticket/ticket.js';
import type { Instant } from '@redress/domain/time.js';
import type { Sql, Transaction } from '../sql.js';
import { type RowOf, writeRows } from '../write-rows.js';

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

export function messageRow(message: StoredMessage): RowOf<'messages'> {
  return {
    id: message.id,
    ticket_id: message.ticketId,
    channel: message.channel,
    direction: message.direction,
    visibility: message.visibility,
    rfc_message_id: message.rfcMessageId,
    content_core: message.contentCore,
    in_reply_to: message.inReplyTo,
    from_name: message.from?.name ?? null,
    from_address: message.from?.address ?? null,
    to_parties: message.to,
    cc_parties: message.cc,
    subject: message.subject,
    text: message.text,
    new_text: message.newText,
    html: message.html,
    remote_images: message.remoteImages,
    automatic: message.automatic,
    authentication: message.authentication,
    unverified_sender: message.unverifiedSender,
    used_message_id: message.usedMessageId,
    oddities: message.oddities,
    occurred_at: message.occurredAt === null ? null : new Date(message.occurredAt),
    received_at: new Date(message.receivedAt),
    ingested_at: new Date(message.ingestedAt),
    author_id: message.authorId,
    source_sha256: message.sourceSha256,
  };
}

export const attachmentRows = (messageId: string, attachments: readonly StoredAttachment[]): RowOf<'attachments'>[] =>
  attachments.map((attachment, position) => ({
    id: attachment.id,
    message_id: messageId,
    position,
    filename: attachment.filename,
    content_type: attachment.contentType,
    size: attachment.size,
    sha256: attachment.sha256,
    inline: attachment.inline,
    content_id: attachment.contentId,
  }));

/** A message with its attachments. */
export async function insertMessage(
  tx: Transaction,
  message: StoredMessage,
  attachments: readonly StoredAttachment[] = [],
): Promise<void> {
  await writeRows(tx, { messages: [messageRow(message)], attachments: attachmentRows(message.id, attachments) });
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

export interface Participant {
  readonly address: string;
  readonly name: string;
  readonly role: 'customer' | 'cc';
}

/** One row per address: of two that name the same one the first speaks. */
export function participantRows(ticketId: string, participants: readonly Participant[]): RowOf<'participants'>[] {
  const byAddress = new Map<string, RowOf<'participants'>>();
  for (const { address, name, role } of participants) {
    const key = address.toLowerCase();
    if (!byAddress.has(key)) byAddress.set(key, { ticket_id: ticketId, address: key, name, role });
  }
  return [...byAddress.values()];
}

/** Who takes part already keeps his part. */
export async function addParticipants(
  tx: Transaction,
  ticketId: string,
  participants: readonly Participant[],
): Promise<void> {
  await writeRows(tx, { participants: participantRows(ticketId, participants) });
}
