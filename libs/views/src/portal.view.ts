import {
  expectedNext,
  mayDispute,
  type Expected,
  type PortalStep,
  progressOf,
} from '@redress/domain/portal/progress.js';
import { isPastReopening } from '@redress/domain/ticket/lifecycle.js';
import { type Instant, toRfc3339 } from '@redress/domain/time.js';
import type { Sql } from '@redress/persistence/sql.js';
import { readMailPolicy } from '@redress/persistence/stores/settings.store.js';
import { readTicket } from '@redress/persistence/stores/tickets.store.js';
import type { AttachmentFile } from './message.view.js';

export interface PortalFile {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
}

/** How something reached us that a person of the house noted. */
export type Spoken = 'phone' | 'letter' | 'visit';

export interface PortalEntry {
  readonly by: 'you' | 'house';
  /** The first name of who wrote for the house; null when nobody is named. */
  readonly name: string | null;
  /** Said to somebody who wrote it down, or on paper; null for what was written to us. */
  readonly spoken: Spoken | null;
  readonly at: string;
  readonly text: string;
  readonly files: readonly PortalFile[];
}

/**
 * Everything that the customer sees of a ticket: fields are added one by one and never by copying a record. Notes, surnames, tags, causes,
 * names of queues and teams, and who else takes part are not among them.
 */
export interface PortalTicket {
  readonly number: string;
  /** False: an enquiry, a suggestion, a compliment. */
  readonly complaint: boolean;
  /** As the customer wrote it, not as it was renamed here. */
  readonly subject: string;
  /** ISO 639-1, of the customer or of what was written. */
  readonly language: string | null;
  readonly step: PortalStep;
  readonly underway: boolean;
  readonly expected: { readonly what: Expected['what']; readonly at: string | null };
  readonly handledBy: string | null;
  /** IANA name; times are shown in it. */
  readonly timezone: string;
  /** False: only the own text is shown. */
  readonly whole: boolean;
  readonly mayWrite: boolean;
  readonly mayDispute: boolean;
  /** Newest first. */
  readonly entries: readonly PortalEntry[];
}

/** Whose view it is. Without an address the link proves nothing about who opened it. */
export interface PortalViewer {
  readonly ticketId: string;
  /** Lower case. */
  readonly address: string | null;
}

/** More than anybody reads on a telephone; the newest are shown. */
const MOST_ENTRIES = 200;

const FAMILY = `WITH RECURSIVE family AS (
  SELECT $1::uuid AS id UNION SELECT t.id FROM tickets t JOIN family f ON t.merged_into = f.id)`;

/** The message that began the ticket. */
const OPENING = `(SELECT o.id FROM messages o WHERE o.ticket_id = $1 AND o.direction = 'inbound' AND o.visibility = 'public'
  ORDER BY o.received_at, o.ingested_at, o.id LIMIT 1)`;

/** What was written on the page behind the link bears no address: the link does not say whose it is. */
const BY_LINK = `(m.direction = 'inbound' AND m.channel = 'webForm' AND m.from_address IS NULL)`;

/** What was said by telephone, by letter or in person is of the customer of its ticket: of who reads at an address of his. */
const SPOKEN_WITH = `(m.channel IN ('phone', 'letter', 'visit') AND NOT m.unverified_sender AND EXISTS (
  SELECT 1 FROM tickets o JOIN identities i ON i.customer_id = o.customer_id AND i.kind = 'email' AND i.value = $2 WHERE o.id = m.ticket_id))`;

/** A form proves nothing when it is sent, but whoever opens the link that was mailed reads the mailbox which the form named. */
const BY_FORM = `(m.channel = 'webForm' AND m.id = ${OPENING})`;

/**
 * What of the messages `m`, with their mail `x`, the address $2 may read: its own, what went to it and has left, and what was said to us or by us and noted for him to see. For nobody ($2 is null)
 * the message that began it and what was written on the page.
 */
const VISIBLE = `m.visibility = 'public' AND m.automatic IS NULL AND (${BY_LINK} OR CASE WHEN $2::text IS NULL
  THEN m.id = ${OPENING}
  ELSE ${SPOKEN_WITH} OR (m.direction = 'inbound' AND (NOT m.unverified_sender OR ${BY_FORM})
      AND (lower(m.from_address) = $2 OR (m.from_address IS NULL AND m.id = ${OPENING})))
    OR (m.direction = 'outbound' AND x.state IN ('sent', 'delivered', 'read', 'captured', 'unknown', 'failed', 'bounced')
      AND EXISTS (SELECT 1 FROM jsonb_array_elements(m.to_parties || m.cc_parties) p WHERE lower(p ->> 'address') = $2)) END)`;

