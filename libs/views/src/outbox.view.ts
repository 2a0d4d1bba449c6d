import type { Page } from '@redress/contract/answers.js';
import type { OutboxMail, OutboxMailBody, QuarantinedMail } from '@redress/contract/mail.js';
import type { Asker } from '@redress/domain/people.js';
import { sightClause } from '@redress/persistence/sight.js';
import type { Sql } from '@redress/persistence/sql.js';
import { idAfter } from './page.js';

const time = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const MAIL = `jsonb_build_object('id', x.id, 'ticketId', x.ticket_id, 'to', x.to_addresses, 'cc', x.cc_addresses, 'subject', x.subject,
  'rfcMessageId', x.rfc_message_id, 'state', x.state, 'detail', x.detail, 'automatic', x.automatic, 'attempts', x.attempts,
  'createdAt', ${time('x.created_at')}, 'sentAt', ${time('x.sent_at')})`;

/** Mail of no ticket (password links) is for administrators: its text opens doors. */
const seen = (sight: string, place: number): string =>
  `((t.id IS NOT NULL AND ${sight}) OR (t.id IS NULL AND $${place}::boolean))`;

export interface OutboxQuery {
  readonly to: string | null;
  readonly state: string | null;
  readonly limit: number;
  /** Id of the last one of the page before. */
  readonly after: string | null;
}

/** What we sent, are sending or keep, newest first. */
export async function outboxPage(sql: Sql, asker: Asker, query: OutboxQuery): Promise<Page<OutboxMail>> {
  const sight = sightClause(asker, 1);
  const rows = await sql.rows<{ mail: OutboxMail }>(
    `SELECT ${MAIL} AS mail FROM outbox x LEFT JOIN tickets t ON t.id = x.ticket_id
     WHERE ${seen(sight.text, 2)} AND ($3::text IS NULL OR x.to_addresses @> ARRAY[lower($3)] OR x.cc_addresses @> ARRAY[lower($3)])
       AND ($4::text IS NULL OR x.state = $4)
       AND ($5::uuid IS NULL OR (x.created_at, x.id) < (SELECT created_at, id FROM outbox WHERE id = $5::uuid))
     ORDER BY x.created_at DESC, x.id DESC LIMIT $6`,
    [...sight.values, asker.role === 'admin', query.to, query.state, idAfter(query.after), query.limit + 1],
  );
  const data = rows.slice(0, query.limit).map((row) => row.mail);
  const hasMore = rows.length > query.limit;
  return { data, page: { next: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } };
}

export async function outboxMail(
  sql: Sql,
  asker: Asker,
  id: string,
): Promise<{ mail: OutboxMailBody; sourceSha256: string | null } | null> {
  const sight = sightClause(asker, 2);
  const [row] = await sql.rows<{ mail: OutboxMailBody; sourceSha256: string | null }>(
    `SELECT ${MAIL} || jsonb_build_object('text', x.letter->>'text', 'html', x.letter->>'html') AS mail, x.source_sha256 AS "sourceSha256"
     FROM outbox x LEFT JOIN tickets t ON t.id = x.ticket_id WHERE x.id = $1 AND ${seen(sight.text, 3)}`,
    [id, ...sight.values, asker.role === 'admin'],
  );
  return row ?? null;
}

interface QuarantineRow extends Omit<QuarantinedMail, 'head'> {
  readonly sourceSha256: string;
}

const QUARANTINED = `SELECT d.id, ${time('d.received_at')} AS "receivedAt", coalesce(a.address, d.mailbox) AS mailbox, d.envelope_from AS "envelopeFrom",
    d.envelope_to AS "envelopeTo", d.source_size AS size, d.reason, d.attempts, d.source_sha256 AS "sourceSha256"
  FROM deliveries d LEFT JOIN mail_accounts a ON a.id::text = split_part(d.mailbox, '/', 1)`;

/** Mail that could not be read, newest first. It has no ticket, so it is for those who see all queues. */
export async function quarantinePage(
  sql: Sql,
  limit: number,
  after: string | null,
): Promise<{ data: QuarantineRow[]; hasMore: boolean }> {
  const rows = await sql.rows<QuarantineRow>(
    `${QUARANTINED} WHERE d.state = 'quarantined' AND ($1::uuid IS NULL OR (d.received_at, d.id) < (SELECT received_at, id FROM deliveries WHERE id = $1::uuid))
     ORDER BY d.received_at DESC, d.id DESC LIMIT $2`,
    [idAfter(after), limit + 1],
  );
  return { data: rows.slice(0, limit), hasMore: rows.length > limit };
}

export async function quarantinedMail(sql: Sql, id: string): Promise<QuarantineRow | null> {
  const [row] = await sql.rows<QuarantineRow>(`${QUARANTINED} WHERE d.state = 'quarantined' AND d.id = $1`, [id]);
  return row ?? null;
}
