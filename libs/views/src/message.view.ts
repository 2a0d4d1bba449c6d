import type { Message } from '@redress/contract/messages.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What it was on its channel: as it stands there, or as it is on its way there. */
const POST = `(SELECT jsonb_build_object('audience', CASE WHEN p.is_public THEN 'public' ELSE 'private' END,
      'account', CASE WHEN g.id IS NULL THEN NULL ELSE jsonb_build_object('id', g.id, 'name', g.name, 'kind', g.kind) END,
      'editedAt', CASE WHEN EXISTS (SELECT 1 FROM message_states s WHERE s.message_id = m.id) THEN ${time('p.changed_at')} END,
      'deletedAt', ${time('p.deleted_at')},
      'earlier', coalesce((SELECT jsonb_agg(jsonb_build_object('at', ${time('s.changed_at')}, 'text', s.text) ORDER BY s.changed_at DESC)
        FROM message_states s WHERE s.message_id = m.id), '[]'))
    FROM (SELECT c.account_id, c.is_public, c.changed_at, c.deleted_at FROM channel_messages c WHERE c.message_id = m.id
      UNION ALL SELECT x.channel_account_id, (x.channel_reply->>'isPublic')::boolean, NULL, NULL WHERE x.channel_reply IS NOT NULL
      ORDER BY changed_at NULLS LAST LIMIT 1) p LEFT JOIN channel_accounts g ON g.id = p.account_id)`;

const named = (table: string, condition: string): string =>
  `(SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('id', w.id, 'name', w.name)), '[]') FROM mentions n JOIN ${table} WHERE n.message_id = m.id AND ${condition})`;

/** Whom a note names; most name nobody. */
const MENTIONS = `CASE WHEN EXISTS (SELECT 1 FROM mentions n WHERE n.message_id = m.id) THEN jsonb_build_object(
    'people', ${named('agents w ON w.id = n.agent_id', 'n.team_id IS NULL')},
    'teams', ${named('teams w ON w.id = n.team_id', 'true')},
    'untold', ${named('agents w ON w.id = n.agent_id', 'NOT n.told')}) END`;

/** `json` of one message; aliases: `m` the message, `x` its mail in the outbox, `a` its author. */
const MESSAGE = `(jsonb_build_object('id', m.id, 'ticketId', m.ticket_id, 'rfcMessageId', m.rfc_message_id, 'channel', m.channel,
    'direction', m.direction, 'visibility', m.visibility,
    'from', CASE WHEN m.from_address IS NULL THEN NULL ELSE jsonb_build_object('name', coalesce(m.from_name, ''), 'address', m.from_address) END,
    'to', m.to_parties, 'cc', m.cc_parties, 'subject', m.subject, 'text', m.text, 'newText', m.new_text, 'html', m.html,
    'remoteImages', m.remote_images, 'automatic', m.automatic, 'authentication', m.authentication,
    'unverifiedSender', m.unverified_sender, 'usedMessageId', m.used_message_id, 'oddities', m.oddities,
    'occurredAt', ${time('m.occurred_at')}, 'receivedAt', ${time('m.received_at')}, 'ingestedAt', ${time('m.ingested_at')})
  || jsonb_build_object('deliveryStatus', x.state, 'deliveryDetail', x.detail, 'mayHaveArrived', coalesce(x.may_have_arrived, false),
    'undoUntil', CASE WHEN x.state = 'queued' AND x.attempts = 0 THEN ${time('x.due_at')} END,
    'author', CASE WHEN a.id IS NULL THEN NULL ELSE jsonb_build_object('id', a.id, 'name', a.name) END,
    'hasSource', coalesce(m.source_sha256, x.source_sha256) IS NOT NULL,
    'call', (SELECT jsonb_build_object('direction', k.direction, 'from', k.from_number, 'to', k.to_number, 'durationSeconds', k.duration_seconds)
      FROM calls k WHERE k.message_id = m.id),
    'forwards', (SELECT w.original_id FROM forwards w WHERE w.message_id = m.id),
    'answersForward', (SELECT w.forward_id FROM forward_answers w WHERE w.message_id = m.id),
    'post', ${POST}, 'mentions', ${MENTIONS},
    'attachments', coalesce((SELECT jsonb_agg(jsonb_build_object('id', f.id, 'filename', f.filename, 'contentType', f.content_type, 'size', f.size,
        'sha256', f.sha256, 'inline', f.inline, 'contentId', f.content_id) ORDER BY f.position)
      FROM attachments f WHERE f.message_id = m.id), '[]')))`;