/** Null when the ticket is gone. */
export async function portalView(sql: Sql, viewer: PortalViewer, now: Instant): Promise<PortalTicket | null> {
  const stored = await readTicket(sql, viewer.ticketId);
  if (stored === null) return null;
  const { ticket } = stored;
  const [entries, words, policy] = [
    await entriesOf(sql, viewer),
    await wordsOf(sql, viewer),
    await readMailPolicy(sql),
  ];
  const { what, at } = expectedNext(ticket, now);
  const over = isPastReopening(ticket, now, policy.reopenWindowDays);
  return {
    number: ticket.number,
    complaint: ticket.kind === 'complaint',
    subject: words.subject ?? '',
    language: words.language,
    ...progressOf(ticket),
    expected: { what, at: at === null ? null : toRfc3339(at) },
    handledBy: firstName(words.owner),
    timezone: words.timezone ?? 'UTC',
    whole: viewer.address !== null,
    mayWrite: !over,
    mayDispute: !over && mayDispute(ticket),
    entries,
  };
}

interface Words {
  readonly subject: string | null;
  readonly language: string | null;
  readonly owner: string | null;
  readonly timezone: string | null;
}

async function wordsOf(sql: Sql, { ticketId }: PortalViewer): Promise<Words> {
  const [row] = await sql.rows<Words>(
    `SELECT (SELECT m.subject FROM messages m WHERE m.id = ${OPENING}) AS subject, coalesce(t.language, c.language) AS language, a.name AS owner,
       (SELECT v.parts ->> 'timezone' FROM business_calendars b JOIN business_calendar_versions v ON v.calendar_id = b.id AND v.version = b.version
        WHERE b.is_installation) AS timezone
     FROM tickets t LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN agents a ON a.id = t.owner_id WHERE t.id = $1`,
    [ticketId],
  );
  return row ?? { subject: null, language: null, owner: null, timezone: null };
}

interface EntryRow {
  readonly direction: 'inbound' | 'outbound';
  readonly author: string | null;
  readonly spoken: Spoken | null;
  readonly at: Date;
  readonly text: string;
  readonly files: readonly PortalFile[];
}

async function entriesOf(sql: Sql, { ticketId, address }: PortalViewer): Promise<PortalEntry[]> {
  const rows = await sql.rows<EntryRow>(
    `${FAMILY} SELECT m.direction, a.name AS author, CASE WHEN m.channel IN ('phone', 'letter', 'visit') THEN m.channel END AS spoken, m.received_at AS at, m.new_text AS text,
       coalesce((SELECT json_agg(json_build_object('id', f.id, 'filename', f.filename, 'size', f.size) ORDER BY f.position)
         FROM attachments f WHERE f.message_id = m.id AND NOT f.inline), '[]') AS files
     FROM messages m LEFT JOIN outbox x ON x.message_id = m.id LEFT JOIN agents a ON a.id = m.author_id
     WHERE m.ticket_id IN (SELECT id FROM family) AND ${VISIBLE}
     ORDER BY m.received_at DESC, m.ingested_at DESC, m.id DESC LIMIT ${MOST_ENTRIES}`,
    [ticketId, address],
  );
  return rows.map(({ direction, author, spoken, at, text, files }) => ({
    by: direction === 'inbound' ? 'you' : 'house',
    name: direction === 'inbound' ? null : firstName(author),
    spoken,
    at: at.toISOString(),
    text,
    files,
  }));
}

/** `Mara` of "Mara Keller" and of "Keller, Mara". */
export function firstName(name: string | null): string | null {
  if (name === null) return null;
  const [first = '', ...rest] = name.split(',').map((part) => part.trim());
  const given = (rest[0] === undefined || rest[0] === '' ? first : rest[0]).split(/\s+/)[0] ?? '';
  return given === '' || given.includes('@') ? null : given;
}

/** A file of an entry that this viewer is shown; null for every other. */
export async function portalFile(sql: Sql, viewer: PortalViewer, fileId: string): Promise<AttachmentFile | null> {
  const [row] = await sql.rows<AttachmentFile>(
    `${FAMILY} SELECT f.filename, f.content_type AS "contentType", f.size, f.sha256
     FROM attachments f JOIN messages m ON m.id = f.message_id LEFT JOIN outbox x ON x.message_id = m.id
     WHERE f.id = $3 AND NOT f.inline AND m.ticket_id IN (SELECT id FROM family) AND ${VISIBLE}`,
    [viewer.ticketId, viewer.address, fileId],
  );
  return row ?? null;
}