const JOINS = 'LEFT JOIN outbox x ON x.message_id = m.id LEFT JOIN agents a ON a.id = m.author_id';

/** How many messages one answer holds at most. */
export const MOST_MESSAGES = 5_000;

/**
 * The messages of a ticket and of those merged into it, oldest first.
 * @param after the id of the message that the page before ended with.
 */
export async function messagesOf(
  sql: Sql,
  ticketId: string,
  limit = MOST_MESSAGES,
  after: string | null = null,
): Promise<Message[]> {
  const rows = await sql.rows<{ message: Message }>(
    `WITH RECURSIVE family AS (
       SELECT $1::uuid AS id UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id)
     SELECT ${MESSAGE} AS message FROM messages m ${JOINS} WHERE m.ticket_id IN (SELECT id FROM family)
       AND ($3::uuid IS NULL OR (m.received_at, m.ingested_at, m.id) > (SELECT l.received_at, l.ingested_at, l.id FROM messages l WHERE l.id = $3::uuid))
     ORDER BY m.received_at, m.ingested_at, m.id LIMIT $2`,
    [ticketId, limit, after],
  );
  return rows.map((row) => row.message);
}

/**
 * Whether the asker sees the ticket of message `m`, or one that it was merged into: what a ticket shows of those merged into it is there for
 * whoever may read that ticket.
 */
const seen = (sight: string): string => `EXISTS (
  WITH RECURSIVE shown AS (
    SELECT m.ticket_id AS id UNION SELECT o.merged_into FROM tickets o JOIN shown ON shown.id = o.id WHERE o.merged_into IS NOT NULL)
  SELECT 1 FROM tickets t JOIN shown ON shown.id = t.id WHERE ${sight})`;

/** Null when there is none, or none that the asker may see. Filed mail without a ticket is for those who see all. */
export async function messageView(sql: Sql, asker: Asker, id: string): Promise<Message | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<{ message: Message }>(
    `SELECT ${MESSAGE} AS message FROM messages m ${JOINS}
     WHERE m.id = $1 AND (${seen(sight.text)} OR (m.ticket_id IS NULL AND $3::boolean))`,
    [id, ...sight.values, asker.sight.kind === 'all'],
  );
  return row?.message ?? null;
}

/** The hash of the raw source: what arrived, or the bytes that we sent. */
export async function sourceOf(sql: Sql, messageId: string): Promise<string | null> {
  const [row] = await sql.rows<{ sha256: string | null }>(
    `SELECT coalesce(m.source_sha256, x.source_sha256) AS sha256 FROM messages m LEFT JOIN outbox x ON x.message_id = m.id WHERE m.id = $1`,
    [messageId],
  );
  return row?.sha256 ?? null;
}

export interface AttachmentFile {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

/** An attachment of a message that the asker may see, or an upload of his own. */
export async function attachmentFile(sql: Sql, asker: Asker, id: string): Promise<AttachmentFile | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<AttachmentFile>(
    `SELECT f.filename, f.content_type AS "contentType", f.size, f.sha256 FROM attachments f
     LEFT JOIN messages m ON m.id = f.message_id
     WHERE f.id = $1 AND (${seen(sight.text)} OR (m.id IS NOT NULL AND m.ticket_id IS NULL AND $3::boolean)
       OR (f.message_id IS NULL AND f.uploaded_by = $4::uuid))`,
    [id, ...sight.values, asker.sight.kind === 'all', asker.agentId],
  );
  return row ?? null;
}
